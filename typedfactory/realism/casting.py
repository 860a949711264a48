"""The cast of a model: which of its fields hold what, and which belong together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

import attrs

from typedfactory.realism.names import CHAINS, TOPICS
from typedfactory.realism.reading import Meaning, read_name, settle_meaning

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: The fields before, and those after.
Neighbours: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]

_TOPIC_OF = {kind: kinds for kinds in TOPICS.values() for kind in kinds}
#: What names a person, where an e-mail address looks for its owner.
_NAMES = frozenset({"first_name", "last_name", "full_name"})


def neighbour_kinds(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of moments that one is not before, and those that it is not after.

    Example:
        >>> neighbour_kinds("start"), neighbour_kinds("end")
        (((), ('end',)), (('start',), ()))
    """
    chains = [(chain, chain.index(kind)) for chain in CHAINS if kind in chain]
    before = dict.fromkeys(each for chain, place in chains for each in chain[:place])
    after = dict.fromkeys(each for chain, place in chains for each in chain[place + 1 :])
    return tuple(before), tuple(after)


@attrs.frozen(eq=False)
class Cast:
    """What the fields of one model mean, as one factory names them.

    Attributes:
        model: The model.
        meanings: Field → what it means; those that mean nothing are not in it.
    """

    model: UserValue
    meanings: dict[str, Meaning]
    _relatives: dict[tuple[Meaning, str], str | None] = attrs.field(factory=dict, init=False, repr=False)
    _neighbours: dict[tuple[str, str], Neighbours] = attrs.field(factory=dict, init=False, repr=False)

    def relative(self, meaning: Meaning, kind: str) -> str | None:
        """Return the field of another kind that belongs to one field; None where there is none.

        Args:
            meaning: What the one field means.
            kind: The other kind.
        """
        key = (meaning, kind)
        if key not in self._relatives:
            self._relatives[key] = self._find_relative(meaning, kind)
        return self._relatives[key]

    def _find_relative(self, meaning: Meaning, kind: str) -> str | None:
        group = self._home(meaning, kind)
        return next((name for name, each in self.meanings.items() if each == Meaning(kind, group)), None)

    def neighbours(self, name: str, meaning: Meaning) -> Neighbours:
        """Return the fields whose moments one is not before, and those that it is not after.

        Args:
            name: The one field.
            meaning: What it means.
        """
        key = (name, meaning.kind)
        if key not in self._neighbours:
            others = {
                other: each for other, each in self.meanings.items() if other != name and each.group == meaning.group
            }
            before, after = (
                tuple(other for other, each in others.items() if each.kind in kinds)
                for kinds in neighbour_kinds(meaning.kind)
            )
            self._neighbours[key] = (before, after)
        return self._neighbours[key]

    def _home(self, meaning: Meaning, kind: str) -> str:
        """Return the group that has the other fields of a topic: the own one, that without words in front, or the only one."""
        topic = _NAMES if kind in _NAMES else _TOPIC_OF.get(kind, frozenset())
        group = meaning.group
        groups = {each.group for each in self.meanings.values() if each.kind in topic and each.kind != meaning.kind}
        if group in groups:
            return group
        if "" in groups:
            return ""
        return next(iter(groups)) if len(groups) == 1 and not group else group


def cast_of(model: object, names: Iterable[str]) -> Cast:
    """Return the cast of a model.

    Args:
        model: The model, a class or an alias of it with arguments.
        names: The fields, and whatever else the factory declares.

    Example:
        >>> class User: ...
        >>> cast_of(User, ["id", "name", "home_city"]).meanings
        {'name': Meaning(kind='full_name', group=''), 'home_city': Meaning(kind='city', group='home')}
    """
    title = getattr(model, "__name__", "")
    read = {name: meaning for name in names if (meaning := read_name(name)) is not None}
    settled = {
        name: settle_meaning(meaning, title, {each.kind for each in read.values() if each.group == meaning.group})
        for name, meaning in read.items()
    }
    return Cast(model, {name: meaning for name, meaning in settled.items() if meaning is not None})
