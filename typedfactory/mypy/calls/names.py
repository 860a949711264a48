"""The names that a factory has for the fields of its model."""

from __future__ import annotations

from mypy.types import Type

from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.models import Model


def field_of(factory: FactoryInfo, model: Model | None, name: str) -> Type | None:
    """Return the type of a model's field, by the name that the factory has for it."""
    if model is None:
        return None
    rename = factory.rename()
    if rename.get(name) in model.fields:
        return model.fields[rename[name]].type
    if name in rename.values():
        return None
    field = model.find(name)
    return None if field is None else field.type


def known_names(factory: FactoryInfo, model: Model) -> set[str]:
    """Return the names that a factory may declare for its model."""
    renamed = factory.rename()
    return {
        *(name for name in model.names if name not in renamed.values()),
        *renamed,
        *factory.names("exclude"),
        *factory.names("inline_args"),
        *factory.params(),
    }
