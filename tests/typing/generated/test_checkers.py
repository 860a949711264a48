"""Checkers without a plugin find wrong calls by generated types, and nothing else; the mypy plugin sees no difference."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.typing.generated import project

pytestmark = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("django", "msgspec", "pydantic", "sqlalchemy"))),
    reason="the models are of all libraries",
)
WITH_PLUGIN = ["mypy", "--config-file=plugin.ini", "--cache-dir=.plugin"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("shop")
    project.write_project(folder)
    (folder / "plugin.ini").write_text("[mypy]\nstrict = True\nplugins = typedfactory.mypy\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def typed(folder: Path) -> Path:
    result = project.write_types(folder)
    assert (result.returncode, result.stdout, result.stderr) == (0, "typings/shop_factories.pyi: written\n", "")
    return folder


def test_there_are_enough_wrong_uses() -> None:
    assert len(project.wrong_lines()) >= 40


@pytest.mark.parametrize("checker", project.CHECKERS)
def test_without_generated_types_no_checker_finds_a_wrong_name(tmp_path: Path, checker: str) -> None:
    project.write_project(tmp_path)
    (tmp_path / "uses.py").write_text(
        "from shop_factories import UserFactory\nUserFactory(nme='x')\n", encoding="utf-8"
    )
    assert project.found_lines(tmp_path, project.CHECKERS[checker]) == set()


@pytest.mark.parametrize("checker", project.CHECKERS)
def test_each_wrong_use_is_found_and_no_right_one(typed: Path, checker: str) -> None:
    assert project.found_lines(typed, project.CHECKERS[checker]) == project.wrong_lines()


@pytest.mark.parametrize("checker", ["pyright", "ty", "pyrefly"])
def test_the_stub_file_itself_is_right(typed: Path, checker: str) -> None:
    command = [str(project.BIN / project.CHECKERS[checker][0]), *project.CHECKERS[checker][1:]]
    result = project.run(typed, *command, "typings/shop_factories.pyi")
    assert result.returncode == 0, result.stdout


def test_the_plugin_finds_the_same_with_generated_types_in_a_folder_of_their_own(typed: Path) -> None:
    files = ["shop_factories.py", "uses.py"]
    command = [str(project.BIN / WITH_PLUGIN[0]), *WITH_PLUGIN[1:]]
    (typed / "plugin.ini").write_text(
        f"[mypy]\nstrict = True\nplugins = typedfactory.mypy\nmypy_path = {project.ROOT}\n", encoding="utf-8"
    )
    env = {"MYPYPATH": str(project.ROOT)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", env["MYPYPATH"])
        found = project.run(typed, *command, *files).stdout
    types = typed / "typings"
    aside = types.rename(typed / "aside")
    try:
        assert project.run(typed, *command, *files).stdout == found
    finally:
        aside.rename(types)
    assert 'UserFactory.nme: User has no field "nme". Did you mean "name"?' in found
