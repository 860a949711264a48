"""``typedfactory migrate``: what it prints, writes and returns."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from tests.cli.running import Shell
from typedfactory.cli.migrate.steps import steps_for

OLD = "import factory  # ours\n\n\nclass F(factory.Factory):\n    FACTORY_FOR = dict\n"
NEW = (
    "import typedfactory.factory_boy as factory  # ours\n\n\n"
    "class F(factory.Factory):\n    class Meta:\n        model = dict\n"
)
DIFF = """\
--- a/tests/factories.py
+++ b/tests/factories.py
@@ -1,5 +1,6 @@
-import factory  # ours
+import typedfactory.factory_boy as factory  # ours


 class F(factory.Factory):
-    FACTORY_FOR = dict
+    class Meta:
+        model = dict"""


def test_without_options_nothing_is_written(shell: Shell) -> None:
    file = shell.write("tests/factories.py", OLD)
    shell.write("tests/other.py", "x = 1\n")
    assert shell.run("migrate", "tests") == (
        0,
        "1 of 2 files would change. Nothing is written: --diff shows it, --write does it.",
        "",
    )
    assert file.read_text(encoding="utf-8") == OLD


def test_the_changes_are_shown(shell: Shell) -> None:
    file = shell.write("tests/factories.py", OLD)
    result = shell.run("migrate", "tests", "--diff")
    assert result == (0, DIFF, "1 of 1 file would change.\n")
    assert file.read_text(encoding="utf-8") == OLD


def test_the_files_are_written_and_a_second_time_nothing_changes(shell: Shell) -> None:
    file = shell.write("tests/factories.py", OLD)
    assert shell.run("migrate", "tests", "--write") == (0, "1 of 1 file changed.", "")
    assert file.read_text(encoding="utf-8") == NEW
    assert shell.run("migrate", "tests", "--write") == (0, "0 of 1 file changed.", "")


def test_places_to_look_at_are_listed(shell: Shell) -> None:
    shell.write("tests/factories.py", f"{OLD}\nP = 'factory.Faker'\n")
    shell.write("pyproject.toml", '[project]\ndependencies = ["factory-boy>=3"]\n')
    status, out, err = shell.run("migrate", "tests")
    assert (status, err) == (1, "")
    words = [" ".join(line.split()) for line in out.splitlines()]
    assert words[1] == "2 places to look at:"
    assert " ".join(words[5:]) == (
        "tests/factories.py:7 The text 'factory.Faker' names something of factory_boy's. Is it looked up? "
        "pyproject.toml:2 factory-boy is asked for here. Ask for typedfactory, and for the other as long as it is used."
    )


def test_programs_read_json(shell: Shell) -> None:
    shell.write("tests/factories.py", f"{OLD}\nP = 'factory.Faker'\n")
    shell.write("tests/broken.py", "import factory\nclass = 1\n")
    status, out, err = shell.run("migrate", "tests", "--json")
    data = json.loads(out)
    assert (status, err, data["written"]) == (2, "", False)
    assert [each["path"] for each in data["files"]] == ["tests/factories.py"]
    assert data["files"][0]["diff"].startswith("--- a/tests/factories.py\n+++ b/tests/factories.py\n")
    assert data["findings"] == [
        {
            "path": "tests/factories.py",
            "line": 7,
            "why": "The text 'factory.Faker' names something of factory_boy's. Is it looked up?",
        }
    ]
    assert data["unreadable"] == [{"path": "tests/broken.py", "error": "line 2: is no Python: invalid syntax"}]


def test_files_that_cannot_be_read_are_one_line_each_and_the_others_go_on(shell: Shell) -> None:
    shell.write("tests/broken.py", "import factory\nprint 'python 2'\n")
    Path("tests/latin.py").write_bytes(b"# \xe9t\xe9\nimport factory\n")
    file = shell.write("tests/factories.py", OLD)
    status, out, err = shell.run("migrate", "tests", "--write")
    assert (status, out) == (2, "1 of 1 file changed.")
    assert file.read_text(encoding="utf-8") == NEW
    first, second = err.splitlines()
    # Python words its errors by version.
    assert first.startswith("typedfactory: tests/broken.py: line 2: is no Python: ")
    assert second == "typedfactory: tests/latin.py: is no Python: invalid or missing encoding declaration."


def test_the_encoding_of_a_file_is_kept(shell: Shell) -> None:
    path = Path("old.py")
    path.write_bytes("# -*- coding: latin-1 -*-\r\nimport factory  # café\r\n".encode("latin-1"))
    assert shell.run("migrate", "old.py", "--write").status == 0
    assert path.read_bytes() == (
        "# -*- coding: latin-1 -*-\r\nimport typedfactory.factory_boy as factory  # café\r\n".encode("latin-1")
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tests/nowhere.py"], "tests/nowhere.py: there is no such file or folder."),
        (["nowhere"], "nowhere: there is no such file or folder."),
        (["tests"], "tests: there is no Python file."),
    ],
)
def test_what_is_wrong_is_one_line(shell: Shell, arguments: list[str], said: str) -> None:
    Path("tests").mkdir()
    assert shell.run("migrate", *arguments) == (2, "", f"typedfactory: {said}\n")


def test_folders_that_are_not_the_users_are_left_alone(shell: Shell) -> None:
    for folder in ("node_modules", ".git", "venv"):
        shell.write(f"{folder}/f.py", OLD)
    shell.write("venv/pyvenv.cfg", "")
    shell.write("f.py", OLD)
    assert shell.run("migrate", ".").out.startswith("1 of 1 file would change.")


def test_a_module_of_the_users_own_that_is_called_factory_is_not_factory_boy(shell: Shell) -> None:
    shell.write("scripts/factory.py", "def build(): ...\n")
    shell.write("scripts/run.py", "import factory\n\nfactory.build()\n")
    assert shell.run("migrate", "scripts") == (0, "0 of 2 files would change.", "")
    shell.write("scripts/__init__.py", "")
    assert shell.run("migrate", "scripts").out.startswith("1 of 3 files would change.")


def test_without_libcst_it_says_what_is_missing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write("f.py", OLD)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "libcst" else find(name))
    assert shell.run("migrate", "f.py") == (
        2,
        "",
        "typedfactory: migrate needs libcst, which is not installed. Install it with: pip install 'typedfactory[cli]'\n",
    )


def test_a_mistake_of_ours_leaves_one_file_and_is_listed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write("a.py", OLD)
    file = shell.write("b.py", OLD)

    def fail(text: str, *args: object) -> object:
        if "b.py" in args:
            raise RuntimeError("oh")
        return steps_for(text, *args)  # type: ignore[arg-type] # handed on

    monkeypatch.setattr("typedfactory.cli.migrate.files.steps_for", fail)
    result = shell.run("migrate", "a.py", "b.py", "--write", "--json")
    assert (result.status, json.loads(result.out)["findings"]) == (
        1,
        [
            {
                "path": "b.py",
                "line": 1,
                "why": "The file is left as it is, because of a mistake in typedfactory: RuntimeError: oh Please report it.",
            }
        ],
    )
    assert file.read_text(encoding="utf-8") == OLD
    assert Path("a.py").read_text(encoding="utf-8") == NEW
