r"""What other engines of regular expressions write, in the words of ``re``: pydantic's is that of Rust.

Classes of characters with names (``[[:alpha:]]``), in each other and with operations (``[a-z&&[^aeiou]]``), properties
(``\p{Lu}``), code points (``\x{41}``), names of groups (``(?<year>…)``), flags in the middle (``a(?i)b``). What a class of
theirs means is worked out for ASCII, of which values are made.
"""

from __future__ import annotations

import functools
import re
import unicodedata
import warnings
from collections.abc import Callable

_ASCII = frozenset(map(chr, range(128)))
_NAMED = {
    "alnum": "[0-9A-Za-z]",
    "alpha": "[A-Za-z]",
    "ascii": r"[\x00-\x7f]",
    "blank": r"[\t ]",
    "cntrl": r"[\x00-\x1f\x7f]",
    "digit": "[0-9]",
    "graph": "[!-~]",
    "lower": "[a-z]",
    "print": "[ -~]",
    "punct": r"[!-/:-@\[-`{-~]",
    "space": r"[\t\n\v\f\r ]",
    "upper": "[A-Z]",
    "word": "[0-9A-Za-z_]",
    "xdigit": "[0-9A-Fa-f]",
}
#: Inside of a class the ranges stand as they are.
_PROPERTIES = {"L": "a-zA-Z", "Lu": "A-Z", "Ll": "a-z", "N": "0-9", "Nd": "0-9"}
_LONG_NAMES = {
    "Letter": "L",
    "Alphabetic": "L",
    "Uppercase_Letter": "Lu",
    "Uppercase": "Lu",
    "Lowercase_Letter": "Ll",
    "Lowercase": "Ll",
    "Number": "N",
    "Decimal_Number": "Nd",
    "Punctuation": "P",
    "Symbol": "S",
    "Separator": "Z",
}
_PROPERTY = re.compile(r"\\([pP])(?:\{(\^?)(\w+)\}|(\w))")
_CODE_POINT = re.compile(r"\\[xuU]\{([0-9A-Fa-f]+)\}")
_POSIX = re.compile(r"\[:(\^?)(\w+):\]")
_FLAGS = re.compile(r"\(\?([a-zA-Z]*(?:-[a-zA-Z]+)?)\)")
_SETS: dict[str, Callable[[frozenset[str], frozenset[str]], frozenset[str]]] = {
    "&&": frozenset.intersection,
    "--": frozenset.difference,
    "~~": frozenset.symmetric_difference,
}


class _UnknownError(Exception):
    """It is nothing that another engine knows, either."""


@functools.lru_cache(maxsize=512)
def translate(regex: str) -> str:
    r"""Write an expression in the words of ``re``, where it is in those of another engine.

    Args:
        regex: The expression; one that ``re`` reads without a doubt stays as it is.

    Example:
        >>> translate("^[[:digit:]]+$"), translate(r"\p{Lu}[a-z]")
        ('^[\\x30-\\x39]+$', '[A-Z][a-z]')
    """
    if _is_ours(regex):
        return regex
    try:
        return _Translator(regex).whole()
    except (_UnknownError, IndexError):
        return regex


def _is_ours(regex: str) -> bool:
    with warnings.catch_warnings():
        # Of sets in each other, and of operations on them.
        warnings.simplefilter("error", FutureWarning)
        try:
            re.compile(regex)
        except (re.error, FutureWarning):
            return False
    # Since Python 3.14, re knows it as well, and means the same.
    return r"\z" not in regex and _POSIX.search(regex) is None


