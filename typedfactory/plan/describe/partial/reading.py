"""Dicts that are given for nested models, read as what a `SubFactory` overrides."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.declarations import BaseDeclaration, Dict, List, SubFactory
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.plan.describe.filling import AutoSubFactory, factory_for
from typedfactory.plan.describe.overrides import Template, split_path
from typedfactory.plan.describe.partial.types import (
    LIST_FACTORIES,
    annotation_of,
    collection_of,
    is_kind,
    is_nested_model,
    item_type,
    nests_models,
)
from typedfactory.plan.describe.refusing.misplaced import is_suspect

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.describe.layers import FieldSpec
    from typedfactory.plan.describe.overrides import OverrideNode, Tree
    from typedfactory.plan.options import FactoryOptions


class MappingOf(BaseDeclaration["UserValue"]):
    """A mapping whose values are made from data.

    Args:
        kind: Its class.
        items: Key → value or declaration.
    """

    TAKES_PARAMETERS = False

    def __init__(self, kind: type[UserValue], items: Mapping[UserValue, UserValue]) -> None:
        super().__init__()
        self.kind = kind
        self.items = items

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Make its values."""
        made = {
            key: value.evaluate_pre(instance, step, {}) if isinstance(value, BaseDeclaration) else value
            for key, value in self.items.items()
        }
        return made if self.kind is dict else self.kind(made)


def is_partial(meta: FactoryOptions, name: str, value: object) -> bool:
    """Say whether a value of a call may be data that a nested model is made from.

    Args:
        meta: The factory's options.
        name: The keyword, which may be a path.
        value: The value.
    """
    if not isinstance(value, (dict, list, tuple)) or meta.autofill is False or not _holds_dict(value):
        return False
    field, rest = split_path(name)
    return rest is not None or nests_models(meta, field)


def needs_reading(meta: FactoryOptions, params: Mapping[str, UserValue]) -> bool:
    """Say whether a call has to be read by itself, because its names alone do not decide what it makes.

    Args:
        meta: The factory's options.
        params: The keywords of the call and their values.
    """
    return any(
        type(name) is not str or is_suspect(value) or is_partial(meta, name, value) for name, value in params.items()
    )


def _holds_dict(value: UserValue, around: tuple[int, ...] = ()) -> bool:
    if isinstance(value, dict):
        return True
    if not isinstance(value, (list, tuple)) or id(value) in around:
        return False
    # A list may hold itself.
    return any(_holds_dict(item, (*around, id(value))) for item in value)


def completed(meta: FactoryOptions, name: str, value: UserValue, field: FieldSpec | None = None) -> UserValue:
    """Return what makes a field's value from data that is given for it; the value as it is where it is none.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        value: What is declared or given for it.
        field: What the factory declares for it, if anything.
    """
    data = value.value if type(value) is Template else value
    if not is_partial(meta, name, data):
        return value
    read = _Reader(meta, list(_declared_factories(field))).read(data, annotation_of(meta, name))
    return value if read is data else read


def read_data(meta: FactoryOptions, value: UserValue, annotation: object) -> UserValue:
    """Return what makes an item of a collection from data that is given for it; the value as it is where it is none.

    Args:
        meta: The options of the factory that the collection belongs to.
        value: The value.
        annotation: The item's type.
    """
    data = value.value if type(value) is Template else value
    if not isinstance(data, (dict, list, tuple)) or not _holds_dict(data):
        return value
    read = _Reader(meta, []).read(data, annotation)
    return value if read is data else read


def complete_places(meta: FactoryOptions, name: str, below: Tree) -> None:
    """Let data that a call gives for places of a field's collection stand for what is made from it.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        below: What the call says below it.
    """
    if meta.autofill is not False and _brings_data(below):
        annotation = annotation_of(meta, name)
        if annotation is not typeinfo.MISSING:
            _complete_below(meta, annotation, below)


def _brings_data(below: Tree) -> bool:
    """Say whether any value below a field may be data: nothing else is read by its type."""
    return any(
        isinstance(node.value, (Template, dict, list, tuple)) or _brings_data(node.children) for node in below.values()
    )


def _complete_below(meta: FactoryOptions, annotation: object, below: Tree) -> None:
    bare: object = typeinfo.peel(annotation).bare
    if typeinfo.is_union(bare):
        for member in typeinfo.arguments_of(bare):
            _complete_below(meta, member, below)
    elif is_kind(bare, abc.Mapping) and typeinfo.arguments_of(bare)[:1] == (str,):
        for node in below.values():
            _complete_place(meta, typeinfo.arguments_of(bare)[1], node)
    elif collection_of(bare) is not None:
        for place, node in below.items():
            if place.isdecimal():
                _complete_place(meta, item_type(bare, int(place)), node)


