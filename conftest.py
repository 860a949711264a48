"""Runs the code of the README and of docs/ as tests: each page is one test module, its blocks in order.

The tutorial makes files and types commands; `scripts.try_tutorial` goes through it.
"""

from __future__ import annotations

import doctest
from typing import Any

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

import typedfactory

#: The tests of the pytest plugin run pytest.
pytest_plugins = ["pytester"]


def start_page(namespace: dict[str, Any]) -> None:
    """Let every page begin as in a new process: first sequence numbers, a known random state."""
    typedfactory.reset_sequences()
    typedfactory.random.reseed_random(namespace.get("__name__", "page"))


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS), SkipParser()],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["docs/tutorial.md"],
    setup=start_page,
).pytest()
