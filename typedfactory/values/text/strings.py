"""Text and bytes of a wanted length."""

from __future__ import annotations

import collections
import itertools
import string
from collections.abc import Callable
from random import Random
from typing import Any

from typedfactory.values.core.lengths import LENGTH_CONSTRAINTS, length_range
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.text.patterns import make_matching

_TEXT = (*LENGTH_CONSTRAINTS, "pattern")
#: The length of text and bytes when nothing is asked.
_USUAL_LENGTH = 12
#: Sixteen letters, so that four random bits give one; with enough vowels to be told apart by a reader.
_LETTERS = "abdeiklmnoprstuv"
_TRIPLES = tuple(map("".join, itertools.product(_LETTERS, repeat=3)))
#: Characters for text that must not repeat itself, the readable ones first; surrogates and controls are no text.
_CHARACTERS = string.ascii_letters + string.digits + "".join(map(chr, range(0xC0, 0x250)))
_LAST_BLOCK = (0x4E00, 0x9FA5)


def _choose_length(fewest: int, most: int | None) -> int:
    return max(fewest, _USUAL_LENGTH if most is None else min(most, _USUAL_LENGTH))


def make_text(request: Request) -> Recipe:
    """Make lower-case text, twelve letters when nothing is asked."""
    request.accept(*_TEXT)
    fewest, most = length_range(request)
    if request.constraints.pattern:
        return make_matching(request, fewest, most, binary=False)
    return Recipe(_letters_drawer(_choose_length(fewest, most)), domain=_text_domain(fewest, most))


def _letters_drawer(length: int) -> Callable[[Random, object], str]:
    if length == _USUAL_LENGTH:
        return _draw_usual_letters
    blocks, bits = -(-length // 3), 4 * length
    table = _TRIPLES

    def make(stream: Random, _builder: object) -> str:
        drawn = stream.getrandbits(bits)
        return "".join([table[drawn >> 12 * block & 4095] for block in range(blocks)])[:length]

    return make if length else lambda _stream, _builder: ""


def _draw_usual_letters(stream: Random, _builder: object, table: tuple[str, ...] = _TRIPLES) -> str:
    drawn = stream.getrandbits(48)
    return table[drawn & 4095] + table[drawn >> 12 & 4095] + table[drawn >> 24 & 4095] + table[drawn >> 36]


def _text_domain(fewest: int, most: int | None) -> Domain:
    first, last = _LAST_BLOCK
    base = len(_CHARACTERS) + last - first + 1

    def character(digit: int) -> str:
        return _CHARACTERS[digit] if digit < len(_CHARACTERS) else chr(first + digit - len(_CHARACTERS))

    return _sequence_domain(base, fewest, most, lambda digits: "".join(map(character, digits)))


def _sequence_domain(base: int, fewest: int, most: int | None, join: Callable[[list[int]], str | bytes]) -> Domain:
    """Number all sequences of digits by length: the empty one, those of one digit, and so on."""
    longest = fewest + 4 if most is None else min(most, fewest + 4)
    sizes = [(length, base**length) for length in range(fewest, longest + 1)]

    def at(number: int) -> str | bytes:
        for length, count in sizes:
            if number < count:
                return join([number // base**place % base for place in range(length)])
            number -= count
        raise IndexError(number)

    return Domain(sum(count for _, count in sizes), at)


def make_bytes(request: Request) -> Recipe:
    """Make bytes, twelve when nothing is asked."""
    request.accept(*_TEXT)
    fewest, most = length_range(request)
    if request.constraints.pattern:
        return make_matching(request, fewest, most, binary=True)
    length = _choose_length(fewest, most)
    return Recipe(_bytes_drawer(length), domain=_sequence_domain(256, fewest, most, bytes))


def _bytes_drawer(length: int) -> Callable[[Random, object], bytes]:
    bits = 8 * length
    return lambda stream, _builder: stream.getrandbits(bits).to_bytes(length, "little")


def make_bytearray(request: Request) -> Recipe:
    """Make byte arrays, of twelve bytes when nothing is asked."""
    request.accept(*LENGTH_CONSTRAINTS)
    draw = _bytes_drawer(_choose_length(*length_range(request)))
    return Recipe(lambda stream, builder: bytearray(draw(stream, builder)), hashable=False)


def make_anything(request: Request) -> Recipe:
    """Make what ``Any`` and ``object`` get: text."""
    return make_text(request)


def make_user_string(request: Request) -> Recipe:
    """Make ``collections.UserString``."""
    return make_text(request).mapped(collections.UserString)


MAKERS: dict[object, Maker] = {
    str: make_text,
    collections.UserString: make_user_string,
    bytes: make_bytes,
    bytearray: make_bytearray,
    Any: make_anything,
    object: make_anything,
}
