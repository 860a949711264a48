"""CONTRIBUTING.md: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:typedfactory|tests|docs|scripts)/(?!_build)[\w/.-]*)`", TEXT)))
ROWS = [
    line for line in TEXT.partition("### To change something")[2].partition("## Style")[0].splitlines() if "|" in line
]


def test_the_map_has_a_row_for_everything_that_is_often_changed() -> None:
    assert len(ROWS) > 10
    assert len(PATHS) > 30


@pytest.mark.parametrize("path", PATHS)
def test_a_path_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()
