"""Every combination of values of some fields, or as few as have each two values together."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic

import attrs
from typing_extensions import TypeVar

from typedfactory.declarations import AUTO, Trait
from typedfactory.errors import ArgumentError
from typedfactory.plan.describe.overrides import parse_overrides
from typedfactory.plan.tell.alternatives import alternatives_of, type_at

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues

T = TypeVar("T", default="UserValue")

#: Longer texts are no good names for tests.
_LONGEST = 30


@attrs.frozen(eq=False, repr=False)
class Combination(Mapping[str, "UserValue"], Generic[T]):
    """One combination of values: a mapping of overrides, ``**combination``, that knows its factory.

    Attributes:
        factory: The factory.
        values_by_name: Field → value.
        id: What a test with it is called.

    Example:
        >>> import typedfactory as factory
        >>> class OrderFactory(factory.DictFactory):
        ...     plan = "free"
        >>> first, second = OrderFactory.combinations(plan=["free", "pro"])
        >>> second.id, second.build(), {**second}
        ('pro', {'plan': 'pro'}, {'plan': 'pro'})
    """

    factory: FactoryClass
    values_by_name: UserValues
    id: str

    def __getitem__(self, name: str) -> UserValue:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    def build(self, **overrides: UserValue) -> T:
        """Make the object without saving it.

        Args:
            **overrides: What is given besides, or instead.
        """
        made: T = self.factory.build(**{**self.values_by_name, **overrides})
        return made

    def create(self, **overrides: UserValue) -> T:
        """Make the object and save it.

        Args:
            **overrides: What is given besides, or instead.
        """
        made: T = self.factory.create(**{**self.values_by_name, **overrides})
        return made

    def __repr__(self) -> str:
        return f"<Combination {self.id} of {self.factory.__name__}>"


def combine(factory: FactoryClass, given: Mapping[str, UserValue], *, pairwise: bool) -> list[Combination[UserValue]]:
    """Return combinations of values.

    Args:
        factory: The factory.
        given: Field, path or trait → its values: an iterable, an enum, or AUTO for all that its type has.
        pairwise: Whether each two values together will do.

    Raises:
        ArgumentError: There are no values, or too many to list.
        UnknownFieldError: A name means nothing to the factory.
    """
    factory._meta.plans.check("build", dict.fromkeys(given, None))
    columns = {name: _values_of(factory, name, values) for name, values in given.items()}
    rows = pairs(list(columns.values())) if pairwise else itertools.product(*columns.values())
    found: list[Combination[UserValue]] = []
    names: dict[str, int] = {}
    for row in rows:
        values = dict(zip(columns, row, strict=True))
        title = "-".join(_title(name, value, columns[name]) for name, value in values.items())
        names[title] = names.get(title, 0) + 1
        found.append(Combination(factory, values, title if names[title] == 1 else f"{title}-{names[title]}"))
    return found


def _values_of(factory: FactoryClass, name: str, given: UserValue) -> list[UserValue]:
    where = f"{factory.__name__}.combinations: {name}"
    if given is AUTO:
        if isinstance(_trait(factory, name), Trait):
            return [False, True]
        found = alternatives_of(type_at(factory, list(_path(name))))
        if found is None:
            raise ArgumentError(
                f"{where} has too many values to take each of them. AUTO is for enums, literals, booleans and what may "
                f"be None; list the values of others: {name}=[…]."
            )
        return found
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise ArgumentError(
            f"{where} takes an iterable of values, not {type(given).__name__}. Write {name}=[…], or AUTO."
        )
    values = list(given)
    if not values:
        raise ArgumentError(f"{where} has no values. Give it at least one, or leave it out.")
    return values


def _path(name: str) -> Iterator[str]:
    """Yield the parts of a path."""
    tree = parse_overrides({name: None}, strict=True)
    while tree:
        ((part, node),) = tree.items()
        yield part
        tree = node.children


def _trait(factory: FactoryClass, name: str) -> object:
    return factory._meta.parameters.get(name)


def pairs(columns: list[list[UserValue]]) -> Iterator[tuple[UserValue, ...]]:
    """Yield few rows that between them have each value of a column together with each of every other.

    Greedy, and the same each time: a row begins with the first two values that were not together yet, and each further
    column takes the value that is new beside the most of those chosen.

    Args:
        columns: The values of each field.

    Example:
        >>> list(pairs([[1, 2], "ab", "xy"]))
        [(1, 'a', 'x'), (1, 'b', 'y'), (2, 'a', 'y'), (2, 'b', 'x')]
    """
    if len(columns) < 2:  # noqa: PLR2004 - there is no other to be together with
        yield from itertools.product(*columns)
        return
    missing = {
        ((one, first), (other, second)): None
        for one, other in itertools.combinations(range(len(columns)), 2)
        for first in range(len(columns[one]))
        for second in range(len(columns[other]))
    }
    while missing:
        chosen = dict(next(iter(missing)))
        for column in range(len(columns)):
            if column not in chosen:
                chosen[column] = max(
                    range(len(columns[column])),
                    key=lambda place, column=column: sum(  # type: ignore[misc]  # mypy reads no default of a lambda
                        tuple(sorted([(column, place), other])) in missing for other in chosen.items()
                    ),
                )
        for together in itertools.combinations(sorted(chosen.items()), 2):
            missing.pop(together, None)
        yield tuple([columns[column][chosen[column]] for column in range(len(columns))])


def _title(name: str, value: UserValue, others: list[UserValue]) -> str:
    """Return what a test's name says of a value: the value where it speaks for itself, else the field as well."""
    if isinstance(value, bool):
        return name if value else f"no_{name}"
    if isinstance(value, enum.Enum):
        return value.name.lower()
    if isinstance(value, str) and value.isprintable() and 0 < len(value) <= _LONGEST:
        return value
    if value is None or isinstance(value, (int, float)):
        return f"{name}={value}"
    return f"{name}{next(place for place, other in enumerate(others) if other is value)}"
