"""The example library: its own tests, and its types."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.examples.running import find_mistakes, run_tests

pytestmark = pytest.mark.skipif(importlib.util.find_spec("fastapi") is None, reason="FastAPI is not installed")

MISTAKES = """

BookFactory.build(titel="Emma")
BookInFactory.build(publishd=1815)
LoanFactory.build(book__author__nmae="Austen")
"""


def test_its_tests_pass() -> None:
    assert " passed" in run_tests("fastapi_library")


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_mypy_finds_nothing_but_the_mistakes_that_are_added(tmp_path: Path) -> None:
    assert find_mistakes("fastapi_library", tmp_path, MISTAKES) == {
        'BookFactory.build(titel="Emma")': 'BookFactory.titel: Book has no field "titel". Did you mean "title"?  [factory-override]',
        "BookInFactory.build(publishd=1815)": 'BookInFactory.publishd: BookIn has no field "publishd". Did you mean "published"?  [factory-override]',
        'LoanFactory.build(book__author__nmae="Austen")': 'LoanFactory.book__author__nmae: Author has no field "nmae". Did you mean "name"?  [factory-path]',
    }
