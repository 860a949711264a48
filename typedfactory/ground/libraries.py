"""Libraries that may be missing or too old: each counts only where it will do, and a message names the version needed."""

from __future__ import annotations

import functools
import importlib
import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


@attrs.frozen
class Library:
    """A library that typedfactory works with.

    Args:
        module: What is imported.
        title: What it calls itself.
        least: The oldest version that will do, as in ``pyproject.toml``; empty where any will.
    """

    module: str
    title: str
    least: str = ""

    @property
    def outdated(self) -> str:
        """The version that the program has imported, where it is too old; empty otherwise."""
        module = sys.modules.get(self.module)
        if module is None or not self.least:
            return ""
        version = _version_of(module)
        return version if version and _is_older(version, self.least) else ""


def _version_of(module: ModuleType) -> str:
    """Return what a library says of itself; empty where it says nothing."""
    found: UserValue = vars(module).get("__version__") or vars(module).get("VERSION") or ""
    return found if isinstance(found, str) else ".".join(map(str, found))


@functools.lru_cache
def _is_older(version: str, least: str) -> bool:
    return _numbers(version) < _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


#: Module → what is known of it. The versions are those of the extras.
LIBRARIES = {
    each.module: each
    for each in (
        Library("pydantic", "pydantic", "2.5.0"),
        Library("pydantic_extra_types", "pydantic-extra-types"),
        Library("msgspec", "msgspec", "0.18.0"),
        Library("sqlalchemy", "SQLAlchemy", "2.0.0"),
        Library("django", "Django", "4.2"),
        Library("mongoengine", "MongoEngine", "0.29.1"),
        Library("mogo", "Mogo"),
    )
}


def is_present(module: str) -> bool:
    """Say whether a library has been imported by the program, and is new enough.

    Args:
        module: The library's module, or one in it that is loaded wherever it matters.
    """
    library = LIBRARIES.get(module.partition(".")[0])
    return module in sys.modules and (library is None or not library.outdated)


def why_unread(model: object) -> str:
    """Return the sentence that says why a class of a library is not read: the version of the library is too old.

    Args:
        model: A class. Where it is none, or of no such library, the sentence is empty.
    """
    for base in getattr(model, "__mro__", ()):
        library = LIBRARIES.get(str(base.__module__).partition(".")[0])
        if library is not None and library.outdated:
            return (
                f"it is a class of {library.title} {library.outdated}, and typedfactory knows those of "
                f"{library.title} {library.least} or newer"
            )
    return ""


def refusal(module: str) -> ImportError | None:
    """Return the error that a room raises whose library is missing or too old; None where it will do.

    Args:
        module: The library's module, which is imported if need be.
    """
    library = LIBRARIES[module]
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        missing = ModuleNotFoundError(
            f"typedfactory.orm.{module} needs {library.title}, which is not installed. "
            f"Install it with: pip install 'typedfactory[{module}]'",
            name=module,
        )
        missing.__cause__ = error
        return missing
    if not library.outdated:
        return None
    return ImportError(
        f"typedfactory.orm.{module} needs {library.title} {library.least} or newer, and {library.outdated} is installed. "
        f"Install it with: pip install 'typedfactory[{module}]'",
        name=module,
    )
