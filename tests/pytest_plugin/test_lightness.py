"""Importing the plugin costs little: none of the libraries that factories may need."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = ["faker", "hypothesis", "pydantic", "sqlalchemy", "django", "mongoengine", "pymongo", "mogo", "msgspec", "mypy"]


def test_importing_the_plugin_loads_no_library_of_models() -> None:
    (entry,) = metadata.entry_points(group="pytest11", name="typedfactory")
    code = f"import json, sys, {entry.module}; print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    command = [sys.executable, "-W", "error", "-c", code]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert json.loads(output) == []


def test_importing_hypothesis_loads_no_factory() -> None:
    (entry,) = metadata.entry_points(group="hypothesis", name="typedfactory")
    wanted = ["faker", "typedfactory.facade.factory", "typedfactory.plan", "typedfactory.faker", "typedfactory.values"]
    code = f"import json, sys, hypothesis; print(json.dumps([name for name in [{entry.module!r}, *{wanted}] if name in sys.modules]))"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert json.loads(output) == ["typedfactory.hypothesis"]


def test_a_run_of_tests_without_factories_loads_nothing_of_them(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("")
    pytester.makepyfile(
        """
        import sys
        import pytest

        OURS = ("typedfactory.declarations", "typedfactory.facade.factory", "typedfactory.plan", "typedfactory.values", "attr")

        @pytest.fixture(scope="module")
        def wide():
            return 1

        class TestNothing:
            @pytest.mark.parametrize("number", [1, 2])
            def test_loaded(self, wide, number):
                assert [name for name in OURS if name in sys.modules] == []
        """
    )
    others = [
        f"-pno:{name}"
        for name in ("anyio", "asyncio", "benchmark", "cov", "django", "hypothesispytest", "randomly", "xdist")
    ]
    result = pytester.runpytest_subprocess(*others, "-q")
    result.assert_outcomes(passed=2)


def test_pytester_leaves_no_factories_loaded_twice(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        pytest_plugins = ["pytester"]

        CODE = '''
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        @register
        class PayloadFactory(factory.DictFactory):
            page = 1

        def test_payload(payload):
            assert payload == {"page": 1}
        '''

        def test_first(pytester):
            pytester.makepyfile(CODE)
            pytester.runpytest_inprocess().assert_outcomes(passed=1)

        def test_second(pytester):
            pytester.makepyfile(CODE)
            pytester.runpytest_inprocess().assert_outcomes(passed=1)
        """
    )
    others = [
        f"-pno:{name}"
        for name in ("anyio", "asyncio", "benchmark", "cov", "django", "hypothesispytest", "randomly", "xdist")
    ]
    pytester.runpytest_subprocess(*others, "-q").assert_outcomes(passed=2)
