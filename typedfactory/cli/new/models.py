"""What is a model, and which library's factory it needs."""

from __future__ import annotations

import enum
import importlib
import inspect
import sys
from types import ModuleType

import attrs
import typing_extensions as te

from typedfactory.adapters import shape_of

#: A class of a library's that its models derive from → the room of its factory, and the factory.
_BACK_ENDS = {
    "django.db.models.base.Model": ("typedfactory.orm.django", "DjangoModelFactory"),
    "mongoengine.base.document.BaseDocument": ("typedfactory.orm.mongoengine", "MongoEngineFactory"),
}
_SQLALCHEMY = ("typedfactory.orm.sqlalchemy", "SQLAlchemyModelFactory")
_PLAIN = ("typedfactory", "Factory")


@attrs.frozen
class Base:
    """The base of a factory.

    Attributes:
        module: Where it is imported from.
        name: Its name.
    """

    module: str
    name: str

    @property
    def factory(self) -> type:
        """The class itself."""
        found: type = getattr(importlib.import_module(self.module), self.name)
        return found


def base_for(model: type) -> Base:
    """Return the base of a model's factory.

    Args:
        model: The model.
    """
    if "sqlalchemy" in sys.modules and hasattr(model, "__mapper__"):
        return Base(*_SQLALCHEMY)
    for parent in model.__mro__:
        found = _BACK_ENDS.get(f"{parent.__module__}.{parent.__qualname__}")
        if found is not None:
            return Base(*found)
    return Base(*_PLAIN)


def models_in(module: ModuleType) -> list[type]:
    """Return the models that a module defines, in the order in which it does.

    Abstract classes, generic ones and those that declare no fields are left out.

    Args:
        module: The module.

    Example:
        >>> import attrs, types
        >>> module = types.ModuleType("app.models")
        >>> @attrs.define
        ... class User:
        ...     __module__ = "app.models"
        ...     name: str
        >>> module.User = User
        >>> models_in(module)
        [<class 'app.models.User'>]
    """
    found = (value for value in vars(module).values() if isinstance(value, type))
    return list(dict.fromkeys(each for each in found if each.__module__ == module.__name__ and is_model(each)))


def is_model(kind: type) -> bool:
    """Say whether objects of a class can be made by a factory of their own.

    Args:
        kind: The class.
    """
    if issubclass(kind, (enum.Enum, BaseException)) or inspect.isabstract(kind) or _is_generic(kind):
        return False
    if getattr(getattr(kind, "_meta", None), "abstract", False) or (
        "sqlalchemy" in sys.modules and "registry" in dir(kind) and not hasattr(kind, "__mapper__")
    ):
        return False
    importlib.import_module(base_for(kind).module)
    shape = shape_of(kind)
    return shape is not None and (shape.declared or te.is_typeddict(kind)) and bool(shape.fields)


def _is_generic(kind: type) -> bool:
    parameters: tuple[object, ...] | None = getattr(kind, "__parameters__", None)
    return bool(parameters)
