"""The program itself: statuses, help, what it says when something is missing or somebody stops it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time

import pytest
import typer

from tests.cli.running import FACTORIES, Shell
from typedfactory.__about__ import __version__
from typedfactory.cli.app import app
from typedfactory.cli.frame.running import guarded, run_app
from typedfactory.errors import FactoryError


def test_the_version_is_shown(shell: Shell) -> None:
    assert shell.run("--version") == (0, f"typedfactory {__version__}", "")


def test_the_module_and_the_program_are_the_same(shell: Shell) -> None:
    shown = f"typedfactory {__version__}\n" * 2
    assert shell.start(script="typedfactory --version && python -m typedfactory --version") == (0, shown, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "there is no command 'chekc'. Did you mean \"check\"?"),
        (
            ["xyz"],
            f"there is no command 'xyz'. Known names: {', '.join(sorted(str(each.name) for each in app.registered_commands))}.",
        ),
        (["check", "--jsn", "."], "there is no option '--jsn'. Did you mean \"--json\"?"),
    ],
)
def test_a_misspelt_command_or_option_brings_the_nearest(shell: Shell, arguments: list[str], said: str) -> None:
    assert shell.run(*arguments) == (2, "", f"typedfactory: {said}\n")


def test_a_command_line_that_cannot_be_read_is_one_line(shell: Shell) -> None:
    status, out, err = shell.run("check", "--url")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("typedfactory: Option '--url' requires an argument. See typedfactory")


def test_help_has_an_example(shell: Shell) -> None:
    status, out, _ = shell.run("check", "--help")
    assert status == 0
    assert "Example: typedfactory check tests/" in out


def test_nothing_is_coloured_where_there_is_no_terminal(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    result = shell.start(script="env -u TERM typedfactory --help; env -u TERM typedfactory check factories.py")
    assert "\x1b" not in result.out + result.err


def test_a_reader_that_goes_away_is_no_error(shell: Shell) -> None:
    lines = "".join(
        f"class F{number}Factory(factory.DictFactory):\n    x = factory.Faker('nope')\n" for number in range(400)
    )
    shell.write("many.py", f"import typedfactory as factory\n{lines}")
    result = shell.start(script="typedfactory check many.py | head -n 1")
    assert (result.status, result.err) == (0, "")


def test_ctrl_c_is_one_line(shell: Shell) -> None:
    shell.write(
        "slow.py",
        """
        import sys, time
        import typedfactory as factory

        class SlowFactory(factory.DictFactory):
            x = factory.LazyFunction(lambda: (print("now", flush=True), time.sleep(60)))
        """,
    )
    program = subprocess.Popen(
        [sys.executable, "-m", "typedfactory", "check", "slow.py"],
        cwd=shell.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "now\n"
    time.sleep(0.1)
    os.kill(program.pid, signal.SIGINT)
    assert program.communicate(timeout=60)[1] == "typedfactory: stopped.\n"
    assert program.returncode == 130


def test_without_the_extra_it_says_what_to_install(shell: Shell) -> None:
    code = "import sys; sys.modules['typer'] = None; sys.argv = ['typedfactory']; "
    code += "from typedfactory.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "typedfactory: the command line needs typer, which is not installed. "
        "Install it with: pip install 'typedfactory[cli]'\n"
    )


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "typedfactory: stopped.\n"),
        (OSError(28, "No space left on device"), 2, "typedfactory: the output: No space left on device.\n"),
        (PermissionError(13, "Permission denied", "x.csv"), 2, "typedfactory: x.csv: Permission denied.\n"),
        (FactoryError("UserFactory.x: is\n  wrong."), 2, "typedfactory: UserFactory.x: is wrong.\n"),
    ],
)
def test_what_stops_a_command_is_one_line(
    error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()

    @app.command()
    @guarded
    def fail() -> int:
        raise error

    assert run_app(app, []) == status
    assert capsys.readouterr().err == said


def test_ctrl_c_while_garbage_is_collected_reaches_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    commands = typer.Typer()
    pressed: list[str] = []

    def press(phase: str, details: object) -> None:
        if not pressed:
            pressed.append(phase)
            raise KeyboardInterrupt

    @commands.command()
    @guarded
    def work() -> int:
        gc.callbacks.append(press)
        try:
            gc.collect()
            time.sleep(10)
        finally:
            gc.callbacks.remove(press)
        return 0

    assert run_app(commands, []) == 130
    assert capsys.readouterr().err == "typedfactory: stopped.\n"
