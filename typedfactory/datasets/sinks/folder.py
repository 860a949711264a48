"""Files in a folder: one folder for each table, one file for each partition."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.pyarrow.files import FORMATS, split_by, write_file
from typedfactory.datasets.sinks.base import Contents, Part, Sink
from typedfactory.datasets.sinks.locking import Lock
from typedfactory.errors import DatasetError, did_you_mean

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_MANIFEST = "_dataset.json"
_LOCK = "_lock"
#: Holds an empty file for each partition that is there, as long as some are not.
_DONE = "_done"


class Folder(Sink):
    """Writes files.

    Args:
        path: The folder.
        format_name: ``"parquet"``, ``"csv"``, ``"jsonl"`` or ``"arrow"``.
        partition_by: Table → the column by whose values its files stand in folders of their own, ``country=DE/``.
        overwrite: Whether to take away a data set that is there.

    Raises:
        DatasetError: There is no such format.
    """

    def __init__(
        self, path: Path, format_name: str, partition_by: dict[str, str] | None = None, *, overwrite: bool = False
    ) -> None:
        if format_name not in FORMATS:
            raise DatasetError(f"{path}: there is no format {format_name!r}. {did_you_mean(format_name, FORMATS)}")
        self._path, self._format, self._overwrite = path, format_name, overwrite
        self._partition_by = partition_by or {}
        self._lock: Lock | None = None
        self._contents: Contents | None = None

    def __getstate__(self) -> dict[str, UserValue]:
        # The lock is the starter's.
        return {**vars(self), "_lock": None}

    def open(self, contents: Contents, *, resume: bool) -> set[Part]:
        """Begin.

        Raises:
            DatasetError: The folder is in use, or holds something else.
        """
        self._contents = contents
        with told(str(self._path)):
            self._path.mkdir(parents=True, exist_ok=True)
            lock = Lock(self._path / _LOCK)
            if not lock.acquire():
                raise DatasetError(f"{self._path}: another run is writing there. Wait for it, or write elsewhere.")
            self._lock = lock
            try:
                return self._begin(contents, resume=resume)
            except BaseException:
                self._release()
                raise

    def _begin(self, contents: Contents, *, resume: bool) -> set[Part]:
        manifest = self._path / _MANIFEST
        if self._overwrite and manifest.exists():
            for name in [*json.loads(manifest.read_text(encoding="utf-8"))["rows"], _DONE]:
                shutil.rmtree(self._path / name, ignore_errors=True)
            manifest.unlink()
        if manifest.exists():
            known = json.loads(manifest.read_text(encoding="utf-8"))
            if not resume:
                raise DatasetError(
                    f"{self._path}: a data set is there{'' if known['complete'] else ', not all of it'}. "
                    f"Pass resume=True to go on with it, overwrite=True to replace it, or another folder."
                )
            if (known["fingerprint"], known["format"]) != (contents.fingerprint, self._format):
                raise DatasetError(
                    f"{self._path}: another data set is there, or the same in other partitions. "
                    f"Pass overwrite=True to replace it, or another folder."
                )
            if known["complete"]:
                return {Part(name, number) for name, count in contents.parts.items() for number in range(count)}
        elif taken := [name for name in contents.rows if (self._path / name).exists()]:
            raise DatasetError(f"{self._path}: a folder {taken[0]!r} is there already. Write to another folder.")
        self._write_manifest(complete=False)
        (self._path / _DONE).mkdir(exist_ok=True)
        for name in contents.rows:
            (self._path / name).mkdir(exist_ok=True)
        found = (path.name.rpartition("-") for path in (self._path / _DONE).iterdir())
        return {Part(name, int(number)) for name, _, number in found}

    def write(self, part: Part, batches: Batches, rows: Iterable[UserValue]) -> None:
        """Write a partition under another name, and rename it."""
        folder = self._path / part.table
        name = f"part-{part.number:05}.{self._format}"
        column = self._partition_by.get(part.table)
        with told(f"{self._path}: {part.table}, partition {part.number}"):
            if column is None:
                self._replace(folder / name, batches.schema, rows)
            else:
                for value, schema, some in split_by(column, batches.schema, rows, part.table):
                    (folder / f"{column}={value}").mkdir(exist_ok=True)
                    self._replace(folder / f"{column}={value}" / name, schema, some)
            (self._path / _DONE / f"{part.table}-{part.number}").touch()

    def _replace(self, path: Path, schema: UserValue, rows: Iterable[UserValue]) -> None:
        # Of two processes that write the same partition, each has a file of its own.
        hidden = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            write_file(self._format, hidden, schema, rows)
            os.replace(hidden, path)  # noqa: PTH105 - atomic, and says so
        finally:
            hidden.unlink(missing_ok=True)

    def close(self, *, complete: bool) -> None:
        """Say in the manifest that all is there, and take away what killed processes left."""
        try:
            if complete:
                with told(str(self._path)):
                    for name in self._contents.rows if self._contents else ():
                        for left in (self._path / name).rglob(".part-*"):
                            left.unlink(missing_ok=True)
                    self._write_manifest(complete=True)
                    shutil.rmtree(self._path / _DONE, ignore_errors=True)
        finally:
            self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _write_manifest(self, *, complete: bool) -> None:
        known = self._contents
        if known is not None:
            said = {
                "name": known.name,
                "format": self._format,
                "complete": complete,
                "rows": known.rows,
                "parts": known.parts,
                "fingerprint": known.fingerprint,
            }
            hidden = self._path / f"{_MANIFEST}.new"
            hidden.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
            os.replace(hidden, self._path / _MANIFEST)  # noqa: PTH105 - as above


@contextlib.contextmanager
def told(where: str) -> Iterator[None]:
    """Say where a file could not be written, and what to do.

    Args:
        where: The folder or partition.

    Raises:
        DatasetError: It could not.
    """
    try:
        yield
    except OSError as error:
        raise DatasetError(
            f"{where}: {error.strerror or error}. Put that right, and go on with resume=True."
        ) from error
