"""Text for Django's fields: kinds of text are tried on a field's validators, the first that passes is made."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from random import Random

import attrs
from django.core import validators
from django.db.models import Field

from typedfactory.ground.constraints import Constraints, Pattern
from typedfactory.ground.given import UserValue
from typedfactory.orm.django.filling.marks import Validator, passing, refusing
from typedfactory.orm.shared.marks import DISTINCT, annotated, drawn
from typedfactory.values.core.recipes import Domain

_LETTERS = string.ascii_lowercase
#: The length of text where nothing is asked, and of text that must not repeat itself.
_USUAL, _UNIQUE = 12, 20
_DIGITS = "0123456789"


@attrs.frozen
class TextKind:
    """Text with a part that varies.

    Args:
        before: What stands before it.
        alphabet: The characters that it is made of.
        after: What stands behind it.
    """

    before: str
    alphabet: str
    after: str = ""

    def fit(self, fewest: int, most: int | None, wanted: int) -> int | None:
        """Return the length of the varying part; None where there is no room for one."""
        fixed = len(self.before) + len(self.after)
        room = None if most is None else most - fixed
        if room is not None and room < 1:
            return None
        length = max(wanted, fewest - fixed, 1)
        return length if room is None else min(length, room)

    def domain(self, length: int) -> Domain:
        """Return all texts of this kind, numbered."""
        base, alphabet = len(self.alphabet), self.alphabet

        def at(number: int) -> str:
            drawn_part = "".join([alphabet[number // base**place % base] for place in range(length)])
            return f"{self.before}{drawn_part}{self.after}"

        return Domain(base**length, at)

    def drawer(self, length: int) -> Callable[[Random], str]:
        """Return a function that draws one."""
        before, after, alphabet, places = self.before, self.after, self.alphabet, range(length)
        base = len(alphabet)

        def draw(stream: Random) -> str:
            return before + "".join([alphabet[int(stream.random() * base)] for _ in places]) + after

        return draw


EMAIL = TextKind("", _LETTERS, "@example.com")
URL = TextKind("https://example.com/", _LETTERS)
PLAIN = TextKind("", _LETTERS)
#: What a field may want without saying so in words that can be read.
_KINDS = (
    PLAIN,
    TextKind("", _DIGITS[1:]),
    EMAIL,
    TextKind("", _LETTERS, "@a.co"),
    URL,
    TextKind("http://a.co/", _LETTERS),
    TextKind("", _LETTERS, ".example.com"),
    TextKind("192.0.2.", "123456789"),
    TextKind("2001:db8::", "123456789abcdef"),
    TextKind("", string.ascii_uppercase),
    TextKind("#", "0123456789abcdef"),
    TextKind("+1202555", _DIGITS),
    TextKind("A", _LETTERS, "1!"),
)


def text_type(
    field: Field[UserValue, UserValue],
    *,
    unique: bool,
    checks: list[Validator],
    limits: Constraints,
    first: TextKind | None = None,
) -> UserValue:
    """Return the type of the text that a field takes.

    Args:
        field: The field.
        unique: Whether it must not repeat itself.
        checks: What checks it, lengths apart.
        limits: Its lengths.
        first: The kind to try first.
    """
    fewest, most = limits.min_length or 0, limits.max_length

    def accepts(value: UserValue) -> bool:
        short = isinstance(value, str) and fewest <= len(value) and (most is None or len(value) <= most)
        return short and refusing(checks, value) is None

    for kind in _candidates(field, first):
        length = kind.fit(fewest, most, _UNIQUE if unique else _USUAL)
        for tried in () if length is None else _lengths(length, fewest, most):
            draw, domain = kind.drawer(tried), kind.domain(tried)
            if all(refusing(checks, domain.at(number)) is None for number in _probes(domain)):
                made = drawn(str, draw, domain, accepts, limits)
                return annotated(made, DISTINCT) if unique else made
    return _matching(unique=unique, checks=checks, limits=limits)


def _candidates(field: Field[UserValue, UserValue], first: TextKind | None) -> Iterator[TextKind]:
    if first is not None:
        yield first
    for validator in field.validators:
        if isinstance(validator, validators.URLValidator) and validator.schemes:
            yield TextKind(f"{validator.schemes[0]}://example.com/", _LETTERS)
    yield from _KINDS


def _lengths(length: int, fewest: int, most: int | None) -> tuple[int, ...]:
    """Return the lengths to try: what is validated may have a length of its own."""
    others = (1, 2, 3, 4, 5, 6, 8, 10, 16)
    fixed = tuple(other for other in others if fewest <= other and (most is None or other <= most))
    return (length, *fixed)


def _probes(domain: Domain) -> tuple[int, ...]:
    count = domain.count
    return (0, count // 2, count - 1, count // 3, 2 * count // 7)


def _matching(*, unique: bool, checks: list[Validator], limits: Constraints) -> UserValue:
    """Return the type of text that matches regular expressions, and passes what else there is."""
    marks: list[object] = []
    others = []
    for check in checks:
        if isinstance(check, validators.RegexValidator) and not check.inverse_match:
            marks.append(Pattern(check.regex, "search"))
        else:
            others.append(check)
    found = annotated(str, limits, *marks)
    if unique:
        found = annotated(found, DISTINCT)
    return annotated(found, passing(others)) if others else found