def _complete_place(meta: FactoryOptions, annotation: object, node: OverrideNode) -> None:
    node.value = read_data(meta, node.value, annotation)
    _complete_below(meta, annotation, node.children)


def _declared_factories(field: FieldSpec | None) -> Iterable[FactoryClass]:
    """Return the factories that a field's declarations nest, whose objects data given for the field is made into."""
    for value in () if field is None else field.possible_values():
        if isinstance(value, (List, Dict)):
            items = value.arguments_given().values()
            yield from (item.get_factory() for item in items if isinstance(item, SubFactory))
        elif isinstance(value, SubFactory):
            yield value.get_factory()


class _Reader:
    """Reads data by types.

    Args:
        meta: The options of the factory that is given the data.
        declared: The factories that its declaration nests.
    """

    def __init__(self, meta: FactoryOptions, declared: list[FactoryClass]) -> None:
        self.meta = meta
        self.declared = declared

    def read(self, data: UserValue, annotation: object, aliases: tuple[object, ...] = ()) -> UserValue:
        """Return the declaration of what the data stands for; the data itself where it is what the type asks for."""
        bare: object = typeinfo.peel(annotation).bare
        if typeinfo.is_type_alias(bare):
            return data if bare in aliases else self.read(data, typeinfo.alias_value(bare), (*aliases, bare))
        if typeinfo.is_type_variable(bare):
            return self.read(data, typeinfo.meaning_of_variable(bare), aliases)
        if typeinfo.is_union(bare):
            return self._read_union(data, typeinfo.arguments_of(bare), aliases)
        if isinstance(data, dict):
            return self._read_model(data, bare) if is_nested_model(bare) else self._read_mapping(data, bare)
        return self._read_items(data, bare) if isinstance(data, (list, tuple)) else data

    def _read_union(self, data: UserValue, members: tuple[object, ...], aliases: tuple[object, ...]) -> UserValue:
        if isinstance(data, dict):
            bare = [typeinfo.peel(member).bare for member in members]
            takers = [each for each in bare if _takes_dicts(each)]
            if takers:
                return self.read(data, takers[0], aliases)
            models = [each for each in bare if is_nested_model(each)]
            if models:
                return self._read_model(data, next((each for each in models if _fits(each, data)), models[0]))
        read = (self.read(data, member, aliases) for member in members)
        return next((each for each in read if each is not data), data)

    def _read_model(self, data: dict[UserValue, UserValue], model: UserValue) -> UserValue:
        if not _names_fields(data):
            return data
        factory = next((each for each in self.declared if _makes(each, model)), None)
        return AutoSubFactory(factory or factory_for(self.meta, model), model, data)

    def _read_mapping(self, data: dict[UserValue, UserValue], annotation: object) -> UserValue:
        value_types = typeinfo.arguments_of(annotation)[1:2]
        if not value_types or not is_kind(annotation, abc.Mapping):
            return data
        items = {key: self.read(value, value_types[0]) for key, value in data.items()}
        return data if all(items[key] is data[key] for key in data) else MappingOf(type(data), items)

    def _read_items(self, data: UserValue, annotation: object) -> UserValue:
        kind = collection_of(annotation)
        if kind is None:
            return data
        items = [self.read(value, item_type(annotation, place)) for place, value in enumerate(data)]
        if all(read is value for read, value in zip(items, data, strict=True)):
            return data
        own = typeinfo.origin_of(annotation)
        made = type(data) if typeinfo.is_class(own) and isinstance(data, own) else kind
        return List(items, LIST_FACTORIES.get(made, LIST_FACTORIES[list]))


def _names_fields(data: Mapping[UserValue, UserValue]) -> bool:
    """Say whether the keys of data can be names at all."""
    return all(isinstance(key, str) for key in data)


def _takes_dicts(annotation: object) -> bool:
    """Say whether a dict is just what a type asks for."""
    return typeinfo.is_any(annotation) or annotation is object or is_kind(annotation, abc.Mapping)


def _makes(factory: FactoryClass, model: UserValue) -> bool:
    made: object = factory._meta.get_model_class()
    cls = typeinfo.class_of(model)
    return made is model or (typeinfo.is_class(made) and cls in made.__mro__)


def _fits(model: UserValue, data: Mapping[UserValue, UserValue]) -> bool:
    """Say whether a model has all fields that data names, with one of their values where there are few."""
    shape = shape_of(model)
    if shape is None or not _names_fields(data):
        return False
    for key, value in data.items():
        name = shape.synonyms.get(key, key)
        field = shape.by_name.get(split_path(name)[0])
        if field is None:
            if shape.closed:
                return False
        elif field.annotated:
            bare: object = typeinfo.peel(shape.annotation_of(field)).bare
            if typeinfo.origin_of(bare) is Literal and value not in typeinfo.arguments_of(bare):
                return False
    return True
