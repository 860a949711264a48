"""Pages that show a project of several files: they are written to a folder and tested there.

A file is a block that begins with its name, as in ``# conftest.py``. Blocks with the same name are one file. In a fence
``py``, Sybil leaves it alone; in a fence ``python``, it is a part of the page's program, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.examples.running import run_tool

DOCS = Path(__file__).parents[2] / "docs"
_FILE = re.compile(r"^```(?:py|python|ini)\n# ([\w/]+\.\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VERDICT = re.compile(r"^(\d+ \w+.*) in [\d.]+s", re.MULTILINE)


def files_of(page: str) -> dict[str, str]:
    """Return the files that a page shows: name → text.

    Args:
        page: Where it is in docs/.
    """
    files: dict[str, str] = defaultdict(str)
    for name, text in _FILE.findall((DOCS / page).read_text(encoding="utf-8")):
        files[name] += text
    return dict(files)


def run_tests(page: str, *arguments: str) -> str:
    """Run the tests that a page shows.

    Args:
        page: Where it is in docs/.
        *arguments: What pytest is told besides.

    Returns:
        What pytest closes with, such as ``"3 passed"``; all that it says where a test fails.
    """
    with TemporaryDirectory() as folder:
        for name, text in files_of(page).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = ("pytest", "-q", "-W", "error", "-p", "no:cacheprovider", *arguments)
        result = run_tool(Path(folder), *command)
    verdict = _VERDICT.search(result.stdout)
    return result.stdout + result.stderr if result.returncode or verdict is None else verdict[1]
