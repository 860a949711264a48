"""attrs classes: private names and their aliases, converters, factories, constructors of their own."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import attrs

from typedfactory import typeinfo
from typedfactory.adapters.signature import (
    ConstructorShape,
    Parameter,
    describe_parameter,
    parameter_resolver,
    read_constructor,
    readable_names,
)
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class AttrsAdapter:
    """Classes made with ``attrs.define``, ``attrs.frozen``, ``attr.s`` or ``attrs.make_class``."""

    def recognises(self, model: type) -> bool:
        """Say whether attrs made a class."""
        return attrs.has(model)

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of an attrs class."""
        return ConstructorShape(model, read_constructor(model), _describe_all, _attributes)


def _describe_all(model: type, parameters: tuple[Parameter, ...]) -> tuple[FieldShape, ...]:
    known = {_alias_of(field): field for field in attrs.fields(model) if field.init}
    # attrs leaves __attrs_init__ where it found a constructor that somebody wrote.
    by_hand = read_constructor(model).function is None or _is_written_by_hand(model)
    return tuple([_describe(parameter, known.get(parameter.name), by_hand=by_hand) for parameter in parameters])


def _attributes(model: type) -> frozenset[str]:
    return readable_names(model, frozenset(field.name for field in attrs.fields(model)))


def _alias_of(field: attrs.Attribute[UserValue]) -> str:
    return getattr(field, "alias", None) or field.name.lstrip("_")


def _is_written_by_hand(model: type) -> bool:
    owner = next(each for each in model.__mro__ if "__init__" in vars(each))
    return "__attrs_init__" in vars(owner) or "__attrs_attrs__" not in vars(owner)


def _describe(parameter: Parameter, field: attrs.Attribute[UserValue] | None, *, by_hand: bool) -> FieldShape:
    attribute = field.name if field is not None else parameter.name
    resolve: Callable[[UserValue], object] = parameter_resolver(parameter.name, attribute)
    if field is not None and field.converter is not None and not by_hand:
        resolve = functools.partial(_annotate_converted, name=attribute, fallback=resolve)
    elif field is not None and field.validator is not None and not by_hand:
        resolve = functools.partial(_annotate_validated, name=attribute, fallback=resolve)
    return describe_parameter(parameter, attribute, resolve, field.metadata if field is not None else {})


def _annotate_converted(model: UserValue, *, name: str, fallback: Callable[[UserValue], object]) -> object:
    """Return what a field's converter takes; the field's own type where the converter does not say."""
    cls = typeinfo.class_of(model)
    converter: object = attrs.fields_dict(cls)[name].converter
    # attrs.Converter wraps the function that converts.
    converter = getattr(converter, "converter", converter)
    made_by_class = typeinfo.is_class(converter)
    function: UserValue = vars(converter).get("__init__") if made_by_class else converter
    first = _first_parameter(function, skip=1 if made_by_class else 0)
    if first is not None:
        hint = typeinfo.resolve_parameter(inspect.unwrap(function), first, model)
        if hint is not typeinfo.MISSING and not typeinfo.is_any(hint):
            return hint
    # A converter that says nothing (a built-in type, a lambda) takes what it returns.
    return _annotate_validated(model, name=name, fallback=fallback)


def _annotate_validated(model: object, *, name: str, fallback: Callable[[UserValue], object]) -> object:
    """Return the type of a field, narrowed to what its validators accept."""
    validator: object = attrs.fields_dict(typeinfo.class_of(model))[name].validator
    hint = typeinfo.resolve_hint(model, name)
    if hint is typeinfo.MISSING:
        hint = fallback(model)
    if validator is None:
        return hint
    # Loaded with the first validator, to keep the import of the package short.
    from typedfactory.adapters.attrs.validators import checks_type, narrow  # noqa: PLC0415 - as said above
    from typedfactory.ground.constraints import CheckedType  # noqa: PLC0415 - as said above

    narrowed = narrow(Any if hint is typeinfo.MISSING else hint, validator)
    if typeinfo.is_any(narrowed):
        return hint
    return Annotated[narrowed, CheckedType()] if checks_type(validator) else narrowed


def _first_parameter(function: UserValue, *, skip: int) -> str | None:
    try:
        names = [name for name, each in typeinfo.parameters_of(function).items() if each.kind is not each.VAR_KEYWORD]
    except (TypeError, ValueError):
        # Built-in functions and types (int, str.lower, …) have no signature to read: the field's own type counts.
        return None
    return names[skip] if len(names) > skip else None
