"""What the user did wrong: told in one line, with the status 2."""

from __future__ import annotations


class MistakeError(Exception):
    """Something that the user can put right: a name, a file, an option.

    Args:
        message: What is wrong, and what to do, in one line.
    """


class ImportFailedError(MistakeError):
    """A module of the user's raised while it was imported.

    Args:
        module: The module or file, as it was named.
        error: What it raised, in one line.
        place: Where, ``path/to/file.py:12``.
    """

    def __init__(self, module: str, error: str, place: str) -> None:
        super().__init__(f"{module}: importing it failed: {error}{f' ({place})' if place else ''}")
        self.module, self.error, self.place = module, error, place


class ReaderGoneError(Exception):
    """Nobody reads the output any more (``| head``): no reason to complain."""


class StoppedError(Exception):
    """The user pressed Ctrl-C."""
