"""Realistic values: whether a factory has them, and where those of its fields come from."""

from __future__ import annotations

import functools
import threading
import weakref
from collections.abc import Iterable
from typing import TYPE_CHECKING

from typedfactory import typeinfo

if TYPE_CHECKING:
    from typedfactory.plan.options import FactoryOptions
    from typedfactory.realism import Cast, FieldSource
    from typedfactory.values import Settings


class Switch:
    """The switch for all factories that say nothing about ``Meta.realistic``.

    Attributes:
        on: Whether it is on.
    """

    on = False


#: The switch of the process.
SWITCH = Switch()


def is_realistic(meta: FactoryOptions) -> bool:
    """Say whether a factory's filled fields go by their names, too.

    Args:
        meta: The factory's options.
    """
    return SWITCH.on if meta.realistic is None else bool(meta.realistic)


class Sources:
    """Where the realistic values of one factory come from.

    Args:
        meta: The factory's options.
    """

    def __init__(self, meta: FactoryOptions) -> None:
        self._meta = meta

    def of(self, name: str, *, unique: bool = False) -> FieldSource | None:
        """Return the source for one field; None where its name says nothing, or the factory does not go by names.

        Args:
            name: The field, as the factory names it.
            unique: Whether its values must not repeat.
        """
        if not is_realistic(self._meta):
            return None
        # Late: most factories do without.
        from typedfactory.realism import source_for  # noqa: PLC0415 - as said above

        return source_for(self._cast, name, unique=unique)

    @functools.cached_property
    def _cast(self) -> Cast:
        from typedfactory.realism import cast_of  # noqa: PLC0415 - late, as above

        meta = self._meta
        back = meta.renamed_back
        fields = () if meta.shape is None else meta.shape.fields
        names = [back.get(field.name, field.name) for field in fields]
        declared = [name for name in meta.collected.values if "__" not in name]
        return cast_of(meta.get_model_class(), dict.fromkeys([*names, *declared]))


#: The options of all factories.
_known: weakref.WeakSet[FactoryOptions] = weakref.WeakSet()
_switching = threading.RLock()


def note_options(meta: FactoryOptions) -> None:
    """Let the options of a new factory notice the switch."""
    with _switching:
        _known.add(meta)


def switch(on: bool) -> None:
    """Turn realistic values on or off for all factories that say nothing about them.

    Each factory has a description and plans for either position. All change together, for plans call each other.

    Args:
        on: Whether they are on.
    """
    with _switching:
        if SWITCH.on is not on:
            SWITCH.on = on
            for meta in list(_known):
                meta.exchange_plans()


def describe_anew() -> None:
    """Let all factories describe themselves anew: the table of names has changed."""
    with _switching:
        for meta in list(_known):
            meta.forget_spec()


def taught_type(kinds: Iterable[object], settings: Settings) -> object:
    """Return the first of some types that a user has taught values of; None where there is none.

    Args:
        kinds: The types, as `typedfactory.ground.shape.FieldShape.taught` gives them.
        settings: What the factory says of filled values.
    """
    from typedfactory.values import provider_of  # noqa: PLC0415 - late: the makers of all types are much to load

    return next((kind for kind in kinds if provider_of(typeinfo.peel(kind).bare, settings) is not None), None)
