"""Constructors of mapped classes: what they take, and which attributes are set on the object afterwards."""

from __future__ import annotations

import dis
import inspect
import types
import weakref
from collections.abc import Iterator

import attrs
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.hybrid import hybrid_property

from typedfactory import typeinfo
from typedfactory.ground.given import UserFunction, UserValue, UserValues
from typedfactory.ground.shape import FieldShape
from typedfactory.orm.sqlalchemy.filling.columns import columns_of, has_value, is_mapped
from typedfactory.orm.sqlalchemy.filling.rivals import rivals_of

#: Model → the names that its constructor takes; None where it takes all.
_taken: weakref.WeakKeyDictionary[type, frozenset[str] | None] = weakref.WeakKeyDictionary()


def follow_constructor(
    mapper: orm.Mapper[UserValue], fields: dict[str, FieldShape], *, assigning: bool, nulls: bool
) -> Iterator[FieldShape]:
    """Yield the fields that can be given; what the constructor asks for itself is required.

    Args:
        mapper: The mapper, configured.
        fields: Attribute → field.
        assigning: Whether attributes that the constructor does not take are set afterwards.
        nulls: Whether columns that may be NULL are to be filled where the constructor asks for them.
    """
    parameters = list(typeinfo.parameters_of(mapper.class_.__init__).values())[1:]
    open_ended = any(each.kind is each.VAR_KEYWORD for each in parameters)
    named = {each.name: each for each in parameters if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)}
    for name, field in fields.items():
        if name in named:
            alone = not (open_ended or assigning) and named.keys().isdisjoint(rivals_of(field).parents)
            asked = _by_itself(mapper, field) if alone else field
            yield _asked(mapper, asked, named[name], nulls=nulls)
        elif open_ended:
            yield field
        elif assigning and not _is_made_elsewhere(mapper, name):
            yield attrs.evolve(field, required=field.required and name not in stored_by(mapper.class_))
    for name, parameter in named.items():
        if name not in fields:
            yield FieldShape(name, name, parameter.default is inspect.Parameter.empty, name)


def _is_made_elsewhere(mapper: orm.Mapper[UserValue], name: str) -> bool:
    """Say whether an attribute is none that is written: dataclasses keep others than their constructor takes."""
    return hasattr(mapper.class_, "__dataclass_fields__") or not (name in mapper.attrs or name in mapper.synonyms)


def _by_itself(mapper: orm.Mapper[UserValue], field: FieldShape) -> FieldShape:
    """Return a foreign key that is required because nothing else leads to the parent."""
    needed = rivals_of(field).parents and not any(each.nullable for each in _columns_of(mapper, field.name))
    return attrs.evolve(field, required=True) if needed else field


def _asked(
    mapper: orm.Mapper[UserValue], field: FieldShape, parameter: inspect.Parameter, *, nulls: bool
) -> FieldShape:
    if parameter.default is not inspect.Parameter.empty:
        # A default of None is none where the database refuses it. Since SQLAlchemy 2.1 dataclasses have a mark of its
        # own for all defaults, and the columns have the values.
        default = parameter.default
        unknown = default is None or type(default).__module__.partition(".")[0] == "sqlalchemy"
        return attrs.evolve(field, required=field.required and unknown)
    columns = _columns_of(mapper, field.name)
    left = any(column.foreign_keys or has_value(mapper, column) for column in columns)
    if columns and not field.required and (left or not nulls):
        # Asked for, although the database gives it, or NULL will do, or the parent that is filled says the same.
        return attrs.evolve(field, required=True, annotated=True, resolve=lambda _model: None, metadata={})
    return attrs.evolve(field, required=True, annotated=True)


def _columns_of(mapper: orm.Mapper[UserValue], key: str) -> list[sa.Column[UserValue]]:
    attribute = mapper.column_attrs.get(key)
    return [] if attribute is None else columns_of(attribute)


# --- what a constructor does ------------------------------------------------------------------------------------------


def stored_by(model: type) -> frozenset[str]:
    """Return the attributes that a constructor sets itself, as far as its code and that of the methods it calls show.

    Args:
        model: The model.
    """
    found: set[str] = set()
    seen: set[types.CodeType] = set()
    pending: list[UserFunction] = [vars(base)["__init__"] for base in model.__mro__ if "__init__" in vars(base)]
    while pending:
        function = pending.pop()
        code = getattr(getattr(function, "_sa_original_init", function), "__code__", None)
        if code is None or code in seen:
            continue
        seen.add(code)
        found.update(each.argval for each in dis.get_instructions(code) if each.opname == "STORE_ATTR")
        pending += [each for name in code.co_names for each in _functions_of(model, name)]
    return frozenset(found)


def _functions_of(model: type, name: str) -> Iterator[UserFunction]:
    """Yield what runs when a method is called, or a property is set."""
    found = inspect.getattr_static(model, name, None)
    if isinstance(found, types.FunctionType):
        yield found
    elif isinstance(found, (property, hybrid_property)) and found.fset is not None:
        yield found.fset
    mapper: orm.Mapper[UserValue] = sa.inspect(model)
    if name in mapper.validators:
        validator: UserValue = mapper.validators[name][0]
        yield validator


def construct(model: type[UserValue], args: tuple[UserValue, ...], kwargs: UserValues) -> UserValue:
    """Make an object; attributes that its constructor does not take are set afterwards.

    Args:
        model: The model, or a function that makes objects.
        args: Positional arguments.
        kwargs: Attribute → value.
    """
    taken = _taken_by(model)
    if taken is None or taken.issuperset(kwargs):
        return model(*args, **kwargs)
    instance = model(*args, **{name: value for name, value in kwargs.items() if name in taken})
    for name, value in kwargs.items():
        if name not in taken:
            setattr(instance, name, value)
    return instance


def _taken_by(model: type[UserValue]) -> frozenset[str] | None:
    """Return the names that the constructor of a mapped class takes; None where that is not known, or any."""
    if model not in _taken:
        known = None
        if is_mapped(model) and not hasattr(model, "__dataclass_fields__"):
            parameters = typeinfo.parameters_of(model.__init__).values()
            if not any(each.kind is each.VAR_KEYWORD for each in parameters):
                known = frozenset(each.name for each in parameters)
        _taken[model] = known
    return _taken[model]
