"""A page is followed as it is written, and a difference names the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.pages import Command, PageError, Statement, read_page
from scripts.try_tutorial import Differs, Reader, compare, normalised


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    made = Reader(tmp_path.resolve(), tmp_path / "typedfactory.whl", {"42"})
    yield made
    made.terminal.close()


def follow(reader: Reader, page: str) -> None:
    for step in read_page(page):
        reader.follow(step)


def test_files_are_written_where_the_page_is(reader: Reader, tmp_path: Path) -> None:
    follow(reader, "```console\n$ mkdir shop\n$ cd shop\n```\n\n**a/b.py**\n\n```python\nx = 1\n```\n")
    assert (tmp_path / "shop" / "a" / "b.py").read_text() == "x = 1\n"


def test_the_folder_is_the_reader_s(reader: Reader) -> None:
    follow(reader, "```console\n$ pwd\n/home/you\n```\n")


def test_the_wheel_stands_for_the_tree(reader: Reader, tmp_path: Path) -> None:
    assert reader.run(Command(1, 'echo "../typedfactory[mypy]"', "")) == f"{tmp_path / 'typedfactory.whl'}[mypy]\n"


def test_a_run_gets_the_seed_that_the_page_repeats(reader: Reader) -> None:
    assert reader.run(Command(1, "env | grep PYTEST", "seed 42")) == "PYTEST_ADDOPTS=--factory-seed=42\n"
    assert reader.run(Command(1, "env | grep PYTEST", "seed 43")) == ""


def test_a_difference_names_the_line_and_what_is_shown_instead(reader: Reader) -> None:
    with pytest.raises(Differs) as found:
        follow(reader, "```console\n$ echo one; echo two; echo three\no...\n2\nthree\n```\n")
    assert str(found.value).splitlines() == [
        "line 2: echo one; echo two; echo three",
        "--- the page",
        "+++ what is shown",
        "@@ -1,3 +1,3 @@",
        " one",
        "-2",
        "+two",
        " three",
    ]


def test_a_statement_needs_the_prompt(reader: Reader) -> None:
    with pytest.raises(PageError, match=r"^line 2: where this is typed is no Python prompt, but the shell\.$"):
        follow(reader, "```pycon\n>>> 1\n1\n```\n")


def test_a_failing_installation_is_a_difference(reader: Reader) -> None:
    reader.terminal.run("pip() { echo broken; return 1; }")
    with pytest.raises(Differs, match=r"\+broken$"):
        follow(reader, "```console\n$ pip install x\n```\n")
    reader.terminal.run("pip() { echo There is a newer pip.; }")
    follow(reader, "```console\n$ pip install x\n```\n")


def test_dots_stand_for_anything() -> None:
    compare(Statement(1, "x\n", "Customer(name='...', age=3)\n"), "Customer(name='Ann', age=3)\n")


def test_what_differs_from_run_to_run_is_left_out() -> None:
    ours = "platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0\nplugins: Faker-40.54.0, typedfactory-0.1.0\n"
    theirs = "platform darwin -- Python 3.13.0rc1, pytest-9.3.0, pluggy-1.8\nplugins: typedfactory-0.2.0, Faker-40.0\n"
    assert normalised(ours) == normalised(theirs)
    assert normalised("====== 1 passed in 0.09s ======\n") == normalised("===== 1 passed in 11.90s =====\n")
    assert normalised("typedfactory: seed 1 (repeat with --factory-seed=1)\n") == normalised(
        "typedfactory: seed 23 (repeat with --factory-seed=23)\n"
    )
    assert normalised("1 passed in 0.09s\n") != normalised("2 passed in 0.09s\n")
