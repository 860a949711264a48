"""Words for one field: AUTO fills it by its type, USE_DEFAULT leaves it to the model, Unique never repeats it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Final, cast

from typedfactory.declarations.base import SKIP, BaseDeclaration, Skip, T_co
from typedfactory.errors import InvalidDeclarationError, UniqueExhaustedError
from typedfactory.ground.context import BuildStep, Everywhere, Resolver
from typedfactory.random import refuse

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


#: How many values a `Unique` tries before it gives up.
TRIES = 1_000


class Auto(BaseDeclaration["UserValue"]):
    """The class of `typedfactory.AUTO`."""

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Refuse: where it stands for a field, the plan puts what fills that field in its place."""
        raise InvalidDeclarationError("AUTO stands for a field of the model, and here is none. Give a value instead.")

    def __reduce__(self) -> str:
        """Return its name: a copy is the same one, which is told by its identity."""
        return "AUTO"

    def __repr__(self) -> str:
        return "AUTO"


#: Fill this field by its type, whatever default the model or declaration a base factory has for it.
#:
#: Example:
#:     >>> import dataclasses
#:     >>> import typedfactory as factory
#:     >>> @dataclasses.dataclass
#:     ... class User:
#:     ...     age: int | None = None
#:     >>> class UserFactory(factory.Factory[User]):
#:     ...     pass
#:     >>> UserFactory().age is None, UserFactory(age=factory.AUTO).age is None
#:     (True, False)
AUTO: Final[UserValue] = Auto()

#: Leave this field to the model's own default, whatever the factory declares for it.
USE_DEFAULT: Final[Skip] = SKIP


class Unique(BaseDeclaration[T_co]):
    """A value that no object had before, made by the factory or one that inherits it, until its sequence is reset.

    Around `AUTO`, no object had it in the same field of the model, whatever factory made it.

    Args:
        declaration: What gives the values: a declaration, or `AUTO`.

    Raises:
        InvalidDeclarationError: What is given is no declaration.
        UniqueExhaustedError: When a value is made: no new one came up in 1,000 tries.

    Example:
        >>> import typedfactory as factory
        >>> class DieFactory(factory.DictFactory):
        ...     eyes = factory.Unique(factory.fuzzy.FuzzyInteger(1, 6))
        >>> sorted(die["eyes"] for die in DieFactory.build_batch(6))
        [1, 2, 3, 4, 5, 6]
    """

    UNROLL_CONTEXT_BEFORE_EVALUATION = False

    def __init__(self, declaration: BaseDeclaration[T_co]) -> None:
        super().__init__()
        if not isinstance(declaration, BaseDeclaration):
            raise InvalidDeclarationError(
                f"Unique takes a declaration or AUTO, not {type(declaration).__name__}: one value cannot be unique."
            )
        self.declaration = declaration
        #: The model's field whose values it shares, where it fills one.
        self.column: Hashable | None = None

    def filling(self, declaration: BaseDeclaration[UserValue], column: Hashable | None) -> Unique[UserValue]:
        """Return what stands for this one around AUTO.

        Args:
            declaration: What fills the field.
            column: The field of the model.
        """
        other: Unique[UserValue] = Unique(declaration)
        other.creation_counter, other.column = self.creation_counter, column
        return other

    def evaluate_pre(self, instance: Resolver[UserValue], step: BuildStep, overrides: Mapping[str, UserValue]) -> T_co:
        """Evaluate the declaration until it gives a value not seen before."""
        seen = step.unique_scope(Everywhere(self.column or ("Unique", self.creation_counter)))
        for _ in range(TRIES):
            value = self.declaration.evaluate_pre(instance, step, overrides)
            mark = comparable(value, "Unique: the declaration")
            if mark not in seen:
                seen.add(mark)
                return value
            refuse()
        raise UniqueExhaustedError(
            f"no new value in {TRIES:,} tries, after {len(seen)} different ones. Let the declaration give more values, "
            f"or start again with reset_sequences()."
        )


def comparable(value: UserValue, what: str) -> Hashable:
    """Return a stand-in for a value that is equal and hashable where the value is equal.

    Args:
        value: The value.
        what: What gives it, for messages.

    Raises:
        InvalidDeclarationError: It cannot be told from others.

    Example:
        >>> comparable([1, {"a": {2}}], "the provider") == comparable([1, {"a": {2}}], "the provider")
        True
    """
    kind: type[UserValue] = type(value)
    if issubclass(kind, (list, tuple)):
        return kind, tuple(comparable(item, what) for item in value)
    if issubclass(kind, (set, frozenset)):
        return kind, frozenset(value)
    if issubclass(kind, Mapping):
        return kind, frozenset((key, comparable(item, what)) for key, item in value.items())
    if issubclass(kind, bytearray):
        return kind, bytes(value)
    if issubclass(kind, Hashable):
        return cast("Hashable", value)
    if hasattr(value, "__dict__"):
        return kind, comparable(vars(value), what)
    raise InvalidDeclarationError(
        f"{what} gives a {kind.__name__}, which cannot be told from others because it has no hash. "
        f"Give its class a __hash__, or leave unique away."
    )
