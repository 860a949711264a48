"""Where the values of one field come from: a maker by its name, where the field's type is one that it makes."""

from __future__ import annotations

import attrs

from typedfactory import typeinfo
from typedfactory.realism.attempts import Attempts
from typedfactory.realism.casting import Cast
from typedfactory.realism.kinds import KINDS
from typedfactory.realism.names import LOCAL, PLENTIFUL
from typedfactory.realism.own_names import OwnMaker, own_maker
from typedfactory.realism.reading import Meaning, read_name
from typedfactory.realism.scene import Maker
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values import Recipe
from typedfactory.values.core.recipes import Conversion
from typedfactory.values.core.registry import provider_of
from typedfactory.values.core.requests import Request, find_peeled
from typedfactory.values.judging.marks import judgement_of

_LISTS = (list, tuple)


@attrs.define(eq=False)
class FieldSource:
    """What the name of a field says about its values; see ``typedfactory.values.core.requests.Source``.

    Attributes:
        cast: The fields of the model.
        name: The field.
        meaning: What it means; None where it says nothing.
        own: A maker that a user has added for the name.
        item: What the elements of a list mean.
        story: Where the values come from, in words; empty as long as nothing has asked for any.
        looks_around: Whether values that were asked for go by those of other fields: they need the object being made.
        unique: Whether values must not repeat, whatever the type says.
    """

    cast: Cast
    name: str
    meaning: Meaning | None
    own: OwnMaker | None = None
    item: Meaning | None = None
    story: str = ""
    looks_around: bool = False
    unique: bool = False

    def for_items(self, annotation: object) -> FieldSource | None:
        """Return the source for what is nested in a type: the elements of a list, or what a class is made from."""
        if typeinfo.is_class(annotation):
            return self
        if self.item is None or typeinfo.origin_of(annotation) not in _LISTS:
            return None
        return _Elements(self)

    def recipe_for(self, request: Request) -> Recipe | None:
        """Return the recipe of realistic values; None where the type is none that they could have."""
        if typeinfo.is_union(request.annotation):
            return self._recipe_of_optional(request)
        return self.recipe_like(request, request.annotation)

    def _recipe_of_optional(self, request: Request) -> Recipe | None:
        """Return the recipe for ``X | None`` with marks on the whole of it, which would otherwise change the values."""
        members = [each for each in request.arguments if each is not type(None) and each is not None]
        if len(members) != 1 or not request.metadata or request.settings.optional != "value":
            return None
        peeled = typeinfo.peel(members[0])
        if peeled.metadata or typeinfo.is_union(peeled.bare):
            return None
        return self.recipe_like(attrs.evolve(request, annotation=peeled.bare), peeled.bare)

    def recipe_like(
        self, request: Request, kind: object, take: Conversion | None = None, default: str = ""
    ) -> Recipe | None:
        """Return the recipe of realistic values that are made from those of another type.

        Args:
            request: What is asked.
            kind: The other type.
            take: Value of that type → value of the field; raises ValueError where it is none.
            default: The kind of value that the type asks for, whatever the field's name says.
        """
        meaning = self.meaning
        if default and (meaning is None or meaning.kind != default):
            meaning = Meaning(default, "" if meaning is None else meaning.group)
        maker = self._maker_of(meaning, kind)
        if maker is None or request.constraints.one_of or provider_of(request.annotation, request.settings) is not None:
            return None
        judgement = judgement_of(request)
        if judgement is None or meaning is None:
            return None
        judgement = attrs.evolve(judgement, unique=judgement.unique or self.unique)
        if judgement.unique and self.own is None and not (meaning.kind in PLENTIFUL or kind is datetime.datetime):
            return None
        around = self.note(meaning)
        plain = find_peeled(attrs.evolve(request, source=None))
        attempts = Attempts(
            self.cast,
            self.name,
            meaning,
            maker,
            request.annotation,
            judgement,
            plain.make,
            take,
            around,
            self.own is not None,
        )
        return Recipe(attempts.make, hashable=plain.hashable, variants=plain.variants)

    def _maker_of(self, meaning: Meaning | None, kind: object) -> Maker | None:
        if self.own is not None:
            own = self.own
            return lambda scene: own(scene.stream, scene.resolver)
        if meaning is None or not typeinfo.is_class(kind):
            return None
        return KINDS[meaning.kind].makers.get(kind)

    def note(self, meaning: Meaning) -> bool:
        """Note what values are made of, and return whether other fields have a say in it.

        Args:
            meaning: What they are.
        """
        if self.own is not None:
            self.story, self.looks_around = f"registered for {meaning.kind}", True
            return True
        kind = KINDS[meaning.kind]
        followed = self._relatives(meaning, kind.follows)
        what = meaning.kind.replace("_", " ")
        self.story = f"{what} of {', '.join(followed)}" if followed else what
        around = bool(followed or self._relatives(meaning, kind.heeds) or self._shares_locale(meaning))
        self.looks_around = self.looks_around or around
        return around

    def _relatives(self, meaning: Meaning, kinds: tuple[str, ...]) -> list[str]:
        found = {kind: self.cast.relative(meaning, kind) for kind in kinds}
        if found.get("first_name") or found.get("last_name"):
            # The whole name is asked for where there are no parts of it.
            found.pop("full_name", None)
        return [name for name in dict.fromkeys(found.values()) if name is not None and name != self.name]

    def _shares_locale(self, meaning: Meaning) -> bool:
        others = (each for name, each in self.cast.meanings.items() if name != self.name)
        return meaning.kind in LOCAL and any(each.kind in LOCAL and each.group == meaning.group for each in others)


class _Elements(FieldSource):
    """The source for the elements of a list.

    Args:
        outer: The source of the list.
    """

    def __init__(self, outer: FieldSource) -> None:
        super().__init__(outer.cast, outer.name, outer.item)
        self._outer = outer

    def note(self, meaning: Meaning) -> bool:
        """Note it of the list."""
        around = super().note(meaning)
        self._outer.story = f"{self.story}, one for each element"
        self._outer.looks_around = self._outer.looks_around or around
        return around


def source_for(cast: Cast, name: str, *, unique: bool = False) -> FieldSource | None:
    """Return the source of one field's values; None where a user has said that its name means nothing.

    Args:
        cast: The fields of its model.
        name: The field.
        unique: Whether its values must not repeat.
    """
    own = own_maker(name)
    if own is not None:
        return None if own[1] is None else FieldSource(cast, name, Meaning(own[0]), own[1], unique=unique)
    return FieldSource(cast, name, cast.meanings.get(name), item=_meaning_of_elements(name), unique=unique)


def _meaning_of_elements(name: str) -> Meaning | None:
    """Return what the elements of a list with a name in the plural mean."""
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if name.endswith(plural):
            found = read_name(name[: -len(plural)] + singular)
            return found if found is not None and found.kind in KINDS else None
    return None
