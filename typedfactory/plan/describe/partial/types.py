"""Types of fields, as far as models are nested in them."""

from __future__ import annotations

import collections
import weakref
from collections import abc
from typing import TYPE_CHECKING

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.plan.describe.filling import is_model

if TYPE_CHECKING:
    from typedfactory.plan.options import FactoryOptions

#: Kind of collection → the factory that makes it of its items.
LIST_FACTORIES: dict[type, str] = {
    kind: f"typedfactory.facade.containers.{kind.__name__.capitalize()}Factory"
    for kind in (list, tuple, set, frozenset, collections.deque)
}
#: Options of a factory → field → whether models occur in its type.
_nesting: weakref.WeakKeyDictionary[FactoryOptions, dict[str, bool]] = weakref.WeakKeyDictionary()


def annotation_of(meta: FactoryOptions, name: str) -> object:
    """Return the type of a field; ``MISSING`` where it is not known, or is no concern of the factory's."""
    shape = meta.shape
    name = meta.synonyms.get(name, name)
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    if shape is None or field is None or not field.annotated or name in meta.exclude:
        return typeinfo.MISSING
    return shape.annotation_of(field)


def nests_models(meta: FactoryOptions, name: str) -> bool:
    """Say whether models occur in the type of a field."""
    from typedfactory.values import needs_models  # noqa: PLC0415 - late, the makers of types are a good part of all

    known = _nesting.setdefault(meta, {})
    if name not in known:
        annotation = annotation_of(meta, name)
        known[name] = annotation is not typeinfo.MISSING and needs_models(annotation, is_model)
    return known[name]


def is_nested_model(annotation: object) -> bool:
    """Say whether a type is a model that a factory makes, and no kind of dict."""
    from typedfactory.values import needs_models  # noqa: PLC0415 - late, as above

    cls: object = annotation if typeinfo.is_class(annotation) else typeinfo.origin_of(annotation)
    if not typeinfo.is_class(cls) or (issubclass(cls, abc.Mapping) and not te.is_typeddict(cls)):
        return False
    return is_model(annotation) and needs_models(annotation, is_model)


def is_kind(annotation: object, kind: type) -> bool:
    """Say whether the values of a type are of a class, TypedDicts apart."""
    cls: object = annotation if typeinfo.is_class(annotation) else typeinfo.origin_of(annotation)
    return typeinfo.is_class(cls) and issubclass(cls, kind) and not te.is_typeddict(cls)


def collection_of(annotation: object) -> type | None:
    """Return the class that makes a collection of items; None where the type is no such collection."""
    if not typeinfo.arguments_of(annotation) or is_kind(annotation, abc.Mapping):
        return None
    if not is_kind(annotation, abc.Iterable) and not is_kind(annotation, abc.Container):
        return None
    kinds = (tuple, set, frozenset, collections.deque)
    return next((kind for kind in kinds if is_kind(annotation, kind)), set if is_kind(annotation, abc.Set) else list)


def item_type(annotation: object, place: int) -> object:
    """Return the type of one item of a collection."""
    arguments = typeinfo.arguments_of(annotation)
    if not is_kind(annotation, tuple) or arguments[1:] == (Ellipsis,):
        return arguments[0]
    return arguments[place] if place < len(arguments) else object
