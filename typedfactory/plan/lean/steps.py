"""What a field comes to, as a function: the same that the compiler writes as source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias, cast

from typedfactory import random
from typedfactory.declarations import (
    BaseDeclaration,
    Iterator,
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    SelfAttribute,
    Sequence,
    is_declaration,
)
from typedfactory.errors import FactoryError
from typedfactory.ground.context import ModelBuilder, Resolver
from typedfactory.plan.describe.autofill import LateValue
from typedfactory.plan.describe.branches import defaults_tree, is_own, is_own_maybe, is_own_subfactory
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.filling import AutoValue
from typedfactory.plan.describe.layers import SettledField, takes_parameters, unreachable
from typedfactory.plan.describe.overrides import Slot, Template, Tree, any_demand, bind_slots, flatten, merge_trees
from typedfactory.plan.interpret.kinds import draws, is_fuzzy, is_plain_faker
from typedfactory.plan.interpret.nesting import nested_ref
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.plan.options import FactoryOptions


#: Makes a value from the resolver, the number of the object and what the call brings.
Step: TypeAlias = "Callable[[Resolver[UserValue], int, Mapping[str, UserValue]], UserValue]"


def _lazy_function(value: UserValue) -> Step:
    return lambda o, n, kw: value.function()


def _sequence(value: UserValue) -> Step:
    return lambda o, n, kw: value.function(n)


def _lazy_attribute(value: UserValue) -> Step:
    return lambda o, n, kw: value.function(o)


def _lazy_attribute_sequence(value: UserValue) -> Step:
    return lambda o, n, kw: value.function(o, n)


def _iterator(value: UserValue) -> Step:
    return lambda o, n, kw: value.advance()


#: The declarations that are one call, by class.
_CALLS: dict[type[BaseDeclaration[UserValue]], Callable[[UserValue], Step]] = {
    LazyFunction: _lazy_function,
    Sequence: _sequence,
    LazyAttribute: _lazy_attribute,
    LazyAttributeSequence: _lazy_attribute_sequence,
    Iterator: _iterator,
}
_CALL_KINDS = tuple(_CALLS)


class StepWriter:
    """Makes the steps of one factory and strategy.

    Args:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
    """

    def __init__(self, meta: FactoryOptions, strategy: str) -> None:
        self.owner = meta.factory.__name__
        self.strategy = strategy

    def located_step(self, field: SettledField) -> Step:
        """Return the step of a field, which errors name that show before anything is made.

        Raises:
            FactoryError: Something is wrong with its declaration.
        """
        try:
            return self.step(field.name, field.value, field.context)
        except FactoryError as error:
            error.locate(self.owner, field.name)
            raise

    def step(self, name: str, value: UserValue, context: Tree, *, tentative: bool = False) -> Step:
        """Return what makes a value.

        Args:
            name: The field, for messages.
            value: Its value or declaration.
            context: Its parameters.
            tentative: Whether the step may turn out not to be reached: what is wrong with it must not show before.
        """
        if is_own_subfactory(value):
            tree = merge_trees(defaults_tree(value), context)
            shares = value.shares and not context
            return self.nested(
                name, value.get_factory(), tree, tentative=tentative, numbered=value.FORCE_SEQUENCE, shares=shares
            )
        closed = _closed(value, context)
        if closed is not None:
            return closed
        if isinstance(value, LateValue) and not tentative:
            value.find()
        if is_own_maybe(value):
            return self._chosen(name, value, context)
        return _asked(value, context)

    def nested(
        self,
        name: str,
        factory: FactoryClass,
        tree: Tree,
        *,
        tentative: bool = False,
        numbered: bool = False,
        shares: bool = False,
    ) -> Step:
        """Return what makes an object of another factory.

        Args:
            name: The field, for messages.
            factory: The factory.
            tree: What it is called with.
            tentative: Whether it may turn out not to be reached.
            numbered: Whether it takes the number of the object around it.
            shares: Whether a shared object of the model may stand in its place.
        """
        strategy, where = self.strategy, f"{self.owner}.{name}"
        ref = nested_ref(factory, strategy, tree, where, tentative=tentative, shares=shares)
        if ref is None:
            return lambda o, n, kw: check_call(factory._meta, tree, where, strategy)
        if numbered:
            return lambda o, n, kw: ref.call(kw, o, n)
        return lambda o, n, kw: ref.call(kw, o, None)

    def _chosen(self, name: str, value: UserValue, context: Tree) -> Step:
        decide = self.step(name, value.decider, {})
        yes, no = (self._branch(name, branch, context) for branch in (value.yes, value.no))
        return lambda o, n, kw: (yes if decide(o, n, kw) else no)(o, n, kw)

    def _branch(self, name: str, value: UserValue, context: Tree) -> Step:
        if context and not takes_parameters(value) and any_demand(context):

            def refuse(_resolver: Resolver[UserValue], _number: int, _kw: Mapping[str, UserValue]) -> UserValue:
                raise unreachable(self.owner, name, value, context)

            return refuse
        return self.step(name, value, context, tentative=True)


def _closed(value: UserValue, context: Tree) -> Step | None:
    """Return what makes a value that is there already, or takes one call; None for any other."""
    if not is_declaration(value):
        return _static(value)
    write = _CALLS.get(type(value))
    if write is None and isinstance(value, _CALL_KINDS):
        write = next((_CALLS[each] for each in _CALLS if is_own(value, each)), None)
    if write is not None:
        return write(value)
    if draws(value):
        return _drawn(value)
    if is_fuzzy(value):
        return lambda o, n, kw: value.fuzz()
    return (lambda o, n, kw: value.draw()) if is_plain_faker(value, context) else None


def _drawn(value: AutoValue) -> Step:
    make = value.recipe.make
    # No model is nested in it.
    return lambda o, n, kw: make(random.current_stream(), cast("ModelBuilder", None))


def _static(value: UserValue) -> Step:
    if type(value) is Slot:
        return lambda o, n, kw: kw[value.key]
    if type(value) is Template:
        return lambda o, n, kw: value.copy()
    return lambda o, n, kw: value


def _asked(value: BaseDeclaration[UserValue], context: Tree) -> Step:
    """Return what asks a declaration itself."""
    if is_own(value, SelfAttribute):
        return lambda o, n, kw: value.evaluate(o, StepView(o), {})
    if not context:
        return lambda o, n, kw: value.evaluate_pre(o, StepView(o), {})
    return lambda o, n, kw: value.evaluate_pre(o, StepView(o), flatten(bind_slots(context, kw)))
