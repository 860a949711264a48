"""CHECK constraints: what is read of them, and what is left to the database."""

from __future__ import annotations

import decimal
from typing import Any

import pytest
import sqlalchemy as sa

from typedfactory.ground.constraints import Constraints, OneOf
from typedfactory.orm.sqlalchemy.filling.checks import read_checks

READ: list[tuple[str, list[Any]]] = [
    ("n > 1", [Constraints(gt=1)]),
    ('"n" >= 1', [Constraints(ge=1)]),
    ("`n` <= 1 and N < 2", [Constraints(le=1), Constraints(lt=2)]),
    ("t.n BETWEEN -1 AND 5 AND n IS NOT NULL", [Constraints(ge=-1), Constraints(le=5)]),
    ("((n > 1) AND (2 > n))", [Constraints(gt=1), Constraints(lt=2)]),
    ("n IN (1, 2) AND 3 <= m", [OneOf((1, 2))]),
    ("n = 4", [OneOf((4,))]),
    ("4 = n", [OneOf((4,))]),
    ("n <> 0", [Constraints(gt=0)]),
    ("length(n) > 1 AND char_length(n) <= 5", [Constraints(min_length=2), Constraints(max_length=5)]),
    ("length(n) BETWEEN 2 AND 3", [Constraints(min_length=2), Constraints(max_length=3)]),
    ("length(n) = 2", [Constraints(min_length=2, max_length=2)]),
    ("5 > length(n)", [Constraints(max_length=4)]),
    ("length(n) >= 2 AND length(n) < 4", [Constraints(min_length=2), Constraints(max_length=3)]),
    ("n IN ('it''s', 'b')", [OneOf(("it's", "b"))]),
    ("n <> ''", [Constraints(min_length=1)]),
    ("n = TRUE", [OneOf((True,))]),
]
LEFT = [
    "n > 1 OR n < -1",
    "NOT (n > 1)",
    "n > m",
    "n + 1 > 2",
    "n IN (1, m)",
    "n IN 1, 2",
    "n LIKE 'a%'",
    "n > 'a'",
    "n <> 5",
    "1 <> n",
    "1 > 2",
    "n >",
    "n",
    "lower(n) = 'a'",
    "n > 1)",
    "length(n > 1",
    "length(n) <> 3",
    "length(n) IN (1, 2)",
    "n ~ '^a'",
    "n IS NULL",
    "",
]


def marks(sql: str, kind: Any = sa.Integer) -> list[Any]:
    table = sa.Table("t", sa.MetaData(), sa.Column("n", kind), sa.Column("m", sa.Integer), sa.CheckConstraint(sql))
    return list(read_checks(table.c.n))


@pytest.mark.parametrize(("sql", "expected"), READ, ids=[sql for sql, _ in READ])
def test_what_is_read(sql: str, expected: list[Any]) -> None:
    assert marks(sql) == expected


@pytest.mark.parametrize("sql", LEFT)
def test_what_is_left_to_the_database(sql: str) -> None:
    assert marks(sql) == []


def test_constants_are_of_the_columns_type() -> None:
    assert [type(mark.gt) for mark in (*marks("n > 1", sa.Float), *marks("n > 1.5"))] == [float, decimal.Decimal]


@pytest.mark.parametrize("kind", [sa.Date, sa.LargeBinary, sa.Enum("a", "b")])
def test_columns_of_other_types_are_left_alone(kind: Any) -> None:
    assert marks("n > 1", kind) == []
