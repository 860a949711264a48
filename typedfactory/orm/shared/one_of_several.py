"""Whether one of some fields was given, for fields of which one is enough."""

from __future__ import annotations

from typedfactory.declarations import SKIP, BaseDeclaration, Maybe
from typedfactory.ground.context import BuildStep, Resolver, evaluator_of
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.plan.describe.autofill import LateValue
from typedfactory.plan.describe.filling import AutoValue


class Given(BaseDeclaration[bool]):
    """Whether a call, a trait or the factory gives one of some fields a value.

    Args:
        names: The fields.
    """

    TAKES_PARAMETERS = False

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> bool:
        """Look for the fields among those of this call; None for one says nothing."""
        present = evaluator_of(instance).names()
        return any(name in present and getattr(instance, name) is not None for name in self.names)


def unless_given(names: tuple[str, ...], declaration: object) -> Maybe:
    """Return a declaration that leaves its field alone where one of some others is given.

    Args:
        names: The others.
        declaration: What fills the field; in a branch it gets its stream of random numbers itself.
    """
    if isinstance(declaration, AutoValue) and not isinstance(declaration, LateValue):
        declaration = AutoValue(declaration.annotation, declaration.recipe, nested=True, story=declaration.story)
    return Maybe(Given(names), SKIP, declaration)
