"""What only the syntax tree tells of a factory: noted when its class is analysed, and kept with it by mypy's cache.

A class that comes from the cache has no syntax tree. Nothing else writes or reads the metadata that this is stored in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from mypy.nodes import TypeInfo

#: The value of an option, as plain data that mypy can write to its cache.
OptionValue: TypeAlias = "str | int | list[OptionValue] | dict[str, OptionValue] | None"

#: Stands for an option whose value is not a plain literal.
UNKNOWN: Final = "?"
#: What the notes are stored under.
_METADATA: Final = "typedfactory"


@dataclasses.dataclass(frozen=True)
class Notes:
    """What the body of a factory says, that of its bases left aside.

    Args:
        options: Option of ``class Meta`` → its value.
        empty: The names that are declared as None.
        nested: Name → the full name of the factory that its declaration nests; ``tags__0`` is a name in a List.
        methods: Name → the method that its ``PostGenerationMethodCall`` calls.
        providers: Name → the provider of its ``Faker``.
        receivers: Name of a related object → the field of that which receives the object; None where it is not known.
        traits: Trait → name → the full name of the factory that the trait nests there; ``""`` for other declarations.
        families: Field → what its ``Traits`` are made from, see `typedfactory.mypy.reading.switches`.
        arguments: Trait → the full name of the class of its argument.
        own: The names that its own hooks take.
        changed: Those that the model is not given as they are.
        opaque: Whether the factory may take names that cannot be known.
        fields: The model's fields in words: the class looks different to mypy's cache when they do.
    """

    options: Mapping[str, OptionValue] = dataclasses.field(default_factory=dict)
    empty: Sequence[str] = ()
    nested: Mapping[str, str] = dataclasses.field(default_factory=dict)
    methods: Mapping[str, str] = dataclasses.field(default_factory=dict)
    providers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    receivers: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    traits: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    families: Mapping[str, list[str]] = dataclasses.field(default_factory=dict)
    arguments: Mapping[str, str] = dataclasses.field(default_factory=dict)
    own: Sequence[str] = ()
    changed: Sequence[str] = ()
    opaque: bool = False
    fields: Sequence[str] = ()

    def store(self, info: TypeInfo) -> None:
        """Keep the notes with the class that they are about."""
        info.metadata[_METADATA] = dataclasses.asdict(self)


def load_notes(info: TypeInfo) -> Notes | None:
    """Return what was noted of a class; None for one that is no factory of the user's."""
    data = info.metadata.get(_METADATA)
    return None if data is None else Notes(**data)
