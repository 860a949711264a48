"""The pages about commands: what a page types shows what the page says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.docs.pages import DOCS, files_of

PAGES = sorted(path.relative_to(DOCS).as_posix() for path in (DOCS / "cli").glob("*.md"))
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sessions(page: str) -> list[tuple[str, str]]:
    """Return what a page types, and what it says is shown."""
    found: list[tuple[str, str]] = []
    for block in _CONSOLE.findall((DOCS / page).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


def plain(text: str) -> str:
    """Return a text without blanks at the ends of its lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_its_commands_show(page: str, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for name, text in files_of(page).items():
        shell.write(name, text)
    for command, shown in sessions(page):
        result = shell.start(script=f"{{ {command}\n}} 2>&1")
        same = doctest.OutputChecker().check_output(plain(shown), plain(result.out), doctest.ELLIPSIS)
        assert same, f"$ {command}\n{result.out}"


def test_each_command_has_a_page_in_the_table() -> None:
    from typedfactory.cli.app import app

    names = sorted(str(each.name) for each in app.registered_commands)
    index = (DOCS / "cli" / "index.md").read_text(encoding="utf-8")
    assert [name for name in names if f"[`typedfactory {name}`]({name}.md)" not in index] == []
    assert names == sorted(Path(page).stem for page in PAGES if not page.endswith("index.md"))
