"""The step that declarations see: a view of one resolver, made only when a declaration asks for it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from typedfactory.declarations.nested import STRATEGY_KEY
from typedfactory.errors import AssociatedClassError
from typedfactory.ground.context import Everywhere, Resolver, evaluator_of, number_of, parent_of

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


def choose_strategy(params: Mapping[str, UserValue]) -> tuple[str, UserValues]:
    """Return how a nested object is made, and what else is said about it: values by name, or a tree."""
    chosen: UserValue = params[STRATEGY_KEY]
    rest = {name: value for name, value in params.items() if name != STRATEGY_KEY}
    strategy: UserValue = getattr(chosen, "value", chosen)
    return strategy, rest


class BuilderView(NamedTuple):
    """Strategy and factory of a step.

    Attributes:
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
        factory_meta: The factory's ``_meta``.
    """

    strategy: str
    factory_meta: FactoryOptions


class StepView:
    """A step, seen from its resolver; see `typedfactory.ground.context.BuildStep`.

    Args:
        resolver: The resolver of the object being made.
    """

    __slots__ = ("stub",)

    def __init__(self, resolver: Resolver[UserValue]) -> None:
        self.stub = resolver

    @property
    def sequence(self) -> int:
        """The number of this object."""
        return number_of(self.stub)

    @property
    def builder(self) -> BuilderView:
        """Strategy and factory."""
        evaluator = evaluator_of(self.stub)
        return BuilderView(evaluator.strategy, evaluator.meta)

    @property
    def parent_step(self) -> StepView | None:
        """The step of the enclosing object, if any."""
        parent = parent_of(self.stub)
        return None if parent is None else StepView(parent)

    @property
    def chain(self) -> tuple[Resolver[UserValue], ...]:
        """This object's resolver and those around it, innermost first."""
        links: list[Resolver[UserValue]] = []
        resolver: Resolver[UserValue] | None = self.stub
        while resolver is not None:
            links.append(resolver)
            resolver = parent_of(resolver)
        return tuple(links)

    @property
    def parent_chain(self) -> tuple[Resolver[UserValue], ...]:
        """The resolvers around this object's, innermost first."""
        return self.chain[1:]

    @property
    def attributes(self) -> UserValues:
        """The values found so far."""
        return {name: value for name, value in self.stub.__dict__.items() if not name.startswith("*")}

    def recurse(
        self, factory: FactoryClass, params: Mapping[str, UserValue], force_sequence: int | None = None
    ) -> UserValue:
        """Make an object of another factory, nested in this one; see `typedfactory.ground.context.BuildStep`.

        Raises:
            AssociatedClassError: ``factory`` is no factory.
        """
        meta = getattr(factory, "_meta", None)
        if meta is None or not hasattr(meta, "make_nested"):
            raise AssociatedClassError(
                f"{self}: attempting to recurse into a non-factory object {factory!r}. Pass a Factory subclass."
            )
        strategy = self.builder.strategy
        if STRATEGY_KEY in params:
            strategy, params = choose_strategy(params)
        return meta.make_nested(strategy, params, self.stub, force_sequence)

    def unroll(self, context: Mapping[str, UserValue]) -> UserValues:
        """Evaluate the declarations among the values of a mapping, in a scope nested in this one."""
        evaluator = evaluator_of(self.stub)
        return evaluator.meta.unroll(evaluator.strategy, context, self.stub, self.sequence)

    def unique_scope(self, key: Hashable) -> set[Hashable]:
        """Return the values already given for a declaration, or under a key of the factory's."""
        meta = evaluator_of(self.stub).meta
        return meta.counter.shared_scope(key.key) if isinstance(key, Everywhere) else meta.counter.scope(key)

    def __repr__(self) -> str:
        builder = self.builder
        return f"<BuildStep of {builder.factory_meta.factory.__name__}, strategy={builder.strategy!r}>"
