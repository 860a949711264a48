"""What a person must look at: the place, and why."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import attrs


@attrs.frozen(order=True)
class Finding:
    """A place that a person must look at.

    Attributes:
        path: The file.
        line: The line in the file as it was, counted from 1.
        why: What is there, and what to do.
    """

    path: str
    line: int
    why: str

    @property
    def place(self) -> str:
        """The file and the line, as editors take it."""
        return f"{self.path}:{self.line}"


@attrs.frozen
class Note:
    """A place within one module, in the text that a step was given.

    Attributes:
        line: The line, counted from 1.
        why: What is there, and what to do.
    """

    line: int
    why: str


def traced_back(notes: Iterable[Note], before: str, after: str) -> list[Note]:
    r"""Return notes about a changed text with the lines of the text as it was.

    Args:
        notes: The notes.
        before: The text as it was.
        after: The text that the notes are about.

    Example:
        >>> traced_back([Note(3, "look")], "a\nb\n", "new\na\nb\n")
        [Note(line=2, why='look')]
    """
    found = list(notes)
    if not found or before == after:
        return found
    old, new = before.splitlines(), after.splitlines()
    lines: dict[int, int] = {}
    for _, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        # Of a block that was replaced, line by line as far as there are lines.
        for offset in range(new_end - new_start):
            lines[new_start + offset + 1] = min(start + offset, max(end - 1, start)) + 1
    return [attrs.evolve(each, line=lines.get(each.line, each.line)) for each in found]
