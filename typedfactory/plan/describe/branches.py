"""What a declaration is, where it is one of the library's own: its branches, and the defaults of what is nested in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from typedfactory.declarations import BaseDeclaration, Maybe, RelatedFactory, SubFactory
from typedfactory.plan.describe.overrides import Tree
from typedfactory.plan.describe.spec import template_tree
from typedfactory.plan.describe.synonyms import check_synonyms

if TYPE_CHECKING:
    from typing import TypeGuard

    from typedfactory.ground.given import UserValue

D = TypeVar("D", bound="BaseDeclaration[UserValue]")

#: A declaration that calls another factory.
NestingDeclaration: TypeAlias = "SubFactory[UserValue] | RelatedFactory[UserValue]"


def defaults_tree(declaration: NestingDeclaration) -> Tree:
    """Return the keywords of a SubFactory (or RelatedFactory) as a tree, parsed once per declaration.

    Raises:
        UnknownFieldError: They give one field under two names.
    """
    known = declaration.__dict__
    tree: Tree | None = known.get("_defaults_tree")
    if tree is None:
        defaults = declaration.defaults if isinstance(declaration, RelatedFactory) else declaration._defaults  # noqa: SLF001
        tree = template_tree(defaults, strict=True)
        check_synonyms(declaration.get_factory()._meta, tree)
        known["_defaults_tree"] = tree
    return tree


def is_own(value: object, kind: type[D]) -> TypeGuard[D]:
    """Say whether a declaration is evaluated exactly as a class of the library's does it."""
    actual = type(value)
    return (
        issubclass(actual, kind)
        and actual.evaluate is kind.evaluate
        and actual.evaluate_pre is kind.evaluate_pre
        and actual.evaluate_post is kind.evaluate_post
        and actual.unroll_context is BaseDeclaration.unroll_context
    )


def is_own_subfactory(value: object) -> TypeGuard[SubFactory[UserValue]]:
    """Say whether a declaration is a SubFactory (or Dict, List) that no subclass taught another way."""
    return is_own(value, SubFactory) and not type(value).UNROLL_CONTEXT_BEFORE_EVALUATION


def is_own_maybe(value: object) -> TypeGuard[Maybe[UserValue]]:
    """Say whether a declaration is a Maybe that no subclass taught another way."""
    return is_own(value, Maybe)


def branches(value: UserValue) -> list[UserValue]:
    """Return what a field may come to: the branches of a Maybe, down through those inside it, or the value itself."""
    return [*branches(value.yes), *branches(value.no)] if is_own_maybe(value) else [value]
