"""Factories as Hypothesis strategies: `from_factory`.

All that is random in an object comes from Hypothesis' choices, so that failing examples shrink and are replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from hypothesis import register_random
from hypothesis import strategies as st
from typing_extensions import TypeVar

from typedfactory.ground.progress import Numbers
from typedfactory.random import Seed, Stream, drawing_from, randgen

if TYPE_CHECKING:
    from typedfactory.facade.factory import Factory
    from typedfactory.ground.stubs import StubObject

T = TypeVar("T")

#: How many numbers of one object Hypothesis chooses and shrinks, and how many of its values may be refused, because
#: they are not new or not valid. What comes after is drawn from a seed that it chooses: whoever tries again must not
#: be given the same number for ever.
CHOICES = 500
REFUSALS = 5

_BITS = 53


class ChosenStream(Stream):
    """A stream whose numbers Hypothesis chooses.

    Setting its seed or asking for its state turns it into an ordinary one.
    """

    def __init__(self) -> None:
        super().__init__(0)
        self.choose: Callable[[int], int] | None = None
        self.left = CHOICES
        self.refusals_left = REFUSALS

    @classmethod
    def choosing(cls, choose: Callable[[int], int]) -> ChosenStream:
        """Return a stream.

        Args:
            choose: Gives a number from 0 to the one it is given.
        """
        stream = cls()
        stream.choose = choose
        return stream

    def _next(self, bits: int) -> int | None:
        """Return a number of so many bits; None if numbers are drawn from a seed by now."""
        if self.choose is None:
            return None
        self.left -= 1
        if self.left < 0:
            self._settle()
            return None
        return self.choose((1 << bits) - 1)

    def refused(self) -> None:
        """Go on with the numbers that follow from a seed, if it happens again and again."""
        self.refusals_left -= 1
        if self.refusals_left < 0:
            self._settle()

    def _settle(self) -> None:
        choose, self.choose = self.choose, None
        if choose is not None:
            super().seed(choose((1 << 32) - 1))

    def random(self) -> float:
        """Return the next float in [0.0, 1.0)."""
        number = self._next(_BITS)
        return super().random() if number is None else number / (1 << _BITS)

    def getrandbits(self, k: int, /) -> int:
        """Return an int of ``k`` random bits."""
        number = self._next(k)
        return super().getrandbits(k) if number is None else number

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Go on with the numbers that follow from a seed."""
        self.choose = None
        super().seed(a, version)

    def getstate(self) -> tuple[Any, ...]:
        """Return a state from which the same numbers follow."""
        self._settle()
        return super().getstate()

    def setstate(self, state: tuple[Any, ...]) -> None:
        """Go on with the numbers that follow from a state."""
        self.choose = None
        super().setstate(state)


@overload
def from_factory(
    factory: type[Factory[T]], /, *, strategy: Literal["build", "create"] = "build", **overrides: Any
) -> st.SearchStrategy[T]: ...
@overload
def from_factory(
    factory: type[Factory[Any]], /, *, strategy: Literal["stub"], **overrides: Any
) -> st.SearchStrategy[StubObject]: ...
def from_factory(
    factory: type[Factory[Any]], /, *, strategy: str = "build", **overrides: Any
) -> st.SearchStrategy[Any]:
    """Return a Hypothesis strategy for the objects that a factory makes.

    What the factory fills, draws from Faker or chooses by itself shrinks and is replayed with the rest of a failing
    example. Sequences begin at their first number in each example, and those outside of it are untouched.

    Args:
        factory: The factory.
        strategy: How objects are made: ``"build"``, ``"create"`` or ``"stub"``.
        **overrides: As in a call of the factory, deep paths included; a Hypothesis strategy stands for its values.

    Returns:
        A strategy for the factory's model (for stubs with ``strategy="stub"``).

    Raises:
        UnknownFieldError: A name means nothing to factory and model.
        UnknownStrategy: There is no such strategy.
        FactoryError: The factory is abstract.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> from hypothesis import given, strategies as st
        >>> @dataclasses.dataclass
        ... class User:
        ...     name: str
        ...     age: int
        >>> class UserFactory(factory.Factory[User]):
        ...     pass
        >>> @given(from_factory(UserFactory, age=st.integers(18, 99)))
        ... def test_adults(user):
        ...     assert user.age >= 18 and user.name
        >>> test_adults()
    """
    drawn = {name: value for name, value in overrides.items() if isinstance(value, st.SearchStrategy)}
    factory._meta.plans.check(strategy, {**overrides, **dict.fromkeys(drawn)})
    # One for each example, so that the objects of a list are numbered on.
    numbers = st.shared(st.builds(Numbers), key="typedfactory.hypothesis")
    return _objects(getattr(factory, strategy), overrides, drawn, numbers)


@st.composite
def _objects(
    draw: st.DrawFn,
    make: Callable[..., Any],
    overrides: Mapping[str, Any],
    drawn: Mapping[str, st.SearchStrategy[Any]],
    numbers: st.SearchStrategy[Numbers],
) -> Any:
    values = {**overrides, **{name: draw(strategy) for name, strategy in drawn.items()}}
    stream = ChosenStream.choosing(lambda most: draw(st.integers(0, most)))
    with draw(numbers), drawing_from(stream):
        return make(**values)


# Hypothesis starts it anew for each example and puts it back afterwards: what factories make inside a test repeats.
register_random(randgen)
