"""How a page is read: which blocks are files, commands and statements, and on which line they stand."""

from __future__ import annotations

import pytest

from scripts.pages import Command, File, PageError, Statement, read_page


def test_a_block_of_a_file_has_its_name_above_it() -> None:
    page = "Text.\n\n**models.py**\n\n```python\nx = 1\n```\n"
    assert read_page(page) == [File(6, "models.py", "", "x = 1\n")]


def test_a_block_may_be_a_part_of_a_file() -> None:
    end, line = read_page("**a.py**, at the end:\n\n```python\nx\n```\n\n**a.py**, line 2:\n\n```python\ny\n```\n")
    assert isinstance(end, File)
    assert end.write_into("1\n2\n") == "1\n2\nx\n"
    assert isinstance(line, File)
    assert line.write_into("1\n2\n3\n") == "1\ny\n3\n"


def test_a_line_that_the_file_has_not_is_an_error() -> None:
    with pytest.raises(PageError, match=r"^line 5: a\.py has 2 lines, so none is the one numbered 7\.$"):
        File(5, "a.py", "line 7", "x\n").write_into("1\n2\n")


def test_a_file_without_a_name_is_an_error() -> None:
    message = r"^line 4: a file without a name\. Write \*\*name\.py\*\* in the line above the block\.$"
    with pytest.raises(PageError, match=message):
        read_page("Text.\n\n```python\nx = 1\n```\n")


def test_a_name_is_for_the_next_block_only() -> None:
    with pytest.raises(PageError, match=r"^line 7: a file without a name\."):
        read_page("**a.py**\n```python\nx\n```\n\n```ini\n[b]\n```\n")


def test_a_console_has_commands_and_what_they_show() -> None:
    page = "```console\n$ cd shop\n$ ls\na.py\nb.py\n```\n"
    assert read_page(page) == [Command(2, "cd shop", ""), Command(3, "ls", "a.py\nb.py\n")]


def test_a_console_begins_with_a_command() -> None:
    message = r"^line 2: a console without a command\. Write \$ before what is typed\.$"
    with pytest.raises(PageError, match=message):
        read_page("```console\nls\n```\n")


def test_a_prompt_has_statements_and_what_they_show() -> None:
    page = "```pycon\n>>> x = [\n...     1]\n>>> x\n[1]\n```\n"
    assert read_page(page) == [Statement(2, "x = [\n    1]\n", ""), Statement(4, "x\n", "[1]\n")]


def test_other_blocks_are_only_looked_at() -> None:
    assert read_page("```text\n$ rm -r .\n```\n") == []
