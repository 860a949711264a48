"""The names that a factory has for the fields of its model."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.types import Type

from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.models import Model


def field_of(factory: FactoryInfo, model: Model | None, name: str) -> Type | None:
    """Return the type of a model's field, by the name that the factory has for it."""
    if model is None:
        return None
    if factory.is_changed(name) and model.find(name) is not None:
        return any_type()
    rename = factory.rename()
    if rename.get(name) in model.fields:
        return model.fields[rename[name]].type
    if name in rename.values():
        return None
    field = model.find(name)
    return None if field is None else field.type


def known_names(factory: FactoryInfo, model: Model) -> set[str]:
    """Return the names that a factory may declare for its model."""
    return _names(factory, model.names)


def shown_names(factory: FactoryInfo, model: Model) -> set[str]:
    """Return the names to suggest to somebody who declares something for the model."""
    return _names(factory, model.shown)


def _names(factory: FactoryInfo, names: Iterable[str]) -> set[str]:
    renamed = factory.rename()
    return {
        *(name for name in names if name not in renamed.values()),
        *renamed,
        *factory.names("exclude"),
        *factory.names("inline_args"),
        *factory.params(),
        *factory.own_names(),
    }
