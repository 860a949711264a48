"""Fields that a lazy function of a plan asks for before their turn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from typedfactory.ground.context import Resolver, values_of
from typedfactory.plan.describe.branches import branches
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.overrides import Slot, bind_slots
from typedfactory.plan.interpret.evaluation import cyclic_attribute, evaluate_field, unknown_attribute

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.describe.layers import SettledField
    from typedfactory.plan.interpret.settle import Plan


class OnDemand:
    """Computes, for a plan, a field that a lazy function asks for before its turn.

    Args:
        plan: The plan.
    """

    def __init__(self, plan: Plan) -> None:
        self.meta = plan.meta
        self.strategy = plan.build_strategy
        self.fields: Mapping[str, SettledField] = {field.name: field for field in plan.fields}

    def names(self) -> Collection[str]:
        """Return the fields that are evaluated before the object exists, in order."""
        return self.fields

    def evaluate(self, resolver: Resolver[UserValue], name: str) -> UserValue:
        """Compute a field and remember it.

        Raises:
            CyclicDefinitionError: The field needs itself.
            UnknownAttributeError: Nobody defines it.
        """
        known = resolver.__dict__
        field = self.fields.get(name)
        if field is None:
            raise unknown_attribute(resolver, name, {**self.meta.spec.fields, **self.fields})
        pending = known.setdefault("*pending", [])
        # The field whose turn it is comes first among those not known yet.
        current = next((other for other in self.fields if other not in known and other not in pending), name)
        underway = [current, *pending]
        if name in underway:
            raise cyclic_attribute(resolver, name, underway)
        pending.append(name)
        try:
            values = values_of(resolver)
            value = evaluate_field(resolver, name, self._bound(field.value, values), bind_slots(field.context, values))
        finally:
            pending.pop()
        known[name] = value
        return value

    def is_decided(self, resolver: Resolver[UserValue], name: str) -> bool:
        """Say whether the call, a trait or the factory gives a field its value, and not its type alone."""
        field = self.fields.get(name)
        return field is not None and not any(map(is_filled, branches(field.value)))

    @staticmethod
    def _bound(value: UserValue, values: Mapping[str, UserValue]) -> UserValue:
        return values[value.key] if type(value) is Slot else value
