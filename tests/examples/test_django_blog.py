"""The example blog: its own tests, and its types."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.examples.running import find_mistakes, run_tests

MISTAKES = """

PostFactory.build(titel="Pins")
CommentFactory.build(approved="yes")
PostFactory(author__nmae="Ann")
"""


def test_its_tests_pass() -> None:
    assert " passed" in run_tests("django_blog")


@pytest.mark.skipif(
    importlib.util.find_spec("mypy_django_plugin") is None, reason="django-stubs is not installed, nor mypy"
)
def test_mypy_finds_nothing_but_the_mistakes_that_are_added(tmp_path: Path) -> None:
    assert find_mistakes("django_blog", tmp_path, MISTAKES) == {
        'PostFactory.build(titel="Pins")': 'PostFactory.titel: Post has no field "titel". Did you mean "title"?  [factory-override]',
        'CommentFactory.build(approved="yes")': 'CommentFactory.approved: "str" does not fit the field, which is "bool | Combinable".  [factory-override]',
        'PostFactory(author__nmae="Ann")': 'PostFactory.author__nmae: Author has no field "nmae". Did you mean "name"?  [factory-path]',
    }
