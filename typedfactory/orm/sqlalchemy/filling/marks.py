"""Marks in ``Annotated`` that say how values of a column are made, where its type alone does not."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable
from random import Random

import attrs
import sqlalchemy as sa

from typedfactory.declarations import comparable
from typedfactory.errors import UnfillableError, UniqueExhaustedError
from typedfactory.ground.context import ModelBuilder
from typedfactory.ground.forks import ahead_of_parent
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.sequences import RoundCounter, SequenceCounter
from typedfactory.random import refuse
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.recipes import Provider, Recipe
from typedfactory.values.core.registry import register_marker
from typedfactory.values.core.requests import Request, find_peeled, request_without

_BOUNDS = ("gt", "ge", "lt", "le")
#: How many random values a `Distinct` tries whose values cannot be numbered.
_TRIES = 1_000
#: The letters of the numbers at the end of text that must not repeat itself.
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Text that may be so long has room for the number of any object, also of one that outlives a test.
_ROOMY = 8


@attrs.frozen(eq=False)
class Made:
    """Values come from a function.

    Args:
        make: Random stream → value.
        places: The decimal places of floating-point numbers that checks ask something else of.
        accepts: Says whether a value that was made elsewhere would do as well; None where none does.
    """

    make: Callable[[Random], UserValue]
    places: int | None = None
    accepts: Callable[[UserValue], bool] | None = None


@attrs.frozen(eq=False)
class Taught:
    """Values come from the function that a user has taught for the column's type.

    Args:
        provider: Random stream, constraints → value.
    """

    provider: Provider


@attrs.frozen(eq=False)
class KeyOf:
    """Values are keys of a parent row that no relationship leads to: the parent is made for them.

    Args:
        model: The parent's model.
        attribute: The parent's attribute that the foreign key refers to.
        parts: The attributes that the foreign key consists of.
        nullable: Whether there need be no parent.
    """

    model: type[UserValue]
    attribute: str
    parts: tuple[str, ...] = ()
    nullable: bool = False


@attrs.frozen(eq=False)
class Empty:
    """The value is an empty collection.

    Args:
        kind: Makes one.
    """

    kind: Callable[[], object]


@attrs.frozen(eq=False)
class Distinct:
    """Values don't repeat until sequences are reset.

    Columns that are unique together count like the digits of one number: each changes when those before it are through.

    Args:
        before: The column whose digit comes before this one's.
        followed: Whether another column's digit comes after this one's.
    """

    before: Distinct | None = None
    followed: bool = False
    counter: RoundCounter = attrs.field(factory=RoundCounter)
    #: For text that has room for any number.
    texts: SequenceCounter = attrs.field(factory=lambda: SequenceCounter(lambda: 0))
    #: How many values the column has; one number, known once the column's type is.
    count: list[int] = attrs.field(factory=lambda: [1])

    @property
    def is_unique(self) -> bool:
        """Whether no other column has a part in it."""
        return self.before is None and not self.followed

    @property
    def combinations(self) -> int:
        """How many combinations the columns up to this one have."""
        return self.count[0] * (1 if self.before is None else self.before.combinations)

    def take(self, stream: Random) -> tuple[int, int, int]:
        """Take the next number, and say where the values begin and how they follow each other, drawn with the first."""
        count = self.count[0]
        number, (start, stride) = self.counter.step(lambda: (draw_below(stream, count), _stride(stream, count)))
        return number, (start + ahead_of_parent(count) * stride) % count, stride


def _is(kind: type) -> Callable[[object], bool]:
    return lambda item: isinstance(item, kind)


def _make_made(request: Request, place: int) -> Recipe:
    mark: UserValue = request.metadata[place]
    if mark.places is not None and request.constraints.given:
        return _rounded(request_without(request, place), mark.places)
    make = mark.make
    return Recipe(lambda stream, _builder: make(stream), hashable=False)


def _make_taught(request: Request, place: int) -> Recipe:
    mark: UserValue = request.metadata[place]
    constraints = request.constraints
    return Recipe(lambda stream, _builder: mark.provider(stream, constraints), hashable=False)


def _rounded(request: Request, places: int) -> Recipe:
    """Make floating-point numbers of few places, so that a column that rounds gives back what it was given."""
    given = request.constraints
    bounds: UserValues = {
        name: decimal.Decimal(str(value)) for name in _BOUNDS if (value := getattr(given, name)) is not None
    }
    exact = find_peeled(
        attrs.evolve(
            request, annotation=decimal.Decimal, constraints=attrs.evolve(given, decimal_places=places, **bounds)
        )
    )
    return Recipe(lambda stream, builder: float(exact.make(stream, builder)), hashable=False)


def _make_empty(request: Request, place: int) -> Recipe:
    kind = request.metadata[place].kind  # type: ignore[attr-defined]  # as above
    return Recipe(lambda _stream, _builder: kind(), hashable=False)


def _make_key(request: Request, place: int) -> Recipe:
    mark: UserValue = request.metadata[place]

    def make(_stream: Random, builder: ModelBuilder) -> UserValue:
        parent = make_parent(mark, builder, request.where)
        return None if parent is None else getattr(parent, mark.attribute)

    return Recipe(make, possible=lambda builder: mark.nullable or builder.can_build(mark.model))


def make_parent(mark: KeyOf, builder: ModelBuilder, where: str) -> UserValue:
    """Make the object that a foreign key refers to, and write it where it has a session; None where there is no end.

    Args:
        mark: The foreign key.
        builder: Makes it.
        where: What it is for, for messages.

    Raises:
        UnfillableError: There is no end to it, and there must be one.
    """
    if not comes_to_an_end(mark, builder, where):
        return None
    parent = builder.build(mark.model)
    session = sa.inspect(parent).session
    if session is not None and sa.inspect(parent).pending:
        session.flush()
    return parent


def comes_to_an_end(mark: KeyOf, builder: ModelBuilder, where: str) -> bool:
    """Say whether a parent can be made without another one of its kind; refuse where it has to be made."""
    if builder.can_build(mark.model):
        return True
    if not mark.nullable:
        raise UnfillableError(
            f"{where}: filling it never ends: {builder.way_to(mark.model)} → …. "
            f"Declare the field, or let a foreign key on the way be nullable."
        )
    return False


def _make_distinct(request: Request, place: int) -> Recipe:
    mark: UserValue = request.metadata[place]
    inner = find_peeled(request_without(request, place))
    domain = inner.domain
    if request.annotation is str and not request.constraints.pattern and not request.constraints.one_of:
        return _numbered_text(request, mark, inner)
    if domain is None:
        return _remembered(request, mark, inner)
    count, at, before = domain.count, domain.at, mark.before
    mark.count[0] = count

    def make(stream: Random, _builder: ModelBuilder) -> UserValue:
        number, start, stride = mark.take(stream)
        turn = number // (1 if before is None else before.combinations)
        if turn >= count and not mark.followed:
            raise _exhausted(request, number)
        return at((start + turn * stride) % count)

    return Recipe(make, domain=domain, hashable=inner.hashable)


def _stride(stream: Random, count: int) -> int:
    """Return a step that visits every number below a count once, and mixes them."""
    step = 1 + draw_below(stream, count)
    while math.gcd(step, count) != 1:
        step += 1
    return step


def _exhausted(request: Request, number: int) -> UniqueExhaustedError:
    return UniqueExhaustedError(
        f"{request.where}: the column is unique, and all {number:,} different values are used up. "
        f"Declare the field, or start again with reset_sequences()."
    )


def _numbered_text(request: Request, mark: UserValue, inner: Recipe) -> Recipe:
    """Make text that ends with a number: no two alike in one process, hardly two in several."""
    most = request.constraints.max_length
    fewest = request.constraints.min_length or 0
    room = None if most is None or most >= _ROOMY else len(_DIGITS) ** most
    counter = mark.texts if room is None else mark.counter

    def make(stream: Random, builder: ModelBuilder) -> str:
        number = counter.take()
        digits = ""
        rest = number if room is None else (number + ahead_of_parent(room)) % room
        while rest or not digits:
            rest, digit = divmod(rest, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        if room is not None and number >= room:
            raise _exhausted(request, number)
        text: str = inner.make(stream, builder)
        length = max(fewest, 12) if most is None else min(most, max(fewest, 12))
        # The letters end where the number begins: they are never digits, but for numbers that fill the whole.
        head = text[: max(0, length - len(digits) - 1)]
        return f"{head}{'_' if len(digits) < length else ''}{digits}"

    return Recipe(make)


def _remembered(request: Request, mark: UserValue, inner: Recipe) -> Recipe:
    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        seen = mark.counter.scope("values")
        for _ in range(_TRIES):
            value = inner.make(stream, builder)
            key = comparable(value, request.where)
            if key not in seen:
                seen.add(key)
                return value
            refuse()
        raise _exhausted(request, len(seen))

    return Recipe(make, possible=inner.possible, hashable=inner.hashable)


for _kind, _maker in (
    (Made, _make_made),
    (Taught, _make_taught),
    (Empty, _make_empty),
    (KeyOf, _make_key),
    (Distinct, _make_distinct),
):
    register_marker(_is(_kind), _maker)
