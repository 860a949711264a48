"""Regular languages with intersection and complement, taken apart one character at a time.

A state is what is still to be written; its linear form lists the next characters (as a set) with the state that
each leads to. Source: the partial derivatives of V. Antimirov ("Partial derivatives of regular expressions", 1996),
with the symbolic character sets of later work on lookarounds; conditions on places look at the neighbours.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import attrs

from typedfactory.values.text.regex.syntax import Chars, Place, Syntax, walk

#: Sets of characters are bits, numbered as the universe lists them.
Mask = int
#: The sets of the characters before a place, nearest last; None is the start.
History = tuple[Mask | None, ...]
#: Where a place is: what precedes, and the set of the character that follows (None at the end).
Location = tuple[History, Mask | None]
#: A place with a character after it.
Spot = tuple[History, Mask]
Form = tuple[Mask, "Node"]
#: How a language is put together.
Kind = Literal["nothing", "empty", "chars", "series", "choice", "repeat", "all of", "not", "place", "loop"]

#: More states than this are no pattern that anybody wrote by hand.
_MOST_FORMS = 60_000
#: Of a range that a pattern names, so many characters from either end are drawn from.
_ENDS = 300
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_WHITE = "\t\n\r\f\v"
_FOREIGN = "éßñøžαβγжшя中文字"


class TooComplexError(Exception):
    """A language has too many states."""


@attrs.frozen(eq=False, repr=False)
class Node:
    """A language; equal ones are the same object.

    Args:
        kind: How it is put together.
        number: Its number, in order of creation.
        mask: The characters, of ``"chars"``.
        parts: What it consists of.
        low: The fewest repetitions.
        high: The most; None for any number.
        place: The condition, of ``"place"``.
    """

    kind: Kind
    number: int
    mask: Mask = 0
    parts: tuple[Node, ...] = ()
    low: int = 0
    high: int | None = 0
    place: Place | Behind | None = None


@attrs.frozen
class Behind:
    """A condition on the characters before a place.

    Args:
        options: Sets of characters, one for each place; one of the options must match.
        negated: Whether none may.
    """

    options: tuple[tuple[Mask, ...], ...]
    negated: bool


def universe_of(trees: Iterable[Syntax], *, binary: bool) -> str:
    """Return the characters to draw from: the printable ones and those that patterns name.

    Args:
        trees: The patterns.
        binary: Whether they are about bytes, each of which is a character then.
    """
    if binary:
        return "".join(map(chr, range(256)))
    found = dict.fromkeys(_PRINTABLE + _WHITE + _FOREIGN)
    for tree in trees:
        for each in walk(tree):
            for low, high in each.mentions if isinstance(each, Chars) else ():
                ends = {*range(low, min(low + _ENDS, high + 1)), *range(max(high - _ENDS, low), high + 1)}
                for character in map(chr, sorted(ends)):
                    found.update(dict.fromkeys((character, *character.lower()[:1], *character.upper()[:1])))
    return "".join(each for each in found if not 0xD800 <= ord(each) <= 0xDFFF)  # noqa: PLR2004 - no characters


class Language:
    """Makes nodes and takes them apart.

    Args:
        universe: All characters there are.
        binary: Whether they stand for bytes.
    """

    def __init__(self, universe: str, *, binary: bool = False) -> None:
        self.universe = universe
        self.binary = binary
        self.full: Mask = (1 << len(universe)) - 1
        self.nothing = Node("nothing", 0)
        self.empty = Node("empty", 1)
        self._nodes: dict[tuple[object, ...], Node] = {}
        self._count = 2
        self._masks: dict[Chars, Mask] = {}
        self._forms: dict[tuple[Node, Spot], tuple[Form, ...]] = {}
        self._open: set[tuple[object, ...]] = set()
        #: Sets that conditions on places ask about, and how many characters back they look.
        self.asked: list[Mask] = []
        self.depth = 0
        self._cells: tuple[Mask, ...] = ()
        self.words = self.mask_of(Chars(r"\w", 0))
        self.newlines = self.mask_of(Chars(r"\n", 0))
        self.everything = self.repeat(self.chars(self.full), 0, None)

    # --- making -------------------------------------------------------------------------------------------------

    def mask_of(self, chars: Chars) -> Mask:
        """Return the characters of a class, as the standard library sees them."""
        if chars not in self._masks:
            self._masks[chars] = sum(1 << number for number, found in enumerate(self._search(chars)) if found)
        return self._masks[chars]

    def _search(self, chars: Chars) -> Sequence[object]:
        """Return what the standard library says of each character of the universe."""
        flags = chars.flags & ~(re.VERBOSE | re.DEBUG)
        if not self.binary:
            return list(map(re.compile(chars.source, flags).fullmatch, self.universe))
        octets = (each.encode("latin-1") for each in self.universe)
        return list(map(re.compile(chars.source.encode("latin-1"), flags).fullmatch, octets))

    def _node(
        self,
        kind: Kind,
        parts: tuple[Node, ...] = (),
        *,
        mask: Mask = 0,
        low: int = 0,
        high: int | None = 0,
        place: Place | Behind | None = None,
    ) -> Node:
        key = (kind, parts, mask, low, high, place)
        if key not in self._nodes:
            self._nodes[key] = Node(kind, self._count, mask, parts, low, high, place)
            self._count += 1
        return self._nodes[key]

    def chars(self, mask: Mask) -> Node:
        """Return the language of one character of a set."""
        return self._node("chars", mask=mask) if mask else self.nothing

    def word(self, text: str) -> Node:
        """Return the language of one word."""
        made = self.empty
        for character in reversed(text):
            made = self.series(self.chars(1 << self.universe.index(character)), made)
        return made

    def series(self, first: Node, rest: Node) -> Node:
        """Return one after the other."""
        if first is self.nothing or rest is self.nothing:
            return self.nothing
        if first is self.empty or (first is rest and first is self.everything):
            return rest
        if rest is self.empty:
            return first
        if first.kind == "series":
            return self.series(first.parts[0], self.series(first.parts[1], rest))
        return self._node("series", (first, rest))

    def choice(self, options: Iterable[Node]) -> Node:
        """Return what is in one of them."""
        found: dict[Node, None] = {}
        for each in options:
            found.update(dict.fromkeys(each.parts if each.kind == "choice" else (each,)))
        found.pop(self.nothing, None)
        if self.everything in found:
            return self.everything
        parts = sorted(found, key=lambda each: each.number)
        return self._node("choice", tuple(parts)) if len(parts) > 1 else parts[0] if parts else self.nothing

    def repeat(self, item: Node, low: int, high: int | None) -> Node:
        """Return so many in a row."""
        if high == 0 or item is self.empty:
            return self.empty
        if item is self.nothing:
            return self.empty if low == 0 else self.nothing
        return item if low == 1 and high == 1 else self._node("repeat", (item,), low=low, high=high)

    def all_of(self, members: Iterable[Node]) -> Node:
        """Return what is in all of them."""
        found: dict[Node, None] = {}
        for each in members:
            found.update(dict.fromkeys(each.parts if each.kind == "all of" else (each,)))
        found.pop(self.everything, None)
        if self.nothing in found:
            return self.nothing
        parts = sorted(found, key=lambda each: each.number)
        return self._node("all of", tuple(parts)) if len(parts) > 1 else parts[0] if parts else self.everything

    def negate(self, node: Node) -> Node:
        """Return what is not in it."""
        if node is self.everything or node is self.nothing:
            return self.nothing if node is self.everything else self.everything
        return node.parts[0] if node.kind == "not" else self._node("not", (node,))

    def place(self, condition: Place | Behind) -> Node:
        """Return the empty word where a condition on its place holds."""
        depth = max(map(len, condition.options), default=0) if isinstance(condition, Behind) else 1
        asked: list[Mask] = []
        if isinstance(condition, Behind):
            asked = [mask for option in condition.options for mask in option]
        elif condition.kind in ("boundary", "no boundary"):
            asked = [self.words]
        elif condition.kind in ("line start", "line end"):
            asked = [self.newlines]
        elif condition.kind == "end":
            depth = 0
        self.depth = max(self.depth, depth)
        self.asked.extend(mask for mask in asked if mask not in self.asked)
        return self._node("place", place=condition)

    def loop(self) -> Node:
        """Return a language that is said later, in terms of itself (`define`)."""
        self._count += 1
        return Node("loop", self._count)

    def define(self, loop: Node, meaning: Node) -> None:
        """Say what a loop is."""
        self._nodes["loop", loop] = meaning

    # --- taking apart -------------------------------------------------------------------------------------------

    @property
    def cells(self) -> tuple[Mask, ...]:
        """The universe, cut so that conditions on places see no difference within a cell."""
        if not self._cells:
            cells = [self.full]
            for mask in self.asked:
                cells = [part for cell in cells for part in (cell & mask, cell & ~mask) if part]
            self._cells = tuple(cells)
        return self._cells

    def holds(self, condition: Place | Behind, location: Location) -> bool:
        """Say whether a condition holds at a place."""
        history, following = location
        if isinstance(condition, Behind):
            return self._precedes(condition, history) is not condition.negated
        kind = condition.kind
        if kind in ("end", "line end"):
            return following is None or (kind == "line end" and bool(following & self.newlines))
        before = history[-1]
        if kind in ("start", "line start"):
            return before is None or (kind == "line start" and bool(before & self.newlines))
        if before is None and following is None:
            # Before Python 3.14 an empty text has neither a boundary nor a place that is none.
            return kind == "no boundary" and sys.version_info >= (3, 14)
        differ = bool((before or 0) & self.words) is not bool((following or 0) & self.words)
        return differ is (kind == "boundary")

    @staticmethod
    def _precedes(condition: Behind, history: History) -> bool:
        for option in condition.options:
            seen = history[len(history) - len(option) :]
            if all(each is not None and each & mask for each, mask in zip(seen, option, strict=True)):
                return True
        return False

    def accepts_empty(self, node: Node, location: Location) -> bool:  # noqa: PLR0911 - one line for each kind
        """Say whether nothing more needs to be written at a place."""
        kind = node.kind
        if kind in ("series", "all of"):
            return all(self.accepts_empty(each, location) for each in node.parts)
        if kind == "choice":
            return any(self.accepts_empty(each, location) for each in node.parts)
        if kind == "repeat":
            return node.low == 0 or self.accepts_empty(node.parts[0], location)
        if kind == "not":
            return not self.accepts_empty(node.parts[0], location)
        if kind == "place":
            return node.place is not None and self.holds(node.place, location)
        if kind == "loop":
            return self._guarded(node, location)
        return kind == "empty"

    def _guarded(self, node: Node, location: Location) -> bool:
        key = ("empty", node, location)
        if key in self._open:
            return False
        self._open.add(key)
        try:
            return self.accepts_empty(self._nodes["loop", node], location)
        finally:
            self._open.discard(key)

    def forms(self, node: Node, location: Spot) -> tuple[Form, ...]:
        """Return the linear form of a node at a place: pairs of next characters and what follows them.

        Raises:
            TooComplexError: There are too many.
        """
        key = (node, location)
        known = self._forms.get(key)
        if known is None:
            if key in self._open:
                return ()
            if len(self._forms) > _MOST_FORMS:
                raise TooComplexError
            self._open.add(key)
            try:
                merged: dict[Node, Mask] = {}
                for mask, rest in self._take_apart(node, location):
                    if mask and rest is not self.nothing:
                        merged[rest] = merged.get(rest, 0) | mask
                known = self._forms[key] = tuple((mask, rest) for rest, mask in merged.items())
            finally:
                self._open.discard(key)
        return known

    def _take_apart(self, node: Node, location: Spot) -> Iterable[Form]:  # noqa: PLR0911 - as above
        kind = node.kind
        if kind == "chars":
            return [(node.mask & location[1], self.empty)]
        if kind == "series":
            first, rest = node.parts
            found = [(mask, self.series(after, rest)) for mask, after in self.forms(first, location)]
            return [*found, *self.forms(rest, location)] if self.accepts_empty(first, location) else found
        if kind == "choice":
            return [form for part in node.parts for form in self.forms(part, location)]
        if kind == "repeat":
            item, high = node.parts[0], None if node.high is None else node.high - 1
            rest = self.repeat(item, max(node.low - 1, 0), high)
            return [(mask, self.series(after, rest)) for mask, after in self.forms(item, location)]
        if kind == "all of":
            return self._meet(node.parts, location)
        if kind == "not":
            return self._complement(node.parts[0], location)
        return self.forms(self._nodes["loop", node], location) if kind == "loop" else ()

    def _meet(self, parts: tuple[Node, ...], location: Spot) -> list[Form]:
        met: list[Form] = [(location[1], self.everything)]
        for part in parts:
            forms = self.forms(part, location)
            met = [
                (mask & other, self.all_of((rest, after)))
                for mask, rest in met
                for other, after in forms
                if mask & other
            ]
        return met

    def _complement(self, node: Node, location: Spot) -> list[Form]:
        return [(mask, self.negate(rest)) for mask, rest in self.determined(self.forms(node, location), location[1])]

    def determined(self, forms: Iterable[Form], whole: Mask) -> list[Form]:
        """Return forms whose sets do not overlap, and that together take up all of a set."""
        parts: list[tuple[Mask, tuple[Node, ...]]] = [(whole, ())]
        for mask, rest in forms:
            cut = [(part & mask, (*nodes, rest)) for part, nodes in parts if part & mask]
            parts = cut + [(part & ~mask, nodes) for part, nodes in parts if part & ~mask]
        return [(part, self.choice(nodes)) for part, nodes in parts]


def characters(mask: Mask, universe: Mapping[int, str] | str) -> str:
    """Return the members of a set."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(universe[lowest.bit_length() - 1])
        mask ^= lowest
    return "".join(found)
