"""The making of one object, step by step; what the compiler writes does the same in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import SKIP
from typedfactory.ground.context import Resolver
from typedfactory.plan.describe.layers import SettledField
from typedfactory.plan.describe.order import writing_order
from typedfactory.plan.describe.overrides import UNSET, Slot, Template
from typedfactory.plan.interpret.arguments import make_the_long_way
from typedfactory.plan.interpret.evaluation import note_field
from typedfactory.plan.interpret.on_demand import OnDemand
from typedfactory.plan.interpret.rejection import note_filled
from typedfactory.plan.interpret.related import attach
from typedfactory.plan.interpret.steps import StepView
from typedfactory.plan.lean.variants import Variant

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.describe.hooks import Epoch


#: What stands for the object itself, where a name says which field is being made.
_OBJECT = "*"


class Making(OnDemand):
    """Makes one object; lazy functions find here what they ask for before its turn.

    Args:
        variant: The plan.
        epoch: The time for which what the plan takes for granted holds.
        kw: The keywords of the call and their values.
        given: Field → value that the call brings, over those of the plan.
        names: Those keywords of the call → the fields.
        loose: Those of the fields that nobody declared.
    """

    def __init__(
        self,
        variant: Variant,
        epoch: Epoch,
        kw: Mapping[str, UserValue],
        given: UserValues,
        names: Mapping[str, str],
        loose: list[str],
    ) -> None:
        self.meta = variant.plan.meta
        self.strategy = variant.plan.strategy
        self.variant = variant
        self.epoch = epoch
        self.kw = kw
        self.given = given
        self.given_names = names
        self.loose = loose
        #: What is being made.
        self.at = ""

    @property
    def fields(self) -> Mapping[str, SettledField]:  # type: ignore[override]  # made when somebody asks, which few do
        """Field → what it is settled to."""
        given = {name: SettledField(name, value, {}) for name, value in self.given.items()}
        return {**{field.name: field for field in self.variant.plan.fields}, **given}

    def make(self, parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        """Make the object.

        Args:
            parent: The resolver of the enclosing object, if any.
            number: The forced number; None takes the one that the call names, or the next.
        """
        variant = self.variant
        resolver: Resolver[UserValue] = Resolver()
        known = resolver.__dict__
        try:
            if number is None:
                number = self._number()
            known["*"] = (self, parent, number, self.kw)
            self._fill(resolver, known, number)
            self.at = _OBJECT
            made = self._object(resolver, known)
            if variant.hooks or variant.reports:
                self._follow(resolver, number, made)
        except Exception as error:
            self._note(error, known)
            raise
        return made

    def _number(self) -> int:
        said = self.variant.plan.number
        if said is UNSET:
            return self.variant.take()
        if type(said) is Slot:
            return int(self.kw[said.key])
        return int(said.copy() if type(said) is Template else said)

    def _fill(self, resolver: Resolver[UserValue], known: UserValues, number: int) -> None:
        """Compute the fields: what is there already first, then the rest in order."""
        variant, kw = self.variant, self.kw
        known.update(variant.constants)
        for name, template in variant.copies:
            known[name] = template.copy()
        for name, key in variant.brought:
            known[name] = kw[key]
        known.update(self.given)
        for name, step in variant.steps:
            # A lazy function may have asked for it already.
            if name not in known:
                self.at = name
                known[name] = step(resolver, number, kw)

    def _object(self, resolver: Resolver[UserValue], known: UserValues) -> UserValue:
        """Make the object from the fields, past hooks that do nothing where there are no others."""
        variant = self.variant
        short = variant.short
        if short is not None and not (self.epoch.over and variant.runs_users):
            arguments = {key: known[name] for key, name in variant.shown}
            for name in self.loose:
                arguments[variant.keys.get(name, name)] = known[name]
            for key, name in variant.renamed:
                arguments[key] = known[name]
            for name in variant.skippable:
                if known[name] is SKIP:
                    break
            else:
                return short(arguments)
        keys = variant.plan.keys
        values = {keys.get(name, name): known[name] for name in self._written()}
        return make_the_long_way(self.meta, resolver, values)

    def _written(self) -> tuple[str, ...]:
        """Return all fields, hidden ones too, in the order in which the model gets them."""
        plan, given = self.variant.plan, self.given
        if not self.meta.writes_in_order or not given:
            return (*plan.written, *self.loose)
        names = {**self.given_names, **{key: name for name, key in self.variant.brought}}
        said = [names[key] for key in self.kw if key in names]
        evaluated = (*(field.name for field in plan.fields), *self.loose)
        return writing_order(self.meta.spec, said, evaluated, self.variant.decided.union(given).__contains__)

    def _follow(self, resolver: Resolver[UserValue], number: int, made: UserValue) -> None:
        """Run the hooks in order, and report their results."""
        results: UserValues = {}
        for hook in self.variant.hooks:
            self.at = hook.name
            results[hook.name] = hook.run(made, resolver, number, self.kw)
            if hook.attached:
                attach(made, hook.name, results[hook.name])
        self.at = ""
        if self.variant.reports:
            self.meta.use_postgeneration_results(StepView(resolver), made, results)

    def _note(self, error: Exception, known: Mapping[str, UserValue]) -> None:
        """Say with an error which field was being made."""
        owner = self.meta.factory.__name__
        if self.at == _OBJECT:
            filled = {name: known[name] for name in self.variant.filled if name not in self.given}
            note_filled(error, owner, filled, list(self.fields))
        note_field(error, owner, self.at.strip(_OBJECT))
