"""In which order a model is given its values, where writing one may write another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from typedfactory.plan.describe.branches import branches
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.overrides import UNSET, Tree
from typedfactory.plan.describe.spec import FactorySpec

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def fills(value: UserValue) -> bool:
    """Say whether a field may come to a value that its type alone decides."""
    return value is UNSET or any(map(is_filled, branches(value)))


def given_values(tree: Tree) -> list[str]:
    """Return the fields that a call gives values for, in its order.

    Args:
        tree: What the call says.
    """
    return [name for name, node in tree.items() if node.value is not UNSET]


def writing_order(
    spec: FactorySpec, given: Iterable[str], names: Iterable[str], is_decided: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return fields in the order in which a model is given them.

    What is filled comes first, so that it overwrites nothing; then what the factory declares; last, in the order of the
    call, what the call gives and nobody declared.

    Args:
        spec: What the factory says.
        given: The fields that the call gives values for, in its order.
        names: The fields, as they are evaluated.
        is_decided: Whether the call, a trait or the factory decides on a field.
    """
    places = {name: place for place, name in enumerate(given, 2)}

    def rank(name: str) -> int:
        if not is_decided(name):
            return 0
        field = spec.fields.get(name)
        return places.get(name, 1) if field is None or fills(field.base) else 1

    return tuple(sorted(names, key=rank))
