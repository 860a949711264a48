"""The step that declarations see: a view of one resolver, made only when a declaration asks for it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Protocol

import attrs

from typedfactory.errors import AssociatedClassError
from typedfactory.ground.context import Resolver

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


class Evaluator(Protocol):
    """What computes the fields of one object: the resolver's interpreter, or a compiled plan."""

    @property
    def meta(self) -> UserValue:
        """The options of the factory at work."""

    @property
    def strategy(self) -> str:
        """``"build"``, ``"create"`` or ``"stub"``."""

    def evaluate(self, resolver: Resolver[UserValue], name: str) -> UserValue:
        """Compute a field that is not known yet and remember it."""

    def is_decided(self, resolver: Resolver[UserValue], name: str) -> bool:
        """Say whether the call, a trait or the factory gives a field its value, and not its type alone."""


@attrs.frozen
class BuilderView:
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
        number: int = self.stub.__dict__["*"][2]
        return number

    @property
    def builder(self) -> BuilderView:
        """Strategy and factory."""
        evaluator = self.stub.__dict__["*"][0]
        return BuilderView(evaluator.strategy, evaluator.meta)

    @property
    def parent_step(self) -> StepView | None:
        """The step of the enclosing object, if any."""
        parent = self.stub.__dict__["*"][1]
        return None if parent is None else StepView(parent)

    @property
    def chain(self) -> tuple[Resolver[UserValue], ...]:
        """This object's resolver and those around it, innermost first."""
        links: list[Resolver[UserValue]] = []
        resolver: Resolver[UserValue] | None = self.stub
        while resolver is not None:
            links.append(resolver)
            resolver = resolver.__dict__["*"][1]
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
        return meta.make_nested(self.builder.strategy, params, self.stub, force_sequence)

    def unroll(self, context: Mapping[str, UserValue]) -> UserValues:
        """Evaluate the declarations among the values of a mapping, in a scope nested in this one."""
        evaluator = self.stub.__dict__["*"][0]
        values: UserValues = evaluator.meta.unroll(self.builder.strategy, context, self.stub, self.sequence)
        return values

    def unique_scope(self, key: Hashable) -> set[Hashable]:
        """Return the values already given for one declaration of this factory."""
        meta = self.stub.__dict__["*"][0].meta
        scope: set[Hashable] = meta.counter.scope((meta.factory, key))
        return scope

    def __repr__(self) -> str:
        builder = self.builder
        return f"<BuildStep of {builder.factory_meta.factory.__name__}, strategy={builder.strategy!r}>"
