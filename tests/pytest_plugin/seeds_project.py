"""A project of a few tests, run by pytest itself, whose tests write down what they were given."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy  # noqa: F401 - pytester forgets what a run in this process imports first, and it bears no second time

#: For the top of test modules: a model, factories of it, and what writes down a value under a label.
MAKERS = """
import dataclasses
import pathlib
import typedfactory as factory

SHOWN = pathlib.Path(__file__).with_name("shown.txt")

def show(label, *values):
    with SHOWN.open("a") as file:
        file.write(f"{(label, *values)!r}\\n")

@dataclasses.dataclass
class User:
    name: str
    number: int

class UserFactory(factory.Factory[User]):
    number = factory.Sequence(lambda n: n)
"""
#: Plugins that would write into the output, or change what is looked at, unless a test asks for them.
QUIET = ("anyio", "asyncio", "benchmark", "django", "randomly", "xdist")
#: What a surrounding run of pytest leaves in the environment.
_LEFT_BEHIND = ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID")


class Project:
    """A folder of tests.

    Args:
        pytester: Holds the folder and runs pytest.
    """

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        pytester.makepyfile(makers=MAKERS)
        pytester.syspathinsert()

    def write(self, **modules: str) -> None:
        """Write modules that begin with the names of ``makers``."""
        top = "import pytest\nimport typedfactory as factory\nfrom makers import *\n"
        self.pytester.makepyfile(**{name: f"{top}\n{text}" for name, text in modules.items()})

    def ini(self, **options: str) -> None:
        """Write the ini file."""
        self.pytester.makeini("\n".join(["[pytest]", *(f"{name} = {value}" for name, value in options.items())]))

    def run(self, *arguments: str, plugins: Sequence[str] = (), apart: bool = False) -> pytest.RunResult:
        """Run pytest.

        Args:
            *arguments: What is added to the command line.
            plugins: Those of `QUIET` that take part.
            apart: Whether to run in a process of its own, as always with other plugins: they leave traces.
        """
        off = [f"-pno:{name}" for name in QUIET if name not in plugins]
        given = [*off, "-pno:cacheprovider", "-Werror", *arguments]
        with _without(_LEFT_BEHIND):
            return (
                self.pytester.runpytest_subprocess(*given)
                if apart or plugins
                else self.pytester.runpytest_inprocess(*given)
            )

    def values(self, *arguments: str, plugins: Sequence[str] = (), apart: bool = False) -> dict[str, Any]:
        """Run pytest, and return what the tests wrote down: label → values, sorted by label.

        All tests have to pass.
        """
        result = self.run(*arguments, plugins=plugins, apart=apart)
        assert result.ret == 0, result.stdout.str()
        return self.shown()

    def shown(self) -> dict[str, Any]:
        """Return what was written down since it was last asked for: label → values, sorted by label."""
        path = self.pytester.path / "shown.txt"
        lines = [ast.literal_eval(line) for line in path.read_text().splitlines()] if path.exists() else []
        path.unlink(missing_ok=True)
        assert len({label for label, *_ in lines}) == len(lines), lines
        return {label: values for label, *values in sorted(lines)}


@contextmanager
def _without(names: Sequence[str]) -> Iterator[None]:
    saved: Mapping[str, str] = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(saved)
