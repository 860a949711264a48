"""Regular expressions read by the parser of the standard library.

The only file that knows it: Python has no public parser of regular expressions, and one of our own would differ from
``re`` in a hundred small ways. What is read is its tree, whose form has not changed since Python 3.11 gave it
atomic groups; a node with an unknown name is refused by that name.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from typedfactory.values.text.regex.dialects import translate
from typedfactory.values.text.regex.syntax import (
    Chars,
    Choice,
    Conditional,
    Group,
    Look,
    Place,
    Reference,
    Repeat,
    Series,
    Syntax,
)

#: What the standard library's own parser gives: it is not public, and has no types.
Raw: TypeAlias = Any  # type: ignore[explicit-any]  # as said above
#: An expression that is compiled already, about text or about bytes.
Compiled: TypeAlias = "re.Pattern[str] | re.Pattern[bytes]"

_sre: Raw
if sys.version_info >= (3, 11):
    from re import _parser as _sre  # type: ignore[attr-defined]  # typeshed leaves out what is not public
else:
    import sre_parse as _sre

_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


class UnreadableError(Exception):
    """A regular expression cannot be parsed, or holds something that has no name here."""


@attrs.frozen
class Parsed:
    """A regular expression, read.

    Args:
        tree: What it says.
        compiled: What the standard library makes of it.
        risks: The constructs that may refuse words that the tree allows, as they are written.
    """

    tree: Syntax
    compiled: Compiled
    risks: tuple[str, ...]


def parse(regex: str | bytes | Compiled) -> Parsed:
    r"""Read a regular expression.

    Args:
        regex: Its text, or a compiled one.

    Raises:
        UnreadableError: It is none, or it holds a construct without a name here.

    Example:
        >>> parse("^a").tree
        Series(parts=(Place(kind='start'), Chars(source='[\\U00000061]', flags=32, mentions=((97, 97),))))
    """
    with warnings.catch_warnings():
        # What may mean something else one day was said to whoever wrote it, and here nobody can change it.
        warnings.simplefilter("ignore", FutureWarning)
        try:
            compiled = regex if isinstance(regex, re.Pattern) else _compile(regex)
            raw = _sre.parse(compiled.pattern, compiled.flags)
        except re.error as error:
            raise UnreadableError(f"it is no regular expression of Python ({error})") from error
    reader = _Reader(binary=isinstance(compiled.pattern, bytes))
    return Parsed(reader.read(raw, raw.state.flags), compiled, tuple(dict.fromkeys(reader.risks)))


def _compile(regex: str | bytes) -> Compiled:
    return re.compile(regex) if isinstance(regex, bytes) else re.compile(translate(regex))


class _Reader:
    """Turns the parser's nodes into a tree.

    Args:
        binary: Whether the expression is about bytes.
    """

    def __init__(self, *, binary: bool) -> None:
        self.binary = binary
        self.risks: list[str] = []

    def read(self, nodes: Raw, flags: int) -> Syntax:
        parts = [self._read_node(str(operator), argument, flags) for operator, argument in nodes]
        return parts[0] if len(parts) == 1 else Series(tuple(parts))

    def _read_node(self, name: str, argument: Raw, flags: int) -> Syntax:
        if name not in _READERS:
            raise UnreadableError(f"its construct {name} is not known")
        return _READERS[name](self, name, argument, flags)

    def chars(self, name: str, argument: Raw, flags: int) -> Syntax:
        if name == "ANY":
            return Chars(".", flags)
        items = argument if name == "IN" else [("LITERAL", argument)]
        negated = name == "NOT_LITERAL" or str(items[0][0]) == "NEGATE"
        source, mentions = "", []
        for operator, value in items:
            kind = str(operator)
            if kind == "CATEGORY":
                source += _CATEGORIES[str(value)]
            elif kind != "NEGATE":
                low, high = value if kind == "RANGE" else (value, value)
                mentions.append((low, high))
                source += self._escape(low) if low == high else f"{self._escape(low)}-{self._escape(high)}"
        return Chars(f"[{'^' if negated else ''}{source}]", flags, tuple(mentions))

    def _escape(self, point: int) -> str:
        return f"\\x{point:02x}" if self.binary else f"\\U{point:08x}"

    def branch(self, _name: str, argument: Raw, flags: int) -> Syntax:
        return Choice(tuple(self.read(each, flags) for each in argument[1]))

    def subpattern(self, _name: str, argument: Raw, flags: int) -> Syntax:
        number, added, removed, nodes = argument
        item = self.read(nodes, (flags | added) & ~removed)
        return item if number is None else Group(number, item)

    def repeat(self, name: str, argument: Raw, flags: int) -> Syntax:
        low, high, nodes = argument
        if name == "POSSESSIVE_REPEAT":
            self.risks.append("a possessive quantifier")
        return Repeat(self.read(nodes, flags), low, None if high == _sre.MAXREPEAT else int(high))

    def atomic(self, _name: str, argument: Raw, flags: int) -> Syntax:
        self.risks.append("an atomic group (?>…)")
        return self.read(argument, flags)

    def place(self, _name: str, argument: Raw, flags: int) -> Syntax:
        many = bool(flags & re.MULTILINE)
        kind = str(argument)
        if kind in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            return Place("line start" if many and kind == "AT_BEGINNING" else "start")
        if kind in ("AT_END", "AT_END_STRING"):
            return Place("line end" if many and kind == "AT_END" else "end")
        return Place("boundary" if kind == "AT_BOUNDARY" else "no boundary")

    def look(self, name: str, argument: Raw, flags: int) -> Syntax:
        direction, nodes = argument
        return Look(self.read(nodes, flags), ahead=direction > 0, negated=name == "ASSERT_NOT")

    def failure(self, _name: str, _argument: object, _flags: int) -> Syntax:
        return Choice(())

    def reference(self, _name: str, argument: Raw, _flags: int) -> Syntax:
        self.risks.append("a back-reference")
        return Reference(argument)

    def conditional(self, _name: str, argument: Raw, flags: int) -> Syntax:
        self.risks.append("a conditional (?(…)…|…)")
        number, yes, no = argument
        return Conditional(number, self.read(yes, flags), self.read(no or (), flags))


_READERS: dict[str, Callable[[_Reader, str, Raw, int], Syntax]] = {
    **dict.fromkeys(("LITERAL", "NOT_LITERAL", "ANY", "IN"), _Reader.chars),
    "BRANCH": _Reader.branch,
    "SUBPATTERN": _Reader.subpattern,
    **dict.fromkeys(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"), _Reader.repeat),
    "ATOMIC_GROUP": _Reader.atomic,
    "AT": _Reader.place,
    **dict.fromkeys(("ASSERT", "ASSERT_NOT"), _Reader.look),
    "FAILURE": _Reader.failure,
    "GROUPREF": _Reader.reference,
    "GROUPREF_EXISTS": _Reader.conditional,
}
