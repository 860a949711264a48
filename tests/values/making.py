"""How tests of values make them."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from typedfactory.ground.context import ModelBuilder
from typedfactory.values import Settings, make_recipe


class Builder:
    """Builds models by calling them, except those that are being built already."""

    def __init__(self, busy: Collection[type] = ()) -> None:
        self.busy = busy

    def can_build(self, model: type, *, again: bool = False) -> bool:
        return model not in self.busy

    def way_to(self, model: type) -> str:
        return " → ".join([*(one.__name__ for one in self.busy), model.__name__])

    def build(self, model: Any, overrides: Mapping[str, Any] = MappingProxyType({})) -> Any:
        return model()


class Thing:
    """A model."""


class Other:
    """Another one."""


def is_model(annotation: object) -> bool:
    return annotation is Thing or annotation is Other


def maker(annotation: Any, busy: Collection[type] = (), options: Settings | None = None) -> Callable[[int], Any]:
    """Return a function from a seed to a value."""
    make = make_recipe(annotation, where="F.x", is_model=is_model, settings=options or Settings()).make
    builder: ModelBuilder = Builder(busy)
    return lambda seed: make(random.Random(seed), builder)


def values_of(annotation: Any, count: int = 200, **options: Any) -> list[Any]:
    """Return a value for each of so many seeds."""
    make = maker(annotation, **options)
    return [make(seed) for seed in range(count)]


def value_of(annotation: Any, **options: Any) -> Any:
    """Return one value."""
    return maker(annotation, **options)(1)
