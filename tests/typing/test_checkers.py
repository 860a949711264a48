"""The types that users see, as four checkers see them: each checks the cases, and the shop, in strict mode."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"
BIN = Path(sys.executable).parent

#: The command of each checker; what it is to check follows. They read their strict settings from the project's files.
CHECKERS = {
    "mypy": ["mypy", "--config-file=mypy.ini", "--strict"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "ty": ["ty", "check", "--no-progress", "--error-on-warning", "--python", sys.prefix],
    "pyrefly": ["pyrefly", "check", "--config=pyproject.toml", "--python-interpreter-path", sys.executable],
}


def check(checker: str, target: Path) -> subprocess.CompletedProcess[str]:
    """Run a checker on a file or folder."""
    command, *arguments = CHECKERS[checker]
    return subprocess.run(
        [str(BIN / command), *arguments, str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def assert_accepts(checker: str, target: Path) -> None:
    """Fail with the checker's own words when it finds anything."""
    result = check(checker, target)
    if result.returncode:
        pytest.fail(f"{checker} on {target.relative_to(ROOT)}:\n{result.stdout}{result.stderr}", pytrace=False)


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("case", ["calls", "class_call", "declarations"])
def test_each_way_to_call_and_each_declaration_has_an_exact_type(checker: str, case: str) -> None:
    assert_accepts(checker, CASES / f"{case}.py")


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_example_shop_passes_in_strict_mode(checker: str) -> None:
    assert_accepts(checker, ROOT / "examples" / "shop")


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_wrong_type_is_reported_so_that_the_tests_above_mean_something(checker: str, tmp_path: Path) -> None:
    case = tmp_path / "wrong.py"
    lines = (CASES / "calls.py").read_text(encoding="utf-8").splitlines()
    line = lines.index("assert_type(UserFactory.build(), User)")
    lines[line] = "assert_type(UserFactory.build(), str)"
    case.write_text("\n".join(lines), encoding="utf-8")
    result = check(checker, case)
    assert result.returncode == 1
    assert set(re.findall(r"wrong\.py:(\d+)", result.stdout + result.stderr)) == {str(line + 1)}


def test_every_case_is_checked() -> None:
    assert {path.stem for path in CASES.glob("*.py")} == {"calls", "class_call", "declarations"}
