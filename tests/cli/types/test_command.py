"""``typedfactory types``: stub files of factories."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.running import FACTORIES, Shell


def test_a_stub_file_stands_beside_the_module(shell: Shell) -> None:
    shell.write("people.py", FACTORIES)
    assert shell.run("types", "people.py") == (0, "people.pyi: written", "")
    assert "address__city" in (shell.folder / "people.pyi").read_text(encoding="utf-8")
    assert shell.run("types", "people.py") == (0, "", "")


def test_a_module_is_named_by_its_dots_and_its_types_go_into_a_folder(shell: Shell) -> None:
    shell.write("app/__init__.py", "")
    shell.write("app/factories.py", FACTORIES)
    assert shell.run("types", "app.factories", "--out", "typings") == (0, "typings/app/factories.pyi: written", "")


def test_of_a_folder_the_files_with_factories_are_taken(shell: Shell) -> None:
    shell.write("tests/people.py", FACTORIES)
    shell.write("tests/other.py", "raise RuntimeError\n")
    assert shell.run("types", "tests") == (0, "tests/people.pyi: written", "")


def test_check_writes_nothing_and_finds_what_is_stale(shell: Shell) -> None:
    shell.write("people.py", FACTORIES)
    assert shell.run("types", "people.py", "--check") == (1, "people.pyi: stale", "")
    assert not (shell.folder / "people.pyi").exists()


def test_the_file_of_a_module_that_has_no_factory_any_more_is_taken_away(shell: Shell) -> None:
    shell.write("tests/people.py", FACTORIES)
    shell.start("types", "tests")
    shell.write("tests/people.py", "x = 1\n")
    assert shell.start("types", "tests").out == "tests/people.pyi: removed\n"
    assert not (shell.folder / "tests" / "people.pyi").exists()


def test_a_file_of_somebody_elses_is_left_alone(shell: Shell) -> None:
    shell.write("people.py", FACTORIES)
    shell.write("people.pyi", "mine: int\n")
    assert shell.run("types", "people.py") == (1, "people.pyi: left alone: it was not written here", "")


def test_a_module_that_raises_does_not_keep_the_others_from_their_types(shell: Shell) -> None:
    shell.write("tests/people.py", FACTORIES)
    shell.write("tests/broken.py", "import typedfactory\nraise RuntimeError('no')\n")
    assert shell.run("types", "tests") == (
        1,
        "tests/people.pyi: written",
        "typedfactory: tests/broken.py: importing it failed: RuntimeError: no (tests/broken.py:2)\n",
    )


def test_what_is_not_there_is_one_line(shell: Shell) -> None:
    shell.write("people.py", FACTORIES)
    said = 'typedfactory: peple.py: there is no such file or folder. Did you mean "people.py"?\n'
    assert shell.run("types", "peple.py") == (2, "", said)
    assert shell.run("types", "peple.py", "--watch") == (2, "", said)
    (shell.folder / "empty").mkdir()
    assert shell.run("types", "empty") == (2, "", "typedfactory: empty: no factory is defined there.\n")


def test_watching_writes_again_until_it_is_stopped(shell: Shell) -> None:
    shell.write("people.py", FACTORIES)
    stub = shell.folder / "people.pyi"
    program = subprocess.Popen(
        [sys.executable, "-m", "typedfactory", "types", "people.py", "--watch"],
        cwd=shell.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(stub, "address__city")
    shell.write("people.py", FACTORIES.replace("city: str", "town: str").replace("city", "town"))
    wait_for(stub, "address__town")
    os.kill(program.pid, signal.SIGINT)
    try:
        out, err = program.communicate(timeout=60)
    finally:
        program.kill()
    assert (program.returncode, out, err) == (
        130,
        "people.pyi: written\npeople.pyi: written\n",
        "typedfactory: stopped.\n",
    )


def wait_for(path: Path, text: str) -> None:
    end = time.monotonic() + 60
    while not (path.exists() and text in path.read_text(encoding="utf-8")):
        assert time.monotonic() < end
        time.sleep(0.05)
    # What wrote it ends; a signal would reach only the one that watches.
    time.sleep(0.3)
