"""Fields that nobody declared, filled by their types."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.declarations import AUTO, BaseDeclaration, Maybe, Transformer, Unique, is_declaration
from typedfactory.errors import UnfillableError, UnknownFieldError
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.libraries import why_unread
from typedfactory.ground.shape import ModelShape, column_of
from typedfactory.plan.describe.filling import (
    AutoSubFactory,
    AutoValue,
    factory_for,
    is_model,
    provided_factory,
    provider_functions,
)
from typedfactory.plan.describe.meta import as_drawn_size, as_size_range
from typedfactory.plan.describe.realistic import Sources, taught_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions
    from typedfactory.realism import FieldSource
    from typedfactory.values import Settings


class LateValue(AutoValue):
    """What fills a field whose type says nothing, or cannot be read: looked into when the field has to be filled.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        unique: Whether its values will be asked for until they differ from all before.
    """

    def __init__(self, meta: FactoryOptions, name: str, *, unique: bool) -> None:
        BaseDeclaration.__init__(self)
        self.nested, self.story = True, ""
        self._meta, self._name, self._unique = meta, name, unique

    def __getattr__(self, name: str) -> UserValue:
        """Look into the type for those who ask what it is, or how it is made."""
        if name in ("annotation", "recipe"):
            return getattr(self.find(), name)
        raise AttributeError(name)

    def find(self) -> BaseDeclaration[UserValue]:
        """Return what fills the field if the type can be read by now, or raise what is wrong with it."""
        return declaration_for(self._meta, self._name, unique=self._unique)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Make a value."""
        declaration = self.find()
        self._meta.forget_spec()
        return declaration.evaluate_pre(instance, step, extra)


def nested_model(meta: FactoryOptions, name: str) -> AutoSubFactory | None:
    """Return what makes the model nested in a field that nobody declared, so that a deep override can reach into it.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it; it may be ``X``, or ``X | None``.
    """
    shape = meta.shape
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    if shape is None or field is None or name in meta.exclude or meta.autofill is False:
        return None
    annotation = typeinfo.peel(shape.annotation_of(field)).bare
    members = typeinfo.arguments_of(annotation) if typeinfo.is_union(annotation) else (annotation,)
    is_made = models_of(meta)
    models = [member for member in members if is_made(typeinfo.peel(member).bare)]
    if len(models) != 1:
        return None
    return AutoSubFactory(factory_for(meta, typeinfo.peel(models[0]).bare), annotation)


def fill(meta: FactoryOptions, declared: set[str]) -> UserValues:
    """Return declarations for the model's fields that are not declared and have no default.

    Args:
        meta: The factory's options.
        declared: The names that are declared, as the factory names them.
    """
    shape = meta.shape
    if meta.autofill is False:
        return {}
    if shape is None:
        _refuse_unread(meta)
        return {}
    back = meta.renamed_back
    filled: UserValues = {}
    sources = Sources(meta)
    wanted = [each.name for each in shape.fields if each.annotated] if meta.autofill == "all" else shape.required
    for field in wanted:
        name = back.get(field, field)
        if name not in declared and name not in meta.exclude:
            filled[name] = _filling(meta, name, sources)
    return filled


def _filling(
    meta: FactoryOptions, name: str, sources: Sources | None = None, *, unique: bool = False
) -> BaseDeclaration[UserValue]:
    """Return what fills one field by its type, or what says that nothing does once it has to."""
    try:
        return declaration_for(meta, name, sources, unique=unique)
    except UnfillableError:
        return LateValue(meta, name, unique=unique)


def _refuse_unread(meta: FactoryOptions) -> None:
    """Refuse a model of a library that is too old: nobody could say what is left to fill."""
    model: UserValue = meta.get_model_class()
    why = why_unread(model)
    if why:
        raise UnfillableError(
            f"{meta.factory.__name__}: {model.__name__} cannot be filled: {why}. "
            f"Install that, or declare what the model needs and say Meta.autofill = False."
        )


def declaration_for(
    meta: FactoryOptions, name: str, sources: Sources | None = None, *, unique: bool = False
) -> BaseDeclaration[UserValue]:
    """Return what fills one field by its type.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        sources: Where realistic values come from, if the caller asks for several fields.
        unique: Whether its values will be asked for until they differ from all before.

    Raises:
        UnknownFieldError: The model has no such field.
        UnfillableError: Its type cannot be filled.
    """
    where = f"{meta.factory.__name__}.{name}"
    shape: ModelShape | None = meta.shape
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    if shape is None or field is None:
        raise UnknownFieldError(
            f"{where}: AUTO fills a field of the model by its type, and no such field is known. Give a value instead."
        )
    if field.taught is not None and (taught := taught_type(field.taught(shape.model), settings_of(meta))) is not None:
        return value_of_type(meta, taught, where)
    return value_of_type(meta, shape.annotation_of(field), where, (sources or Sources(meta)).of(name, unique=unique))


