"""The README: short, readable in a narrow terminal, with links that lead somewhere and commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\]\(([^)\s]+)\)", README)


def slugs(page: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and MyST make them."""
    titles = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_to_a_file_and_a_heading_of_it(link: str) -> None:
    path, _, anchor = link.partition("#")
    target = ROOT / path
    assert target.exists()
    assert not anchor or anchor in slugs(target.read_text(encoding="utf-8"))


def test_it_is_short_and_fits_a_narrow_terminal() -> None:
    lines = README.splitlines()
    assert len(lines) < 120
    # Links cannot be broken.
    assert [line for line in lines if len(re.sub(r"\]\([^)]*\)", "]", line)) > 80] == []


def test_its_commands_are_targets_of_the_makefile() -> None:
    commands = re.findall(r"^    make ([\w-]+)", README, re.MULTILINE)
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert commands == ["demo", "test"]
    assert set(commands) <= targets
