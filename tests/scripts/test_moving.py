"""Moving a suite: imports lead to `typedfactory.factory_boy`, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.moved_suites import Outcome, differing, read_report
from scripts.moving import move_imports, move_tree


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import factory\n", "import typedfactory.factory_boy as factory\n"),
        ("import factory as f\n", "import typedfactory.factory_boy as f\n"),
        ("import os, factory\n", "import os\nimport typedfactory.factory_boy as factory\n"),
        (
            "import factory.fuzzy\n",
            "import typedfactory.factory_boy.fuzzy\nimport typedfactory.factory_boy as factory\n",
        ),
        (
            "from factory import Factory, Faker as Fake\n",
            "from typedfactory.factory_boy import Factory, Faker as Fake\n",
        ),
        (
            "from factory.django import (\n    DjangoModelFactory,\n    mute_signals,\n)  # both\n",
            "from typedfactory.factory_boy.django import DjangoModelFactory, mute_signals  # both\n",
        ),
        ("from pytest_factoryboy import register\n", "from typedfactory.pytest_plugin import register\n"),
        (
            "def f():\n    import factory.fuzzy\n    return 1\n",
            "def f():\n    import typedfactory.factory_boy.fuzzy\n    import typedfactory.factory_boy as factory\n    return 1\n",
        ),
        ("é = 1; import factory; b = 2\n", "é = 1; import typedfactory.factory_boy as factory; b = 2\n"),
        (
            'mock.patch("factory.random.randgen.randint")\n',
            'mock.patch("typedfactory.factory_boy.random.randgen.randint")\n',
        ),
        ('model = "factory.models.Item"\n', 'model = "factory.models.Item"\n'),
        ("from .factory import build\n", "from .factory import build\n"),
        ("import factoryfloor\n", "import factoryfloor\n"),
    ],
)
def test_imports_are_rewritten(before: str, after: str) -> None:
    assert move_imports(before) == after


def test_a_moved_module_moves_no_further() -> None:
    moved = move_imports("import factory\nfrom factory import fuzzy\n")
    assert move_imports(moved) == moved


def test_a_tree_is_copied_and_says_what_changed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.py").write_text("import factory\n", encoding="utf-8")
    (source / "b.py").write_text("factory = (\n", encoding="utf-8")
    (source / "c.txt").write_text("import factory\n", encoding="utf-8")
    assert move_tree(source, tmp_path / "target") == ["a.py"]
    assert (source / "a.py").read_text(encoding="utf-8") == "import factory\n"
    assert (tmp_path / "target" / "b.py").read_text(encoding="utf-8") == "factory = (\n"
    assert (tmp_path / "target" / "c.txt").read_text(encoding="utf-8") == "import factory\n"


def test_results_are_read_and_compared(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite><testcase classname="t" name="a"/><testcase classname="t" name="b"><failure/></testcase>'
        '<testcase classname="t" name="c"><skipped/></testcase><testcase classname="t" name="d"><error/></testcase>'
        "</testsuite></testsuites>",
        encoding="utf-8",
    )
    read = read_report(report)
    assert read == {"t::a": "passed", "t::b": "failed", "t::c": "skipped", "t::d": "failed"}
    theirs = Outcome({"t::a": "passed", "t::b": "passed", "t::c": "skipped", "t::x": "passed"}, 1.0)
    assert differing(theirs, Outcome(read, 1.0)) == ["t::b", "t::x"]
    assert (theirs.count("passed"), theirs.count("failed")) == (3, 0)
