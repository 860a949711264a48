"""Writing source: lines, bound names, labels, and the way it stays readable."""

from __future__ import annotations

import gc
import linecache
from typing import Any

import pytest

from typedfactory.plan.compile.source import SourceBuilder, is_plain_name

NASTY = [
    "class",
    "black-and-white",
    "a b",
    "quote'\"s",
    "new\nline",
    "back\\slash",
    "{brace}",
    "",
    "é",
    "1st",
    "print()",
]


def test_lines_become_a_function_and_keep_their_text() -> None:
    builder = SourceBuilder()
    builder.line(0, "def double(x):")
    builder.line(1, "return x * 2")
    compiled = builder.build("double", "Double.test")
    assert compiled.function(4) == 8
    assert compiled.source == "def double(x):\n    return x * 2\n"


def test_values_are_bound_by_name_once_each() -> None:
    class Proud:
        def __repr__(self) -> str:
            raise AssertionError

    value, twin = Proud(), Proud()
    builder = SourceBuilder()
    names = [builder.bind(value, "value"), builder.bind(value, "other"), builder.bind(twin, "value")]
    assert names == ["value_0", "value_0", "value_1"]
    assert builder.names == {"value_0": value, "value_1": twin}


def test_equal_values_keep_their_identity() -> None:
    builder = SourceBuilder()
    assert builder.bind(1, "n") != builder.bind(True, "n")
    assert builder.bind(1.0, "n") not in ("n_0", "n_1")


def test_a_label_belongs_to_the_line_it_was_given_with() -> None:
    builder = SourceBuilder()
    builder.line(0, "a")
    builder.line(0, "b", "field")
    builder.line(0, "c", "")
    assert builder.labels == {2: "field", 3: ""}


def test_linecache_shows_the_source_as_long_as_the_function_lives() -> None:
    builder = SourceBuilder()
    builder.line(0, "def answer():")
    builder.line(1, "return 42")
    compiled = builder.build("answer", "AnswerFactory.build")
    filename = compiled.function.__code__.co_filename
    assert filename.startswith("<typedfactory AnswerFactory.build #")
    linecache.checkcache()
    assert linecache.getline(filename, 2) == "    return 42\n"


def test_two_functions_of_one_title_have_different_files() -> None:
    names = set()
    for _ in range(2):
        builder = SourceBuilder()
        builder.line(0, "def f(): pass")
        names.add(builder.build("f", "F.build").function.__code__.co_filename)
    assert len(names) == 2


def test_linecache_can_be_checked_while_functions_are_collected() -> None:
    for _ in range(50):
        builder = SourceBuilder()
        builder.line(0, "def f(): pass")
        compiled: Any = builder.build("f", "F.build")
        circle = [compiled.function]
        circle.append(circle)
        del compiled, circle, builder
        gc.collect(0)
        linecache.checkcache()


@pytest.mark.parametrize("name", NASTY)
def test_names_that_are_no_identifiers_travel_as_strings(name: str) -> None:
    builder = SourceBuilder()
    arguments = builder.arguments([], [(name, "value")])
    collect: Any = eval(f"lambda value: dict({arguments})", builder.names)  # noqa: S307 - our own source
    assert collect(3) == {name: 3}
    literal: Any = eval(f"lambda value: {builder.mapping([(name, 'value')])}", builder.names)  # noqa: S307 - as above
    assert literal(3) == {name: 3}


def test_plain_names_stand_before_an_equals_sign() -> None:
    builder = SourceBuilder()
    named = [("x", "1"), ("class", "2"), ("y", "3")]
    assert builder.arguments(["a", "b"], named) == "a, b, x=1, **{key_0: 2, 'y': 3}"
    assert [name for name in NASTY if is_plain_name(name)] == ["é"]
    assert builder.arguments([], []) == ""
