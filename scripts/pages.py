"""What a page of the documentation tells its reader to do: write files, type commands, type Python.

Reading a page goes by its fences:

- ``python``, ``ini`` and ``toml`` are files. The line above names the file in bold, ``**models.py**``, and may say which
  part of it the block is: ``**models.py**, at the end:`` or ``**models.py**, line 7:``.
- ``console`` is a shell. Lines that start with ``$`` are commands, and what follows one is what it shows.
- ``pycon`` is the Python prompt, written as for doctest.

Other fences are only looked at.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"^```(?P<language>\w+)$")
_NAME = re.compile(r"^\*\*(?P<path>[\w./-]+)\*\*(?:, (?P<part>at the end|line \d+):)?$")
_FILES = {"python", "ini", "toml"}


class PageError(Exception):
    """A block that does not say what to do with it."""


class File(NamedTuple):
    """A file to be written.

    Args:
        line: Where the block starts on the page.
        path: The file, from the folder that one is in.
        part: What of the file the block is: empty for all of it, ``at the end`` or ``line 7``.
        text: The block.
    """

    line: int
    path: str
    part: str
    text: str

    def write_into(self, old: str) -> str:
        """Return the content of the file with the block in it.

        Args:
            old: The content so far; empty if there is no such file.

        Raises:
            PageError: The file has no such line.
        """
        if not self.part:
            return self.text
        if self.part == "at the end":
            return old + self.text
        number = int(self.part.removeprefix("line "))
        lines = old.splitlines(keepends=True)
        if not 1 <= number <= len(lines):
            raise PageError(
                f"line {self.line}: {self.path} has {len(lines)} lines, so none is the one numbered {number}."
            )
        return "".join([*lines[: number - 1], self.text, *lines[number:]])


class Command(NamedTuple):
    """A command for the shell: where it stands on the page, its text, and what it shows."""

    line: int
    text: str
    shown: str


class Statement(NamedTuple):
    """A statement for the Python prompt: where it stands on the page, its text, and what it shows."""

    line: int
    text: str
    shown: str


Step = File | Command | Statement


class _Block(NamedTuple):
    line: int
    language: str
    heading: str
    text: str


def read_page(text: str) -> list[Step]:
    """Return what a page says to do, from top to bottom.

    Args:
        text: The page, in MyST Markdown.

    Raises:
        PageError: A block of a file has no name above it, or one of a shell starts with no command.
    """
    steps: list[Step] = []
    for block in _blocks(text):
        if block.language in _FILES:
            steps.append(_file(block))
        elif block.language == "console":
            steps += _commands(block)
        elif block.language == "pycon":
            steps += _statements(block)
    return steps


def _blocks(text: str) -> Iterator[_Block]:
    heading, lines = "", text.splitlines()
    numbers = iter(range(len(lines)))
    for number in numbers:
        fence = _FENCE.match(lines[number])
        if fence is None:
            heading = lines[number] or heading
            continue
        inside = []
        for inner in numbers:
            if lines[inner] == "```":
                break
            inside.append(lines[inner] + "\n")
        yield _Block(number + 2, fence["language"], heading, "".join(inside))
        heading = ""


def _file(block: _Block) -> File:
    name = _NAME.match(block.heading)
    if name is None:
        raise PageError(f"line {block.line}: a file without a name. Write **name.py** in the line above the block.")
    return File(block.line, name["path"], name["part"] or "", block.text)


def _commands(block: _Block) -> Iterator[Command]:
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(block.text.splitlines(keepends=True), block.line):
        if line.startswith("$ "):
            found.append((number, line[2:].rstrip("\n"), []))
        elif not found:
            raise PageError(f"line {number}: a console without a command. Write $ before what is typed.")
        else:
            found[-1][2].append(line)
    for number, command, shown in found:
        yield Command(number, command, "".join(shown))


def _statements(block: _Block) -> Iterator[Statement]:
    for example in doctest.DocTestParser().get_examples(block.text):
        yield Statement(block.line + example.lineno, example.source, example.want)
