"""The files of one run: each opened with its first rows, all there at the end or none."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from typing_extensions import Self

from typedfactory.cli.generate.columns import Column
from typedfactory.cli.generate.formats.choosing import Writer, writer_for
from typedfactory.cli.generate.opening import opened


class Outputs:
    """Where tables are written.

    Args:
        path: The file, or the folder of several.
        kind: The format.
        flat: Whether JSON is flat.
        several: Whether there is a file for each table.
    """

    def __init__(self, path: str, kind: str, *, flat: bool, several: bool) -> None:
        self._path, self._kind, self._flat, self._several = path, kind, flat, several
        self._stack = contextlib.ExitStack()
        self._files: dict[str, BinaryIO] = {}
        self._writers: dict[str, Writer] = {}

    def __enter__(self) -> Self:
        """Begin."""
        if self._several:
            Path(self._path).mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Put the files where they belong; take them away where something failed."""
        with self._stack:
            for writer in self._writers.values():
                # Of what failed already nothing more is told: its files go away.
                with contextlib.nullcontext() if error is None else contextlib.suppress(Exception):
                    writer.close()
            if error is not None:
                raise error

    def writer(self, name: str, columns: Sequence[Column]) -> Writer:
        """Return what writes a table.

        Args:
            name: Its name.
            columns: Its columns.
        """
        if name not in self._writers:
            path = str(Path(self._path, f"{name}.{self._kind}")) if self._several else self._path
            if path not in self._files:
                self._files[path] = self._stack.enter_context(opened(path))
            self._writers[name] = writer_for(self._kind, self._files[path], columns, flat=self._flat, table=name)
        return self._writers[name]