def with_auto(meta: FactoryOptions, name: str, value: UserValue) -> UserValue:
    """Return a value with what fills the field in the place of AUTO.

    Args:
        meta: The factory's options.
        name: The field.
        value: What is declared or given for it.
    """
    if value is AUTO:
        return _filling(meta, name)
    if is_declaration(value) and value.WANTS_TYPE:
        return value.of_type(lambda: _type_of(meta, name))
    if type(value) is Unique and value.declaration.WANTS_TYPE:
        return value.filling(with_auto(meta, name, value.declaration), value.column)
    if type(value) is Unique and value.declaration is AUTO:
        column = column_of(meta.get_model_class(), meta.rename.get(name, name))
        return value.filling(_filling(meta, name, unique=True), column)
    if isinstance(value, Maybe) and asks_for_auto(value):
        value = copy.copy(value)
        value.yes, value.no = with_auto(meta, name, value.yes), with_auto(meta, name, value.no)
    elif isinstance(value, Transformer) and value.default is AUTO:
        value = copy.copy(value)
        value.default = _filling(meta, name)
    return value


def _type_of(meta: FactoryOptions, name: str) -> object:
    """Return the type of a field; ``typeinfo.MISSING`` where the model has no such field, or it is not known."""
    shape = meta.shape
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    return typeinfo.MISSING if shape is None or field is None or not field.annotated else shape.annotation_of(field)


def asks_for_auto(value: UserValue) -> bool:
    """Say whether `with_auto` would put something else in the place of a value.

    Args:
        value: What is declared or given.
    """
    return (
        value is AUTO
        or (is_declaration(value) and value.WANTS_TYPE)
        or (type(value) is Unique and asks_for_auto(value.declaration))
        or (isinstance(value, Maybe) and (asks_for_auto(value.yes) or asks_for_auto(value.no)))
        or (isinstance(value, Transformer) and value.default is AUTO)
    )


def settings_of(meta: FactoryOptions) -> Settings:
    """Return what a factory's options say about filled values."""
    # Late, for the makers of all types are a good part of the package: they are loaded when the first field is filled.
    from typedfactory.values import Settings  # noqa: PLC0415 - as said above

    wanted = meta.collection_size
    size = None if wanted is None else as_drawn_size(wanted) or as_size_range(wanted)
    optional = meta.optional
    if not isinstance(optional, str) and optional in (0, 1):
        # None and all of them are the words for it, which other makers look at.
        optional = "value" if optional else "none"
    return Settings(optional=optional, collection_size=size, providers=provider_functions(meta), mocks=meta.mocks)


def models_of(meta: FactoryOptions) -> Callable[[object], bool]:
    """Return what says whether a factory's fields of a type are made by another factory."""
    if not meta.providers:
        return is_model
    return lambda annotation: is_model(annotation) or provided_factory(meta, annotation) is not None


def value_of_type(
    meta: FactoryOptions, annotation: object, where: str, source: FieldSource | None = None
) -> BaseDeclaration[UserValue]:
    """Return what makes values of a type.

    Args:
        meta: The options of the factory that asks.
        annotation: The type.
        where: What it is for, for messages.
        source: Where realistic values come from, if the field's name says anything.
    """
    from typedfactory.values import MakesModel, make_recipe, needs_models  # noqa: PLC0415 - late, as above

    models = models_of(meta)
    recipe = make_recipe(annotation, where=where, is_model=models, settings=settings_of(meta), source=source)
    made = recipe.make.model if isinstance(recipe.make, MakesModel) else None
    if made is not None and not _reaches(made, meta.get_model_class()):
        return AutoSubFactory(factory_for(meta, made), annotation)
    story = "" if source is None else source.story
    nested = needs_models(annotation, models) or (source is not None and bool(source.story) and source.looks_around)
    return AutoValue(annotation, recipe, nested=nested, story=story)


def _reaches(model: object, target: object) -> bool:
    """Say whether making a model automatically could come back to another model, or to itself."""
    from typedfactory.values import needs_models  # noqa: PLC0415 - late, as above

    seen: list[object] = []
    pending = [model]

    def note(found: object) -> bool:
        if is_model(found):
            pending.append(found)
        return False

    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.append(current)
        shape = shape_of(current)
        for field in shape.fields if shape is not None else ():
            if field.required and shape is not None:
                before = len(pending)
                needs_models(shape.annotation_of(field), note)
                if target in pending[before:] or model in pending[before:]:
                    return True
    return model is target
