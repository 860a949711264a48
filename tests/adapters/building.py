"""How tests of adapters build models, and how they look at shapes."""

from __future__ import annotations

import sys
import types
from typing import Any

import typedfactory
from typedfactory.adapters import shape_of
from typedfactory.ground.shape import ModelShape

#: How many instances of each model are judged.
MANY = 200


def factory_of(model: Any, **declarations: Any) -> Any:
    """Return an automatic factory of a model, or of an alias of it with arguments."""
    namespace = {"Meta": type("Meta", (), {"model": model}), **declarations}
    metaclass: Any = type(typedfactory.Factory)
    return metaclass("ModelFactory", (typedfactory.Factory,), namespace)


def build_many(model: Any, **overrides: Any) -> list[Any]:
    """Return so many instances of a model, filled by its types."""
    made: list[Any] = factory_of(model).build_batch(MANY, **overrides)
    return made


def shape(model: Any) -> ModelShape:
    """Return the shape of a model, which has one."""
    found = shape_of(model)
    assert found is not None
    return found


def hints_of(model: Any) -> dict[str, object]:
    """Return the resolved types of a model's fields."""
    found = shape(model)
    return {each.name: found.annotation_of(each) for each in found.fields}


def required_of(model: Any) -> dict[str, bool]:
    """Return whether each of a model's fields is required."""
    return {each.name: each.required for each in shape(model).fields}


def run_module(source: str, name: str = "made_for_adapters") -> dict[str, Any]:
    """Run the text of a module, which may have syntax newer than this one; its names can be looked up afterwards."""
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - a module of its own
    return vars(module)
