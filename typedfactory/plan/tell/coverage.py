"""Every alternative of a model's fields in a few instances, and every rule of them broken once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import attrs
import typing_extensions as te

from typedfactory import random, typeinfo
from typedfactory.declarations import SKIP, BaseDeclaration
from typedfactory.ground.constraints import CheckedType
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.plan.describe.autofill import models_of, settings_of
from typedfactory.plan.describe.filling import NestedModels, factory_for, is_filled
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.interpret.steps import StepView
from typedfactory.values import Generator, Recipe, variants_of, violations_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


#: What one variant of a field overrides: field or path → declaration.
Overrides: TypeAlias = "UserValues"


class DrawnValue(BaseDeclaration["UserValue"]):
    """A value made by a given generator.

    Args:
        generator: Makes it.
    """

    TAKES_PARAMETERS = False

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = generator

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Draw from the random stream in force."""
        return self.generator(random.current_stream(), NestedModels(step))


@attrs.frozen
class InvalidArguments:
    """Arguments that a model must reject.

    Attributes:
        attributes: Parameter → value, as `typedfactory.Factory.attributes` gives them.
        field: The field that is wrong.
        rule: What it breaks: ``"type"``, or the name of a constraint (``"ge"``, ``"max_length"``, ``"items.ge"``).

    Example:
        >>> import pydantic
        >>> import typedfactory as factory
        >>> class User(pydantic.BaseModel):
        ...     age: int = pydantic.Field(ge=0)
        >>> class UserFactory(factory.Factory[User]):
        ...     pass
        >>> [(wrong.field, wrong.rule) for wrong in UserFactory.build_invalid()]
        [('age', 'type'), ('age', 'ge')]
    """

    attributes: Mapping[str, UserValue]
    field: str
    rule: str


def cover(meta: FactoryOptions) -> Iterator[UserValue]:
    """Build the fewest instances that between them show every alternative of the fields that nobody declares.

    Args:
        meta: The factory's options.
    """
    for overrides in combined(_Variants().of_fields(meta)):
        yield meta.factory.build(**overrides)


def break_rules(meta: FactoryOptions) -> Iterator[InvalidArguments]:
    """Give, for each rule of each field, arguments that break it and no other.

    Args:
        meta: The factory's options.
    """
    for name, field, shape in _fields_of(meta):
        annotation = shape.annotation_of(field)
        where = f"{meta.factory.__name__}.{name}"
        for rule, generator in violations_of(
            annotation, where=where, is_model=models_of(meta), settings=settings_of(meta)
        ):
            if _is_checked(shape.model, annotation, rule):
                yield InvalidArguments(_with_wrong(meta, shape, field, generator), name, rule)


def _with_wrong(meta: FactoryOptions, shape: ModelShape, field: FieldShape, generator: Generator) -> UserValues:
    """Return arguments that are right but for one field; what is computed from that field never sees the wrong value."""
    attributes: UserValues = meta.factory.attributes()
    resolver = Interpreter(meta, "build", {}).start(None, 0)
    wrong = generator(random.current_stream(), NestedModels(StepView(resolver)))
    if field.path:
        placed = shape.arguments({field.name: wrong})[field.keyword]
        return {**attributes, field.keyword: _merged(attributes.get(field.keyword), placed)}
    return {**attributes, field.keyword: wrong}


def _merged(right: UserValue, wrong: UserValue) -> UserValue:
    """Put one wrong value, alone in its containers, into the containers that hold the right ones."""
    if isinstance(right, dict) and isinstance(wrong, dict):
        return {**right, **{key: _merged(right.get(key), value) for key, value in wrong.items()}}
    if isinstance(right, list) and isinstance(wrong, list):
        filled = [*wrong, *[None] * (len(right) - len(wrong))]
        return [old if new is None else _merged(old, new) for old, new in zip(right, filled, strict=True)]
    return wrong


def _fields_of(meta: FactoryOptions) -> list[tuple[str, FieldShape, ModelShape]]:
    """Return the fields that can be filled: the factory's name, the model's field, the shape that it is part of."""
    shape = meta.shape
    if shape is None:
        return []
    back = meta.renamed_back
    named = [(back.get(field.name, field.name), field) for field in shape.fields]
    return [(name, field, shape) for name, field in named if field.annotated and name not in meta.exclude]


class _Variants:
    """The variants of fields, of those of nested models too: each model's are found once."""

    def __init__(self) -> None:
        self._known: dict[object, tuple[Recipe, ...]] = {}

    def of_fields(self, meta: FactoryOptions, above: tuple[object, ...] = ()) -> list[list[Overrides]]:
        """Return the variants of each field that nobody declares.

        Args:
            meta: The factory's options.
            above: The models that the factory's one is nested in.
        """
        above = (*above, meta.get_model_class())
        found = []
        for name, field, shape in _fields_of(meta) if meta.autofill is not False else ():
            spec = meta.spec.fields.get(name)
            if name in meta.spec.hooks or (spec is not None and not is_filled(spec.base)):
                continue
            makers = variants_of(
                shape.annotation_of(field),
                where=f"{meta.factory.__name__}.{name}",
                is_model=models_of(meta),
                settings=settings_of(meta),
                model_variants=lambda model: self._of_model(meta, model, above),
            )
            variants: list[Overrides] = [{name: DrawnValue(make)} for make in makers]
            if not field.required and te.is_typeddict(typeinfo.class_of(shape.model)):
                variants.append({name: SKIP})
            found.append(variants)
        return [variants for variants in found if variants]

    def _of_model(self, meta: FactoryOptions, model: UserValue, above: tuple[object, ...]) -> tuple[Recipe, ...]:
        if model in above:
            return (_instance(model, {}, again=True),)
        if model not in self._known:
            fields = self.of_fields(factory_for(meta, model)._meta, above)
            self._known[model] = tuple(_instance(model, overrides) for overrides in combined(fields))
        return self._known[model]


def combined(fields: list[list[Overrides]]) -> Iterator[Overrides]:
    """Give the fewest overrides that between them show every variant of each field.

    Args:
        fields: The variants of each field.
    """
    for number in range(max(map(len, fields), default=1)):
        yield {name: value for variants in fields for name, value in variants[number % len(variants)].items()}


def _instance(model: UserValue, overrides: Overrides, *, again: bool = False) -> Recipe:
    """Return the recipe of an instance of a model whose fields show some variants."""
    return Recipe(
        lambda _stream, builder: builder.build(model, overrides),
        possible=lambda builder: builder.can_build(model, again=again),
        hashable=getattr(typeinfo.class_of(model), "__hash__", None) is not None,
    )


def _is_checked(model: UserValue, annotation: object, rule: str) -> bool:
    """Say whether a model checks a rule: an attrs class checks what its validators say, and no types besides."""
    if not attrs.has(typeinfo.class_of(model)) or not rule.endswith("type"):
        return True
    return any(isinstance(mark, CheckedType) for mark in typeinfo.peel(annotation).metadata)
