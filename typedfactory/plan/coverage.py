"""Every alternative of a model's fields in a few instances, and every rule of them broken once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from typedfactory import random, typeinfo
from typedfactory.constraints import CheckedType
from typedfactory.context import BuildStep, Resolver
from typedfactory.declarations import BaseDeclaration
from typedfactory.plan.autofill import (
    AutoSubFactory,
    NestedModels,
    is_filled,
    is_model,
    nested_model,
    settings_of,
)
from typedfactory.shape import FieldShape
from typedfactory.values import Generator, variants_of, violations_of

#: What one variant of a field overrides: field or path → declaration.
Overrides = dict[str, Any]


class DrawnValue(BaseDeclaration[Any]):
    """A value made by a given generator.

    Args:
        generator: Makes it.
    """

    TAKES_PARAMETERS = False

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = generator

    def evaluate(self, instance: Resolver[Any], step: BuildStep, extra: dict[str, Any]) -> Any:
        """Draw from the random stream in force."""
        return self.generator(random.current_stream(), NestedModels(step))


@attrs.frozen
class InvalidArguments:
    """Arguments that a model must reject.

    Attributes:
        attributes: Parameter → value, as `Factory.attributes` gives them.
        field: The field that is wrong.
        rule: What it breaks: ``"type"``, or the name of a constraint (``"ge"``, ``"max_length"``, ``"items.ge"``).
    """

    attributes: Mapping[str, Any]
    field: str
    rule: str


def cover(meta: Any) -> Iterator[Any]:
    """Build the fewest instances that between them show every alternative of the fields that nobody declares.

    Args:
        meta: The factory's options.
    """
    fields = _field_variants(meta, ())
    for number in range(max(map(len, fields), default=1)):
        overrides: Overrides = {}
        for variants in fields:
            overrides.update(variants[number % len(variants)])
        yield meta.factory.build(**overrides)


def break_rules(meta: Any) -> Iterator[InvalidArguments]:
    """Give, for each rule of each field, arguments that break it and no other.

    Args:
        meta: The factory's options.
    """
    shape = meta.shape
    for name, field in _fields_of(meta):
        annotation = shape.annotation_of(field)
        where = f"{meta.factory.__name__}.{name}"
        for violation in violations_of(annotation, where=where, is_model=is_model, settings=settings_of(meta)):
            rule, generator = violation
            if _is_checked(shape.model, annotation, rule):
                yield InvalidArguments(meta.factory.attributes(**{name: DrawnValue(generator)}), name, rule)


def _fields_of(meta: Any) -> list[tuple[str, FieldShape]]:
    shape = meta.shape
    if shape is None:
        return []
    back = {new: old for old, new in meta.rename.items()}
    named = [(back.get(field.name, field.name), field) for field in shape.fields]
    return [(name, field) for name, field in named if field.annotated and name not in meta.exclude]


def _field_variants(meta: Any, above: tuple[Any, ...]) -> list[list[Overrides]]:
    """Return the variants of each field that nobody declares."""
    found = []
    for name, field in _fields_of(meta):
        spec = meta.spec.fields.get(name)
        if name in meta.spec.hooks or (spec is not None and not is_filled(spec.base)):
            continue
        annotation = meta.shape.annotation_of(field)
        nested = nested_model(meta, name)
        if nested is not None:
            found.append(_nested_variants(name, nested, annotation, (*above, meta.get_model_class())))
        else:
            where = f"{meta.factory.__name__}.{name}"
            makers = variants_of(annotation, where=where, is_model=is_model, settings=settings_of(meta))
            found.append([{name: DrawnValue(make)} for make in makers])
    return [variants for variants in found if variants]


def _nested_variants(name: str, nested: AutoSubFactory, annotation: object, above: tuple[Any, ...]) -> list[Overrides]:
    """Return the variants of a model nested in a field: those of its own fields, and None where that is allowed."""
    meta = nested.get_factory()._meta
    variants: list[Overrides] = []
    if meta.get_model_class() in above:
        variants.append({name: nested})
    else:
        fields = _field_variants(meta, above)
        for number in range(max(map(len, fields), default=1)):
            overrides: Overrides = {name: nested}
            for inner in fields:
                chosen = inner[number % len(inner)]
                overrides.update({f"{name}__{key}": value for key, value in chosen.items()})
            variants.append(overrides)
    bare = typeinfo.peel(annotation).bare
    if typeinfo.is_union(bare) and type(None) in typeinfo.arguments_of(bare):
        variants.append({name: None})
    return variants


def _is_checked(model: Any, annotation: object, rule: str) -> bool:
    """Say whether a model checks a rule: an attrs class checks what its validators say, and no types besides."""
    if not attrs.has(typeinfo.class_of(model)) or not rule.endswith("type"):
        return True
    return any(isinstance(mark, CheckedType) for mark in typeinfo.peel(annotation).metadata)
