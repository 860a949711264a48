"""The forms that an annotation can take, normalised."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NewType, TypeVar, Union, cast

import attrs
import typing_extensions as te

from typedfactory.typeinfo.calendar import real_class

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_UNION = types.UnionType
_ALIAS_TYPES: tuple[type, ...] = tuple({te.TypeAliasType, getattr(typing, "TypeAliasType", te.TypeAliasType)})
_TRANSPARENT: tuple[UserValue, ...] = (te.Final, te.ClassVar, te.Required, te.NotRequired, te.ReadOnly)


@attrs.frozen
class _Missing:
    """The type of ``MISSING``."""

    def __repr__(self) -> str:
        return "MISSING"


#: What is returned where there is no annotation at all.
MISSING = _Missing()


@attrs.frozen
class Peeled:
    """An annotation without its wrapping.

    Args:
        bare: The type itself.
        metadata: What ``Annotated`` carried, innermost first.
    """

    bare: object
    metadata: tuple[object, ...]


def is_class(value: object) -> te.TypeIs[type]:
    """Say whether a value is a class (``list[int]`` is not, though Python 3.10 thinks so).

    Example:
        >>> is_class(int), is_class(list[int])
        (True, False)
    """
    return issubclass(type(value), type)


def class_of(model: object) -> type:
    """Return the class that an alias with arguments is made from; a class as it is.

    Example:
        >>> class_of(list[int])
        <class 'list'>
    """
    return model if is_class(model) else cast("type", te.get_origin(model))


def origin_of(annotation: object) -> object | None:
    """Return what a parametrised type is made from; ``Union`` for both spellings of a union, None for a bare type.

    Example:
        >>> origin_of(list[int]), origin_of(int | None) is Union
        (<class 'list'>, True)
    """
    origin = te.get_origin(annotation)
    return Union if origin is _UNION else origin


def arguments_of(annotation: object) -> tuple[UserValue, ...]:
    """Return the arguments of a parametrised type, an empty tuple for a bare one.

    Example:
        >>> arguments_of(dict[str, int])
        (<class 'str'>, <class 'int'>)
    """
    return te.get_args(annotation)


def is_any(annotation: object) -> bool:
    """Say whether an annotation is ``Any``, which says nothing."""
    return annotation is Any or annotation is te.Any


def is_union(annotation: object) -> bool:
    """Say whether an annotation is a union, ``Optional`` included."""
    return origin_of(annotation) is Union


def peel(annotation: object) -> Peeled:
    """Take off what wraps a type: ``Annotated``, ``Final``, ``ClassVar``, ``InitVar``, ``NewType`` and the like.

    Type aliases stay, since they may be recursive; see `typedfactory.typeinfo.alias_value`.

    Example:
        >>> from typing import Annotated, Final
        >>> peel(Final[Annotated[int, "positive"]])
        Peeled(bare=<class 'int'>, metadata=('positive',))
    """
    if type(annotation) is type:
        # Most are plain classes, and nothing wraps them.
        return Peeled(real_class(annotation), ())
    metadata: tuple[object, ...] = ()
    while True:
        origin = te.get_origin(annotation)
        if origin is te.Annotated:
            inner, *outer = te.get_args(annotation)
            annotation, metadata = inner, (*outer, *metadata)
        elif any(origin is qualifier for qualifier in _TRANSPARENT):
            annotation = te.get_args(annotation)[0]
        elif isinstance(annotation, dataclasses.InitVar):
            annotation = annotation.type
        elif isinstance(annotation, (NewType, te.NewType)):
            annotation = annotation.__supertype__
        else:
            return Peeled(real_class(annotation), metadata)


def is_class_variable(annotation: object) -> bool:
    """Say whether an annotation is ``ClassVar``, also inside ``Annotated`` or ``Final``."""
    while True:
        origin = te.get_origin(annotation)
        if annotation is te.ClassVar or origin is te.ClassVar:
            return True
        if origin is not te.Annotated and origin is not te.Final:
            return False
        annotation = te.get_args(annotation)[0]


def is_type_variable(annotation: object) -> te.TypeGuard[TypeVar]:
    """Say whether an annotation is a type variable."""
    return type(annotation).__name__ == "TypeVar"


def meaning_of_variable(variable: TypeVar) -> object:
    """Return a type that may stand for a type variable: its default, bound, first constraint or ``Any``.

    Example:
        >>> meaning_of_variable(TypeVar("T", bound=int))
        <class 'int'>
    """
    default = getattr(variable, "__default__", te.NoDefault)
    if default is not te.NoDefault and default is not None:
        return default
    if variable.__bound__ is not None:
        return variable.__bound__
    return variable.__constraints__[0] if variable.__constraints__ else Any


def is_type_alias(annotation: object) -> bool:
    """Say whether an annotation is a ``TypeAliasType`` (``type X = …``), parametrised or not."""
    return type(annotation) is not type and (_is_bare_alias(annotation) or _is_bare_alias(te.get_origin(annotation)))


def _is_bare_alias(annotation: object) -> bool:
    # In Python 3.10 an alias with arguments pretends to be of the class of the alias itself.
    return issubclass(type(annotation), _ALIAS_TYPES)


def written_value(annotation: object) -> object:
    """Return what stands behind the name of a type alias, with its parameters filled in; names may be text.

    Args:
        annotation: An annotation for which ``is_type_alias`` holds.

    Raises:
        NameError: The alias mentions a name that does not exist.
    """
    if _is_bare_alias(annotation):
        return cast("UserValue", annotation).__value__
    alias: UserValue = te.get_origin(annotation)
    return substitute(alias.__value__, bind_parameters(alias.__type_params__, te.get_args(annotation)))


def substitute(annotation: object, bound: Mapping[object, object]) -> object:
    """Replace type variables in an annotation.

    Args:
        annotation: Any annotation.
        bound: Type variable → what it stands for (a tuple of types for a ``TypeVarTuple``).

    Example:
        >>> T = TypeVar("T")
        >>> substitute(list[T], {T: int})
        list[int]
    """
    if not bound:
        return annotation
    if isinstance(annotation, dataclasses.InitVar):
        return substitute(annotation.type, bound)
    if is_type_variable(annotation):
        return bound.get(annotation, annotation)
    parameters = () if is_class(annotation) else getattr(annotation, "__parameters__", ())
    if not any(parameter in bound for parameter in parameters):
        return annotation
    arguments: list[object] = []
    for parameter in parameters:
        given = bound.get(parameter, parameter)
        arguments.extend(given if type(given) is tuple else (given,))
    return cast("UserValue", annotation)[tuple(arguments)]


def replace_self(annotation: object, model: object) -> object:
    """Replace ``Self`` in an annotation.

    Args:
        annotation: Any annotation.
        model: What ``Self`` stands for.

    Example:
        >>> replace_self(list[te.Self], int)
        list[int]
    """
    if type(annotation) is type:
        return annotation
    if annotation is te.Self:
        return model
    if isinstance(annotation, dataclasses.InitVar):
        inner = replace_self(annotation.type, model)
        return annotation if inner is annotation.type else inner
    origin, arguments = te.get_origin(annotation), te.get_args(annotation)
    if not arguments or origin is Literal or origin is te.Literal:
        return annotation
    replaced = (replace_self(arguments[0], model), *arguments[1:])
    if origin is not te.Annotated:
        replaced = tuple(replace_self(each, model) for each in arguments)
    if all(new is old for new, old in zip(replaced, arguments, strict=True)):
        return annotation
    generic: UserValue = Union if origin is _UNION else origin
    return cast("object", generic[replaced if len(replaced) > 1 else replaced[0]])


def bind_parameters(parameters: tuple[object, ...], arguments: tuple[object, ...]) -> dict[object, object]:
    """Pair type parameters with arguments; those left over take their defaults (PEP 696).

    Args:
        parameters: The type variables of a generic class or alias.
        arguments: What was written in the brackets.
    """
    bound: dict[object, object] = {}
    rest = list(arguments)
    for index, parameter in enumerate(parameters):
        if type(parameter).__name__ == "TypeVarTuple":
            size = max(len(rest) - (len(parameters) - index - 1), 0)
            bound[parameter], rest = tuple(rest[:size]), rest[size:]
        elif rest:
            bound[parameter] = rest.pop(0)
        else:
            default = getattr(parameter, "__default__", te.NoDefault)
            if default is not te.NoDefault:
                bound[parameter] = substitute(default, bound)
    return bound
