"""Writing Python source: lines, the names bound in them, and what each line is about."""

from __future__ import annotations

import collections
import itertools
import keyword
import linecache
import unicodedata
import weakref
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction, UserValue, UserValues


_serial = itertools.count(1)

#: What the names of the files begin with in which generated functions stand.
FILE_NAME = "<typedfactory "

#: Files of functions that are gone. They are taken out of linecache when the next one is compiled, not when the
#: collector runs: that may be in the middle of linecache's own loops.
_unused: collections.deque[str] = collections.deque()


@attrs.frozen
class CompiledFunction:
    """A generated function.

    Attributes:
        function: The function.
        source: Its text.
    """

    function: UserFunction
    source: str


class SourceBuilder:
    """Lines of one function and the values they refer to; user values enter by name, never as text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: UserValues = {}
        self.labels: dict[int, str] = {}
        self._bound: dict[int, str] = {}

    def bind(self, value: UserValue, hint: str) -> str:
        """Return the name under which the source can use a value.

        Args:
            value: The value.
            hint: What the name starts with.
        """
        name = self._bound.get(id(value))
        if name is None:
            name = f"{hint}_{len(self.names)}"
            self.names[name] = value
            self._bound[id(value)] = name
        return name

    def key(self, name: str) -> str:
        """Return the expression for a name as a string: itself where it is a plain name, else bound to one of ours."""
        return repr(name) if is_plain_name(name) else self.bind(name, "key")

    def mapping(self, items: Iterable[tuple[str, str]]) -> str:
        """Return the source of a dict.

        Args:
            items: Key and expression.
        """
        return "{" + ", ".join(f"{self.key(name)}: {value}" for name, value in items) + "}"

    def arguments(self, positional: Iterable[str], named: Iterable[tuple[str, str]] = ()) -> str:
        """Return the source of an argument list.

        Args:
            positional: Expressions.
            named: Parameter and expression; what is no plain name is passed in a dict.

        Example:
            >>> builder = SourceBuilder()
            >>> builder.arguments(["a"], [("x", "1"), ("class", "2")])
            'a, x=1, **{key_0: 2}'
        """
        pairs = list(named)
        plain = list(itertools.takewhile(lambda pair: is_plain_name(pair[0]), pairs))
        parts = [*positional, *(f"{name}={value}" for name, value in plain)]
        # What follows the first odd name goes into the dict with it, so that the order stays.
        rest = pairs[len(plain) :]
        if rest:
            parts.append(f"**{self.mapping(rest)}")
        return ", ".join(parts)

    def line(self, indent: int, text: str, label: str | None = None) -> None:
        """Add a line.

        Args:
            indent: How deep it is indented, in steps of four.
            text: The line.
            label: The field that it makes; lines without one belong to the one before.
        """
        self.lines.append("    " * indent + text)
        if label is not None:
            self.labels[len(self.lines)] = label

    def build(self, name: str, title: str) -> CompiledFunction:
        """Compile the lines.

        Args:
            name: The function that they define.
            title: What the function does, for tracebacks: part of its file name.
        """
        text = "\n".join(self.lines) + "\n"
        filename = f"{FILE_NAME}{title} #{next(_serial)}>"
        code = compile(text, filename, "exec")
        namespace = dict(self.names)
        exec(code, namespace)  # noqa: S102 - our own source; user values are bound by name
        function = namespace[name]
        # Without a time stamp linecache keeps the entry, so that pdb and tracebacks can show the source.
        while _unused:
            linecache.cache.pop(_unused.popleft(), None)
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        weakref.finalize(function, _unused.append, filename)
        return CompiledFunction(function, text)


def is_plain_name(name: str) -> bool:
    """Say whether a name can stand in source as it is: Python reads it as the very same one, and as nothing else.

    Example:
        >>> [is_plain_name(name) for name in ("name", "größe", "class", "__debug__", "ﬁ", "a b")]
        [True, True, False, False, False, False]
    """
    if type(name) is not str or not name.isidentifier() or keyword.iskeyword(name) or name == "__debug__":
        return False
    return name.isascii() or unicodedata.normalize("NFKC", name) == name
