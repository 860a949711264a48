"""Text and bytes that match regular expressions and have a wanted length, both by construction."""

from __future__ import annotations

import functools
from collections.abc import Callable
from random import Random

import attrs

from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import Pattern
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.requests import Request
from typedfactory.values.text.regex.compiler import compile_tree
from typedfactory.values.text.regex.language import Language, Node, TooComplexError, universe_of
from typedfactory.values.text.regex.parser import Parsed, UnreadableError, parse
from typedfactory.values.text.regex.words import Words

_CONSTRAINTS = ("pattern", "min_length", "max_length")
#: How long what a group holds may be, where no length is asked for.
_USUAL_GROUP = 12
#: How many words are drawn where a construct may refuse some (see `Parsed.risks`).
_TRIES = 200


@attrs.frozen
class Avoided(Pattern):
    """Text does not match a regular expression: what breaks the rule of a pattern."""


@attrs.frozen
class _Wanted:
    """One pattern.

    Args:
        asked: The pattern and where it must match.
        parsed: What it says.
    """

    asked: Pattern
    parsed: Parsed

    @property
    def matches(self) -> Callable[[str | bytes], object]:
        """The judge: the standard library's own function."""
        judge: Callable[[str | bytes], object] = getattr(self.parsed.compiled, self.asked.mode)
        return (lambda word: not judge(word)) if isinstance(self.asked, Avoided) else judge


def make_matching(request: Request, fewest: int, most: int | None, *, binary: bool) -> Recipe:
    """Make text (or bytes) that matches all patterns asked for.

    Args:
        request: What is asked.
        fewest: The least length.
        most: The greatest; None for no limit.
        binary: Whether bytes are made.

    Raises:
        UnfillableError: No text of such a length matches, or a pattern holds what is not known here.
    """
    wanted = [_read(request, each, binary=binary) for each in request.constraints.pattern]
    trees = [each.parsed.tree for each in wanted]
    language = Language(universe_of(trees, binary=binary), binary=binary)
    longest = max(fewest, _USUAL_GROUP)
    try:
        for padded in (False, True):
            roots = [
                _root_of(language, each, longest if most is None else min(most, longest), padded=padded)
                for each in wanted
            ]
            words = Words(language, language.all_of(roots))
            lengths = words.lengths(fewest, most)
            if lengths:
                return _recipe(request, wanted, words, lengths, (fewest, most), binary=binary)
    except UnreadableError as error:
        raise _refusal(request, str(error)) from error
    except TooComplexError as error:
        raise _refusal(request, "it has too many states") from error
    raise request.unsatisfiable(*_CONSTRAINTS)


def as_pattern(pattern: object) -> Pattern:
    """Return a pattern with the place where it must match; one that says none may match anywhere.

    Args:
        pattern: Of the ``pattern`` of `Constraints`.
    """
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern)


def _read(request: Request, pattern: object, *, binary: bool) -> _Wanted:
    asked = as_pattern(pattern)
    try:
        parsed = parse(asked.regex)
    except UnreadableError as error:
        raise _refusal(request, str(error)) from error
    if isinstance(parsed.compiled.pattern, bytes) is not binary:
        raise _refusal(request, "one is about text, the other about bytes")
    return _Wanted(asked, parsed)


def _refusal(request: Request, reason: str) -> UnfillableError:
    return UnfillableError(
        f"{request.where}: {request.constraints.shown('pattern')} cannot be satisfied for {request.shown}: {reason}. "
        f"Declare the field, or correct its constraints."
    )


def _root_of(language: Language, wanted: _Wanted, longest: int, *, padded: bool) -> Node:
    mode, avoided = wanted.asked.mode, isinstance(wanted.asked, Avoided)
    padded = padded or avoided
    after = language.everything if padded and mode != "fullmatch" else language.empty
    root = compile_tree(language, wanted.parsed.tree, after, longest)
    root = language.series(language.everything, root) if padded and mode == "search" else root
    return language.negate(root) if avoided else root


def _recipe(
    request: Request,
    wanted: list[_Wanted],
    words: Words,
    lengths: list[int],
    limits: tuple[int, int | None],
    *,
    binary: bool,
) -> Recipe:
    plain = _drawer([words.drawer(length) for length in lengths])
    draw: Callable[[Random], str | bytes] = _encoded(plain) if binary else plain
    judges = [each.matches for each in wanted]
    risks = [risk for each in wanted for risk in each.parsed.risks]
    reason = f"what was made for it did not match, because of {' and '.join(risks) or 'its conditions'}"
    refusal = str(_refusal(request, reason))

    def make(stream: Random, _builder: object) -> str | bytes:
        for _ in range(_TRIES):
            word = draw(stream)
            for matches in judges:
                if not matches(word):
                    break
            else:
                return word
        raise UnfillableError(refusal)

    # What cannot be made at all is known now.
    make(Random(0), None)  # noqa: S311 - test data
    return Recipe(make, domain=None if risks else functools.cache(lambda: _domain_of(words, *limits, binary=binary)))


def _domain_of(words: Words, fewest: int, most: int | None, *, binary: bool) -> Domain | None:
    domain = words.domain(fewest, most)
    if domain is None or not binary:
        return domain
    at = domain.at
    return Domain(domain.count, lambda number: at(number).encode("latin-1"))


def _drawer(drawers: list[Callable[[Random], str]]) -> Callable[[Random], str]:
    count = len(drawers)
    return drawers[0] if count == 1 else lambda stream: drawers[int(stream.random() * count)](stream)


def _encoded(draw: Callable[[Random], str]) -> Callable[[Random], bytes]:
    return lambda stream: draw(stream).encode("latin-1")
