"""The examples in docstrings run and print what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import typedfactory
from typedfactory.pytest_plugin.fixtures.pending import take_pending


def examples() -> list[doctest.DocTest]:
    """Return the docstrings of the package that hold examples."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    walked = pkgutil.walk_packages(typedfactory.__path__, "typedfactory.")
    # Django's settings do not let themselves be looked at before they are configured; tests/orm/django does that.
    names = [module.name for module in walked if not module.name.startswith("typedfactory.orm.django")]
    modules = [importlib.import_module(name) for name in ["typedfactory", *names]]
    return [example for module in modules for example in finder.find(module) if example.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_examples_of_a_docstring_run_as_written(example: doctest.DocTest) -> None:
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=report.append)
    # A test is no place for fixtures.
    take_pending()
    if report:
        pytest.fail("".join(report), pytrace=False)
