"""One of a few values: booleans, literals, members of enumerations, None."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.judging.checking import meets

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def choose_among(values: Sequence[UserValue]) -> Recipe:
    """Return the recipe that gives one of some values.

    Args:
        values: At least one, all different.
    """
    count = len(values)
    domain = Domain(count, values.__getitem__)
    if count == 1:
        return Recipe(_giver_of(values[0]), domain=domain)
    return Recipe(
        lambda stream, _builder: values[int(stream.random() * count)],
        domain=domain,
        variants=lambda: tuple(Recipe(_giver_of(each)) for each in values),
    )


def _giver_of(value: object) -> Generator:
    return lambda _stream, _builder: value


def make_bool(request: Request) -> Recipe:
    """Make booleans."""
    if request.constraints.given:
        return choose_among(_fitting(request, (False, True)))
    return Recipe(
        lambda stream, _builder: stream.random() < 0.5,  # noqa: PLR2004 - one half
        domain=Domain(2, bool),
        variants=lambda: (Recipe(_giver_of(False)), Recipe(_giver_of(True))),
    )


def make_none(request: Request) -> Recipe:
    """Make None, whatever is asked of the other members of its union."""
    del request
    return choose_among((None,))


def make_literal(request: Request) -> Recipe:
    """Make one of the values of a ``Literal``."""
    return choose_among(_fitting(request, request.arguments))


def _fitting(request: Request, values: tuple[object, ...]) -> tuple[UserValue, ...]:
    """Return those of some values that keep the constraints."""
    fitting = tuple(value for value in values if meets(value, request.constraints))
    if not fitting:
        raise request.unsatisfiable(*request.constraints.given)
    return fitting


def make_enum(request: Request) -> Recipe:
    """Make one of the members of an enumeration; of a flag, one of those that stand for a single bit."""
    request.accept()
    kind: type[enum.Enum] = request.annotation
    members = [member for name, member in kind.__members__.items() if member.name == name]
    if issubclass(kind, enum.Flag):
        # Python 3.10 lists combinations among the members, later versions do not.
        single = [member for member in members if member.value > 0 and member.value & (member.value - 1) == 0]
        members = single or members
    if not members:
        raise UnfillableError(f"{request.where}: {request.shown} has no members. Give it some, or declare the field.")
    return choose_among(tuple(members))


def is_enum(request: Request) -> bool:
    """Say whether an enumeration is asked for."""
    return typeinfo.is_class(request.annotation) and issubclass(request.annotation, enum.Enum)


MAKERS: dict[object, Maker] = {
    bool: make_bool,
    None: make_none,
    type(None): make_none,
    Literal: make_literal,
    te.Literal: make_literal,
}
