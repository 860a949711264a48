"""A shell that is typed into line by line, and the Python prompt that is started from it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

#: What no program prints; it says that what was typed has been dealt with.
_MARK = "\x1e"
_SECONDS = 300
_START = f"__import__('sys').__dict__.update(ps1='', ps2=''); print({_MARK!r})"


class Terminal:
    """A shell, and what it shows.

    Args:
        folder: Where it starts.
        environment: Its environment variables.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.in_python = False
        self._process = subprocess.Popen(
            ["/bin/sh"],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._input, self._output = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)

    def run(self, command: str) -> tuple[str, int]:
        """Type a command; return what it shows, and its exit code. ``python`` alone starts the prompt."""
        if command == "python":
            # -i: as at a keyboard, although there is none; the prompts themselves would get between the answers.
            self._type(f'python -i -q -u -c "{_START}"\n')
            self._read()
            self.in_python = True
            return "", 0
        self._type(f"{{ {command}\n}} </dev/null\nprintf '\\036%s\\n' $?\n")
        shown, code = self._read()
        return shown, int(code)

    def enter(self, statement: str) -> str:
        """Type a statement at the Python prompt; return what it shows."""
        # An empty line ends a block.
        self._type(statement if statement.count("\n") == 1 else statement + "\n")
        if statement == "exit()\n":
            self._type("printf '\\036\\n'\n")
            self.in_python = False
        else:
            self._type(f"print({_MARK!r})\n")
        return self._read()[0]

    def close(self) -> None:
        """End the shell, and what was started from it."""
        self._kill()
        self._process.communicate()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _type(self, text: str) -> None:
        self._input.write(text)
        self._input.flush()

    def _read(self) -> tuple[str, str]:
        """Return what is shown up to the mark, and what stands after it."""
        watch = threading.Timer(_SECONDS, self._kill)
        watch.start()
        shown: list[str] = []
        for line in self._output:
            before, mark, after = line.partition(_MARK)
            shown.append(before)
            if mark:
                watch.cancel()
                return "".join(shown), after.strip()
        watch.cancel()
        raise RuntimeError(f"The shell ended, or was silent for {_SECONDS} s, after:\n{''.join(shown)}")
