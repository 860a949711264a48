"""Where the realistic values of one field come from: a maker by its name, and what becomes of a value that is refused."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from random import Random
from typing import Any

import attrs

from typedfactory import typeinfo
from typedfactory.context import ModelBuilder
from typedfactory.errors import UnknownProviderError
from typedfactory.realism.casting import Cast
from typedfactory.realism.kinds import KINDS
from typedfactory.realism.own_names import OwnMaker, own_maker
from typedfactory.realism.reading import Meaning, read_name
from typedfactory.realism.scene import Kind, Scene
from typedfactory.sequences import SequenceCounter
from typedfactory.values import Recipe
from typedfactory.values.checking import meets
from typedfactory.values.judging import Judgement, judgement_of
from typedfactory.values.registry import Request, find_peeled, provider_of

#: How many values are tried before the field is filled by its type alone.
_TRIES = 8
_LISTS = (list, tuple)
#: What a maker runs into where bounds leave no room, or a locale lacks something.
_NOTHING_FITS = (ArithmeticError, ValueError, LookupError, UnknownProviderError)

#: Class → field → what remembers the values of a column that must not repeat.
_remembered: weakref.WeakKeyDictionary[type, dict[str, SequenceCounter]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


@attrs.define(eq=False)
class FieldSource:
    """What the name of a field says about its values; see ``typedfactory.values.recipes.Source``.

    Attributes:
        cast: The fields of the model.
        name: The field.
        meaning: What it means; None where only the elements of its list mean something.
        own: A maker that a user has added for the name.
        item: What the elements of a list mean.
        story: Where the values come from, in words; empty as long as nothing has asked for any.
    """

    cast: Cast
    name: str
    meaning: Meaning | None
    own: OwnMaker | None = None
    item: Meaning | None = None
    story: str = ""

    @property
    def looks_around(self) -> bool:
        """Whether values go by those of other fields, so that they need the object being made."""
        kind = self._kind
        return self.own is not None or (kind is not None and bool(self._relatives(kind.follows + kind.heeds)))

    @property
    def _kind(self) -> Kind | None:
        meaning = self.meaning or self.item
        return None if meaning is None else KINDS.get(meaning.kind)

    def _relatives(self, kinds: tuple[str, ...]) -> list[str]:
        meaning = self.meaning or self.item
        found = {kind: None if meaning is None else self.cast.relative(meaning, kind) for kind in kinds}
        if found.get("first_name") or found.get("last_name"):
            # The whole name is asked for where there are no parts of it.
            found.pop("full_name", None)
        return [name for name in dict.fromkeys(found.values()) if name is not None and name != self.name]

    def for_items(self, annotation: object) -> FieldSource | None:
        """Return the source for what is nested in a type: the elements of a list, or what a class is made from."""
        if typeinfo.is_class(annotation):
            return self
        if self.item is None or typeinfo.origin_of(annotation) not in _LISTS:
            return None
        return _Items(self)

    def recipe_for(self, request: Request) -> Recipe | None:
        """Return the recipe of realistic values; None where the type is none that they could have."""
        if typeinfo.is_union(request.annotation):
            return self._recipe_of_optional(request)
        return self.recipe_like(request, request.annotation)

    def recipe_like(
        self, request: Request, kind: Any, take: Callable[[Any], Any] | None = None, default: str = ""
    ) -> Recipe | None:
        """Return the recipe of realistic values that are made from those of another type.

        Args:
            request: What is asked.
            kind: The other type.
            take: Value of that type → value of the field; raises ValueError where it is none.
            default: The kind of value where the field's name says nothing.
        """
        maker = self._maker(kind, default)
        if maker is None or request.constraints.one_of or provider_of(request.annotation, request.settings) is not None:
            return None
        judgement = judgement_of(request)
        if judgement is None:
            return None
        plain = find_peeled(attrs.evolve(request, source=None))
        self.tell(default)
        return Recipe(
            self._generator(request, maker, plain, judgement, take, default),
            hashable=plain.hashable,
            variants=plain.variants,
        )

    def _maker(self, kind: Any, default: str) -> Callable[[Scene], Any] | None:
        if self.own is not None:
            own = self.own
            return lambda scene: own(scene.stream, scene.resolver)
        if not typeinfo.is_class(kind):
            return None
        found = None if self.meaning is None else _kind(self.meaning).makers.get(kind)
        return found if found is not None or not default else KINDS[default].makers.get(kind)

    def tell(self, default: str = "") -> None:
        """Say where the values come from."""
        if self.own is not None:
            self.story = f"registered for {self.meaning.kind}" if self.meaning is not None else ""
            return
        kind, found = self.meaning.kind if self.meaning is not None else default, self._kind
        others = ", ".join(self._relatives(found.follows)) if found is not None else ""
        what = kind.replace("_", " ")
        self.story = f"{what} of {others}" if others else what

    def _generator(
        self,
        request: Request,
        maker: Callable[[Scene], Any],
        plain: Recipe,
        judgement: Judgement,
        take: Callable[[Any], Any] | None,
        default: str,
    ) -> Callable[[Random, ModelBuilder], Any]:
        cast, name, meaning = self.cast, self.name, self.meaning or Meaning(default)
        constraints, kind = judgement.constraints, request.annotation
        seen = _memory(cast.model, name) if judgement.unique else None
        make_plain = plain.make

        def make(stream: Random, builder: ModelBuilder) -> Any:
            resolver = getattr(builder, "resolver", None)
            scene = Scene(cast, name, meaning, constraints, stream, resolver, judgement.unique)
            for attempt in range(_TRIES):
                scene.attempt = attempt
                try:
                    value = maker(scene)
                    if value is None:
                        break
                    if not meets(value, constraints):
                        continue
                    value = value if take is None else take(value)
                except _NOTHING_FITS:
                    continue
                if _is_of(value, kind) and judgement.passes(value) and (seen is None or _is_new(seen, value)):
                    return value
            return make_plain(stream, builder)

        return make

    def _recipe_of_optional(self, request: Request) -> Recipe | None:
        """Return the recipe for ``X | None`` with marks on the whole of it, which would otherwise change the values."""
        members = [each for each in request.arguments if each is not type(None) and each is not None]
        if len(members) != 1 or not request.metadata or request.settings.optional != "value":
            return None
        peeled = typeinfo.peel(members[0])
        if peeled.metadata or typeinfo.is_union(peeled.bare):
            return None
        return self.recipe_like(attrs.evolve(request, annotation=peeled.bare), peeled.bare)


class _Items(FieldSource):
    """The source for the elements of a list.

    Args:
        outer: The source of the list.
    """

    def __init__(self, outer: FieldSource) -> None:
        super().__init__(outer.cast, outer.name, outer.item)
        self._outer = outer

    def tell(self, default: str = "") -> None:
        """Say it of the list."""
        super().tell(default)
        self._outer.story = f"{self.story}, one for each element"


def _kind(meaning: Meaning) -> Kind:
    return KINDS[meaning.kind]


def _is_of(value: object, kind: Any) -> bool:
    """Say whether a value is of a type: a date is no moment, and True no number."""
    if not typeinfo.is_class(kind) or kind.__module__.partition(".")[0] == "pydantic":
        return True
    return type(value) is kind or (isinstance(value, kind) and not isinstance(value, bool))


def _memory(model: Any, name: str) -> Callable[[], set[Any]]:
    """Return what gives the values of a unique field so far, those of the classes that it is shared with included."""
    cls = typeinfo.class_of(model)
    mro = [each for each in cls.__mro__ if name in vars(each) or name in getattr(each, "__annotations__", {})]
    owner = mro[-1] if mro else cls
    with _lock:
        counter = _remembered.setdefault(owner, {}).setdefault(name, SequenceCounter(lambda: 0))
    return lambda: counter.scope("values")


def _is_new(seen: Callable[[], set[Any]], value: Any) -> bool:
    # Databases may compare text without regard to case, and without spaces at its end.
    mark = value.casefold().strip() if isinstance(value, str) else value
    with _lock:
        known = seen()
        if mark in known:
            return False
        known.add(mark)
        return True


def source_for(cast: Cast, name: str) -> FieldSource | None:
    """Return the source of one field's values; None where its name says nothing.

    Args:
        cast: The fields of its model.
        name: The field.
    """
    own = own_maker(name)
    if own is not None:
        return None if own[1] is None else FieldSource(cast, name, Meaning(own[0]), own[1])
    meaning = cast.meanings.get(name)
    if meaning is not None and meaning.kind not in KINDS:
        meaning = None
    return FieldSource(cast, name, meaning, item=_meaning_of_elements(name))


def _meaning_of_elements(name: str) -> Meaning | None:
    """Return what the elements of a list with a name in the plural mean."""
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if name.endswith(plural):
            found = read_name(name[: -len(plural)] + singular)
            return found if found is not None and found.kind in KINDS else None
    return None
