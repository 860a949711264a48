"""The settings of the plugin: in mypy.ini and in pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy.options import Options

from typedfactory.mypy.config import Settings, read_settings


def options_for(path: Path | None) -> Options:
    options = Options()
    options.config_file = None if path is None else str(path)
    return options


def test_without_a_file_everything_is_an_error() -> None:
    assert read_settings(options_for(None)) == (Settings({}, strict_faker=False), [])


def test_a_file_without_a_section_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mypy.ini"
    path.write_text("[mypy]\nstrict = True\n", encoding="utf-8")
    assert read_settings(options_for(path)) == (Settings({}, strict_faker=False), [])


def test_ini(tmp_path: Path) -> None:
    path = tmp_path / "mypy.ini"
    path.write_text(
        "[typedfactory]\nfactory-field = note\nfactory_faker = off\nstrict_faker = True\n", encoding="utf-8"
    )
    settings = Settings({"factory-field": "note", "factory-faker": "off"}, strict_faker=True)
    assert read_settings(options_for(path)) == (settings, [])
    assert settings.as_data() == {
        "severity": {"factory-field": "note", "factory-faker": "off"},
        "strict_faker": True,
        "strict_models": False,
    }


def test_toml(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.typedfactory.mypy]\nfactory-path = "note"\nstrict_faker = true\n', encoding="utf-8")
    assert read_settings(options_for(path)) == (Settings({"factory-path": "note"}, strict_faker=True), [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("factory-feild = note", 'typedfactory: there is no setting "factory-feild". Did you mean "factory-field"?'),
        ("factory-field = loud", 'typedfactory: factory-field takes error, note, off, not "loud".'),
    ],
)
def test_mistakes_are_told(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "setup.cfg"
    path.write_text(f"[typedfactory]\n{line}\n", encoding="utf-8")
    assert read_settings(options_for(path)) == (Settings({}, strict_faker=False), [problem])


def test_a_file_that_cannot_be_read_is_left_to_mypy(tmp_path: Path) -> None:
    assert read_settings(options_for(tmp_path / "missing.toml")) == (Settings({}, strict_faker=False), [])
