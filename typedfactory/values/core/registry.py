"""Who makes which type: the tables that the rooms of ``values`` fill, users too, and the look into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from typedfactory import typeinfo
from typedfactory.typeinfo.calendar import real_class
from typedfactory.values.core.recipes import Provider, Recipe, Settings

if TYPE_CHECKING:
    from typedfactory.values.core.requests import Request

#: Turns a request into a recipe.
Maker: TypeAlias = "Callable[[Request], Recipe]"
#: Turns a request, and the place of a mark in its metadata, into a recipe.
MarkMaker: TypeAlias = "Callable[[Request, int], Recipe]"
#: Says whether a request belongs to a family.
Family: TypeAlias = "Callable[[Request], bool]"

#: What users have registered for all factories.
_provided: dict[object, Provider] = {}
_by_type: dict[object, Maker] = {}
_before_types: list[tuple[Family, Maker]] = []
_by_test: list[tuple[Family, Maker]] = []
_by_metadata: list[tuple[Callable[[object], bool], MarkMaker]] = []
_unpackers: list[Callable[[object], Iterable[object] | None]] = []


def register_makers(makers: Mapping[object, Maker]) -> None:
    """Add makers of types.

    Args:
        makers: Type (or origin of a parametrised one) → maker.
    """
    _by_type.update(makers)


def register_family(test: Family, maker: Maker, *, first: bool = False) -> None:
    """Add a maker of all types that pass a test; families are asked in the order of registration, after the types.

    Args:
        test: Says whether a request belongs to the family.
        maker: Makes it.
        first: Whether it is asked before those that are there.
    """
    _by_test.insert(0 if first else len(_by_test), (test, maker))


def register_marker(test: Callable[[object], bool], maker: MarkMaker) -> None:
    """Add a maker of all types that carry a mark in ``Annotated``; the one added last is asked first.

    Marks come before the makers of the type that they are on.

    Args:
        test: Says whether an object of the metadata is the mark.
        maker: Request, place of the mark in ``request.metadata`` → recipe. ``request_without`` gives what is
            left to make.
    """
    _by_metadata.insert(0, (test, maker))


def register_unpacker(unpack: Callable[[object], Iterable[object] | None]) -> None:
    """Add a function that knows objects which stand for several in ``Annotated``.

    Args:
        unpack: Object of the metadata → what it stands for, None when it is no such object.
    """
    _unpackers.append(unpack)


def register_gate(test: Family, maker: Maker) -> None:
    """Add a maker that is asked before those of types, for what is said of any type.

    Args:
        test: Says whether it has a say in a request.
        maker: Makes it, with the help of the others.
    """
    _before_types.append((test, maker))


def remember_provider(annotation: object, provider: Provider) -> None:
    """Teach all factories how values of a type are made; see `typedfactory.register`."""
    _provided[real_class(annotation)] = provider


def is_anything_provided() -> bool:
    """Say whether users have taught all factories how values of any type are made."""
    return bool(_provided)


def provider_of(annotation: object, settings: Settings) -> Provider | None:
    """Return what a user taught about a type, if anything."""
    try:
        return settings.providers.get(annotation) or _provided.get(real_class(annotation))
    except TypeError:
        return None


def unpacked(metadata: Iterable[object]) -> Iterator[object]:
    """Yield what ``Annotated`` says of a type, and in the place of what stands for several all of them.

    Args:
        metadata: What it carries.
    """
    for item in metadata:
        parts = next((parts for unpack in _unpackers if (parts := unpack(item)) is not None), (item,))
        yield from parts


def maker_of_mark(item: object) -> MarkMaker | None:
    """Return the maker of types that carry a mark; None where an object of the metadata is none.

    Args:
        item: The object.
    """
    return next((maker for test, maker in _by_metadata if test(item)), None)


def marks_of(request: Request) -> list[object]:
    """Return the marks on a type: what of its metadata is more than a constraint.

    Args:
        request: The bare type, with its metadata.
    """
    return [item for item in request.metadata if maker_of_mark(item) is not None]


def maker_of(request: Request) -> Maker | None:
    """Return who makes what is asked for, marks apart; None where nobody does.

    Args:
        request: The bare type.
    """
    for test, maker in _before_types:
        if test(request):
            return maker
    origin = typeinfo.origin_of(request.annotation)
    known = maker_by_type(request.annotation if origin is None else origin)
    if known is not None:
        return known
    return next((maker for test, maker in _by_test if test(request)), None)


def maker_by_type(key: object) -> Maker | None:
    """Return the maker of a type, or of the origin of one; None where none is registered."""
    try:
        return _by_type.get(key)
    except TypeError:
        # What cannot be hashed (the list in Callable[[int], str]) is no type that anybody registered.
        return None
