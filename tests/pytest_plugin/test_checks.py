"""``pytest --factory-check``."""

from __future__ import annotations

import pytest

PROJECT = {
    "factories": """
        import typedfactory as factory

        class LampFactory(factory.DictFactory):
            watt = 60

            class Params:
                dark = factory.Trait(watt=factory.LazyAttribute(lambda o: 1 / 0))

        class ChairFactory(factory.DictFactory):
            legs = 4

        class AbstractFactory(factory.Factory):
            pass
    """,
    "test_lamps": """
        from factories import LampFactory

        def test_lamp():
            assert LampFactory() == {"watt": 60}
    """,
}


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(**PROJECT)
    pytester.makeini("[pytest]\npythonpath = .\n")
    return pytester


def test_each_factory_that_the_tests_import_is_a_test(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess("--factory-check", "-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "test_lamps.py::test_lamp PASSED*",
            "factory-check::factories::ChairFactory PASSED*",
            "factory-check::factories::LampFactory FAILED*",
            (
                "factories.LampFactory (dark): ZeroDivisionError: division by zero (while making LampFactory.watt) "
                "(factories.py:7)"
            ),
            "1 factory, 2 objects: 1 could not be made.",
        ]
    )


def test_a_check_repeats_without_a_seed(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess("--factory-check", "-k", "LampFactory")
    result.assert_outcomes(failed=1, deselected=2)
    result.stdout.no_fnmatch_line("repeat this test*")


def test_without_the_option_nothing_is_added(project: pytest.Pytester) -> None:
    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_workers_share_the_tests(project: pytest.Pytester) -> None:
    project.runpytest_subprocess("--factory-check", "-n", "2").assert_outcomes(passed=2, failed=1)
