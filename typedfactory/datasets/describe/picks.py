"""What is written for a column in the place of a value: ranges, and references to rows of other tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues

#: How a row is picked: each as often, by Zipf's law, or each once.
By = Literal["uniform", "zipf", "once"]


@attrs.frozen
class Between:
    """A whole number of a range, both ends included: in a column, or as ``size=`` how many rows there are per parent.

    Args:
        low: The least.
        high: The greatest.
        once: Whether no number comes twice; there must be as many numbers as rows.

    Raises:
        DatasetError: The range is empty.

    Example:
        >>> from typedfactory.datasets import Between
        >>> Between(0, 12)
        Between(low=0, high=12, once=False)
    """

    low: int
    high: int
    once: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse an empty range."""
        if self.low > self.high:
            raise DatasetError(f"Between({self.low}, {self.high}): the range is empty. Swap its ends.")


@attrs.frozen(eq=False)
class Pick:
    """A reference to a row of another table, drawn by a distribution; the column holds that row's key.

    Where the field is of the other table's model, the row's object has the other row's object, computed again.

    Args:
        table: The other table.
        by: ``"uniform"`` picks each row as often, ``"zipf"`` some far more often than others, ``"once"`` each at most once.
        exponent: How steep Zipf's law is.
        weights: A weight for each row of the other table, in the place of ``by``.
        each: Every row of the other table is picked at most so many times, exactly so if there are as many rows here.
        same: The name of a reference that both tables have: the row picked refers to the same row (of the same tenant).
        field: The field that the column takes from the row picked, in the place of its key.

    Raises:
        DatasetError: The arguments contradict each other.

    Example:
        >>> import dataclasses
        >>> from typedfactory import Factory, Sequence
        >>> from typedfactory.datasets import Dataset, Pick
        >>> @dataclasses.dataclass
        ... class Country:
        ...     code: str
        >>> @dataclasses.dataclass
        ... class User:
        ...     id: int
        ...     country_code: str
        >>> class CountryFactory(Factory[Country]):
        ...     code = Sequence(lambda n: f"C{n}")
        >>> class UserFactory(Factory[User]):
        ...     pass
        >>> shop = Dataset(seed=7)
        >>> countries = shop.table(CountryFactory, 200, key_="code")
        >>> users = shop.table(UserFactory, 1000, country_code=Pick(countries, by="zipf"))
        >>> users.row(3)
        User(id=4, country_code='C160')
    """

    table: Table
    by: By = attrs.field(default="uniform", kw_only=True)
    exponent: float = attrs.field(default=1.1, kw_only=True)
    weights: Sequence[float] | None = attrs.field(default=None, kw_only=True)
    each: int | None = attrs.field(default=None, kw_only=True)
    same: str | None = attrs.field(default=None, kw_only=True)
    field: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself."""
        said = [self.by != "uniform", self.weights is not None, self.each is not None, self.same is not None]
        if sum(said) > 1:
            raise DatasetError("Pick: by, weights, each and same each say how a row is picked. Give one of them.")
        if self.by not in {"uniform", "zipf", "once"}:
            raise DatasetError(f"Pick: there is no by={self.by!r}. Choose from: uniform, zipf, once.")
        if self.each is not None and self.each < 1:
            raise DatasetError(f"Pick: each={self.each} picks nothing. Give 1 or more.")


@attrs.frozen
class Same:
    """A field of the row that another column of this row refers to.

    Args:
        reference: The field that holds the reference, or several with dots between: ``"user.country"``.
        field: The field of the row referred to; left out, its key.

    Example:
        >>> from typedfactory.datasets import Same
        >>> Same("user", "city")
        Same(reference='user', field='city')
    """

    reference: str
    field: str | None = None


@attrs.frozen
class Position:
    """The place of a row among those of its parent, in a table made with ``per=``.

    Args:
        start: The place of the first.

    Example:
        >>> from typedfactory.datasets import Position
        >>> Position()
        Position(start=1)
    """

    start: int = 1


class PerRow:
    """Objects of another factory in a list of each row.

    Args:
        factory: The factory.
        low: The fewest.
        high: The most; left out, always as many.
        **values: What each of its calls gives; a `Pick` among them is drawn for each object.

    Raises:
        DatasetError: The range is empty.

    Example:
        >>> import typedfactory as factory
        >>> from typedfactory.datasets import PerRow
        >>> class ItemFactory(factory.DictFactory):
        ...     sku = factory.Sequence(lambda n: f"sku{n}")
        >>> PerRow(ItemFactory, 1, 5)
        PerRow(ItemFactory, 1, 5)
    """

    def __init__(self, factory: FactoryClass, low: int, high: int | None = None, /, **values: UserValue) -> None:
        self.factory = factory
        self.low, self.high = low, low if high is None else high
        self.values: UserValues = values
        if not 0 <= self.low <= self.high:
            raise DatasetError(f"{self!r}: there is no such number of objects. Give the fewest and the most.")

    def __repr__(self) -> str:
        return f"PerRow({self.factory.__name__}, {self.low}, {self.high})"
