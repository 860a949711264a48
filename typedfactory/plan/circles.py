"""Factories that contain each other without end."""

from __future__ import annotations

from typing import Any

from typedfactory.declarations import Maybe, RelatedFactory, SubFactory


def describe_circle(meta: Any) -> str | None:
    """Return what to say about a factory that contains itself, or None where no declaration shows that it does.

    Args:
        meta: The options of the factory that was called.
    """
    path = _find(meta, [], [])
    if path is None:
        return None
    names, fields = path
    way = " → ".join(names)
    return (
        f"{names[0]}.{fields[0]}: the factories contain each other without end: {way}. "
        f"End the circle with {fields[-1]}=None (or another value) in the declaration or at the call."
    )


def _find(meta: Any, factories: list[str], fields: list[str]) -> tuple[list[str], list[str]] | None:
    name = meta.factory.__name__
    if name in factories:
        start = factories.index(name)
        return [*factories[start:], name], fields[start:]
    for field, target in _nested(meta):
        found = _find(target, [*factories, name], [*fields, field])
        if found is not None:
            return found
    return None


def _nested(meta: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for field in [*meta.spec.fields.values(), *meta.spec.hooks.values()]:
        for value in (field.base, *(layer.value for layer in field.layers)):
            branches = (value.yes, value.no) if isinstance(value, Maybe) else (value,)
            found.extend(
                (field.name, branch.get_factory()._meta)
                for branch in branches
                if isinstance(branch, (SubFactory, RelatedFactory))
            )
    return found
