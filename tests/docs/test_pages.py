"""Running the files that a page shows finds what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import pages

PAGE = """\
# A page

```py
# numbers_of_mine.py
ONE = 1
```

```py
# test_numbers.py
from numbers_of_mine import ONE


def test_one():
    assert ONE == 1
```

More of it:

```py
# test_numbers.py


def test_two():
    assert ONE + ONE == 2
```

```python
neither = "a file"
```
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_blocks_that_begin_with_a_name_are_files(page: Path) -> None:
    files = pages.files_of("page.md")
    assert list(files) == ["numbers_of_mine.py", "test_numbers.py"]
    assert files["test_numbers.py"].count("def ") == 2


def test_the_verdict_is_that_of_pytest(page: Path) -> None:
    assert pages.run_tests("page.md", "-p", "no:asyncio") == "2 passed"


def test_a_test_that_fails_is_shown(page: Path) -> None:
    page.write_text(PAGE.replace("== 2", "== 3"), encoding="utf-8")
    assert "assert (1 + 1) == 3" in pages.run_tests("page.md", "-p", "no:asyncio")
