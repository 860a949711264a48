"""The examples in the docstrings of Django's back end run in this project and print what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import typedfactory.orm.django


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    walked = pkgutil.walk_packages(typedfactory.orm.django.__path__, "typedfactory.orm.django.")
    modules = [importlib.import_module(each.name) for each in walked]
    return [example for module in modules for example in finder.find(module) if example.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_examples_of_a_docstring_run_as_written(example: doctest.DocTest) -> None:
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    if report:
        pytest.fail("".join(report), pytrace=False)
