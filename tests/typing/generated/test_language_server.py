"""What an editor completes and shows, asked of pyright's language server."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.typing.generated import project
from tests.typing.generated.language_server import SERVER, LanguageServer

pytestmark = pytest.mark.skipif(
    not SERVER.exists() or not all(map(importlib.util.find_spec, ("django", "msgspec", "pydantic", "sqlalchemy"))),
    reason="pyright is not installed, or a library of models",
)
HEAD = "from shop_factories import UserFactory\n"
MADE = 'user = UserFactory.build(name="x", address__city="y")\n'
#: What is being typed: file → text.
TEXTS = {
    "call.py": f"{HEAD}UserFactory.build(",
    "deep.py": f"{HEAD}UserFactory(address__)",
    "hover.py": f"{HEAD}{MADE}",
    "made.py": f"{HEAD}{MADE}user.",
}
NAMES = {"name=", "years=", "address=", "born=", "tags=", "domain=", "level=", "old=", "greet=", "greet__times="}
DEEP = {"address__city=", "address__zip_code=", "address__kind="}
#: What may be said of a nested factory besides its fields.
OPTIONS = {"address____sequence=", "address____strategy="}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder: Path = tmp_path_factory.mktemp("editor")
    project.write_project(folder)
    project.write_types(folder)
    server = LanguageServer(folder)
    for name, text in TEXTS.items():
        server.open(name, text)
    yield server
    server.stop()


def keywords(labels: list[str]) -> set[str]:
    return {label for label in labels if label.endswith("=")}


def test_the_keywords_of_a_call_are_completed_deep_ones_too(server: LanguageServer) -> None:
    found = keywords(server.completions("call.py", 1, 18))
    assert found == {*NAMES, *DEEP, *OPTIONS, "tags__0=", "tags__1="}


def test_a_deep_name_that_is_begun_is_completed(server: LanguageServer) -> None:
    assert keywords(server.completions("deep.py", 1, 21)) == DEEP | OPTIONS


def test_hovering_shows_the_model(server: LanguageServer) -> None:
    assert server.hover("hover.py", 1, 1) == "(variable) user: User"


def test_hovering_over_a_keyword_shows_what_it_takes(server: LanguageServer) -> None:
    assert server.hover("hover.py", 1, 26) == "(variable) name: str | BaseDeclaration[str]"
    assert server.hover("hover.py", 1, 36) == "(variable) address__city: str | BaseDeclaration[str]"


def test_what_was_made_has_the_attributes_of_the_model(server: LanguageServer) -> None:
    assert {"name", "age", "address", "born", "tags"} <= set(server.completions("made.py", 2, 5))
