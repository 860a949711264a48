"""``@pytest.mark.parametrize("user__age", …)`` and ``@pytest.mark.factory(user=dict(age=3))``."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    DictExpr,
    Expression,
    ListExpr,
    MemberExpr,
    NameExpr,
    StarExpr,
    Statement,
    StrExpr,
    TupleExpr,
)

from typedfactory.mypy import codes
from typedfactory.mypy.calls import check_argument, check_arguments
from typedfactory.mypy.class_body import argument, callee_name
from typedfactory.mypy.fixtures import Fixture, Fixtures
from typedfactory.mypy.judging import Judge
from typedfactory.mypy.paths import find_place

_PLAIN = {"staticmethod", "classmethod"}


@dataclasses.dataclass(frozen=True)
class Marks:
    """What pytest is told about a test.

    Args:
        names: The parameters that it is given by other means than fixtures; None if that is not known.
        is_fixture: Whether it is a fixture itself.
        parametrized: The calls of ``pytest.mark.parametrize``.
        overridden: The calls of ``pytest.mark.factory``.
    """

    names: frozenset[str] | None = frozenset()
    is_fixture: bool = False
    parametrized: tuple[CallExpr, ...] = ()
    overridden: tuple[CallExpr, ...] = ()

    def and_also(self, other: Marks) -> Marks:
        """Return what is told by two of them."""
        names = None if self.names is None or other.names is None else self.names | other.names
        return dataclasses.replace(other, names=names)


def marks_of(decorators: Iterable[Expression], *, strict: bool = True) -> Marks:
    """Read decorators.

    Args:
        decorators: They.
        strict: Whether others than pytest's may give arguments.
    """
    marks = Marks()
    for item in decorators:
        name = _mark(item)
        if name == "parametrize":
            given = argument_names(item)
            names = None if marks.names is None or given is None else marks.names | set(given)
            calls = (*marks.parametrized, item) if isinstance(item, CallExpr) else marks.parametrized
            marks = dataclasses.replace(marks, names=names, parametrized=calls)
        elif name == "factory" and isinstance(item, CallExpr):
            marks = dataclasses.replace(marks, overridden=(*marks.overridden, item))
        elif _last_name(item) == "fixture":
            marks = dataclasses.replace(marks, is_fixture=True)
        elif strict and name is None and _last_name(item) not in _PLAIN:
            marks = dataclasses.replace(marks, names=None)
    return marks


def pytestmark_of(body: Iterable[Statement]) -> list[Expression]:
    """Return the marks that a module or class says all its tests have."""
    found: list[Expression] = []
    for statement in body:
        if isinstance(statement, AssignmentStmt) and _last_name(statement.lvalues[0]) == "pytestmark":
            value = statement.rvalue
            found += value.items if isinstance(value, (ListExpr, TupleExpr)) else [value]
    return found


def argument_names(call: Expression) -> dict[str, Expression] | None:
    """Return the names that ``parametrize`` gives, and where they are written; None if that is not known."""
    node = argument(call, "argnames", 0) if isinstance(call, CallExpr) else None
    if isinstance(node, StrExpr):
        return {name.strip(): node for name in node.value.split(",") if name.strip()}
    if isinstance(node, (ListExpr, TupleExpr)):
        found = {item.value: item for item in node.items if isinstance(item, StrExpr)}
        return dict(found) if len(found) == len(node.items) else None
    return None


def _mark(item: Expression) -> str | None:
    """Return ``"parametrize"`` for ``pytest.mark.parametrize(…)``."""
    callee = item.callee if isinstance(item, CallExpr) else item
    return callee.name if isinstance(callee, MemberExpr) and _last_name(callee.expr) == "mark" else None


def _last_name(item: Expression) -> str:
    callee = item.callee if isinstance(item, CallExpr) else item
    return callee.name if isinstance(callee, (NameExpr, MemberExpr)) else ""


# Checks


def check_marks(judge: Judge, fixtures: Fixtures, marks: Marks, parameters: AbstractSet[str] | None) -> None:
    """Check what a test gives to registered fixtures.

    Args:
        judge: Infers types.
        fixtures: What the test sees.
        marks: What is told about it.
        parameters: Its parameters; None for a class.
    """
    for call in marks.parametrized:
        _check_parametrized(judge, fixtures, call, parameters)
    for call in marks.overridden:
        _check_overridden(judge, fixtures, call)


def _check_parametrized(judge: Judge, fixtures: Fixtures, call: CallExpr, parameters: AbstractSet[str] | None) -> None:
    names = argument_names(call)
    if names is None or argument(call, "indirect", 2) is not None:
        return
    for index, (name, node) in enumerate(names.items()):
        fixture = fixtures.find(name)
        if fixture is None or not fixture.path:
            continue
        place = find_place(judge, fixture.factory, fixture.path)
        where = f"{fixture.factory.name}.{fixture.path}"
        if place.type is not None:
            for value in _values(call, index, len(names)):
                judge.check_value(value, place.type, (None,), where, codes.FIXTURE)
        elif parameters is not None and name not in parameters:
            judge.report(codes.FIXTURE, f"{where}: {place.problem}", node)


def _values(call: CallExpr, index: int, count: int) -> list[Expression]:
    """Return the values of one name, where they are written out."""
    rows = argument(call, "argvalues", 1)
    found: list[Expression] = []
    for row in rows.items if isinstance(rows, (ListExpr, TupleExpr)) else ():
        cells = [row] if count == 1 else row.items if isinstance(row, (ListExpr, TupleExpr)) else []
        if len(cells) == count and not any(isinstance(item, StarExpr) or _last_name(item) == "param" for item in cells):
            found.append(cells[index])
    return found


def _check_overridden(judge: Judge, fixtures: Fixtures, call: CallExpr) -> None:
    objects = fixtures.objects()
    for name, value in zip(call.arg_names, call.args, strict=True):
        if name is None or not objects:
            continue
        fixture = objects.get(name)
        if fixture is not None:
            _check_overrides(judge, fixture, value)
        elif fixtures.are_known() and difflib.get_close_matches(name, objects, n=1):
            # A plugin may register what nothing here imports: only what looks misspelt is reported.
            hint = codes.did_you_mean(name, objects)
            judge.report(codes.FIXTURE, f'No fixture "{name}" is registered. {hint}', value)


def _check_overrides(judge: Judge, fixture: Fixture, value: Expression) -> None:
    factory = fixture.factory
    if isinstance(value, CallExpr) and callee_name(value) == "builtins.dict" and not value.arg_names.count(None):
        check_arguments(judge, factory, value, set(), codes.OVERRIDE, (factory.info,))
    if isinstance(value, DictExpr):
        for key, item in value.items:
            if isinstance(key, StrExpr):
                check_argument(judge, factory, key.value, item, codes.OVERRIDE, (factory.info,))
