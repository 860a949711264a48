"""What a declaration is, where it is one of the library's own: its branches, and the defaults of what is nested in it."""

from __future__ import annotations

from typing import Any

from typedfactory.declarations import BaseDeclaration, Maybe, RelatedFactory, SubFactory
from typedfactory.plan.describe.overrides import Tree
from typedfactory.plan.describe.spec import template_tree


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
