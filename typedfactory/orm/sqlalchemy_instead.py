"""Fields that say the same: a relationship and its foreign keys, a composite and its columns; one is enough."""

from __future__ import annotations

from typing import Any

import attrs

from typedfactory.context import BuildStep, Resolver
from typedfactory.declarations import SKIP, BaseDeclaration, Maybe
from typedfactory.orm.sqlalchemy_adapter import UNLESS
from typedfactory.plan.autofill import AutoValue, is_filled
from typedfactory.plan.compiler import OnDemand
from typedfactory.plan.layers import FieldSpec
from typedfactory.plan.overrides import UNSET
from typedfactory.plan.spec import FactorySpec


class Given(BaseDeclaration[bool]):
    """Whether a call, a trait or the factory gives one of some fields a value.

    Args:
        names: The fields.
    """

    TAKES_PARAMETERS = False

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names

    def evaluate(self, instance: Resolver[Any], step: BuildStep, extra: dict[str, Any]) -> bool:
        """Look for the fields among those of this call; None for one says nothing."""
        evaluator = instance.__dict__["*"][0]
        present = evaluator.fields if isinstance(evaluator, OnDemand) else evaluator.names()
        return any(name in present and getattr(instance, name) is not None for name in self.names)


def leave_out(meta: Any, spec: FactorySpec) -> FactorySpec:
    """Return a specification in which a field that is filled gives way to fields that say the same.

    Args:
        meta: The factory's options.
        spec: Its specification.
    """
    if meta.shape is None:
        return spec
    back = {new: old for old, new in meta.rename.items()}
    declared = {name for name, field in spec.fields.items() if field.base is not UNSET and not is_filled(field.base)}
    fields: dict[str, FieldSpec] = {}
    for name, field in spec.fields.items():
        shape = meta.shape.by_name.get(meta.rename.get(name, name))
        others = tuple(back.get(other, other) for other in (shape.metadata.get(UNLESS, ()) if shape else ()))
        if not others or not is_filled(field.base):
            fields[name] = field
        elif not declared.intersection(others):
            fields[name] = attrs.evolve(field, base=Maybe(Given(others), SKIP, _in_branch(field.base)))
    return attrs.evolve(spec, fields=fields)


def _in_branch(declaration: Any) -> Any:
    """Return what fills a field, as something that may stand in a branch: it gets its stream of random numbers itself."""
    if isinstance(declaration, AutoValue):
        return AutoValue(declaration.annotation, declaration.recipe, nested=True)
    return declaration
