"""Tests and fixtures: what their parameters are annotated with, against the fixtures that are registered."""

from __future__ import annotations

import dataclasses

from mypy.meet import is_overlapping_types
from mypy.messages import format_type_distinctly
from mypy.nodes import Argument, ClassDef, Decorator, Expression, FuncDef, MypyFile
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    TupleType,
    Type,
    TypedDictType,
    TypeType,
    UnionType,
    get_proper_type,
)

from typedfactory.mypy import codes
from typedfactory.mypy.conftests import collects_tests
from typedfactory.mypy.fixture_marks import Marks, check_marks, marks_of, pytestmark_of
from typedfactory.mypy.fixtures import Fixture, Fixtures, given_type
from typedfactory.mypy.judging import Judge
from typedfactory.mypy.paths import find_place
from typedfactory.mypy.reach import split_path
from typedfactory.mypy.registrations import note_registrations


@dataclasses.dataclass(frozen=True)
class _Body:
    """A module or class of tests.

    Args:
        fixtures: What its tests see.
        collected: Whether pytest takes its functions for tests by their names.
        marks: What pytest is told about all of them.
        in_class: Whether they are methods.
    """

    fixtures: Fixtures
    collected: bool
    marks: Marks
    in_class: bool = False


def check_tests(judge: Judge) -> None:
    """Check the tests and fixtures of the module at hand."""
    tree = getattr(judge.api, "tree", None)
    if not isinstance(tree, MypyFile):
        return
    note_registrations(judge, tree)
    fixtures = Fixtures.of_module(judge, tree)
    if fixtures.are_none():
        return
    module = _Body(fixtures, collects_tests(tree), marks_of(pytestmark_of(tree.defs)))
    for statement in tree.defs:
        if isinstance(statement, ClassDef):
            _check_class(judge, module, statement)
        else:
            _check_function(judge, module, statement)


def _check_class(judge: Judge, module: _Body, defn: ClassDef) -> None:
    if not defn.name.startswith("Test") or defn.info.has_base("unittest.case.TestCase"):
        return
    marks = marks_of([*defn.decorators, *pytestmark_of(defn.defs.body)], strict=False)
    fixtures = module.fixtures.of_class(defn.info)
    check_marks(judge, fixtures, marks, None)
    body = _Body(fixtures, module.collected, module.marks.and_also(marks), in_class=True)
    for statement in defn.defs.body:
        _check_function(judge, body, statement)


def _check_function(judge: Judge, body: _Body, statement: object) -> None:
    decorators: list[Expression] = []
    function = statement
    if isinstance(statement, Decorator):
        decorators, function = statement.original_decorators, statement.func
    if not isinstance(function, FuncDef):
        return
    marks = marks_of(decorators)
    if not (marks.is_fixture or (body.collected and function.name.startswith("test"))):
        return
    arguments = [item for item in function.arguments if item.initializer is None and not item.kind.is_star()]
    names = {item.variable.name for item in arguments}
    check_marks(judge, body.fixtures, marks, names)
    both = body.marks.and_also(marks)
    if both.names is None or not isinstance(function.type, CallableType):
        return
    types = dict(zip(function.arg_names, function.type.arg_types, strict=True))
    for item in arguments[1 if body.in_class and not function.is_static else 0 :]:
        name = item.variable.name
        if item.type_annotation is None or name == function.name or not _is_judged(types[name]):
            continue
        fixture = body.fixtures.find(name)
        # What is given for a field has to fit the field, and is what the test gets.
        if fixture is not None and (name not in both.names or fixture.path):
            _check_parameter(judge, fixture, function, item, types[name])


def _check_parameter(judge: Judge, fixture: Fixture, function: FuncDef, item: Argument, annotated: Type) -> None:
    given = _gives(judge, fixture, annotated)
    if given is None:
        return
    here = fixture.module == getattr(getattr(judge.api, "tree", None), "fullname", "")
    source = f"the fixture of {fixture.factory.name}, registered {'here' if here else f'in {fixture.module}'},"
    gives, asked = format_type_distinctly(given, annotated, options=judge.api.options)
    judge.report(
        codes.FIXTURE,
        f"{function.name}.{fixture.name}: {source} gives {gives}, not {asked}. Annotate it with {gives}.",
        item,
    )


def _gives(judge: Judge, fixture: Fixture, annotated: Type) -> Type | None:
    """Return the type of what a fixture gives, where that does not fit."""
    if fixture.path:
        # A declaration may give something narrower than its field takes: only what cannot be is wrong.
        place = find_place(judge, fixture.factory, fixture.path) if split_path(fixture.path)[1] is None else None
        given = None if place is None else place.type
        if given is None or isinstance(get_proper_type(given), AnyType) or judge.fits(given, annotated):
            return None
        return None if is_overlapping_types(given, annotated) else given
    given = given_type(fixture)
    return None if given is None or judge.fits(given, annotated) else given


def _is_judged(typ: Type) -> bool:
    """Say whether a class or object certainly fits a type or not; protocols and callables take classes, too."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(_is_judged(item) for item in proper.items)
    if isinstance(proper, Instance):
        return not proper.type.is_protocol
    return isinstance(proper, (NoneType, TypeType, TupleType, TypedDictType, LiteralType))
