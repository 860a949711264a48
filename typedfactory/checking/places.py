"""Where a failure comes from: a line of the user's own code, or the declaration that the error names."""

from __future__ import annotations

import functools
import inspect
import os
import re
import sysconfig
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typedfactory
from typedfactory.plan.tell.places import place_of

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


#: Who made what when it failed, as the notes of an error and the messages of our own say it.
_WHILE = re.compile(r"^while making (\w+)\.(\w+)")
_MESSAGE = re.compile(r"^(\w+)\.(?:Params\.)?(\w+)")
_OURS = str(Path(typedfactory.__file__).resolve().parent)


def place_of_failure(factory: FactoryClass, error: BaseException, traits: Iterable[str] = ()) -> str:
    """Return where an error comes from, ``path/to/file.py:12``, seen from the current folder.

    Args:
        factory: The factory whose object was being made.
        traits: The traits that were on.
        error: What was raised.
    """
    return line_of_user(error) or _declaration(factory, error, traits) or _class_of(factory)


def line_of_user(error: BaseException) -> str:
    """Return the innermost line of code in an error's way that belongs to nobody's library; empty if there is none.

    Args:
        error: What was raised.
    """
    libraries = _libraries()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_file() and not str(path.resolve()).startswith(libraries):
            return shown(path, frame.lineno or 0)
    return ""


@functools.cache
def _libraries() -> tuple[str, ...]:
    paths = sysconfig.get_paths()
    folders = {str(Path(paths[key]).resolve()) for key in ("stdlib", "platstdlib", "purelib", "platlib")}
    return tuple(folder + os.sep for folder in (_OURS, *sorted(folders)))


def _declaration(factory: FactoryClass, error: BaseException, traits: Iterable[str]) -> str:
    """Return the line of the declaration that an error names: of the innermost object that was being made."""
    notes: list[str] = getattr(error, "__notes__", [])
    matches = [*map(_WHILE.match, notes), _MESSAGE.match(str(error))]
    for match in matches:
        for each in _by_name(factory, match[1]) if match else ():
            name = match[2] if match else ""
            # What a trait says wins over the body.
            for path in (*(("Params", trait, name) for trait in traits), (name,), ("Params", name)):
                place = place_of(each, *path)
                if place:
                    return shown(_file_of(each), int(place.rpartition(":")[2]))
    return ""


def _by_name(factory: FactoryClass, name: str) -> Iterator[FactoryClass]:
    """Give the factories that are called by a name, among a factory's bases and those that it nests; bases of each."""
    seen: set[FactoryClass] = set()
    waiting = [factory]
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        if each.__name__ == name:
            yield from (base for base in each.__mro__ if "_meta" in vars(base))
        waiting.extend(nested_in(each))


def nested_in(factory: FactoryClass) -> list[FactoryClass]:
    """Return the factories that the declarations of a factory nest, and that can be found."""
    found: list[FactoryClass] = []
    for value in factory._meta.collected.values.values():
        get_factory = getattr(value, "get_factory", None)
        if get_factory is not None:
            try:
                found.append(get_factory())
            except Exception:  # noqa: BLE001, S112 - one that cannot be found is told of where it is made
                continue
    return found


def _class_of(factory: FactoryClass) -> str:
    try:
        return shown(_file_of(factory), inspect.getsourcelines(factory)[1])
    except (OSError, TypeError):
        return ""


def _file_of(factory: FactoryClass) -> Path:
    return Path(inspect.getsourcefile(factory) or "")


def shown(path: Path, line: int) -> str:
    """Return a place in a file, ``path/to/file.py:12``, seen from the current folder where it is below that.

    Args:
        path: The file.
        line: The line, from 1.
    """
    return f"{str(path.resolve()).removeprefix(str(Path.cwd()) + os.sep)}:{line}"
