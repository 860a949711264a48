"""The pictures: each stands on a page with a text for those who cannot see it, and what mypy says in one is what it says."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from mypy import api

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SVG = "{http://www.w3.org/2000/svg}"
#: Of the code in the picture: where a line begins, and how wide a character is, in pixels.
LEFT, CHARACTER = 62.0, 8.4
#: The first program of the README; the picture's last line of code comes after it.
PROGRAM = (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
WRONG_CALL = ET.parse(ROOT / "docs" / "pictures" / "wrong-call.svg").getroot()  # noqa: S314 - our own file


def texts(picture: ET.Element, role: str) -> list[str]:
    """Return the texts of one class, those that continue a line on the next one joined to it."""
    found: list[str] = []
    last = None
    for element in picture.iter(f"{SVG}text"):
        text = "".join(element.itertext())
        if element.get("class") != "more":
            last = element.get("class")
            found += [text] if last == role else []
        elif last == role:
            found[-1] += f" {text}"
    return found


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_has_a_title_and_needs_nothing_from_elsewhere(path: Path) -> None:
    picture = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    title = picture.find(f"{SVG}title")
    assert title is not None
    assert title.text
    assert picture.get("viewBox") == f"0 0 {picture.get('width')} {picture.get('height')}"
    outside = [value for each in picture.iter() for value in each.attrib.values() if re.match(r"\w+://|data:", value)]
    assert outside == []


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_shown_with_a_text_that_stands_for_it(path: Path) -> None:
    shown = [
        " ".join(alt.split())
        for page in PAGES
        for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
        if target.endswith(f"pictures/{path.name}")
    ]
    assert shown
    assert all(len(alt) > 40 for alt in shown)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wrong_call")
    *_, call = texts(WRONG_CALL, "code")
    (folder / "orders.py").write_text(f"{PROGRAM}\n{call}\n", encoding="utf-8")
    (folder / "mypy.ini").write_text("[mypy]\nplugins = typedfactory.mypy\n", encoding="utf-8")
    output, errors, _ = api.run(
        [
            f"--config-file={folder / 'mypy.ini'}",
            f"--cache-dir={folder / 'cache'}",
            "--show-error-end",
            "--no-error-summary",
            str(folder / "orders.py"),
        ]
    )
    assert errors == ""
    return [line.removeprefix(f"{folder}/") for line in output.splitlines()]


def test_the_wrong_call_stands_in_the_code_of_the_readme() -> None:
    code = texts(WRONG_CALL, "code")
    lines = [*PROGRAM.splitlines(), "", code[-1]]
    numbers = [int(text) for text in texts(WRONG_CALL, "gutter")]
    shown = [lines[number - 1].strip() for number in numbers]
    assert shown == [code[0], code[1], code[2], code[3], "", code[4]]


def test_the_messages_below_the_wrong_call_are_mypys(said: list[str]) -> None:
    printed = [re.sub(r"^orders.py:(\d+):[\d:]+", r"orders.py:\1:", line) for line in said]
    assert texts(WRONG_CALL, "mypy") == printed


def test_what_mypy_objects_to_is_underlined(said: list[str]) -> None:
    ranges = []
    for path in WRONG_CALL.iter(f"{SVG}path"):
        start, steps = re.match(r"M([\d.]+)(?: [\d.]+)(q.*)", path.attrib["d"]).groups()  # type: ignore[union-attr] # it does
        width = sum(float(step.split()[2]) for step in steps.split("q")[1:])
        first = (float(start) - LEFT) / CHARACTER + 1
        ranges.append((round(first), round(first + width / CHARACTER) - 1))
    found = [re.match(r"orders\.py:\d+:(\d+):\d+:(\d+):", line) for line in said]
    assert ranges == [(int(match[1]), int(match[2])) for match in found if match]
