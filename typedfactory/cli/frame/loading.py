"""Importing the user's code, as pytest would."""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import attrs

from typedfactory.checking.places import line_of_user
from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import ImportFailedError, MistakeError
from typedfactory.cli.frame.settings import Settings
from typedfactory.errors import did_you_mean


@attrs.frozen
class Loader:
    """What imports modules and files.

    Attributes:
        settings: What the project says.
        folders: Where modules are looked for, the first ones first.
    """

    settings: Settings
    folders: tuple[Path, ...]

    def prepare(self, django_settings: str) -> None:
        """Set the import path, and start Django where there are settings for it.

        Args:
            django_settings: The module of the settings; empty for those of the environment or the project.
        """
        for folder in reversed(self.folders):
            put_first(folder)
        module = django_settings or os.environ.get("DJANGO_SETTINGS_MODULE", "") or self.settings.django_settings_module
        if not module:
            return
        if importlib.util.find_spec("django") is None:
            raise MistakeError(f"There are settings for Django, {module!r}, but Django is not installed.")
        # Loaded only where there are settings for it.
        importlib.import_module("typedfactory.cli.frame.django").start(module)

    def module(self, name: str) -> ModuleType:
        """Import a module by its dotted name.

        Args:
            name: The name.

        Raises:
            MistakeError: There is no such module.
            ImportFailedError: It raised.
        """
        with _telling(name):
            try:
                return importlib.import_module(name)
            except ModuleNotFoundError as error:
                if error.name is None or not f"{name}.".startswith(f"{error.name}."):
                    raise
                raise MistakeError(_no_module(name, error.name)) from error

    def file(self, path: Path) -> ModuleType:
        """Import a file, under the name that pytest would give it.

        Args:
            path: The file.

        Raises:
            MistakeError: It is no Python file.
            ImportFailedError: It raised.
        """
        path = path.resolve()
        if path.suffix != ".py":
            raise MistakeError(f"{_shown(path)}: is no Python file.")
        known = next((each for each in list(sys.modules.values()) if _is_from(each, path)), None)
        if known is not None:
            return known
        folder, name = self._home_of(path)
        put_first(folder)
        other = sys.modules.get(name)
        with _telling(_shown(path)):
            if other is None:
                module = importlib.import_module(name)
                if _is_from(module, path):
                    return module
            # Another file has this name: conftest.py, or factories.py of another folder.
            return _import_apart(path, name)

    def _home_of(self, path: Path) -> tuple[Path, str]:
        """Return the folder that a file is imported from, and its name from there."""
        named = path.parent if path.name == "__init__.py" else path.with_suffix("")
        for folder in self.folders[:-1]:
            if path.is_relative_to(folder) and all(
                each.isidentifier() for each in named.relative_to(folder).parts[:-1]
            ):
                return folder, ".".join(named.relative_to(folder).parts)
        folder = named.parent
        while (folder / "__init__.py").is_file():
            folder = folder.parent
        return folder, ".".join(named.relative_to(folder).parts)


def loader_for(settings: Settings, pythonpath: Iterable[str]) -> Loader:
    """Return what imports modules: from the folders of the call, then those of the project, then the current one.

    Args:
        settings: What the project says.
        pythonpath: The folders of the call.
    """
    folders = [
        *(Path(each).resolve() for each in pythonpath),
        *((settings.root / each) for each in settings.pythonpath),
    ]
    return Loader(settings, (*folders, Path.cwd()))


def put_first(folder: Path) -> None:
    """Let modules be imported from a folder before others."""
    text = str(folder)
    if text in sys.path:
        sys.path.remove(text)
    sys.path.insert(0, text)
    importlib.invalidate_caches()


class _telling:  # noqa: N801 - reads as a verb: with _telling(name)
    """Turns what a module raises into one line."""

    def __init__(self, module: str) -> None:
        self.module = module

    def __enter__(self) -> None:
        """Begin the import."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        """Tell what it raised; SystemExit, too, for scripts that run when they are imported."""
        if isinstance(error, (Exception, SystemExit)) and not isinstance(error, MistakeError):
            place = _place_in_syntax(error) or line_of_user(error)
            raise ImportFailedError(self.module, in_one_line(error), place) from error


def _place_in_syntax(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_shown(Path(error.filename))}:{error.lineno}"
    return ""


def _import_apart(path: Path, name: str) -> ModuleType:
    unique = f"{name}@{path.parent}".replace(".", "_")
    spec = importlib.util.spec_from_file_location(unique, path)
    if spec is None or spec.loader is None:
        raise MistakeError(f"{_shown(path)}: is no Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[unique] = module
    spec.loader.exec_module(module)
    return module


def _is_from(module: object, path: Path) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and Path(file) == path


def _shown(path: Path) -> str:
    return str(path).removeprefix(str(Path.cwd()) + os.sep)


def _no_module(name: str, missing: str) -> str:
    parent, _, last = missing.rpartition(".")
    known = sorted(_modules_in(parent))
    near = did_you_mean(last, known) if len(known) < _FEW else did_you_mean(last, known).partition("Known names")[0]
    hint = near.replace('mean "', f'mean "{parent}.') if parent else near
    where = f"{name}: there is no module {missing!r}."
    return f"{where} {hint or 'Name the folder that it is in with --pythonpath.'}".rstrip()


#: Where there are more modules than so many, they are not listed.
_FEW = 20


def _modules_in(parent: str) -> Iterator[str]:
    """Give the names of the modules in a package; of those in the user's folders where there is none."""
    if parent:
        module = sys.modules.get(parent)
        path: Iterable[str] = getattr(module, "__path__", ())
    else:
        path = [each for each in sys.path if "site-packages" not in each and "python3" not in each]
    yield from (info.name for info in pkgutil.iter_modules(list(path)))
