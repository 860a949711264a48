"""``python -m typedfactory.typing``: what it writes, when it writes, and what it says of it."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from typedfactory.typing.__main__ import main
from typedfactory.typing.modules import HEADER

ROOT = Path(__file__).resolve().parents[2]
FACTORIES = '''\
"""Factories."""

import dataclasses
import typing

import typedfactory as factory

if typing.TYPE_CHECKING:
    import datetime
else:
    datetime = None


@dataclasses.dataclass
class User:
    name: str

    def greet(self) -> str:
        return "hello"


try:
    LIMIT = 3
except ValueError:
    LIMIT = 4


class UserFactory(factory.Factory[User]):
    name = "ann"


def make(count: int = LIMIT) -> list[User]:
    return UserFactory.build_batch(count)


if __name__ == "__main__":
    make()
'''
_numbers = itertools.count()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # Each test has a module of its own: what was imported stays so.
    name = f"written_factories_{next(_numbers)}"
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / f"{name}.py"
    path.write_text(FACTORIES, encoding="utf-8")
    yield path
    sys.modules.pop(name, None)


def forget(path: Path) -> None:
    sys.modules.pop(path.stem, None)


def test_the_stub_file_says_what_the_module_does_with_calls_spelt_out(path: Path) -> None:
    assert main([str(path)]) == 0
    text = path.with_suffix(".pyi").read_text(encoding="utf-8")
    assert text.startswith(f"{HEADER}\n")
    body = text[text.index("import dataclasses\n") :]
    assert body == (Path(__file__).parent / "written.txt").read_text(encoding="utf-8")


def test_a_second_run_changes_nothing_and_says_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(path)])
    stub = path.with_suffix(".pyi")
    written = stub.stat().st_mtime_ns
    assert capsys.readouterr().out == f"{stub}: written\n"
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert stub.stat().st_mtime_ns == written


def test_check_fails_where_a_file_is_missing_or_stale_and_writes_none(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stub = path.with_suffix(".pyi")
    assert main([str(path), "--check"]) == 1
    assert (capsys.readouterr().out, stub.exists()) == (f"{stub}: stale\n", False)
    main([str(path)])
    assert main([str(path), "--check"]) == 0
    path.write_text(FACTORIES.replace("name: str", "name: str\n    age: int = 3"), encoding="utf-8")
    forget(path)
    before = stub.read_text(encoding="utf-8")
    assert main([str(path), "--check"]) == 1
    assert stub.read_text(encoding="utf-8") == before


def test_a_file_that_somebody_wrote_is_left_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stub = path.with_suffix(".pyi")
    stub.write_text("class UserFactory: ...\n", encoding="utf-8")
    assert main([str(path)]) == 1
    assert capsys.readouterr().out == f"{stub}: left alone: it was not written here\n"
    assert stub.read_text(encoding="utf-8") == "class UserFactory: ...\n"


def test_the_file_of_a_module_that_has_no_factory_any_more_is_removed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(path)])
    capsys.readouterr()
    path.write_text("import typedfactory\n", encoding="utf-8")
    forget(path)
    stub = path.with_suffix(".pyi")
    assert main([str(path)]) == 0
    assert (capsys.readouterr().out, stub.exists()) == (f"{stub}: removed\n", False)


def test_another_folder_has_the_same_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / f"package_{next(_numbers)}"
    package.mkdir()
    (package / "__init__.py").write_text(FACTORIES, encoding="utf-8")
    (package / "plain.py").write_text("x = 3\n", encoding="utf-8")
    (package / "more.py").write_text(
        f"from {package.name} import UserFactory\nimport typedfactory\n\nclass AdminFactory(UserFactory):\n    pass\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "path", [*sys.path])
    out = tmp_path / "typings"
    assert main([str(package), "--out", str(out)]) == 0
    found = sorted(str(path.relative_to(out)) for path in out.rglob("*.pyi"))
    assert found == [f"{package.name}/__init__.pyi", f"{package.name}/more.pyi"]
    text = (out / package.name / "more.pyi").read_text(encoding="utf-8")
    assert f"from {package.name} import UserFactory\n" in text
    assert (
        "class AdminFactory(UserFactory):\n    def __new__(cls, /, **fields: _Unpack[_AdminFactory_Fields]) -> " in text
    )


def test_deep_paths_are_as_deep_as_is_asked(path: Path) -> None:
    nested = FACTORIES + (
        "\n@dataclasses.dataclass\nclass Post:\n    author: User\n"
        "\n@dataclasses.dataclass\nclass Page:\n    post: Post\n"
        "\nclass PageFactory(factory.Factory[Page]):\n    pass\n"
    )
    path.write_text(nested, encoding="utf-8")
    texts = []
    for depth in ("0", "1", "2"):
        main([str(path), "--depth", depth])
        texts.append(path.with_suffix(".pyi").read_text(encoding="utf-8"))
    assert ["post__author:" in text for text in texts] == [False, True, True]
    assert ["post__author__name:" in text for text in texts] == [False, False, True]


def test_a_path_that_does_not_exist_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nowhere.py"])
    assert capsys.readouterr().err.splitlines()[-1] == (
        "python -m typedfactory.typing: error: nowhere.py: there is no such file or folder."
    )


def test_watch_writes_again_when_a_file_changes(path: Path) -> None:
    command = [sys.executable, "-m", "typedfactory.typing", str(path), "--watch"]
    process = subprocess.Popen(command, cwd=ROOT)
    stub = path.with_suffix(".pyi")
    try:
        wait_for(lambda: stub.exists() and "name: str" in stub.read_text(encoding="utf-8"))
        path.write_text(FACTORIES.replace("name: str", "name: str\n    age: int = 3"), encoding="utf-8")
        wait_for(lambda: "age: int" in stub.read_text(encoding="utf-8"))
    finally:
        process.send_signal(signal.SIGINT)
    try:
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()


def wait_for(happened: Callable[[], bool]) -> None:
    for _ in range(1200):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within a minute")
