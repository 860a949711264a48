"""What a regular expression says, as a tree that does not depend on who parsed it."""

from __future__ import annotations

from typing import Literal

import attrs


@attrs.frozen
class Chars:
    """One character of a class.

    Args:
        source: A regular expression for the one character.
        flags: The flags of ``re`` that it is read with.
        mentions: The ranges of code points that it names, both ends included.
    """

    source: str
    flags: int
    mentions: tuple[tuple[int, int], ...] = ()


@attrs.frozen
class Series:
    """One part after the other.

    Args:
        parts: The parts.
    """

    parts: tuple[Syntax, ...]


@attrs.frozen
class Choice:
    """One of several.

    Args:
        options: The alternatives.
    """

    options: tuple[Syntax, ...]


@attrs.frozen
class Repeat:
    """The same several times.

    Args:
        item: What is repeated.
        low: The fewest times.
        high: The most times; None for any number.
    """

    item: Syntax
    low: int
    high: int | None


@attrs.frozen
class Group:
    """What can be referred to.

    Args:
        number: Its number.
        item: What it holds.
    """

    number: int
    item: Syntax


@attrs.frozen
class Reference:
    """What a group held, again.

    Args:
        number: The group's number.
    """

    number: int


@attrs.frozen
class Conditional:
    """One of two, depending on whether a group took part.

    Args:
        number: The group's number.
        yes: What follows if it did.
        no: What follows if not.
    """

    number: int
    yes: Syntax
    no: Syntax


@attrs.frozen
class Place:
    """A condition on a place between two characters.

    Args:
        kind: Which one.
    """

    kind: Literal["start", "line start", "end", "line end", "boundary", "no boundary"]


@attrs.frozen
class Look:
    """A condition on what follows or precedes.

    Args:
        item: What must (not) be there.
        ahead: Whether it is about what follows.
        negated: Whether it must not be there.
    """

    item: Syntax
    ahead: bool
    negated: bool


Syntax = Chars | Series | Choice | Repeat | Group | Reference | Conditional | Place | Look


def children_of(tree: Syntax) -> tuple[Syntax, ...]:
    """Return the parts of a tree, one level down."""
    if isinstance(tree, Series):
        return tree.parts
    if isinstance(tree, Choice):
        return tree.options
    if isinstance(tree, (Repeat, Group, Look)):
        return (tree.item,)
    return (tree.yes, tree.no) if isinstance(tree, Conditional) else ()


def walk(tree: Syntax) -> list[Syntax]:
    """Return a tree and all its parts."""
    found = [tree]
    for each in found:
        found.extend(children_of(each))
    return found
