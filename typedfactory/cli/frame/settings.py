"""What a project says for all commands: ``[tool.typedfactory]`` in its ``pyproject.toml``, and what pytest is told there."""

from __future__ import annotations

import configparser
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import attrs

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.errors import did_you_mean

if sys.version_info >= (3, 11):  # pragma: no branch - measured on one version
    import tomllib
else:  # pragma: no cover - Python 3.10
    import tomli as tomllib

#: A table of a TOML file, or a section of an INI file.
Section: TypeAlias = Mapping[str, object]

#: Files that mark the folder that pytest calls the root; the section in which each speaks to pytest.
_INI_FILES = {"pytest.ini": "pytest", ".pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}


@attrs.frozen
class Settings:
    """What a project says.

    Attributes:
        root: The folder of the file that says it; the current one where there is none.
        pythonpath: Folders that modules are imported from.
        django_settings_module: The module of Django's settings; empty where there is none.
        paths: What `check` looks at if nothing is named.
    """

    root: Path
    pythonpath: tuple[str, ...] = ()
    django_settings_module: str = ""
    paths: tuple[str, ...] = ()


#: The keys of ``[tool.typedfactory]``.
KEYS = ("pythonpath", "django_settings_module", "paths")


def read_settings(folder: Path) -> Settings:
    """Return what the project says that a folder belongs to.

    Args:
        folder: The folder; the files are looked for there and in those above it.

    Raises:
        MistakeError: A file cannot be read, or says what is not known.
    """
    for each in (folder, *folder.parents):
        if any((each / name).is_file() for name in ("pyproject.toml", *_INI_FILES)):
            return _read(each)
    return Settings(folder)


def _read(root: Path) -> Settings:
    tools = _tools_of(root / "pyproject.toml")
    own = _section(tools, "typedfactory")
    unknown = next((key for key in own if key not in KEYS), None)
    where = f"{root / 'pyproject.toml'}, [tool.typedfactory]"
    if unknown is not None:
        raise MistakeError(f"{where}: there is no setting {unknown!r}. {did_you_mean(unknown, KEYS)}")
    of_pytest = _of_pytest(root, tools)
    django = own.get("django_settings_module", of_pytest.get("DJANGO_SETTINGS_MODULE", ""))
    if not isinstance(django, str):
        raise MistakeError(f"{where}.django_settings_module: takes the name of a module, as text.")
    return Settings(
        root,
        (*_texts(own, "pythonpath", where), *_texts(of_pytest, "pythonpath", "pytest's settings")),
        django.strip(),
        _texts(own, "paths", where),
    )


def _tools_of(path: Path) -> Section:
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            return _section(tomllib.load(file), "tool")
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise MistakeError(f"{path}: cannot be read: {error}") from error


def _of_pytest(root: Path, tools: Section) -> Section:
    """Return what pytest is told, by the file that pytest would take."""
    for name, section in _INI_FILES.items():
        parser = configparser.ConfigParser(interpolation=None)
        # Keys keep their case: DJANGO_SETTINGS_MODULE.
        parser.optionxform = str  # type: ignore[method-assign, assignment]  # as the standard library documents it
        try:
            parser.read(root / name, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError) as error:
            first = str(error).splitlines()[0]
            raise MistakeError(f"{root / name}: cannot be read: {first}") from error
        if parser.has_section(section):
            return dict(parser[section])
    table = _section(tools, "pytest")
    return {**table, **_section(table, "ini_options")}


def _section(table: Section, name: str) -> Section:
    found = table.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _texts(section: Section, key: str, where: str) -> tuple[str, ...]:
    """Return a setting that is a list of texts, or one text of several words."""
    value = section.get(key, ())
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise MistakeError(f"{where}.{key}: takes a list of texts.")
