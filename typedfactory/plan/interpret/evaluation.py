"""Evaluating one settled field: the meaning of a declaration, spelt out once for resolver and compiler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.declarations import is_declaration
from typedfactory.errors import CyclicDefinitionError, FactoryError, UnknownAttributeError, did_you_mean
from typedfactory.ground.context import Resolver, evaluator_of
from typedfactory.ground.making.sharing import NOTHING, find_shared
from typedfactory.ground.notes import add_note
from typedfactory.plan.describe.branches import defaults_tree, is_own_maybe, is_own_subfactory
from typedfactory.plan.describe.layers import takes_parameters, unreachable
from typedfactory.plan.describe.overrides import Template, Tree, any_demand, flatten, merge_trees, take_strategy
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def evaluate_field(resolver: Resolver[UserValue], name: str, value: UserValue, context: Tree) -> UserValue:
    """Return what a field's value or declaration comes to.

    Args:
        resolver: The resolver of the object being made.
        name: The field.
        value: Its value or declaration.
        context: Its parameters.

    Raises:
        UnreachableOverrideError: A parameter reaches nothing.
    """
    if not is_declaration(value):
        if context and any_demand(context):
            raise unreachable(owner_of(resolver), name, value, context)
        return value.copy() if type(value) is Template else value
    step = StepView(resolver)
    if is_own_maybe(value):
        return evaluate_field(resolver, name, value.choose(resolver, step), context)
    if is_own_subfactory(value):
        number = step.sequence if value.FORCE_SEQUENCE else None
        meta = value.get_factory()._meta
        if value.shares and not context:
            found = find_shared(meta.get_model_class())
            if found is not NOTHING:
                return found
        strategy, tree = take_strategy(step.builder.strategy, merge_trees(defaults_tree(value), context))
        return meta.make_nested(strategy, tree, resolver, number)
    if context and not takes_parameters(value) and any_demand(context):
        raise unreachable(owner_of(resolver), name, value, context)
    return value.evaluate_pre(resolver, step, flatten(context))


def owner_of(resolver: Resolver[UserValue]) -> str:
    """Return the name of the factory that a resolver works for."""
    return evaluator_of(resolver).meta.factory.__name__


def unknown_attribute(resolver: Resolver[UserValue], name: str, known: UserValue) -> UnknownAttributeError:
    """Return the error for an attribute that a lazy function asked for and nobody defines."""
    others = [other for other in known if other != name]
    error = UnknownAttributeError(
        f"{owner_of(resolver)} has no {name!r}: it is neither declared nor given. {did_you_mean(name, others)}"
    )
    error.name, error.obj = name, resolver
    return error


def cyclic_attribute(resolver: Resolver[UserValue], name: str, pending: list[str]) -> CyclicDefinitionError:
    """Return the error for a field that needs itself."""
    circle = [*pending[pending.index(name) :], name]
    return CyclicDefinitionError(
        f"{owner_of(resolver)}.{name}: cyclic lazy attribute definition: {' → '.join(circle)}. "
        f"Override one of them, or compute it from something else."
    )


def note_field(error: BaseException, owner: str, name: str) -> None:
    """Say with an error which field of which factory was being made.

    The library's own errors get it into their message, once; every error gets a note for each factory on its way.
    """
    if isinstance(error, FactoryError):
        error.locate(owner, name)
    add_note(error, f"while making {owner}.{name}" if name else f"while making {owner}")
