"""``typedfactory demo``: the example shop."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import Shell
from typedfactory.cli.demo import command
from typedfactory.cli.frame.mistakes import MistakeError

ROOT = Path(__file__).parents[3]


def test_it_shows_what_make_demo_shows(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from examples.shop.__main__ import main

    status, out, err = shell.run("demo", "here.sqlite3")
    assert (status, err) == (0, "")
    shown, said = out.split("\n\nWhat made them is in\n")
    assert said == str(ROOT / "examples" / "shop" / "factories.py")
    assert main(["there.sqlite3"]) == 0
    there = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
    assert shown == there.replace("there.sqlite3", "here.sqlite3")
    with contextlib.closing(sqlite3.connect("here.sqlite3")) as database:
        assert database.execute("select count(*) from orders").fetchone() == (8,)


def test_another_seed_makes_other_orders(shell: Shell) -> None:
    assert re.search(r"8 orders from seed 7:", shell.run("demo", "--seed", "7").out)
    assert (shell.folder / "shop.sqlite3").is_file()


def test_a_file_of_somebody_elses_is_left_alone(shell: Shell) -> None:
    path = shell.write("notes.txt", "mine\n")
    status, _, err = shell.run("demo", "notes.txt")
    assert status == 2
    assert err == "The batch was not stored: notes.txt exists and was not written by this shop. Name another file.\n"
    assert path.read_text(encoding="utf-8") == "mine\n"


def test_a_shop_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command, "__file__", str(tmp_path / "a" / "b" / "c" / "command.py"))
    with pytest.raises(MistakeError) as caught:
        command.shop_folder()
    assert str(caught.value) == "demo: the example shop is missing. Install typedfactory again, with its wheel."
