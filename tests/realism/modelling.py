"""Factories with realistic values for the tests."""

from __future__ import annotations

import dataclasses
from typing import Any

import typedfactory as factory


def factory_of(model: Any, **declared: Any) -> Any:
    """Return a factory of a model with realistic values."""
    meta = type("Meta", (), {"model": model, "realistic": True})
    return type(f"{getattr(model, '__name__', 'Model')}Factory", (factory.Factory,), {"Meta": meta, **declared})


def realistic(title: str, /, **fields: Any) -> Any:
    """Return a factory of a dataclass.

    Args:
        title: Its name.
        **fields: Field → type.
    """
    return factory_of(dataclasses.make_dataclass(title, list(fields.items())))


def derived(base: Any, **options: Any) -> Any:
    """Return a factory derived from another one, with options of its own."""
    return type("DerivedFactory", (base,), {"Meta": type("Meta", (), options)})
