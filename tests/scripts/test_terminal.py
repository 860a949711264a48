"""A shell keeps its folder and variables from one command to the next, and Python its names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path, {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}"})
    yield made
    made.close()


def test_commands_show_what_they_print_and_how_they_ended(terminal: Terminal) -> None:
    assert terminal.run("echo one; echo two >&2") == ("one\ntwo\n", 0)
    assert terminal.run("printf three; false") == ("three", 1)


def test_a_shell_goes_on(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("mkdir inner")
    terminal.run("cd inner")
    terminal.run("colour=red")
    assert terminal.run("pwd; echo $colour") == (f"{tmp_path.resolve() / 'inner'}\nred\n", 0)


def test_python_goes_on_until_it_is_left(terminal: Terminal) -> None:
    terminal.run("python")
    assert terminal.enter("x = 3\n") == ""
    assert terminal.enter("def double(n):\n    return 2 * n\n") == ""
    assert terminal.enter("double(x)\n") == "6\n"
    assert terminal.enter("1 / 0\n").splitlines()[-1] == "ZeroDivisionError: division by zero"
    assert terminal.enter("exit()\n") == ""
    assert terminal.run("echo back") == ("back\n", 0)


def test_a_shell_that_ends_is_an_error(terminal: Terminal) -> None:
    with pytest.raises(RuntimeError, match=r"^The shell ended, or was silent for 300 s, after:\nbye\n$"):
        terminal.run("echo bye; exit")
