"""What a class gives to a generic base, directly or through the bases in between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ForwardRef

from typedfactory.typeinfo.forms import bind_parameters, is_type_variable, substitute

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def written_bases(cls: type) -> tuple[UserValue, ...]:
    """Return the bases of a class as they stand in its definition, with their arguments."""
    return vars(cls).get("__orig_bases__") or cls.__bases__


def model_argument(cls: type, base: type) -> object | None:
    """Return the argument that a class gives to a generic base, also through bases in between.

    Args:
        cls: A subclass of ``base``, however far down.
        base: A class generic in one parameter.

    Returns:
        The class or alias; a str for a forward reference; None where the argument is a type variable or absent.

    Example:
        >>> from typing import Generic, TypeVar
        >>> T = TypeVar("T")
        >>> class Maker(Generic[T]): ...
        >>> class Special(Maker[T], Generic[T]): ...
        >>> class IntMaker(Special[int]): ...
        >>> model_argument(IntMaker, Maker), model_argument(Special, Maker)
        (<class 'int'>, None)
    """
    for written in written_bases(cls):
        if getattr(written, "__origin__", None) is base:
            return _as_argument(written.__args__[0])
    return _as_argument(_inherited_argument(cls, base, {}))


def _as_argument(argument: object) -> object | None:
    if is_type_variable(argument) or argument is Any:
        return None
    return argument.__forward_arg__ if isinstance(argument, ForwardRef) else argument


def _inherited_argument(cls: type, base: type, bound: Mapping[object, object]) -> object | None:
    for written in written_bases(cls):
        origin: UserValue = getattr(written, "__origin__", written)
        found: object | None = None
        if origin is base:
            if written is not base:
                found = substitute(written.__args__[0], bound)
        elif base in getattr(origin, "__mro__", ()):
            found = _inherited_argument(origin, base, _bind_base(written, origin, bound))
        if found is not None and not is_type_variable(found):
            return found
    return None


def _bind_base(written: UserValue, origin: UserValue, bound: Mapping[object, object]) -> dict[object, object]:
    arguments = () if written is origin else written.__args__
    return bind_parameters(getattr(origin, "__parameters__", ()), tuple(substitute(each, bound) for each in arguments))
