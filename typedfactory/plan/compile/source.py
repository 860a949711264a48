"""Writing Python source: lines, the names bound in them, and what each line is about."""

from __future__ import annotations

import collections
import itertools
import keyword
import linecache
import weakref
from collections.abc import Iterable, Mapping
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


def call_arguments(positional: Iterable[str], named: Mapping[str, str]) -> str:
    """Return the source of an argument list.

    Args:
        positional: Expressions.
        named: Parameter → expression; names that are no identifiers are passed in a dict.

    Example:
        >>> call_arguments(["a"], {"x": "1", "class": "2"})
        "a, x=1, **{'class': 2}"
    """
    parts = list(positional)
    plain = dict(itertools.takewhile(lambda item: is_plain_name(item[0]), named.items()))
    parts += [f"{name}={value}" for name, value in plain.items()]
    # What follows the first odd name goes into the dict with it, so that the order stays.
    rest = {name: value for name, value in named.items() if name not in plain}
    if rest:
        parts.append(f"**{dict_literal(rest)}")
    return ", ".join(parts)


def dict_literal(items: Mapping[str, str]) -> str:
    """Return the source of a dict: key → expression."""
    return "{" + ", ".join(f"{name!r}: {value}" for name, value in items.items()) + "}"


def is_plain_name(name: str) -> bool:
    """Say whether a name can stand before ``=`` in a call."""
    return name.isidentifier() and not keyword.iskeyword(name)
