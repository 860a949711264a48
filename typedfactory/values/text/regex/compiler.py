"""From what a regular expression says to the language of the words that it matches.

Groups that are referred to are tried with words of their own, so that what refers to them is a word as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from random import Random

import attrs

from typedfactory.values.text.regex.language import Behind, Language, Mask, Node
from typedfactory.values.text.regex.parser import UnreadableError
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
    children_of,
    walk,
)
from typedfactory.values.text.regex.words import Words

#: Counted repetitions of something that looks around are written out; more often would take too long.
_MOST_COPIES = 1000
#: How many words a group that is referred to is tried with, and in how many combinations.
_MOST_WORDS = 64
_WORDS_OF_A_LENGTH = 4
_MOST_COMBINATIONS = 256


@attrs.frozen
class Choices:
    """What the groups of one match hold.

    Args:
        words: Group → its text, of groups that are referred to.
        present: Group → whether it takes part, of groups that conditions ask about.
    """

    words: Mapping[int, str]
    present: Mapping[int, bool]


_NO_CHOICES = Choices({}, {})


def compile_tree(language: Language, tree: Syntax, after: Node, longest: int) -> Node:
    """Return the language of a regular expression.

    Args:
        language: Where nodes are made.
        tree: The expression.
        after: What may follow it.
        longest: How long a match may be, for what groups that are referred to may hold.

    Raises:
        UnreadableError: It holds a construct that is not known here.
    """
    options = [_Compiler(language, choices).followed(tree, after) for choices in _choices_of(language, tree, longest)]
    return language.choice(options)


def _choices_of(language: Language, tree: Syntax, longest: int) -> Iterator[Choices]:
    parts = walk(tree)
    asked = sorted({each.number for each in parts if isinstance(each, Conditional)})
    groups = {each.number: each.item for each in parts if isinstance(each, Group)}
    referred = sorted({each.number for each in parts if isinstance(each, Reference)})
    words = [_words_of(language, groups[number], longest) for number in referred]
    combinations = itertools.islice(itertools.product(*words), _MOST_COMBINATIONS)
    for combination in combinations:
        for present in itertools.product((True, False), repeat=len(asked)):
            yield Choices(
                dict(zip(referred, combination, strict=True)),
                dict(zip(asked, present, strict=True)),
            )


def _words_of(language: Language, tree: Syntax, longest: int) -> list[str]:
    """Return some words that a group may hold, of all lengths there are."""
    roots = [compile_tree(language, tree, language.empty, longest)]
    if any(isinstance(each, Look) and each.ahead for each in walk(tree)):
        # What it looks for may stand behind the group, where it is asked again.
        blind = [_Compiler(language, choices, blind=True) for choices in _choices_of(language, tree, longest)]
        roots.append(language.choice([each.followed(tree, language.empty) for each in blind]))
    return list(dict.fromkeys(itertools.chain(*(_drawn(language, root, longest) for root in roots))))


def _drawn(language: Language, root: Node, longest: int) -> list[str]:
    words = Words(language, root)
    found: dict[str, None] = {}
    # The same words in every process: they belong to the pattern, not to what is drawn.
    stream = Random(0)  # noqa: S311 - test data
    lengths = [length for length in range(longest + 1) if words.lengths(length, length)]
    for length in lengths[:_MOST_WORDS]:
        draw = words.drawer(length)
        share = max(1, min(_WORDS_OF_A_LENGTH, _MOST_WORDS // len(lengths)))
        found.update(dict.fromkeys(draw(stream) for _ in range(share)))
    return list(found)


@attrs.frozen
class _Compiler:
    """Makes the nodes of one expression.

    Args:
        language: Where nodes are made.
        choices: What its groups hold.
        blind: Whether what it looks for ahead is left out.
    """

    language: Language
    choices: Choices = _NO_CHOICES
    blind: bool = False

    def followed(self, tree: Syntax, after: Node) -> Node:  # noqa: PLR0911 - one line for each form
        """Return a tree and what follows it; conditions on what is ahead see both."""
        language = self.language
        if not any(isinstance(each, Look) and each.ahead for each in walk(tree)):
            return language.series(self.plain(tree), after)
        if isinstance(tree, Look):
            if self.blind:
                return after
            inner = self.followed(tree.item, language.everything)
            return language.all_of((language.negate(inner) if tree.negated else inner, after))
        if isinstance(tree, Choice):
            return language.choice([self.followed(each, after) for each in tree.options])
        if isinstance(tree, Repeat):
            return self._repeated(tree, after)
        if isinstance(tree, Conditional):
            return self.followed(tree.yes if self.choices.present[tree.number] else tree.no, after)
        if isinstance(tree, Group) and tree.number in self.choices.words:
            # What is ahead of a group that is referred to counts for its word too.
            word = language.series(language.word(self.choices.words[tree.number]), after)
            return language.all_of((word, self.followed(tree.item, after)))
        for part in reversed(children_of(tree)):
            after = self.followed(part, after)
        return after

    def _repeated(self, tree: Repeat, after: Node) -> Node:
        copies = tree.low if tree.high is None else tree.high
        if copies > _MOST_COPIES:
            raise UnreadableError(f"it repeats a lookahead up to {copies} times")
        if tree.high is None:
            loop = self.language.loop()
            self.language.define(loop, self.language.choice([self.followed(tree.item, loop), after]))
            made = loop
        else:
            made = after
            for _ in range(tree.high - tree.low):
                made = self.language.choice([self.followed(tree.item, made), after])
        for _ in range(tree.low):
            made = self.followed(tree.item, made)
        return made

    def plain(self, tree: Syntax) -> Node:  # noqa: PLR0911 - as above
        """Return a tree that does not look ahead."""
        language = self.language
        if isinstance(tree, Chars):
            return language.chars(language.mask_of(tree))
        if isinstance(tree, Series):
            made = language.empty
            for part in reversed(tree.parts):
                made = language.series(self.plain(part), made)
            return made
        if isinstance(tree, Choice):
            return language.choice([self.plain(each) for each in tree.options])
        if isinstance(tree, Repeat):
            return self._plain_repeat(tree)
        if isinstance(tree, Group):
            return self._group(tree)
        if isinstance(tree, Place):
            return language.place(tree)
        if isinstance(tree, Look):
            return language.place(Behind(tuple(self._widths(tree.item)), tree.negated))
        if isinstance(tree, Reference):
            return language.word(self.choices.words[tree.number])
        return self.plain(tree.yes if self.choices.present[tree.number] else tree.no)

    def _plain_repeat(self, tree: Repeat) -> Node:
        low, high = tree.low, tree.high
        if isinstance(tree.item, Group) and tree.item.number in self.choices.present:
            low, high = (max(low, 1), high) if self.choices.present[tree.item.number] else (0, 0)
        return self.language.repeat(self.plain(tree.item), low, high)

    def _group(self, tree: Group) -> Node:
        if self.choices.present.get(tree.number) is False:
            return self.language.nothing
        word = self.choices.words.get(tree.number)
        return self.plain(tree.item) if word is None else self.language.word(word)

    def _widths(self, tree: Syntax) -> Iterator[tuple[Mask, ...]]:
        """Return what a lookbehind looks for, as sets of characters one after the other."""
        if isinstance(tree, Chars):
            yield (self.language.mask_of(tree),)
        elif isinstance(tree, Choice):
            for option in tree.options:
                yield from self._widths(option)
        elif isinstance(tree, Group):
            yield from self._widths(tree.item)
        elif isinstance(tree, Series):
            for parts in itertools.product(*(tuple(self._widths(each)) for each in tree.parts)):
                yield tuple(itertools.chain(*parts))
        elif isinstance(tree, Repeat) and tree.low == tree.high:
            yield from self._widths(Series((tree.item,) * tree.low))
        else:
            raise UnreadableError(f"its lookbehind contains a {type(tree).__name__.lower()}")
