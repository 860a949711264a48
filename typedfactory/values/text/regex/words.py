"""Words of a language, of a wanted length: drawn at random, or numbered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from random import Random

import attrs

from typedfactory.values.core.recipes import Domain
from typedfactory.values.text.regex.language import History, Language, Mask, Node, TooComplexError, characters

#: A word still to be written, and what precedes it.
State = tuple[Node, History]
Edge = tuple[Mask, State]

#: Words are not longer than this, unless they must be.
_USUAL_LENGTH = 12
#: How far to look for a possible length beyond the least one wanted.
_FARTHEST = 5000
#: Sets greater than this are not meant letter by letter: letters and digits do for them.
_WIDE = 70
_FEWEST_DISTINCT_LENGTHS = 64
_MOST_COUNTED = 4000


@attrs.define(eq=False)
class Words:
    """The words of a language by their lengths.

    Args:
        language: Where the node comes from.
        root: The language itself.
    """

    language: Language
    root: Node
    _layers: list[dict[State, None]] = attrs.field(factory=list, init=False)
    _edges: dict[State, list[Edge]] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._layers.append({self._start: None})

    @property
    def _start(self) -> State:
        return (self.root, (None,) * self.language.depth)

    def lengths(self, fewest: int, most: int | None) -> list[int]:
        """Return the usual lengths of words in a range; empty when it holds none.

        Args:
            fewest: The least length.
            most: The greatest; None for no limit.
        """
        found = self._lengths_until(fewest, most, _USUAL_LENGTH)
        return found[1:] if len(found) > 1 and found[0] == 0 else found

    def _lengths_until(self, fewest: int, most: int | None, usual: int) -> list[int]:
        found: list[int] = []
        seen: set[frozenset[State]] = set()
        last = fewest + _FARTHEST if most is None else min(most, fewest + _FARTHEST)
        for length in range(last + 1):
            layer = self._layer(length)
            if not layer or (found and length > max(usual, found[0])):
                break
            if length < fewest:
                continue
            if any(self._accepts(state) for state in layer):
                found.append(length)
            # The same states again: what was not possible since then never will be.
            states = frozenset(layer)
            if not found and states in seen:
                break
            seen.add(states)
        return found

    def _layer(self, number: int) -> dict[State, None]:
        """Return the states that so many characters lead to."""
        while len(self._layers) <= number:
            self._layers.append({after: None for state in self._layers[-1] for _, after in self._edges_of(state)})
        return self._layers[number]

    def _edges_of(self, state: State) -> list[Edge]:
        if state not in self._edges:
            self._edges[state] = self._find_edges(state, determined=False)
        return self._edges[state]

    def _find_edges(self, state: State, *, determined: bool) -> list[Edge]:
        node, history = state
        language = self.language
        found: dict[State, Mask] = {}
        for cell in language.cells:
            forms = language.forms(node, (history, cell))
            after = (*history, cell)[1:] if history else ()
            for mask, rest in language.determined(forms, cell) if determined else forms:
                if rest is not language.nothing:
                    found[rest, after] = found.get((rest, after), 0) | mask
        return [(mask, target) for target, mask in found.items()]

    def _accepts(self, state: State) -> bool:
        node, history = state
        return self.language.accepts_empty(node, (history, None))

    def drawer(self, length: int) -> Callable[[Random], str]:
        """Return a function that draws words of one length.

        Args:
            length: One of those that `lengths` returned.
        """
        alive = {state for state in self._layer(length) if self._accepts(state)}
        steps: list[dict[State, tuple[tuple[str, State], ...]]] = []
        for number in range(length - 1, -1, -1):
            step = {
                state: tuple((self._drawn(mask), after) for mask, after in self._edges_of(state) if after in alive)
                for state in self._layer(number)
            }
            steps.append({state: edges for state, edges in step.items() if edges})
            alive = set(steps[-1])
        steps.reverse()
        if all(len(edges) == 1 for step in steps for edges in step.values()) and all(len(step) == 1 for step in steps):
            return _straight_drawer([next(iter(step.values()))[0][0] for step in steps])
        return _walker(self._start, steps)

    def _drawn(self, mask: Mask) -> str:
        """Return those characters of a set that are drawn: the readable ones, where there are some."""
        everything = characters(mask, self.language.universe)
        plain = "".join(each for each in everything if each.isascii() and each.isalnum())
        if len(everything) > _WIDE and plain:
            return plain
        return "".join(each for each in everything if each.isascii() and each.isprintable()) or everything

    def domain(self, fewest: int, most: int | None) -> Domain | None:
        """Number the words in a range of lengths; None when there are too many states for that.

        Args:
            fewest: The least length.
            most: The greatest; None for no limit.
        """
        first = next(iter(self._lengths_until(fewest, most, 0)), 0)
        lengths = self._lengths_until(fewest, most, first + _FEWEST_DISTINCT_LENGTHS)
        try:
            counted = _Counted(self._start, lambda state: self._find_edges(state, determined=True), self._accepts)
            counts = [counted.count(length) for length in lengths]
        except TooComplexError:
            return None
        totals = list(accumulate(counts))

        def at(number: int) -> str:
            which = next(index for index, total in enumerate(totals) if number < total)
            return counted.at(lengths[which], number - totals[which] + counts[which], self.language.universe)

        return Domain(totals[-1], at)


@attrs.define(eq=False)
class _Counted:
    """Words told apart: every word leads along one way only."""

    start: State
    find_edges: Callable[[State], list[Edge]]
    accepts: Callable[[State], bool]
    edges: dict[State, list[Edge]] = attrs.field(factory=dict, init=False)
    layers: list[dict[State, None]] = attrs.field(factory=list, init=False)
    counts: dict[tuple[State, int], int] = attrs.field(factory=dict, init=False)

    def count(self, length: int) -> int:
        """Return how many words have a length."""
        if not self.layers:
            self.layers.append({self.start: None})
        while len(self.layers) <= length:
            self.layers.append({after: None for state in self.layers[-1] for _, after in self._edges_of(state)})
        for rest in range(length + 1):
            for state in self.layers[length - rest]:
                if (state, rest) not in self.counts:
                    self.counts[state, rest] = self._count_rest(state, rest)
        return self.counts[self.start, length]

    def _count_rest(self, state: State, rest: int) -> int:
        if rest == 0:
            return int(self.accepts(state))
        return sum(mask.bit_count() * self.counts[after, rest - 1] for mask, after in self._edges_of(state))

    def _edges_of(self, state: State) -> list[Edge]:
        if state not in self.edges:
            if len(self.edges) > _MOST_COUNTED:
                raise TooComplexError
            self.edges[state] = self.find_edges(state)
        return self.edges[state]

    def at(self, length: int, number: int, universe: str) -> str:
        """Return one of the words of a length by its number."""
        state, word = self.start, ""
        for rest in range(length - 1, -1, -1):
            for mask, after in self.edges[state]:
                each = self.counts[after, rest]
                if number < mask.bit_count() * each:
                    place, number = divmod(number, each)
                    word, state = word + characters(mask, universe)[place], after
                    break
                number -= mask.bit_count() * each
        return word


def _straight_drawer(sets: list[str]) -> Callable[[Random], str]:
    """Return a function that draws one character from each of some sets."""
    if all(len(each) == 1 for each in sets):
        only = "".join(sets)
        return lambda _stream: only
    sized = [(each, len(each)) for each in sets]

    def draw(stream: Random) -> str:
        random = stream.random
        return "".join([each[int(random() * size)] if size > 1 else each for each, size in sized])

    return draw


def _walker(start: State, steps: list[dict[State, tuple[tuple[str, State], ...]]]) -> Callable[[Random], str]:
    """Return a function that goes from state to state, along ways that lead to the end."""
    numbers: list[dict[State, int]] = [{state: number for number, state in enumerate(step)} for step in steps]
    numbers.append({})
    table = [
        [
            (len(edges), [(each, len(each), numbers[place + 1].get(after, 0)) for each, after in edges])
            for edges in step.values()
        ]
        for place, step in enumerate(steps)
    ]
    first = numbers[0][start]

    def draw(stream: Random) -> str:
        random = stream.random
        word, state = [], first
        for step in table:
            count, edges = step[state]
            members, size, state = edges[int(random() * count)] if count > 1 else edges[0]
            word.append(members[int(random() * size)] if size > 1 else members)
        return "".join(word)

    return draw
