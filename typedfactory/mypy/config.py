"""The settings, ``[typedfactory]`` in mypy.ini and setup.cfg or ``[tool.typedfactory.mypy]`` in pyproject.toml."""

from __future__ import annotations

import configparser
import dataclasses
import sys
from collections.abc import Mapping
from pathlib import Path

from mypy.options import Options

from typedfactory.mypy import codes

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SEVERITIES = ("error", "note", "off")
_FLAGS = ("strict-faker", "strict-models")


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the user wants of the plugin.

    Args:
        severity: Code → ``"error"``, ``"note"`` or ``"off"``; what is not named is an error.
        strict_faker: Whether a provider that Faker does not have is an error even where providers are added.
        strict_models: Whether values have to be of a field's type, where pydantic would convert them.
    """

    severity: Mapping[str, str] = dataclasses.field(default_factory=dict)
    strict_faker: bool = False
    strict_models: bool = False

    def as_data(self) -> dict[str, object]:
        """Return the settings as plain data, for mypy's cache."""
        return {"severity": dict(self.severity), "strict_faker": self.strict_faker, "strict_models": self.strict_models}


def read_settings(options: Options) -> tuple[Settings, list[str]]:
    """Read the settings from the file that mypy was configured with.

    Returns:
        The settings, and what is wrong with the file.
    """
    if not options.config_file:
        return Settings(), []
    path = Path(options.config_file)
    try:
        section = _read_toml(path) if path.suffix == ".toml" else _read_ini(path)
    except (OSError, ValueError, configparser.Error):
        return Settings(), []  # mypy itself complains
    return _as_settings(section)


def _read_toml(path: Path) -> Mapping[str, object]:
    tool = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    section: Mapping[str, object] = tool.get("typedfactory", {}).get("mypy", {})
    return section


def _read_ini(path: Path) -> Mapping[str, object]:
    parser = configparser.RawConfigParser()
    parser.read(path, encoding="utf-8")
    return dict(parser["typedfactory"]) if parser.has_section("typedfactory") else {}


def _as_settings(section: Mapping[str, object]) -> tuple[Settings, list[str]]:
    problems: list[str] = []
    known = {code.code for code in codes.ALL}
    severity: dict[str, str] = {}
    flags = dict.fromkeys(_FLAGS, False)
    for key, value in section.items():
        name = key.replace("_", "-")
        if name in flags:
            flags[name] = str(value).lower() in {"true", "1", "yes", "on"}
        elif name in known and str(value) in SEVERITIES:
            severity[name] = str(value)
        elif name in known:
            problems.append(f'typedfactory: {key} takes {", ".join(SEVERITIES)}, not "{value}".')
        else:
            problems.append(f'typedfactory: there is no setting "{key}". {codes.did_you_mean(name, {*known, *flags})}')
    return Settings(severity, flags["strict-faker"], flags["strict-models"]), problems
