"""Evaluating one settled field: the meaning of a declaration, spelt out once for resolver and compiler."""

from __future__ import annotations

from typing import Any

from typedfactory._compat import add_note
from typedfactory.context import Resolver
from typedfactory.declarations import BaseDeclaration, Maybe, RelatedFactory, SubFactory, is_declaration
from typedfactory.errors import CyclicDefinitionError, FactoryError, UnknownAttributeError, did_you_mean
from typedfactory.plan.layers import takes_parameters, unreachable
from typedfactory.plan.overrides import Template, Tree, any_demand, flatten, merge_trees
from typedfactory.plan.spec import template_tree
from typedfactory.plan.steps import StepView


def evaluate_field(resolver: Resolver[Any], name: str, value: Any, context: Tree) -> Any:
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
        tree = merge_trees(defaults_tree(value), context)
        return value.get_factory()._meta.make_nested(step.builder.strategy, tree, resolver, number)
    if context and not takes_parameters(value) and any_demand(context):
        raise unreachable(owner_of(resolver), name, value, context)
    return value.evaluate_pre(resolver, step, flatten(context))


def defaults_tree(declaration: Any) -> Tree:
    """Return the keywords of a SubFactory (or RelatedFactory) as a tree, parsed once per declaration."""
    known = vars(declaration)
    tree: Tree | None = known.get("_defaults_tree")
    if tree is None:
        defaults = declaration.defaults if isinstance(declaration, RelatedFactory) else declaration._defaults  # noqa: SLF001
        tree = known["_defaults_tree"] = template_tree(defaults, strict=True)
    return tree


def is_own(value: object, kind: type[BaseDeclaration[Any]]) -> bool:
    """Say whether a declaration is evaluated exactly as a class of the library's does it."""
    actual = type(value)
    return (
        issubclass(actual, kind)
        and actual.evaluate is kind.evaluate
        and actual.evaluate_pre is kind.evaluate_pre
        and actual.evaluate_post is kind.evaluate_post
        and actual.unroll_context is BaseDeclaration.unroll_context
    )


def is_own_subfactory(value: object) -> bool:
    """Say whether a declaration is a SubFactory (or Dict, List) that no subclass taught another way."""
    return is_own(value, SubFactory) and not type(value).UNROLL_CONTEXT_BEFORE_EVALUATION  # type: ignore[attr-defined]  # a SubFactory


def is_own_maybe(value: object) -> bool:
    """Say whether a declaration is a Maybe that no subclass taught another way."""
    return is_own(value, Maybe)


def branches(value: Any) -> list[Any]:
    """Return what a field may come to: the branches of a Maybe, down through those inside it, or the value itself."""
    return [*branches(value.yes), *branches(value.no)] if is_own_maybe(value) else [value]


def owner_of(resolver: Resolver[Any]) -> str:
    """Return the name of the factory that a resolver works for."""
    name: str = resolver.__dict__["*"][0].meta.factory.__name__
    return name


def unknown_attribute(resolver: Resolver[Any], name: str, known: Any) -> UnknownAttributeError:
    """Return the error for an attribute that a lazy function asked for and nobody defines."""
    others = [other for other in known if other != name]
    error = UnknownAttributeError(
        f"{owner_of(resolver)} has no {name!r}: it is neither declared nor given. {did_you_mean(name, others)}"
    )
    error.name, error.obj = name, resolver
    return error


def cyclic_attribute(resolver: Resolver[Any], name: str, pending: list[str]) -> CyclicDefinitionError:
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
