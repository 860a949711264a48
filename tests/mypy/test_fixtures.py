"""Fixtures that are registered in one file and asked for in another: which of them a test gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mypy import running

FACTORIES = """\
import typedfactory as factory
from models_dataclass import Post, User

class UserFactory(factory.Factory[User]):
    pass

class PostFactory(factory.Factory[Post]):
    pass
"""
REGISTERS = """\
from typedfactory.pytest_plugin import register
from factories import PostFactory, UserFactory

register(UserFactory)
"""
OWN = """\
import pytest

@pytest.fixture
def user() -> int:
    return 3
"""
MAKERS = """\
import typedfactory as factory
from models_dataclass import User
from typedfactory.pytest_plugin import register

@register
class UserFactory(factory.Factory[User]):
    pass
"""
TEST = "def test_it(user: int) -> None: ...\n"


def gives(factory: str, where: str, model: str) -> str:
    return (
        f"E: test_it.user: the fixture of {factory}, registered {where}, "
        f'gives "{model}", not "int". Annotate it with "{model}".  [factory-fixture]'
    )


#: Package → its files, and what is said of which of them. Names of tests are their own in all packages.
PROJECTS: dict[str, tuple[dict[str, str], dict[str, list[str]]]] = {
    "conftests": (
        {
            "conftest.py": REGISTERS,
            "test_top.py": TEST,
            "deep/test_without_conftest.py": TEST,
            "near/conftest.py": REGISTERS.replace("(UserFactory)", '(PostFactory, "user")'),
            "near/test_near.py": TEST,
            "near/inner/inner_test.py": TEST,
        },
        {
            "test_top": [gives("UserFactory", "in conftests.conftest", "User")],
            "test_without_conftest": [gives("UserFactory", "in conftests.conftest", "User")],
            "test_near": [gives("PostFactory", "in conftests.near.conftest", "Post")],
            "inner_test": [gives("PostFactory", "in conftests.near.conftest", "Post")],
        },
    ),
    "own_fixture": ({"conftest.py": REGISTERS, "near/conftest.py": OWN, "near/test_own.py": TEST}, {}),
    "renamed_fixture": (
        {
            "conftest.py": REGISTERS,
            "near/conftest.py": OWN.replace("fixture", 'fixture(name="user")').replace("def user", "def make"),
            "near/test_renamed.py": TEST,
        },
        {},
    ),
    "called_fixture": (
        {
            "conftest.py": REGISTERS,
            "near/conftest.py": "import pytest\n\ndef make() -> int:\n    return 3\n\nuser = pytest.fixture(make)\n",
            "near/test_called.py": TEST,
        },
        {},
    ),
    "imported_fixture": (
        {
            "conftest.py": REGISTERS,
            "shared.py": OWN,
            "near/conftest.py": "from imported_fixture.shared import user as user\n",
            "near/test_imported.py": TEST,
        },
        {},
    ),
    "generated": (
        {
            "conftest.py": REGISTERS,
            "test_generated.py": "import pytest\n\ndef pytest_generate_tests(metafunc: pytest.Metafunc) -> None: ...\n\n"
            + TEST,
        },
        {},
    ),
    "registered_in_a_loop": (
        {
            "conftest.py": REGISTERS,
            "near/conftest.py": REGISTERS.replace(
                "\nregister(UserFactory)", "\nfor name in ('a', 'user'):\n    register(UserFactory, name)"
            ),
            "near/test_loop.py": TEST,
        },
        {},
    ),
    "own_fixture_farther_away": (
        {"conftest.py": OWN, "near/conftest.py": REGISTERS, "near/test_hidden.py": TEST},
        {"test_hidden": [gives("UserFactory", "in own_fixture_farther_away.near.conftest", "User")]},
    ),
    "fixture_of_a_fixture": (
        {
            "conftest.py": REGISTERS,
            "test_taken.py": OWN.replace("user()", "user(user: str)") + "\n" + TEST,
        },
        {},
    ),
    "not_collected": (
        {"conftest.py": REGISTERS + "\n" + TEST, "helpers.py": TEST},
        {},
    ),
    "fixtures_of_a_conftest": (
        {"conftest.py": REGISTERS + "import pytest\n\n@pytest.fixture\n" + TEST},
        {"conftest": [gives("UserFactory", "here", "User")]},
    ),
    "one_name": (
        {"conftest.py": REGISTERS, "test_one_name.py": "class User: ...\n\n" + TEST.replace("int", "User")},
        {
            "test_one_name": [
                gives("UserFactory", "in one_name.conftest", "models_dataclass.User").replace(
                    '"int"', '"one_name.test_one_name.User"'
                )
            ]
        },
    ),
    "annotations_as_text": (
        {"conftest.py": REGISTERS, "test_text.py": "from __future__ import annotations\n" + TEST},
        {"test_text": [gives("UserFactory", "in annotations_as_text.conftest", "User")]},
    ),
    "code_that_ends_the_module": (
        {"conftest.py": REGISTERS, "test_end.py": "# mypy: warn-unreachable\nimport sys\n\n" + TEST + "\nsys.exit()\n"},
        {"test_end": [gives("UserFactory", "in code_that_ends_the_module.conftest", "User")]},
    ),
    "code_behind_the_tests": (
        {"conftest.py": REGISTERS, "test_behind.py": TEST + "\nCOUNT: int = 3\nassert COUNT\n"},
        {"test_behind": [gives("UserFactory", "in code_behind_the_tests.conftest", "User")]},
    ),
    "ignored_line": (
        {
            "conftest.py": REGISTERS,
            "test_ignored.py": TEST.replace("\n", "  # type: ignore[factory-fixture]\n"),
        },
        {},
    ),
    "registered_where_defined": (
        {
            "own_factories.py": MAKERS,
            "conftest.py": "from registered_where_defined import own_factories\n",
            "test_makers.py": TEST,
            "near/conftest.py": OWN,
            "near/test_own_beside_makers.py": TEST,
        },
        {"test_makers": [gives("UserFactory", "in registered_where_defined.own_factories", "User")]},
    ),
    "imported_by_the_test": (
        {
            "own_factories.py": MAKERS,
            "test_imports.py": "from imported_by_the_test.own_factories import UserFactory\n\n" + TEST,
        },
        {"test_imports": [gives("UserFactory", "in imported_by_the_test.own_factories", "User")]},
    ),
    "two_factories_of_one_name": (
        {
            "own_factories.py": MAKERS,
            "conftest.py": REGISTERS.replace("(UserFactory)", '(PostFactory, "user")'),
            "test_two.py": "from two_factories_of_one_name.own_factories import UserFactory\n\n" + TEST,
        },
        {},
    ),
    "nothing_registered": ({"conftest.py": "import typedfactory\n", "test_nothing.py": TEST}, {}),
}


def check(folder: Path, files: dict[str, str], extra: str = "") -> dict[str, list[str]]:
    """Write a project and check it; return what is said of each file."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = running.check({"factories": FACTORIES}, folder, extra=extra, more_files=tuple(files))
    return {name: [message for lines in found[name].values() for message in lines] for name in found}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    files: dict[str, str] = {}
    for package, (texts, _) in PROJECTS.items():
        for name, text in texts.items():
            path = f"{package}/{name}"
            files |= {f"{parent}/__init__.py": "" for parent in Path(path).parents if parent.name}
            files[path] = text
    folder: Path = tmp_path_factory.mktemp("projects")
    return check(folder, files)


@pytest.mark.parametrize("package", PROJECTS)
def test_project(package: str, findings: dict[str, list[str]]) -> None:
    files, expected = PROJECTS[package]
    tests = {Path(name).stem for name in files} - {"conftest"} | set(expected)
    assert {name: found for name, found in findings.items() if name in tests} == expected


def test_nothing_else_is_said(findings: dict[str, list[str]]) -> None:
    assert set(findings) == {name for _, expected in PROJECTS.values() for name in expected}


def test_a_conftest_in_the_folder_that_mypy_is_started_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = check(tmp_path, {"conftest.py": REGISTERS, "tests/test_without_package.py": TEST})
    assert found == {"test_without_package": [gives("UserFactory", "in conftest", "User")]}


def test_severity(tmp_path: Path) -> None:
    extra = "[typedfactory]\nfactory-fixture = off\n"
    assert check(tmp_path, {"conftest.py": REGISTERS, "test_own.py": TEST}, extra) == {}
