"""Drawing realistic values until one is taken; the type alone decides where none is."""

from __future__ import annotations

import threading
import weakref
from random import Random
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.errors import UnknownProviderError
from typedfactory.ground.constraints import NONE
from typedfactory.ground.context import ModelBuilder
from typedfactory.ground.sequences import SequenceCounter
from typedfactory.ground.shape import column_of
from typedfactory.random import refuse
from typedfactory.realism.casting import Cast
from typedfactory.realism.reading import Meaning
from typedfactory.realism.scene import Maker, Scene
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values import Generator
from typedfactory.values.core.recipes import Conversion
from typedfactory.values.judging.checking import meets
from typedfactory.values.judging.marks import Judgement

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: How many values are tried.
_TRIES = 8
#: What a maker runs into where bounds leave no room, or a locale lacks something.
_NOTHING_FITS = (ArithmeticError, ValueError, LookupError, UnknownProviderError)

#: Types whose subclasses are something else.
_EXACT = (int, datetime.date)

#: Class → field → what remembers the values of a column that must not repeat.
_remembered: weakref.WeakKeyDictionary[type, dict[str, SequenceCounter]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


@attrs.frozen(eq=False)
class Attempts:
    """Draws the values of one field.

    Attributes:
        cast: The fields of the model.
        name: The field.
        meaning: What its values are.
        maker: Makes one.
        kind: The type of the field.
        judgement: What is asked of its values.
        fallback: Makes a value that the type alone decides on.
        take: Value as the maker gives it → value of the field; raises ValueError where it is none.
        looks_around: Whether other fields have a say in the values.
        own: Whether the maker is a user's, whose errors are to be seen.
    """

    cast: Cast
    name: str
    meaning: Meaning
    maker: Maker
    kind: UserValue
    judgement: Judgement
    fallback: Generator
    take: Conversion | None
    looks_around: bool
    own: bool

    def make(self, stream: Random, builder: ModelBuilder) -> UserValue:
        """Make a value; see ``typedfactory.values.Generator``."""
        judgement = self.judgement
        resolver = getattr(builder, "resolver", None) if self.looks_around else None
        scene = Scene(self.cast, self.name, self.meaning, judgement.constraints, stream, resolver, judgement.unique)
        for attempt in range(_TRIES):
            scene.attempt = attempt
            try:
                value = self.maker(scene)
            except _NOTHING_FITS:
                if self.own:
                    raise
                continue
            if value is None:
                break
            if self._takes(value):
                value = value if self.take is None else self.take(value)
                if not judgement.unique or self._is_new(value):
                    return value
        return self.fallback(stream, builder)

    def _takes(self, value: object) -> bool:
        """Say whether the field takes a value."""
        if self.judgement.constraints is not NONE and not meets(value, self.judgement.constraints):
            return False
        if self.take is not None:
            try:
                value = self.take(value)
            except ValueError:
                return False
        return _is_of(value, self.kind) and self.judgement.passes(value)

    def _is_new(self, value: object) -> bool:
        """Remember a value; say whether it was not given before."""
        # Databases may compare text without regard to case, and without spaces at its end.
        mark = value.casefold().strip() if isinstance(value, str) else value
        counter = _memory(self.cast.model, self.name)
        with _lock:
            seen = counter.scope("values")
            if mark in seen:
                refuse()
                return False
            seen.add(mark)
            return True


def _is_of(value: object, kind: object) -> bool:
    """Say whether a value is of a type: a moment is no date, and True no number."""
    if not typeinfo.is_class(kind) or kind.__module__.partition(".")[0] == "pydantic":
        return True
    return type(value) is kind or (isinstance(value, kind) and kind not in _EXACT)


def _memory(model: object, name: str) -> SequenceCounter:
    """Return what remembers the values of a field, those of the classes that it is shared with included."""
    owner, _ = column_of(model, name)
    with _lock:
        known = _remembered.setdefault(owner, {})
        return known.setdefault(name, SequenceCounter(lambda: 0))
