"""What a library of models may do otherwise about a call than plain classes need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.declarations.nested import STRATEGY_KEY
from typedfactory.plan.describe.hooks import own_method
from typedfactory.plan.describe.overrides import SEQUENCE_KEY, Tree

if TYPE_CHECKING:
    from typedfactory.ground.context import Call
    from typedfactory.ground.given import UserValue


class BackEnd:
    """The part of the options that back ends override."""

    #: Whether writing one attribute of a model may write another, so that what is given has to come last.
    writes_in_order = False
    #: What calls may say besides fields: ``Factory(__sequence=3)``.
    call_options: frozenset[str] = frozenset({SEQUENCE_KEY, STRATEGY_KEY})

    @property
    def other_names(self) -> frozenset[str]:
        """What a factory and its calls may give besides the model's fields: what the back end sees to itself."""
        return frozenset()

    @own_method
    def silent_keys(self, tree: Tree) -> frozenset[str]:
        """Return the names in a call that say nothing where their value is None: keys of relations that are declared.

        Args:
            tree: What the call says.
        """
        return frozenset()

    def within(self, strategy: str, tree: Tree, call: Call) -> Call:
        """Return a way of making objects with what a back end puts around it.

        Args:
            strategy: ``"build"``, ``"create"`` or ``"stub"``.
            tree: What calls of this way say; values may be slots.
            call: The way.
        """
        return call

    def takes_related(self, name: str, value: UserValue) -> bool:
        """Say whether a field of the model can hold what a related factory of its name makes.

        Args:
            name: The field.
            value: The RelatedFactory.
        """
        return True
