"""Where stub files go, and whether those that are there say what they should."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import attrs

from typedfactory.typing.modules import HEADER, stub_text


class Outcome(enum.Enum):
    """What became of a stub file, or would have."""

    SAME = "as it was"
    WRITTEN = "written"
    STALE = "stale"
    REMOVED = "removed"
    FOREIGN = "left alone: it was not written here"


@attrs.frozen
class StubFile:
    """A stub file.

    Attributes:
        path: Where it is, or goes.
        text: What it is to say; None where there should be none.
    """

    path: Path
    text: str | None

    @property
    def is_ours(self) -> bool:
        """Whether there is none, or one that was written here."""
        return not self.path.exists() or self.path.read_text(encoding="utf-8").startswith(HEADER)

    @property
    def is_current(self) -> bool:
        """Whether what is there says what it should."""
        there = self.path.read_text(encoding="utf-8") if self.path.exists() else None
        return there == self.text


def stub_files(modules: Iterable[ModuleType], depth: int = 2, out: Path | None = None) -> Iterator[StubFile]:
    """Yield the stub files of modules: those with factories, and those that have one from when they had.

    Args:
        modules: The modules, imported.
        depth: How many factories deep paths go through, at most.
        out: The folder that they go to; None for each beside its module.
    """
    for module in modules:
        text = stub_text(module, depth)
        path = path_for(module, out)
        if path is not None and (text is not None or _is_written(path)):
            yield StubFile(path, text)


def path_for(module: ModuleType, out: Path | None) -> Path | None:
    """Return where the stub file of a module goes; None for a module without a source file.

    Args:
        module: The module.
        out: The folder of stub files; None for beside the module.
    """
    if module.__file__ is None:
        return None
    source = Path(module.__file__)
    if out is None:
        return source.with_suffix(".pyi")
    parts = module.__name__.split(".")
    return (
        out.joinpath(*parts, "__init__.pyi") if source.stem == "__init__" else out.joinpath(*parts).with_suffix(".pyi")
    )


def _is_written(path: Path | None) -> bool:
    return path is not None and path.exists() and path.read_text(encoding="utf-8").startswith(HEADER)


def write_stubs(files: Iterable[StubFile], *, check: bool = False) -> Iterator[tuple[StubFile, Outcome]]:
    """Write stub files, or say which of them would be.

    Args:
        files: The files.
        check: Whether to write nothing.
    """
    for file in files:
        if not file.is_ours:
            yield file, Outcome.FOREIGN
        elif file.is_current:
            yield file, Outcome.SAME
        elif check:
            yield file, Outcome.STALE
        elif file.text is None:
            file.path.unlink()
            yield file, Outcome.REMOVED
        else:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            file.path.write_text(file.text, encoding="utf-8")
            yield file, Outcome.WRITTEN
