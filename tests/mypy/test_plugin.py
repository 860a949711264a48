"""How the plugin behaves as a whole: severities, plugins beside it, versions, what it must not load."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.mypy import running
from typedfactory.mypy import plugin, routing
from typedfactory.mypy.plugin import TypedFactoryPlugin

WRONG = """\
import dataclasses
import typedfactory as factory

@dataclasses.dataclass
class User:
    name: str

class UserFactory(factory.Factory[User]):
    name = 3

UserFactory(name=3)
UserFactory(name__first="x")
"""


def test_severity(tmp_path: Path) -> None:
    extra = "[typedfactory]\nfactory-field = error\nfactory-override = note\nfactory-path = off\n"
    assert dict(running.check({"wrong": WRONG}, tmp_path, extra=extra).get("wrong", {})) == {
        9: ['E: UserFactory.name: "int" does not fit the field, which is "str".  [factory-field]'],
        11: ['N: UserFactory.name: "int" does not fit the field, which is "str".'],
    }


@pytest.mark.parametrize("plugins", [f"{running.LOUD}, pydantic.mypy", f"pydantic.mypy, {running.LOUD}"])
def test_beside_the_plugin_of_pydantic(tmp_path: Path, plugins: str) -> None:
    cases = [case for case in running.read_cases() if case.kind == "pydantic"]
    found = running.check({case.module: case.source for case in cases}, tmp_path, plugins)
    assert {case.module: dict(found.get(case.module, {})) for case in cases} == {
        case.module: running.expected(case.source) for case in cases
    }


@pytest.mark.parametrize("version", ["2.2.0", "2.3.1", "2.4.1", "2.4.0+dev"])
def test_a_known_version_is_taken_silently(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert plugin(version) is TypedFactoryPlugin
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("version", ["1.9.0", "9.1", "unheard"])
def test_an_unknown_version_gives_one_warning(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert plugin(version) is TypedFactoryPlugin
    assert capsys.readouterr().err == (
        f"typedfactory.mypy is tested with mypy 2.2, 2.3 and 2.4, not with {version}: it may find less.\n"
    )


def raise_error(_ctx: object) -> str:
    raise LookupError("a construct that nobody thought of")


def test_what_a_hook_does_not_understand_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "DEBUG", False)
    assert routing.guarded(raise_error, lambda ctx: "as it was")(None) == "as it was"


def test_the_plugins_own_tests_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "DEBUG", True)
    with pytest.raises(LookupError, match="a construct that nobody thought of"):
        routing.guarded(raise_error, lambda ctx: "as it was")(None)


def test_left_alone_means_what_mypy_made_of_it() -> None:
    ctx: Any = SimpleNamespace(default_signature=1, default_return_type=2, default_attr_type=3)
    left: list[Any] = [routing._signature(ctx), routing._result(ctx), routing._attribute(ctx)]
    assert left == [1, 2, 3]
    assert routing._nothing(ctx) is None  # type: ignore[func-returns-value]  # that it returns nothing is the test
