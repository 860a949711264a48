"""What of the user's code is meant: ``app.factories:UserFactory``, a module, a file, a folder."""

from __future__ import annotations

import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from typedfactory.checking.finding import factories_in, is_factory
from typedfactory.cli.frame.loading import Loader
from typedfactory.cli.frame.mistakes import ImportFailedError, MistakeError
from typedfactory.errors import did_you_mean, nearest

if TYPE_CHECKING:
    from typedfactory.datasets import Dataset
    from typedfactory.ground.given import FactoryClass, UserValue

#: ``module:Name``; a drive of Windows is no module.
_NAMED = re.compile(r"^(?P<home>..+):(?P<name>[^\W\d][\w.]*)$", re.DOTALL)
#: What a file says in which a factory is defined.
_DEFINES = re.compile(r"^\s*class \w+\([^:]*Factory\b|\bmake_factory\(", re.MULTILINE)
#: Folders that hold no code of the user's.
_NOT_THEIRS = frozenset({"__pycache__", "node_modules", "site-packages", "build", "dist"})


def module_of(loader: Loader, target: str) -> ModuleType:
    """Import the module that a target is, or a file.

    Args:
        loader: What imports.
        target: A dotted name, or the path of a file.

    Raises:
        MistakeError: There is no such module or file.
    """
    path = path_of(target)
    if path is None or (path.is_dir() and target.isidentifier()):
        return loader.module(target)
    if path.is_dir():
        raise MistakeError(f"{target}: is a folder. Name a module or a file.")
    return loader.file(path)


def factory_of(loader: Loader, target: str) -> FactoryClass:
    """Import the factory that a target is.

    Args:
        loader: What imports.
        target: ``module:Factory`` or ``file.py:Factory``; without a name where the module has one factory.

    Raises:
        MistakeError: There is no such factory.
    """
    found = factories_of(loader, target)
    if len(found) == 1:
        return found[0]
    names = [each.__name__ for each in found]
    if not names:
        raise MistakeError(f"{target}: no factory is defined there.")
    raise MistakeError(f"{target}: which factory? Write {target}:{names[0]}. {did_you_mean('', names)}")


def dataset_of(loader: Loader, target: str) -> Dataset | None:
    """Import the data set that a target is; None where it is none.

    Args:
        loader: What imports.
        target: ``module:name`` or ``file.py:name``.
    """
    match = None if path_of(target) else _NAMED.match(target)
    found: UserValue = None if match is None else getattr(module_of(loader, match["home"]), match["name"], None)
    # Who has one has imported its module; nobody else needs it.
    room = sys.modules.get("typedfactory.datasets")
    return found if room is not None and isinstance(found, room.Dataset) else None


def factories_of(loader: Loader, target: str) -> list[FactoryClass]:
    """Import the factories that a target is: the one it names, or all of its module.

    Args:
        loader: What imports.
        target: ``module:Factory``, a module, a file.

    Raises:
        MistakeError: There is no such factory or module.
    """
    match = None if path_of(target) else _NAMED.match(target)
    if match is None:
        return factories_in(module_of(loader, target))
    module = module_of(loader, match["home"])
    found: UserValue = module
    known = [each.__name__ for each in factories_in(module)]
    for part in match["name"].split("."):
        if not hasattr(found, part):
            raise MistakeError(f"{target}: {match['home']} has no {match['name']!r}. {_near(part, known)}")
        found = getattr(found, part)
    if not is_factory(found):
        raise MistakeError(f"{target}: is a {type(found).__name__}, not a factory. {_near(match['name'], known)}")
    factory: FactoryClass = found
    if factory._meta.abstract:
        raise MistakeError(f"{target}: is abstract, and makes nothing. {_near(match['name'], known)}")
    return [factory]


def _near(name: str, known: list[str]) -> str:
    if f"{name}Factory" in known:
        # The model in the place of its factory.
        name = f"{name}Factory"
    return did_you_mean(name, known) if known else "No factory is defined there."


def path_of(target: str) -> Path | None:
    """Return the file or folder that a target is; None where it is a dotted name.

    Args:
        target: What the user wrote; backslashes may stand between folders on every system.

    Raises:
        MistakeError: It looks like a path, and nothing is there.
    """
    home = target
    match = _NAMED.match(target)
    if match is not None and not Path(target).exists():
        # The factory in a file is named by who asks for it.
        return None
    for spelt in (home, home.replace("\\", "/")):
        if Path(spelt).exists():
            return Path(spelt)
    if home.endswith(".py") or os.sep in home or "\\" in home:
        raise MistakeError(f"{target}: there is no such file or folder. {_nearest_path(home)}".rstrip())
    return None


def _nearest_path(home: str) -> str:
    path = Path(home.replace("\\", "/"))
    while not path.parent.is_dir():
        path = path.parent
    match = nearest(path.name, [each.name for each in path.parent.iterdir()])
    return f'Did you mean "{path.parent / match}"?' if match else ""


def modules_at(loader: Loader, target: str) -> Iterator[ModuleType | ImportFailedError]:
    """Import all modules that a target is; what fails is given, and the others go on.

    Args:
        loader: What imports.
        target: A module or a package with all in it, a file, or a folder with all below it.

    Raises:
        MistakeError: There is no such module, file or folder.
    """
    path = path_of(target)
    if path is None:
        yield from _below(loader, target)
        return
    for file in files_at(path):
        try:
            yield loader.file(file)
        except ImportFailedError as error:
            yield error


def _below(loader: Loader, name: str) -> Iterator[ModuleType | ImportFailedError]:
    """Import a module, and if it is a package, all in it."""
    try:
        module = loader.module(name)
    except ImportFailedError as error:
        yield error
        return
    yield module
    for info in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
        if not info.name.endswith(".__main__"):
            yield from _below(loader, info.name)


def files_at(path: Path) -> list[Path]:
    """Return a file, or the files below a folder that define factories.

    Args:
        path: The file or folder.
    """
    if path.is_file():
        return [path]
    files = folders_to_files(path)
    return [file for file in files if _DEFINES.search(file.read_text(encoding="utf-8", errors="replace"))]


def folders_to_files(path: Path) -> list[Path]:
    """Return a file, or the Python files of the user's below a folder.

    Args:
        path: The file or folder.
    """
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    for folder, below, names in os.walk(path):
        below[:] = sorted(each for each in below if _is_theirs(Path(folder, each)))
        found.extend(Path(folder, name) for name in sorted(names) if name.endswith(".py"))
    return found


def _is_theirs(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _NOT_THEIRS
    return not hidden and not (folder / "pyvenv.cfg").is_file()
