"""Any other class: its parameters are those of the ``__init__`` or ``__new__`` that somebody wrote."""

from __future__ import annotations

import enum
import functools
import inspect
import sys
import types
from typing import TYPE_CHECKING

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.adapters.signature import (
    Constructor,
    Names,
    Parameter,
    describe_parameter,
    read_function,
    readable_names,
)
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction

#: Packages whose classes are no models of a user's, or models that their constructors say nothing about. (What
#: values of such a class look like is known where the types of values are.)
_FOREIGN = frozenset(
    {
        "annotated_types",
        "beanie",
        "django",
        "mogo",
        "mongoengine",
        "msgspec",
        "odmantic",
        "peewee",
        "pony",
        "pydantic",
        "pydantic_core",
        "pydantic_extra_types",
        "sqlalchemy",
        "tortoise",
        "typedfactory",
        "typing_extensions",
    }
)

#: Packages that give a class a constructor of its own kind when it derives from one of theirs.
_MODEL_BASES = frozenset(
    {
        "beanie",
        "django",
        "mogo",
        "mongoengine",
        "msgspec",
        "odmantic",
        "peewee",
        "pony",
        "pydantic",
        "sqlalchemy",
        "tortoise",
    }
)


class PlainAdapter:
    """Classes that no model library made.

    Classes of the standard library and of well-known model libraries are left to those who know them, and so is
    what has no instances (abstract classes, protocols) or fixed ones (enumerations).
    """

    def recognises(self, model: type) -> bool:
        """Say whether a class can be called with what its signature says."""
        return not _is_foreign(model) and not _is_special(model) and read_plain(model) is not None

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a class."""
        constructor = read_plain(model)
        parameters = () if constructor is None else constructor.parameters
        fields = tuple(_describe(model, parameter) for parameter in parameters)
        names = frozenset(field.name for field in fields)
        return ModelShape(
            model, fields, constructor is None or constructor.closed, readable_names(model, names), declared=False
        )


def read_plain(model: type) -> Constructor | None:
    """Return the constructor that was written for a class in Python; None where there is none to read.

    Args:
        model: The class.
    """
    functions = [_written(model, name) for name in ("__init__", "__new__")]
    if not any(functions):
        return Constructor(None, Names(), closed=True) if _is_simple(model) else None
    read = [read_function(function) for function in functions if function is not None]
    # One that takes anything leaves the say to the other.
    return next((each for each in read if each.closed and not _takes_anything(each.function)), read[0])


def _takes_anything(function: UserFunction | None) -> bool:
    return function is not None and any(
        each.kind is each.VAR_POSITIONAL for each in typeinfo.parameters_of(function).values()
    )


def _written(model: type, name: str) -> UserFunction | None:
    """Return the function that a class uses as its ``__init__`` or ``__new__``, if it is one that somebody wrote."""
    owner = next(each for each in model.__mro__ if name in vars(each))
    function = vars(owner)[name]
    function = function.__func__ if isinstance(function, staticmethod) else function
    inner = inspect.unwrap(function) if callable(function) else None
    return function if isinstance(inner, types.FunctionType) else None


def _is_simple(model: object) -> bool:
    """Say whether a class takes no arguments, as ``object`` does."""
    return all(getattr(model, name) is getattr(object, name) for name in ("__init__", "__new__"))


def _package(cls: type) -> str:
    return str(cls.__module__).partition(".")[0]


def _is_foreign(model: type) -> bool:
    package = _package(model)
    if package in _FOREIGN or package in sys.stdlib_module_names:
        return True
    related = [*model.__mro__, *inspect.getmro(type(model))]
    return any(_package(each) in _MODEL_BASES for each in related) or "__mapper__" in vars(model)


def _is_special(model: type) -> bool:
    mock = sys.modules.get("unittest.mock")
    return (
        issubclass(model, (type, enum.Enum))
        or inspect.isabstract(model)
        or te.is_protocol(model)
        or (mock is not None and issubclass(model, mock.NonCallableMock))
    )


def _describe(model: type, parameter: Parameter) -> FieldShape:
    name = parameter.name
    resolve = functools.partial(_annotate, name=name)
    return describe_parameter(parameter, name, resolve, annotated=_is_annotated(model, name))


def _is_annotated(model: type, name: str) -> bool:
    constructor = read_plain(model)
    function = None if constructor is None else constructor.function
    return name in typeinfo.raw_annotations(function) or typeinfo.written_hint(model, name) is not typeinfo.MISSING


def _annotate(model: object, *, name: str) -> object:
    """Return the annotation of a parameter; where it has none, that of the attribute of the same name counts."""
    constructor = read_plain(typeinfo.class_of(model))
    function = None if constructor is None else constructor.function
    return typeinfo.MISSING if function is None else typeinfo.resolve_parameter(function, name, model)
