"""What `make test` runs."""

from __future__ import annotations

from scripts.check import BESIDE, PROGRAMS, ROOT, TESTS


def test_the_parts_in_which_the_tests_run_are_all_of_them() -> None:
    (rest,) = TESTS
    (programs,) = [check for check in BESIDE if check.name == "pytest: programs"]
    assert all((ROOT / path).is_dir() for path in PROGRAMS)
    assert programs.command[-len(PROGRAMS) :] == PROGRAMS
    assert [word for word in rest.command if word.startswith("-")][-len(PROGRAMS) :] == [
        f"--ignore={path}" for path in PROGRAMS
    ]
