"""What a project declares that it needs: the library that is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from typedfactory.cli.migrate.findings import Finding

_FILES = (
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "tox.ini",
    "noxfile.py",
    "Pipfile",
    "environment.yml",
    "*requirements*.txt",
    "*requirements*.in",
    "requirements/*.txt",
    "requirements/*.in",
)
_LIBRARY = re.compile(
    r"(?<![\w./-])(?P<name>factory[-_]boy|pytest[-_]factoryboy|polyfactory|model[-_]bakery|model[-_]mommy)(?![\w/-])",
    re.IGNORECASE,
)


def declared(paths: Iterable[str]) -> list[Finding]:
    """Return the places where a project says that it needs one of the libraries.

    Args:
        paths: The files and folders that are moved; the files that say so are there, or in a folder above.
    """
    found: dict[Finding, None] = {}
    for file in _files_near(paths):
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            match = None if line.lstrip().startswith("#") else _LIBRARY.search(line)
            if match is not None:
                why = (
                    f"{match['name']} is asked for here. Ask for typedfactory, and for the other as long as it is used."
                )
                found[Finding(str(file), number, why)] = None
    return list(found)


def _files_near(paths: Iterable[str]) -> Iterator[Path]:
    folders: dict[Path, None] = {}
    for each in paths:
        path = Path(each.replace("\\", "/"))
        start = path if path.is_dir() else path.parent
        for folder in (start, *start.parents):
            folders[folder] = None
            if (folder / "pyproject.toml").is_file() or (folder / "setup.py").is_file() or folder == Path():
                break
    for folder in folders:
        for pattern in _FILES:
            yield from sorted(each for each in folder.glob(pattern) if each.is_file())
