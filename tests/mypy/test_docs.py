"""docs/mypy.md: each code has a page section with a bad example, which is found, and a good one, which is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.mypy import running
from typedfactory.mypy import codes

PAGE = (running.ROOT / "docs" / "mypy.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```py\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = {
    title: _BLOCK.findall(text)
    for title, text in re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
MESSAGES = dict(re.findall(r"^### (\S+)\n.*?^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
MODELS: str = _BLOCK.findall(PAGE)[0]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, list[str]]]:
    modules = {
        f"{title.replace('-', '_')}_{number}": MODELS + block
        for title, blocks in SECTIONS.items()
        for number, block in enumerate(blocks)
    }
    folder: Path = tmp_path_factory.mktemp("docs")
    return running.check(modules, folder)


def test_each_code_has_a_section() -> None:
    assert list(SECTIONS) == sorted(SECTIONS, key=[code.code for code in codes.ALL].index)
    assert set(SECTIONS) == {code.code for code in codes.ALL}


@pytest.mark.parametrize("title", SECTIONS)
def test_the_bad_example_is_found(title: str, findings: dict[str, dict[int, list[str]]]) -> None:
    bad, _ = SECTIONS[title]
    found = findings[f"{title.replace('-', '_')}_0"]
    assert set(found) == set(running.expected(MODELS + bad))
    assert all(message.endswith(f"[{title}]") for messages in found.values() for message in messages)


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_shows_what_mypy_says(title: str, findings: dict[str, dict[int, list[str]]]) -> None:
    found = findings[f"{title.replace('-', '_')}_0"]
    said = [message.replace("E: ", "error: ", 1) for line in sorted(found) for message in found[line]]
    assert MESSAGES[title].splitlines() == said


@pytest.mark.parametrize("title", SECTIONS)
def test_the_good_example_is_not(title: str, findings: dict[str, dict[int, list[str]]]) -> None:
    assert f"{title.replace('-', '_')}_1" not in findings
