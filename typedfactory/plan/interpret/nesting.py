"""Calls of one factory from the plan of another: what is wrong with one shows before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.errors import UnknownFieldError
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.overrides import take_strategy

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass
    from typedfactory.plan.call.refs import PlanRef
    from typedfactory.plan.describe.overrides import Tree


def nested_ref(
    factory: FactoryClass, strategy: str, tree: Tree, where: str, *, tentative: bool = False, shares: bool = False
) -> PlanRef | None:
    """Return the place where a factory is called; None where the call is wrong, and that may only show once it is made.

    Args:
        factory: The factory.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
        tree: What it is called with.
        where: Factory and field that call it, for messages.
        tentative: Whether the call may turn out not to be reached: what is wrong with it must not show before.
        shares: Whether a shared object of the model may stand in the place of what the call makes.

    Raises:
        FactoryError: Something is wrong with the call.
    """
    meta = factory._meta
    strategy, tree = take_strategy(strategy, tree)
    meta.check_usable(strategy, nested=True)
    ref: PlanRef = meta.plans.for_tree(strategy, tree, shares=shares)
    if tree:
        try:
            check_call(meta, tree, where, strategy)
        except UnknownFieldError:
            if tentative:
                return None
            raise
        if not tentative:
            ref.prepare()
    return ref
