"""Open files, all of them in memory; and expressions to search text with."""

from __future__ import annotations

import io
import re
import typing
from typing import AnyStr

from typedfactory.values.core.recipes import Conversion, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request


def _maker_around(content: type, build: Conversion) -> Maker:
    """Return a maker of something around text or bytes."""

    def make_around(request: Request) -> Recipe:
        request.accept()
        return request.recipe_for(content).mapped(build)

    return make_around


_make_text_file = _maker_around(str, io.StringIO)
_make_binary_file = _maker_around(bytes, io.BytesIO)


def make_file(request: Request) -> Recipe:
    """Make what ``IO`` asks for: a file of text, or one of bytes."""
    return (_make_binary_file if request.arguments == (bytes,) else _make_text_file)(request)


def make_expression(request: Request) -> Recipe:
    """Make compiled regular expressions: letters, that match themselves."""
    return _maker_around(bytes if request.arguments == (bytes,) else str, _compile_literally)(request)


def _compile_literally(text: AnyStr) -> re.Pattern[AnyStr]:
    return re.compile(re.escape(text))


MAKERS: dict[object, Maker] = {
    typing.IO: make_file,
    **dict.fromkeys((typing.TextIO, io.StringIO, io.TextIOBase, io.IOBase), _make_text_file),
    **dict.fromkeys((typing.BinaryIO, io.BytesIO, io.BufferedIOBase), _make_binary_file),
    io.TextIOWrapper: _maker_around(bytes, lambda content: io.TextIOWrapper(io.BytesIO(content), encoding="latin-1")),
    io.BufferedReader: _maker_around(bytes, lambda content: io.BufferedReader(io.BytesIO(content))),
    re.Pattern: make_expression,
}
