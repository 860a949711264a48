"""How the plugin behaves as a whole: severities, plugins beside it, versions, what it must not load."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mypy.nodes import ARG_STAR2, FakeInfo
from mypy.types import AnyType, CallableType, Instance, TypeOfAny
from mypy.version import __version__ as mypy_version

from tests.mypy import running
from typedfactory.mypy import __version__, fullnames, plugin, routing
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
    extra = "[pydantic-mypy]\ninit_typed = True\n"
    found = running.check({case.module: case.source for case in cases}, tmp_path, plugins, extra)
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


def raise_error(_judge: object, _ctx: object) -> str:
    raise LookupError("a construct that nobody thought of")


FAILED = (
    f"N: typedfactory {__version__} failed here under mypy {mypy_version} (LookupError: a construct that nobody thought "
    f"of; test_plugin.py:{raise_error.__code__.co_firstlineno + 1}) and leaves this alone. Please report it with this "
    f"note and the code that it is about."
)
CALLS = """\
import typedfactory as factory

def use(made: type[factory.DictFactory]) -> None:
    factory.Trait(name="x")
    factory.Trait(name="y")
"""


def test_what_a_hook_does_not_understand_is_left_alone_and_told_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(routing, "DEBUG", False)
    monkeypatch.setitem(routing._SIGNERS, fullnames.TRAIT, raise_error)
    found = running.check({"calls": CALLS}, tmp_path, plugins="typedfactory.mypy")
    assert dict(found["calls"]) == {4: [FAILED]}


def test_the_plugins_own_tests_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "DEBUG", True)
    with pytest.raises(LookupError, match="a construct that nobody thought of"):
        routing.Guard().guarded(lambda ctx: raise_error(None, ctx), lambda ctx: "as it was")(None)


def test_a_signature_that_contradicts_itself_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "DEBUG", False)
    anything = AnyType(TypeOfAny.special_form)
    bare = CallableType([], [], [], anything, Instance(FakeInfo("nothing is asked of it"), []))
    right = bare.copy_modified([anything], [ARG_STAR2], ["overrides"])
    wrong = right.copy_modified(unpack_kwargs=True)
    assert routing.Guard().guarded(lambda ctx: wrong, lambda ctx: bare)(None) is bare
    assert routing.Guard().guarded(lambda ctx: right, lambda ctx: bare)(None) is right


def test_left_alone_means_what_mypy_made_of_it() -> None:
    ctx: Any = SimpleNamespace(default_signature=1, default_return_type=2, default_attr_type=3)
    left: list[Any] = [routing._signature(ctx), routing._result(ctx), routing._attribute(ctx)]
    assert left == [1, 2, 3]
    assert routing._nothing(ctx) is None  # type: ignore[func-returns-value]  # that it returns nothing is the test
