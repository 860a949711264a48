"""The cases about data and paths into collections run: what the plugin lets pass works, what it finds is refused."""

from __future__ import annotations

import ast
import sys
import types

import pytest

from tests.mypy import running
from typedfactory.errors import FactoryError

#: Findings about values of other types: as all of Python, factories take these while running.
TYPES = "does not fit the field"
#: SQLAlchemy's models of the cases are for mypy alone: it maps no lists of texts.
CASES = [case for case in running.read_cases() if case.file == "partial.yml" and case.kind != "sqlalchemy"]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    monkeypatch.syspath_prepend(str(running.MODELS))
    made = types.ModuleType("a_case_that_runs")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    return made


def run_statement(statement: ast.stmt, module: types.ModuleType) -> Exception | None:
    """Run a statement, and use a factory that it makes; return the library's objection, or that a stub lacks something."""
    try:
        exec(compile(ast.Module([statement], []), "case", "exec", dont_inherit=True), vars(module))  # noqa: S102 - a case is code to run
        if isinstance(statement, ast.ClassDef) and statement.name.endswith("Factory"):
            made = vars(module)[statement.name]
            made()
            for trait in getattr(vars(made).get("Params"), "__dict__", {}):
                if not trait.startswith("_"):
                    made(**{trait: True})
    except (FactoryError, AttributeError) as error:
        return error
    return None


def findings(statement: ast.stmt, marks: dict[int, list[str]]) -> list[str]:
    """Return what the plugin finds in a statement."""
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    return [mark for line in lines for mark in marks.get(line, ())]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.module.removeprefix("case_partial_"))
def test_what_is_found_is_refused_and_nothing_else(case: running.Case, module: types.ModuleType) -> None:
    marks = running.expected(case.source)
    wrong: dict[str, Exception | None] = {}
    for statement in ast.parse(case.source).body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            continue
        found = findings(statement, marks)
        if found and all(TYPES in finding for finding in found):
            # Whether a value of another type works is the model's affair.
            continue
        error = run_statement(statement, module)
        if (error is None) == bool(found):
            wrong[ast.unparse(statement)] = error
    assert wrong == {}
