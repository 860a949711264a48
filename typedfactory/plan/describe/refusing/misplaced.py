"""Declarations, factories and traits in a place where they would be passed on as values."""

from __future__ import annotations

import collections
import sys
import types
from typing import TYPE_CHECKING, cast

from typedfactory.declarations import BaseDeclaration, Special
from typedfactory.errors import InvalidDeclarationError
from typedfactory.typeinfo.calendar import datetime

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeGuard

    from typedfactory.ground.given import UserValue


#: Where factory_boy's declarations, traits and their bases are defined.
_FOREIGN_MODULE = "factory.declarations"

#: Types whose values hold nothing, and are nothing but values: most are, so they are asked first. The types of what calls
#: bring are added, where they live as long as the program does anyway.
HARMLESS: set[type] = {
    type(None),
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    bytearray,
    datetime.date,
    datetime.datetime,
    datetime.time,
    datetime.timedelta,
    types.FunctionType,
}

#: What a value can stand in where nobody would evaluate it.
CONTAINERS = (list, tuple, dict, set, frozenset, collections.deque)


def is_flat(value: object) -> bool:
    """Say whether a value is a list or tuple of nothing but plain values: the shortest way for what calls bring most.

    Args:
        value: Anything.
    """
    kind = type(value)
    if kind is not list and kind is not tuple:
        return False
    try:
        return HARMLESS.issuperset(map(type, cast("list[object]", value)))
    except TypeError:
        # A metaclass may forbid that its classes are hashed.
        return False


def is_suspect(value: object) -> bool:
    """Say whether a value of a call is no plain value: a declaration or the like, or something that holds one.

    Args:
        value: Anything.

    Example:
        >>> from typedfactory.declarations import Sequence
        >>> is_suspect(Sequence(str)), is_suspect([1, (Sequence(str),)]), is_suspect([1, (2,)])
        (True, True, False)
    """
    kind = type(value)
    if issubclass(kind, CONTAINERS):
        return _search(value, set()) is not None
    if issubclass(kind, Special) or _is_foreign(kind):
        return True
    if _is_immortal(kind):
        HARMLESS.add(kind)
    return False


def _is_immortal(kind: type) -> bool:
    """Say whether a class lives as long as the program, and can be kept in a set without asking its metaclass."""
    module: object = sys.modules.get(kind.__module__)
    metaclass: UserValue = type(kind)
    return (
        isinstance(module, types.ModuleType)
        and vars(module).get(kind.__name__) is kind
        and metaclass.__hash__ is type.__hash__
    )


def culprit_in(value: object) -> object | None:
    """Return what stands inside of a list, tuple, dict or set (or deeper) and is no plain value; None if nothing does.

    Args:
        value: Anything.
    """
    return _search(value, set()) if isinstance(value, CONTAINERS) else None


def _search(container: UserValue, seen: set[int]) -> object | None:
    items = _items(container)
    if _all_harmless(items):
        return None
    seen.add(id(container))
    for item in items:
        if isinstance(item, Special) or _is_foreign(type(item)):
            return item  # type: ignore[no-any-return]  # a user's, or ours
        if isinstance(item, CONTAINERS) and id(item) not in seen:
            found = _search(item, seen)
            if found is not None:
                return found
    return None


def _all_harmless(items: Iterable[object]) -> bool:
    try:
        return HARMLESS.issuperset(map(type, items))
    except TypeError:
        # A metaclass may forbid that its classes are hashed.
        return False


def _items(container: UserValue) -> list[UserValue]:
    """Return the items of a container, read past what a subclass of a user's does when it is iterated."""
    if isinstance(container, dict):
        return [*dict.keys(container), *dict.values(container)]
    kind = next(kind for kind in CONTAINERS if isinstance(container, kind))
    return list(kind.__iter__(container))


def _is_foreign(kind: type) -> bool:
    return any(base.__module__ == _FOREIGN_MODULE for base in kind.__mro__)


def is_factory(value: object) -> TypeGuard[type]:
    """Say whether a value is a factory class; Django's models have a ``_meta`` too."""
    return isinstance(value, type) and isinstance(value, Special)


def check_value(where: str, value: UserValue, *, factories: bool = False) -> None:
    """Refuse what would be passed on as a value and is none, down through the arguments of declarations.

    Args:
        where: Factory and field, for messages.
        value: What stands there.
        factories: Whether factory classes are values here: nobody but the user's own code reads them.

    Raises:
        InvalidDeclarationError: It is none.
    """
    kind = type(value)
    if isinstance(value, BaseDeclaration):
        for name, argument in value.arguments_given().items():
            check_value(f"{where}.{name}", argument)
    elif isinstance(value, Special):
        refusal = "" if factories and is_factory(value) else kind.misplaced_as_value(value)
        if refusal:
            raise InvalidDeclarationError(f"{where}: {refusal}")
    elif _is_foreign(kind):
        raise InvalidDeclarationError(
            f"{where}: {kind.__name__} is a declaration of factory_boy's, and would be passed on as a value. "
            f"Import it from typedfactory; a class of your own, derive from typedfactory.declarations.BaseDeclaration."
        )
    else:
        culprit = culprit_in(value)
        if culprit is not None and not (factories and is_factory(culprit)):
            raise InvalidDeclarationError(f"{where}: {_described(value, culprit)}")


def _described(container: UserValue, culprit: object) -> str:
    """Return what is wrong with a container that holds something, and what to write instead."""
    name = f"the factory {culprit.__name__}" if is_factory(culprit) else f"a {type(culprit).__name__}"
    if isinstance(container, tuple) and len(container) == 1 and next(tuple.__iter__(container)) is culprit:
        return f"a comma behind it makes a tuple of {name}. Take the comma away."
    kind = next(kind for kind in CONTAINERS if isinstance(container, kind))
    remedy = {list: "Write List([…])", dict: "Write Dict({…})"}.get(kind, "Write LazyAttribute(lambda o: …)")
    return (
        f"a {kind.__name__} with {name} inside stands here as a plain value, and nobody would evaluate it. "
        f"{remedy}; for the {kind.__name__} as it is, LazyFunction(lambda: …)."
    )
