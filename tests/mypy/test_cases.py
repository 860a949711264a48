"""What the plugin finds, and what it leaves alone: see ``cases/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mypy import running

CASES = running.read_cases()


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, list[str]]]:
    folder: Path = tmp_path_factory.mktemp("cases")
    return running.check({case.module: case.source for case in CASES}, folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.module.removeprefix("case_"))
def test_case(case: running.Case, findings: dict[str, dict[int, list[str]]]) -> None:
    assert dict(findings.get(case.module, {})) == running.expected(case.source)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 250