class _Translator:
    """Goes through an expression.

    Args:
        regex: The expression.
    """

    def __init__(self, regex: str) -> None:
        self.regex = regex
        self.at = 0
        #: Whether the class that is being read is none of ours.
        self.foreign = False

    def whole(self) -> str:
        """Return all of it."""
        start = _FLAGS.match(self.regex)
        if start is not None:
            self.at = start.end()
        written = (start[0] if start is not None else "") + self.group()
        if self.at < len(self.regex):
            raise _UnknownError
        return written

    def group(self) -> str:
        """Return what stands up to the end of a group, which flags inside of it reach to."""
        written, opened = "", ""
        while self.at < len(self.regex):
            flags = _FLAGS.match(self.regex, self.at)
            character = self.regex[self.at]
            if flags is not None:
                self.at = flags.end()
                written += f"{')' if opened else ''}(?{flags[1]}:"
                opened = f"(?{flags[1]}:"
            elif character == ")":
                break
            elif character == "|" and opened:
                self.at += 1
                written += f")|{opened}"
            else:
                written += self.piece()
        return written + (")" if opened else "")

    def piece(self) -> str:
        """Return one group, class, escape or character."""
        character = self.regex[self.at]
        if character == "[":
            return self.plain_class()
        if character == "\\":
            return self.escape()
        if character != "(":
            self.at += 1
            return character
        head = re.compile(r"\((?:\?(?:P?<(?=\w)|[a-zA-Z-]*:|[=!>]|<[=!]|P[=>]))?").match(self.regex, self.at)
        self.at = self.at + 1 if head is None else head.end()
        opening = (
            "(" if head is None else head[0].replace("(?<", "(?P<") if not head[0].endswith(("=", "!")) else head[0]
        )
        inner = self.group()
        self.at += 1
        return f"{opening}{inner})"

    def escape(self) -> str:
        """Return an escape outside of classes."""
        found = _PROPERTY.match(self.regex, self.at)
        if found is not None:
            self.at = found.end()
            name = _LONG_NAMES.get(found[3] or found[4], found[3] or found[4])
            if found[1] == "p" and not found[2] and name in _PROPERTIES:
                return f"[{_PROPERTIES[name]}]"
            return _spelt(_of_property(found))
        point = _CODE_POINT.match(self.regex, self.at)
        if point is not None:
            self.at = point.end()
            return re.escape(chr(int(point[1], 16)))
        text = self.regex[self.at : self.at + 2]
        self.at += 2
        return r"\Z" if text == r"\z" else text

    def plain_class(self) -> str:
        """Return a class of characters: as it is, if it is one of ours."""
        start, self.foreign = self.at, False
        members = self.members()
        if self.foreign:
            return _spelt(members)
        return _PROPERTY.sub(lambda found: _PROPERTIES[found[3]], self.regex[start : self.at])

    def members(self) -> frozenset[str]:
        """Return the characters of a class, and go behind it."""
        self.at += 1
        negated = self.regex[self.at] == "^"
        self.at += negated
        left: frozenset[str] | None = None
        operation, found = "", frozenset[str]()
        first = True
        while first or self.regex[self.at] != "]":
            two = self.regex[self.at : self.at + 2]
            if two in _SETS and not first:
                self.foreign = True
                left = found if left is None else _SETS[operation](left, found)
                operation, found = two, frozenset()
                self.at += 2
            else:
                found |= self.member()
            first = False
        self.at += 1
        whole = found if left is None else _SETS[operation](left, found)
        return _ASCII - whole if negated else whole

    def member(self) -> frozenset[str]:
        """Return the characters of one part of a class."""
        posix = _POSIX.match(self.regex, self.at)
        # Any other name is none: Rust reads a class within the class.
        if posix is not None and posix[2] in _NAMED:
            self.at, self.foreign = posix.end(), True
            named = _matched(_NAMED[posix[2]])
            return _ASCII - named if posix[1] else named
        if self.regex[self.at] == "[":
            self.foreign = True
            return self.members()
        some = self.single()
        follows = self.regex[self.at : self.at + 2]
        if len(some) != 1 or follows[:1] != "-" or follows in ("-]", "--"):
            return some
        self.at += 1
        last = self.single()
        if len(last) != 1 or min(last) < min(some):
            raise _UnknownError
        return frozenset(each for each in _ASCII if min(some) <= each <= min(last))

    def single(self) -> frozenset[str]:
        """Return one character, or those of an escape."""
        if self.regex[self.at] != "\\":
            self.at += 1
            return frozenset(self.regex[self.at - 1])
        found = _PROPERTY.match(self.regex, self.at)
        if found is not None:
            self.at = found.end()
            self.foreign |= found[1] == "P" or bool(found[2]) or found[3] not in _PROPERTIES
            return _of_property(found)
        if _CODE_POINT.match(self.regex, self.at) is not None:
            self.foreign = True
        written = re.compile(r"\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}").match(self.regex, self.at)
        escape = self.escape() if written is None else written[0]
        self.at = self.at if written is None else written.end()
        return _matched(f"[{escape}]" if escape != r"\Z" else "[z]")


def _of_property(found: re.Match[str]) -> frozenset[str]:
    name = _LONG_NAMES.get(found[3] or found[4], found[3] or found[4])
    members = frozenset(each for each in _ASCII if unicodedata.category(each).startswith(name))
    if not members:
        raise _UnknownError
    return _ASCII - members if (found[1] == "P") is not bool(found[2]) else members


@functools.cache
def _matched(source: str) -> frozenset[str]:
    try:
        judge = re.compile(source, re.ASCII)
    except re.error as error:
        raise _UnknownError from error
    return frozenset(filter(judge.match, _ASCII))


def _spelt(members: frozenset[str]) -> str:
    """Return a class of ours with some characters."""
    if not members:
        return r"(?!)"
    points = sorted(map(ord, members))
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "[" + "".join(f"\\x{low:02x}" + (f"-\\x{high:02x}" if high > low else "") for low, high in ranges) + "]"
