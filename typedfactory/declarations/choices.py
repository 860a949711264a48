"""Maybe: one of two declarations, by the value of another field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast, overload

from typedfactory.declarations.base import (
    SKIP,
    BaseDeclaration,
    BuilderPhase,
    T_co,
    is_declaration,
    is_post_declaration,
)
from typedfactory.declarations.references import SelfAttribute
from typedfactory.errors import PhaseError
from typedfactory.ground.context import BuildStep, Resolver

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class Maybe(BaseDeclaration[T_co]):
    """One of two values or declarations, depending on another field.

    Args:
        decider: The name of the deciding field (or a dotted path), or a declaration that gives the decision.
        yes_declaration: Used when it is true; left out, the field is left out.
        no_declaration: Used when it is false; left out, the field is left out.

    Raises:
        PhaseError: One branch is evaluated before the object exists, the other after.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     active = True
        ...     left_on = factory.Maybe("active", None, factory.Sequence(lambda n: f"day {n}"))
        >>> UserFactory(), UserFactory(active=False)
        ({'active': True, 'left_on': None}, {'active': False, 'left_on': 'day 1'})

    Source: factory_boy's ``Maybe``.
    """

    # One signature with unions would do, but mypy then takes the value for Any where both branches are declarations.
    @overload
    def __init__(
        self,
        decider: str | BaseDeclaration[UserValue],
        yes_declaration: BaseDeclaration[T_co],
        no_declaration: BaseDeclaration[T_co] = ...,
    ) -> None: ...
    @overload
    def __init__(
        self, decider: str | BaseDeclaration[UserValue], yes_declaration: BaseDeclaration[T_co], no_declaration: T_co
    ) -> None: ...
    @overload
    def __init__(
        self, decider: str | BaseDeclaration[UserValue], yes_declaration: T_co, no_declaration: BaseDeclaration[T_co]
    ) -> None: ...
    @overload
    def __init__(self, decider: str | BaseDeclaration[UserValue], *, no_declaration: BaseDeclaration[T_co]) -> None: ...
    @overload
    def __init__(
        self, decider: str | BaseDeclaration[UserValue], yes_declaration: T_co = ..., no_declaration: T_co = ...
    ) -> None: ...
    def __init__(
        self,
        decider: str | BaseDeclaration[UserValue],
        yes_declaration: BaseDeclaration[T_co] | T_co = cast("UserValue", SKIP),  # noqa: B008 - a constant
        no_declaration: BaseDeclaration[T_co] | T_co = cast("UserValue", SKIP),  # noqa: B008 - a constant
    ) -> None:
        super().__init__()
        self.decider: BaseDeclaration[UserValue] = (
            decider if isinstance(decider, BaseDeclaration) else SelfAttribute(decider, default=None)
        )
        self.yes = yes_declaration
        self.no = no_declaration
        phases = {
            branch.FACTORY_BUILDER_PHASE
            for branch in (yes_declaration, no_declaration)
            if isinstance(branch, BaseDeclaration)
        }
        if len(phases) > 1:
            raise PhaseError(
                f"Inconsistent phases for {self!r}: one branch is evaluated before the object exists, the other "
                f"after. Use two declarations of the same phase."
            )
        self.FACTORY_BUILDER_PHASE = phases.pop() if phases else BuilderPhase.ATTRIBUTE_RESOLUTION

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return both branches."""
        return {"yes_declaration": self.yes, "no_declaration": self.no}

    def choose(self, instance: UserValue, step: BuildStep) -> UserValue:
        """Return the branch that the decider picks."""
        return self.yes if self.decider.evaluate_pre(instance, step, {}) else self.no

    def evaluate_pre(self, instance: Resolver[UserValue], step: BuildStep, overrides: Mapping[str, UserValue]) -> T_co:
        """Evaluate the chosen branch."""
        branch = self.choose(instance, step)
        if isinstance(branch, BaseDeclaration):
            return cast("T_co", branch.evaluate_pre(instance, step, overrides))
        return cast("T_co", branch)

    def evaluate_post(self, instance: UserValue, step: BuildStep, overrides: Mapping[str, UserValue]) -> UserValue:
        """Evaluate the chosen branch on the finished object; the decider sees the object's fields."""
        branch = self.choose(step.stub, step)
        if is_post_declaration(branch):
            return cast("BaseDeclaration[UserValue]", branch).evaluate_post(instance, step, overrides)
        return branch

    def __repr__(self) -> str:
        yes, no = (type(branch).__name__ if is_declaration(branch) else "value" for branch in (self.yes, self.no))
        return f"Maybe({self.decider!r}, yes={yes}, no={no})"
