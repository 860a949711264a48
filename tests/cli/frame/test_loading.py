"""The user's code is imported as pytest would import it; what is wrong with it is told in one line."""

from __future__ import annotations

import pytest

from tests.cli.running import FACTORIES, Shell


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("factoris", "factoris: there is no module 'factoris'. Did you mean \"factories\"?"),
        ("app.factoris", "app.factoris: there is no module 'app.factoris'. Did you mean \"app.factories\"?"),
        ("app.factories:UserFactroy", ("app.factories:UserFactroy: app.factories has no 'UserFactroy'. "
         'Did you mean "UserFactory"?')),
        ("app.factories:User", 'app.factories:User: is a type, not a factory. Did you mean "UserFactory"?'),
        ("app.factories:BaseFactory", ("app.factories:BaseFactory: is abstract, and makes nothing. "
         'Did you mean "UserFactory"?')),
        ("app/factoris.py", 'app/factoris.py: there is no such file or folder. Did you mean "app/factories.py"?'),
        ("ap/factories.py:UserFactory", 'ap/factories.py: there is no such file or folder. Did you mean "app"?'),
    ],
)  # fmt: skip
def test_a_misspelt_name_brings_the_nearest(shell: Shell, target: str, said: str) -> None:
    shell.write("app/factories.py", FACTORIES + "\n\nclass BaseFactory(factory.Factory):\n    pass\n")
    shell.write("factories.py", FACTORIES)
    assert shell.run("check", target) == (2, "", f"typedfactory: {said}\n")


def test_a_file_of_another_kind_is_no_module(shell: Shell) -> None:
    shell.write("notes.txt", "no code")
    status, _, err = shell.run("check", "notes.txt")
    assert (status, err) == (2, "typedfactory: notes.txt: is no Python file.\n")


def test_a_module_that_raises_is_told_with_its_place(shell: Shell) -> None:
    shell.write("wrong.py", "import typedfactory\n\n\nraise ValueError('two\\nlines')\n")
    assert shell.run("check", "wrong:UserFactory") == (
        2,
        "",
        "typedfactory: wrong: importing it failed: ValueError: two lines (wrong.py:4)\n",
    )


def test_a_module_that_misses_another_is_not_missing_itself(shell: Shell) -> None:
    shell.write("wrong.py", "import nothing_of_the_kind\n")
    assert shell.run("check", "wrong:UserFactory").err == (
        "typedfactory: wrong: importing it failed: ModuleNotFoundError: No module named 'nothing_of_the_kind' "
        "(wrong.py:1)\n"
    )


def test_a_script_that_exits_when_imported_is_told(shell: Shell) -> None:
    shell.write("script.py", "import sys\nsys.exit(3)\n")
    assert shell.run("check", "script:UserFactory").err == (
        "typedfactory: script: importing it failed: SystemExit: 3 (script.py:2)\n"
    )


@pytest.mark.parametrize("spelt", ["tests\\factories.py", "tests/factories.py", "tests\\factories.py:UserFactory"])
def test_paths_may_be_spelt_as_on_windows(shell: Shell, spelt: str) -> None:
    shell.write("tests/factories.py", FACTORIES)
    assert shell.run("check", spelt, "--no-traits").status == 0


def test_siblings_of_a_file_can_be_imported_as_in_a_test_folder(shell: Shell) -> None:
    shell.write("tests/models.py", FACTORIES)
    shell.write("tests/factories.py", "from models import UserFactory\n\nclass GuestFactory(UserFactory):\n    pass\n")
    assert shell.run("check", "tests/factories.py", "--no-traits").out == "1 factory, 1 object: all could be made."


def test_a_file_in_a_package_is_imported_by_its_full_name(shell: Shell) -> None:
    shell.write("pkg/__init__.py", "")
    shell.write("pkg/sub/__init__.py", "")
    shell.write("pkg/sub/base.py", FACTORIES)
    shell.write("pkg/sub/factories.py", "from .base import UserFactory\n\nclass GuestFactory(UserFactory):\n    pass\n")
    assert shell.run("check", "pkg/sub/factories.py", "--no-traits").status == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["src", "lib"]\n'),
        ("pytest.ini", "[pytest]\npythonpath = src lib\n"),
        ("setup.cfg", "[tool:pytest]\npythonpath =\n    src\n    lib\n"),
    ],
)
def test_the_folders_that_pytest_imports_from_are_known(shell: Shell, name: str, text: str) -> None:
    shell.write(name, text)
    shell.write("src/shapes.py", FACTORIES)
    assert shell.run("check", "shapes", "--no-traits").status == 0


def test_a_setting_that_is_misspelt_brings_the_nearest(shell: Shell) -> None:
    path = shell.write("pyproject.toml", "[tool.typedfactory]\npythonpaths = []\n")
    assert shell.run("check", "x").err == (
        f"typedfactory: {path}, [tool.typedfactory]: there is no setting 'pythonpaths'. Did you mean \"pythonpath\"?\n"
    )


def test_a_setting_of_another_kind_is_refused(shell: Shell) -> None:
    path = shell.write("pyproject.toml", "[tool.typedfactory]\npaths = 3\n")
    assert shell.run("check", "x").err == f"typedfactory: {path}, [tool.typedfactory].paths: takes a list of texts.\n"


def test_a_project_file_that_is_no_toml_is_one_line(shell: Shell) -> None:
    path = shell.write("pyproject.toml", "[tool\n")
    err = shell.run("check", "x").err
    assert err.startswith(f"typedfactory: {path}: cannot be read: ")
    assert err.count("\n") == 1


BLOG = """
from django.db import models


class Post(models.Model):
    title = models.CharField(max_length=20, unique=True)

    class Meta:
        app_label = "blog"
"""


def test_django_is_started_with_the_settings_of_the_project(shell: Shell) -> None:
    shell.write("pytest.ini", "[pytest]\nDJANGO_SETTINGS_MODULE = blog.settings\n")
    shell.write("blog/__init__.py", "")
    shell.write("blog/models.py", BLOG)
    shell.write(
        "blog/settings.py",
        """
        INSTALLED_APPS = ["blog"]
        DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "blog.db"}}
        DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
        """,
    )
    shell.write(
        "factories.py",
        """
        from blog.models import Post
        from typedfactory.orm.django import DjangoModelFactory

        class PostFactory(DjangoModelFactory[Post]):
            title = "x"

        class TwinFactory(PostFactory):
            pass
        """,
    )
    result = shell.start(
        script="DJANGO_SETTINGS_MODULE=blog.settings python -m django migrate --run-syncdb -v 0"
        " && typedfactory check factories.py --create && typedfactory check factories.py --create"
        " && rm blog.db && typedfactory check factories.py --create --test-database && ls"
    )
    told = "2 factories, 2 objects: all could be made.\n"
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(told * 3)
    assert "blog.db" not in result.out


def test_settings_that_are_not_there_are_one_line(shell: Shell) -> None:
    result = shell.start("check", "x", "--django-settings", "nowhere.settings")
    assert result == (
        2,
        "",
        (
            "typedfactory: Django's settings 'nowhere.settings': No module named 'nowhere'. "
            "Name the module in --django-settings.\n"
        ),
    )


def test_a_folder_whose_name_no_module_can_have_is_a_place_of_its_own(shell: Shell) -> None:
    shell.write("pyproject.toml", "[tool.typedfactory]\npythonpath = ['.']\n")
    shell.write(".venvs/new-packages/factories.py", FACTORIES)
    result = shell.run("check", ".venvs/new-packages/factories.py")
    assert result.out == "2 factories, 5 objects: all could be made."
