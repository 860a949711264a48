"""The pytest plugin: fixtures from factories, seeds, sequences.

Inside: `collecting`, `hooks` and, once something is registered, `parametrising` (what pytest calls), `fixtures/`,
`runs/` (seeds, sequences, workers), `checks` (``--factory-check``); `late` (how the names for users are handed out).
May be used from outside: `register`, `with_factory`, `Given`, `LazyFixture`, `named_model`, the fixture `share`; pytest finds this package by its
entry point.
May import: `checking`, the façade and below; pytest. What pytest loads in each run, `collecting` and `hooks`, loads nothing of
factories before there are some.
"""

from typing import TYPE_CHECKING

from typedfactory.pytest_plugin.collecting import pytest_addhooks
from typedfactory.pytest_plugin.fixtures.sharing import share, share_marked  # noqa: F401 - pytest looks for fixtures here
from typedfactory.pytest_plugin.hooks import (
    pytest_addoption,
    pytest_collectstart,
    pytest_configure,
    pytest_configure_node,
    pytest_fixture_setup,
    pytest_generate_tests,
    pytest_load_initial_conftests,
    pytest_make_parametrize_id,
    pytest_report_header,
    pytest_runtest_makereport,
    pytest_unconfigure,
)

if TYPE_CHECKING:
    from typedfactory.pytest_plugin.fixtures.given import Given
    from typedfactory.pytest_plugin.fixtures.lazy_fixture import LazyFixture
    from typedfactory.pytest_plugin.fixtures.naming import named_model
    from typedfactory.pytest_plugin.fixtures.registering import register, with_factory
else:
    # Out of type checkers' sight: to them, a module with such a function has every name.
    from typedfactory.pytest_plugin.late import load as __getattr__  # noqa: F401 - the interpreter looks for it

__all__ = [
    "Given",
    "LazyFixture",
    "named_model",
    "pytest_addhooks",
    "pytest_addoption",
    "pytest_collectstart",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_fixture_setup",
    "pytest_generate_tests",
    "pytest_load_initial_conftests",
    "pytest_make_parametrize_id",
    "pytest_report_header",
    "pytest_runtest_makereport",
    "pytest_unconfigure",
    "register",
    "with_factory",
]
