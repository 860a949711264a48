"""Ten columns of kinds that can be made at once, and the same values by a loop written by hand."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq

import typedfactory as factory
from typedfactory.datasets import Dataset, Pick, Table
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.extension import Constraints

UTC = datetime.timezone.utc
START = datetime.datetime(2020, 1, 1, tzinfo=UTC)
PAGES = ["home", "shop", "basket", "search", "help"]
DAYS, MOMENTS = 1_500, 100_000_000_000_000
MASK, GAMMA = 2**64 - 1, 0x9E3779B97F4A7C15


@dataclasses.dataclass
class User:
    id: int


@dataclasses.dataclass
class Visit:
    id: int
    user_id: int
    page: str
    seconds: int
    score: float
    paid: bool
    day: datetime.date
    at: datetime.datetime
    amount: Annotated[decimal.Decimal, Constraints(max_digits=10, decimal_places=2)]
    source: str


class UserFactory(factory.Factory[User]):
    pass


class VisitFactory(factory.Factory[Visit]):
    page = factory.fuzzy.FuzzyChoice(PAGES)
    seconds = factory.fuzzy.FuzzyInteger(1, 3600)
    score = factory.fuzzy.FuzzyFloat(0, 1)
    day = factory.fuzzy.FuzzyDate(START.date(), START.date() + datetime.timedelta(DAYS - 1))
    at = factory.fuzzy.FuzzyDateTime(START, START + datetime.timedelta(microseconds=MOMENTS - 1))
    amount = factory.fuzzy.FuzzyDecimal(0, 100)
    source = "web"


#: The same, where one column needs the rest of the row, so that all rows are made as objects.
DERIVED = factory.LazyAttribute(lambda visit: f"web-{visit.page}")


def visits(rows: int, **values: Any) -> tuple[Dataset, Table]:
    """Return the data set and its large table."""
    data = Dataset(7, "visits")
    users = data.table(UserFactory, 100_000)
    return data, data.table(VisitFactory, rows, user_id=Pick(users), **values)


def _words(key: int, row: int) -> int:
    word = (row * GAMMA + key + GAMMA) & MASK
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    word = ((word ^ (word >> 31)) + GAMMA) & MASK
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return ((word ^ (word >> 31)) >> 11) & MASK


def by_hand(path: str, table: Table, start: int, stop: int, *, objects: bool = False) -> None:
    """Make the same values in a loop, and write them with pyarrow, as one would without a library."""
    schema = Batches(table).schema
    stream = derive_key(7, "visit")
    keys = {name: derive_key(stream, "field", name) for name in schema.names}
    user, paid = derive_key(stream, "pick", "user_id"), keys["paid"]
    page, seconds, score, day, at, amount = (keys[name] for name in ("page", "seconds", "score", "day", "at", "amount"))
    share, second, cent = 2.0**-53, datetime.timedelta(microseconds=1), decimal.Decimal("0.01")
    first_day = START.date().toordinal()
    with pq.ParquetWriter(path, schema) as writer:
        for begin in range(start, stop, 131_072):
            rows = []
            for row in range(begin, min(begin + 131_072, stop)):
                shown = PAGES[int(_words(page, row) * share * 5)]
                rows.append(
                    Visit(
                        row + 1,
                        int(_words(user, row) * share * 100_000) + 1,
                        shown,
                        int(_words(seconds, row) * share * 3600) + 1,
                        _words(score, row) * share,
                        bool(int(_words(paid, row) * share * 2)),
                        datetime.date.fromordinal(first_day + int(_words(day, row) * share * DAYS)),
                        START + second * int(_words(at, row) * share * MOMENTS),
                        int(_words(amount, row) * share * 10_001) * cent,
                        f"web-{shown}" if objects else "web",
                    )
                )
            columns = [[getattr(each, name) for each in rows] for name in schema.names]
            arrays = [pa.array(each, kind.type) for each, kind in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
