"""Running commands in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest

from typedfactory.cli.app import run

#: Two factories that can be made.
FACTORIES = """
import dataclasses
import typedfactory as factory


@dataclasses.dataclass
class Address:
    city: str


@dataclasses.dataclass
class User:
    name: str
    address: Address
    admin: bool = False


class AddressFactory(factory.Factory[Address]):
    city = "Rome"


class UserFactory(factory.Factory[User]):
    name = factory.Sequence(lambda n: f"user{n}")
    address = factory.SubFactory(AddressFactory)

    class Params:
        boss = factory.Trait(admin=True)
        moved = factory.Trait(address__city="Oslo")
"""


class Result(NamedTuple):
    """What a command did: its status, and what it wrote."""

    status: int
    out: str
    err: str


class Shell:
    """A folder that commands are run in.

    Args:
        folder: The folder.
        capsys: What keeps what they write.
    """

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def run(self, *arguments: str) -> Result:
        """Run a command in this process."""
        self._capsys.readouterr()
        status = run(arguments)
        out, err = self._capsys.readouterr()
        return Result(status, "\n".join(line.rstrip() for line in out.splitlines()), err)

    def start(self, *arguments: str, script: str = "") -> Result:
        """Run the program itself, as it is installed; or a script of the shell that calls it ``typedfactory``."""
        program = Path(sys.executable).parent / "typedfactory"
        environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
        command = ["/bin/sh", "-c", script] if script else [str(program), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        return Result(done.returncode, done.stdout, done.stderr)
