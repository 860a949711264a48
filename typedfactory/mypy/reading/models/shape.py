"""What a model class takes, as far as factories care."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from mypy.types import Type


@dataclasses.dataclass(frozen=True)
class ModelField:
    """One field.

    Args:
        name: Its name.
        type: What it takes.
        required: Whether the model cannot do without.
        read: What reading it gives, where that is something else.
    """

    name: str
    type: Type
    required: bool
    read: Type | None = None


@dataclasses.dataclass(frozen=True)
class Model:
    """A model class as far as factories care.

    Args:
        name: The class's name.
        fields: Name → field.
        closed: Whether there are no other fields than these.
        synonyms: Other names of the fields → name.
        hidden: Names in ``fields`` that are no fields: whatever else may be set.
    """

    name: str
    fields: Mapping[str, ModelField]
    closed: bool = True
    synonyms: Mapping[str, str] = dataclasses.field(default_factory=dict)
    hidden: AbstractSet[str] = frozenset()

    def find(self, name: str) -> ModelField | None:
        """Return a field by name or synonym."""
        return self.fields.get(name) or self.fields.get(self.synonyms.get(name, ""))

    @property
    def names(self) -> set[str]:
        """All names that it takes."""
        return {*self.fields, *self.synonyms}

    @property
    def shown(self) -> set[str]:
        """The names to suggest."""
        return self.names - self.hidden
