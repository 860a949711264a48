"""CHECK constraints of simple form, read so that what is filled satisfies them."""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterator
from typing import TypeAlias

import sqlalchemy as sa

from typedfactory.ground.constraints import Constraints, OneOf
from typedfactory.ground.given import UserValue, UserValues

#: What stands in a condition beside names.
Constant: TypeAlias = "str | int | decimal.Decimal"
#: What a condition asks of a column.
Mark: TypeAlias = "OneOf | Constraints"
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w.]*|"[^"]+"|`[^`]+`)"""
    r"""|(?P<sign><=|>=|<>|!=|=|<|>|\(|\)|,))"""
)
_BOUNDS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
#: The types of columns whose checks are read.
_CHECKED = (sa.Integer, sa.Numeric, sa.Float, sa.String)
_LENGTHS = {"length", "char_length", "character_length", "len"}


def read_checks(column: sa.Column[UserValue]) -> Iterator[object]:
    """Yield what the CHECK constraints of a column's table ask of its values.

    Forms that are not read are left to the database.

    Args:
        column: The column.

    Example:
        >>> import sqlalchemy as sa
        >>> table = sa.Table("t", sa.MetaData(), sa.Column("n", sa.Integer), sa.CheckConstraint("n > 0 AND n <= 9"))
        >>> list(read_checks(table.c.n))
        [Constraints(gt=0), Constraints(le=9)]
    """
    if isinstance(column.type, sa.Enum) or not isinstance(column.type, _CHECKED):
        return
    found = {*column.table.constraints, *column.constraints}
    # Sets have no order, and random values must not depend on one.
    for sql in sorted(_sql_of(each) for each in found if isinstance(each, sa.CheckConstraint)):
        for name, mark in _Parser(sql).conditions():
            if name.lower() == column.name.lower():
                yield _typed(mark, column)


def _sql_of(constraint: sa.CheckConstraint) -> str:
    compiled = constraint.sqltext.compile(compile_kwargs={"literal_binds": True})
    return str(compiled).replace("%%", "%")


def _typed(mark: Mark, column: sa.Column[UserValue]) -> Mark:
    """Return a mark with constants of the column's type."""
    if not isinstance(column.type, (sa.Numeric, sa.Float)) or isinstance(mark, OneOf):
        return mark
    convert = decimal.Decimal if column.type.asdecimal else float
    typed: UserValues = {name: convert(str(getattr(mark, name))) for name in mark.given}
    return Constraints(**typed)


class _Parser:
    """Reads conditions joined by AND.

    Args:
        sql: The text of a constraint.
    """

    def __init__(self, sql: str) -> None:
        self.tokens = _tokens(sql)
        self.place = 0

    def conditions(self) -> Iterator[tuple[str, Mark]]:
        """Yield column → mark; nothing where the whole is not understood."""
        if not self.tokens:
            return
        try:
            found = self.conjunction()
        except _UnknownFormError:
            return
        if self.place == len(self.tokens):
            yield from found

    def conjunction(self) -> list[tuple[str, Mark]]:
        found = self.condition()
        while self.peek().upper() == "AND":
            self.place += 1
            found += self.condition()
        return found

    def condition(self) -> list[tuple[str, Mark]]:
        if self.peek() == "(":
            self.place += 1
            found = self.conjunction()
            self.expect(")")
            return found
        left, sized = self.operand()
        sign = self.take().upper()
        if isinstance(left, _Name):
            return self.after_name(left, sized, sign)
        right, right_sized = self.operand()
        if not isinstance(right, _Name) or sign not in _TURNED:
            raise _UnknownFormError
        return [(right, _comparison(_TURNED[sign], left, sized=right_sized))]

    def after_name(self, name: str, sized: bool, sign: str) -> list[tuple[str, Mark]]:
        if sign == "IN" and not sized:
            self.expect("(")
            values = [self.constant()]
            while self.peek() == ",":
                self.place += 1
                values.append(self.constant())
            self.expect(")")
            return [(name, OneOf(tuple(values)))]
        if sign == "BETWEEN":
            low = self.constant()
            self.expect("AND")
            high = self.constant()
            return [(name, _comparison(">=", low, sized=sized)), (name, _comparison("<=", high, sized=sized))]
        if sign == "IS" and self.take().upper() == "NOT" and self.take().upper() == "NULL":
            return []
        value = self.constant()
        if sign in ("<>", "!=") and value in ("", 0) and isinstance(value, (str, int)):
            return [(name, _comparison(">", 0, sized=value == "" or sized))]
        return [(name, _comparison(sign, value, sized=sized))]

    def operand(self) -> tuple[Constant, bool]:
        token = self.take()
        if token.lower() in _LENGTHS and self.peek() == "(":
            self.place += 1
            name = self.take()
            self.expect(")")
            return _Name(_bare(name)), True
        if token[0] in "'-0123456789":
            return _constant(token), False
        return _Name(_bare(token)), False

    def constant(self) -> Constant:
        token = self.take()
        if token[0] not in "'-0123456789" and token.upper() not in ("TRUE", "FALSE"):
            raise _UnknownFormError
        return _constant(token)

    def peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        if not token:
            raise _UnknownFormError
        self.place += 1
        return token

    def expect(self, token: str) -> None:
        if self.take().upper() != token:
            raise _UnknownFormError


class _Name(str):
    """The name of a column."""

    __slots__ = ()


class _UnknownFormError(Exception):
    """A condition that is not of simple form."""


def _tokens(sql: str) -> list[str]:
    """Return the tokens of a condition; none where it has others than simple ones do."""
    found: list[str] = []
    place = 0
    sql = sql.strip()
    while place < len(sql):
        match = _TOKEN.match(sql, place)
        if match is None:
            return []
        found.append(match.group(0).strip())
        place = match.end()
    return found


def _bare(name: str) -> str:
    return name.rpartition(".")[2].strip('"`')


def _constant(token: str) -> Constant:
    if token[0] == "'":
        return token[1:-1].replace("''", "'")
    if token.upper() in ("TRUE", "FALSE"):
        return token.upper() == "TRUE"
    return decimal.Decimal(token) if "." in token else int(token)


def _comparison(sign: str, value: Constant, *, sized: bool) -> Mark:
    if not sized:
        if sign == "=":
            return OneOf((value,))
        if sign in _BOUNDS and isinstance(value, (int, decimal.Decimal)):
            bound: UserValues = {_BOUNDS[sign]: value}
            return Constraints(**bound)
        raise _UnknownFormError
    if isinstance(value, str):
        raise _UnknownFormError
    limits: dict[str, UserValues] = {
        "<": {"max_length": value - 1},
        "<=": {"max_length": value},
        ">": {"min_length": value + 1},
        ">=": {"min_length": value},
        "=": {"min_length": value, "max_length": value},
    }
    if sign not in limits:
        raise _UnknownFormError
    return Constraints(**limits[sign])
