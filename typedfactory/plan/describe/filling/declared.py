"""The declarations that stand for fields that are filled, and how they come by instances of models."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from typedfactory import random
from typedfactory.declarations import BaseDeclaration, SubFactory
from typedfactory.ground.context import BuildStep, Resolver, evaluator_of
from typedfactory.ground.making.sharing import NOTHING, find_shared
from typedfactory.plan.describe.filling.automatic import factory_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions
    from typedfactory.values import Recipe


class AutoValue(BaseDeclaration["UserValue"]):
    """A value made from a field's type.

    Args:
        annotation: The type.
        recipe: How its values are made.
        nested: Whether instances of models occur in it, or other fields of the object matter.
        story: What it is where the field's name says that, too.
    """

    TAKES_PARAMETERS = False
    DESCRIPTION = "filled by its type"

    def __init__(self, annotation: object, recipe: Recipe, *, nested: bool, story: str = "") -> None:
        super().__init__()
        self.annotation = annotation
        self.recipe = recipe
        self.nested = nested
        self.story = story

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Draw a value from the random stream in force."""
        return self.recipe.make(random.current_stream(), NestedModels(step))


class AutoSubFactory(SubFactory["UserValue"]):
    """A model nested in a field, made by its default factory or an automatic one.

    Args:
        factory: The factory.
        annotation: The type of the field.
        data: What is given for the nested model: field or path → value.
    """

    def __init__(self, factory: FactoryClass, annotation: object, data: UserValues | None = None) -> None:
        super().__init__(factory)
        self._defaults = dict(data or {})
        self.annotation = annotation

    @property
    def shares(self) -> bool:
        """Whether a shared object may stand in its place: not where data is given for it."""
        return not self._defaults


def is_filled(declaration: object) -> bool:
    """Say whether a field's value comes from its type alone."""
    return isinstance(declaration, (AutoValue, AutoSubFactory))


class NestedModels:
    """How generators get instances of models nested in types; see `typedfactory.ground.context.ModelBuilder`.

    Args:
        step: The step in progress.
        assumed: Models that are taken as being built already.
    """

    __slots__ = ("_assumed", "_step")

    def __init__(self, step: BuildStep, assumed: tuple[object, ...] = ()) -> None:
        self._step = step
        self._assumed = assumed

    @property
    def resolver(self) -> Resolver[UserValue]:
        """The resolver of the object in progress."""
        return self._step.stub

    def can_build(self, model: UserValue, *, again: bool = False) -> bool:
        """Say whether building the model comes to an end: it is not underway (or may be), and its fields come to one."""
        underway = self._underway()
        deepest = next((meta.max_depth for meta in self._metas() if meta.max_depth is not None), None)
        if deepest is not None and len(underway) + len(self._assumed) >= deepest:
            return False
        if (model in underway and not again) or model in self._assumed:
            return False
        deeper = NestedModels(self._step, (*self._assumed, model))
        fields = factory_for(self._step.builder.factory_meta, model)._meta.spec.fields
        return all(deeper.can_fill(field.base) for field in fields.values())

    def can_fill(self, declaration: UserValue) -> bool:
        """Say whether a field that is filled by its type comes to an end; other declarations are the user's."""
        if isinstance(declaration, AutoSubFactory):
            return self.can_build(declaration.get_factory()._meta.get_model_class())
        if not isinstance(declaration, AutoValue) or declaration.recipe.possible is None:
            return True
        return declaration.recipe.possible(self)

    def _metas(self) -> list[FactoryOptions]:
        return [evaluator_of(resolver).meta for resolver in self._step.chain]

    def _underway(self) -> list[object]:
        return [meta.get_model_class() for meta in self._metas()]

    def way_to(self, model: UserValue) -> str:
        """Return the models that are being built and this one."""
        models = [*reversed(self._underway()), model]
        return " → ".join(getattr(one, "__name__", str(one)) for one in models)

    def build(self, model: UserValue, overrides: Mapping[str, UserValue] = MappingProxyType({})) -> UserValue:
        """Make an instance with the strategy of the step, or take the one that is shared."""
        found = NOTHING if overrides else find_shared(model)
        if found is not NOTHING:
            return found
        return self._step.recurse(factory_for(self._step.builder.factory_meta, model), overrides)
