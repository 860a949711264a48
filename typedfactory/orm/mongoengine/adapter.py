"""MongoEngine's documents as shapes, and the types that their fields are filled with."""

from __future__ import annotations

import decimal
import functools
import io
import re
import types
import uuid
from collections.abc import Callable
from random import Random

import bson
import mongoengine
from mongoengine import fields
from mongoengine.base import BaseDocument

from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import Constraints, Pattern
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.orm.shared.constructors import OwnConstructor, constructor_besides
from typedfactory.orm.shared.marks import (
    DISTINCT,
    Made,
    annotated,
    chosen,
    counter_of,
    drawn,
    shared_by_column,
    unknown,
)
from typedfactory.random import refuse
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.requests import Request, find_peeled

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: How often a value is drawn again that a validation of the user's own rejects.
_TRIES = 100


class MongoEngineAdapter:
    """Documents, embedded and dynamic ones included."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a document."""
        return issubclass(model, BaseDocument) and hasattr(model, "_fields")

    def shape(self, model: UserValue) -> ModelShape:
        """Return the constructor of a document; a key that the server gives is left to it."""
        constructor = constructor_besides("mongoengine", model)
        described = [
            FieldShape(
                name=name,
                attribute=name,
                required=_has_to_be_given(constructor, name, _needs_value(name, field)),
                hint_name=name,
                keyword_only=True,
                metadata={"mongoengine": field},
                resolve=functools.partial(_annotate, name=name),
                aliases=("pk",) if field.primary_key and name != "pk" else (),
                annotated=not _is_numbered(field),
            )
            for name, field in model._fields.items()
            if name != "_cls" and (constructor is None or constructor.takes(name))
        ]
        if constructor is not None:
            described += constructor.others({each.name for each in described})
        closed = not getattr(model, "_dynamic", False) and model._meta.get("strict", True)
        closed = closed and (constructor is None or not constructor.open)
        return ModelShape(model, tuple(described), closed=closed, attributes=frozenset(model._fields))


def _has_to_be_given(constructor: OwnConstructor | None, name: str, needed: bool) -> bool:
    return needed if constructor is None else constructor.requires(name, needed)


def _is_numbered(field: UserValue) -> bool:
    """Say whether the server, or a counter of MongoEngine's, gives a field its value."""
    return isinstance(field, fields.SequenceField) or (isinstance(field, fields.ObjectIdField) and field.primary_key)


def _needs_value(name: str, field: UserValue) -> bool:
    if _is_numbered(field):
        return False
    if field.default is not None:
        # Lists and dicts have empty ones for a default, which is not enough where they are required.
        return bool(field.required and field.default in (list, dict) and isinstance(field, _CONTAINERS))
    return bool(field.required or field.primary_key)


_CONTAINERS = (fields.ListField, fields.DictField)


def _annotate(model: UserValue, *, name: str) -> UserValue:
    field = model._fields[name]
    annotation = annotation_of(field)
    unique = field.unique or field.primary_key or bool(field.unique_with)
    if unique and not isinstance(field, (fields.ReferenceField, fields.EmbeddedDocumentField)):
        owner = getattr(field, "owner_document", None) or model
        annotation = shared_by_column(annotated(annotation, DISTINCT), counter_of(owner, name))
    if callable(field.validation):
        annotation = annotated(annotation, _passing(field.validation))
    return annotation if field.required or field.primary_key else annotation | None


def _passing(validation: Callable[[UserValue], UserValue]) -> Made:
    """Return the mark for values that a function of the user's checks."""

    def accepts(value: UserValue) -> bool:
        try:
            return validation(value) is not False
        except mongoengine.ValidationError:
            return False

    def recipe_for(request: Request) -> Recipe:
        inner = find_peeled(request)

        def make(stream: Random, builder: UserValue) -> UserValue:
            for _ in range(_TRIES):
                value = inner.make(stream, builder)
                if accepts(value):
                    return value
                refuse()
            raise UnfillableError(f"{request.where}: none of {_TRIES} values is valid. Declare the field.")

        return Recipe(make)

    return Made(recipe_for)


def annotation_of(field: UserValue) -> UserValue:
    """Return the type that a field is filled with.

    Args:
        field: The field.
    """
    if field.choices:
        first = [choice[0] if isinstance(choice, (list, tuple)) else choice for choice in field.choices]
        if not isinstance(field, (fields.GenericReferenceField, fields.GenericEmbeddedDocumentField)):
            return chosen(first)
        return mongoengine.base.get_document(first[0]) if isinstance(first[0], str) else first[0]
    for kind in type(field).__mro__:
        make = _BY_NAME.get(kind.__name__)
        if make is not None:
            return make(field)
    return unknown(field)


def _text(field: UserValue) -> UserValue:
    limits = Constraints(min_length=field.min_length, max_length=field.max_length)
    if field.regex is not None:
        return annotated(
            str,
            limits,
            Pattern(field.regex if isinstance(field.regex, re.Pattern) else re.compile(field.regex), "match"),
        )
    length = max(20 if field.unique or field.primary_key else 12, field.min_length or 0)
    return _letters(length if field.max_length is None else min(length, field.max_length))


def _letters(length: int, before: str = "", after: str = "") -> UserValue:
    count = len(_LETTERS)

    def at(number: int) -> str:
        return before + "".join([_LETTERS[number // count**place % count] for place in range(length)]) + after

    return drawn(
        str,
        lambda stream: before + "".join([_LETTERS[int(stream.random() * count)] for _ in range(length)]) + after,
        Domain(count**length, at),
    )


def _number(kind: UserValue, low: int | None = None, high: int | None = None) -> Callable[[UserValue], UserValue]:
    def make(field: UserValue) -> UserValue:
        least = low if field.min_value is None else field.min_value
        most = high if field.max_value is None else field.max_value
        if field.min_value is None and most is not None and least is not None and most >= 0:
            least = 0
        return annotated(kind, Constraints(ge=least, le=most))

    return make


def _exact(field: UserValue) -> UserValue:
    bounds = Constraints(ge=field.min_value, le=field.max_value)
    return annotated(decimal.Decimal, bounds, Constraints(decimal_places=getattr(field, "precision", 2)))


def _bytes(field: UserValue) -> UserValue:
    return annotated(bytes, Constraints(max_length=field.max_bytes))


def _list(field: UserValue) -> UserValue:
    """Return the type of lists with one element, for a required list must not be empty."""
    item = _letters(12) if field.field is None else annotation_of(field.field)

    def recipe_for(request: Request) -> Recipe:
        inner = request.recipe_for(item)
        return Recipe(lambda stream, builder: [inner.make(stream, builder)], inner.possible, hashable=False)

    models = _models_in(field)
    return annotated(types.GenericAlias(list, (models,)) if models else list, Made(recipe_for))


def _models_in(field: UserValue) -> UserValue:
    """Return the document that the elements of a list are; None where they are none."""
    inner = getattr(field, "field", None)
    document = getattr(inner, "document_type", None)
    return document if inner is not None and document is not None else None


def _map(field: UserValue) -> UserValue:
    item = _letters(12) if field.field is None else annotation_of(field.field)

    def recipe_for(request: Request) -> Recipe:
        key, inner = request.recipe_for(_letters(8)), request.recipe_for(item)
        return Recipe(lambda stream, builder: {key.make(stream, builder): inner.make(stream, builder)}, inner.possible)

    model = _models_in(field)
    return annotated(dict if model is None else dict[str, model], Made(recipe_for))  # type: ignore[valid-type]  # as above


def _url(field: UserValue) -> UserValue:
    scheme = "https" if "https" in field.schemes else field.schemes[0]
    return _letters(12, f"{scheme}://example.com/")


def _picture(_field: UserValue) -> UserValue:
    """Return the type of pictures; MongoEngine asks Pillow for their size, so it is there."""

    def draw(stream: Random) -> io.BytesIO:
        from PIL import Image  # noqa: PLC0415 - an optional library

        file = io.BytesIO()
        Image.new("RGB", (8, 8), tuple(stream.randrange(256) for _ in range(3))).save(file, "PNG")
        file.seek(0)
        return file

    return drawn(io.BytesIO, draw)


def _place(stream: Random) -> list[float]:
    return [round(stream.random() * 360 - 180, 6), round(stream.random() * 180 - 90, 6)]


def _geometry(kind: str, coordinates: Callable[[Random], UserValue]) -> Callable[[UserValue], UserValue]:
    return lambda _field: drawn(dict, lambda stream: {"type": kind, "coordinates": coordinates(stream)})


def _ring(stream: Random) -> list[list[float]]:
    start = [stream.random() * 100, stream.random() * 50]
    return [start, [start[0] + 1, start[1]], [start[0] + 1, start[1] + 1], start]


def _document(field: UserValue) -> UserValue:
    return field.document_type


def _object_id(_field: UserValue) -> UserValue:
    return drawn(bson.ObjectId, lambda stream: bson.ObjectId(stream.getrandbits(96).to_bytes(12, "big")))


_FIXED: UserValues = {
    "BooleanField": bool,
    "DateField": datetime.date,
    "DateTimeField": datetime.datetime,
    "UUIDField": uuid.UUID,
}
_BY_NAME: dict[str, Callable[[UserValue], UserValue]] = {
    **{name: (lambda _field, kind=kind: kind) for name, kind in _FIXED.items()},  # type: ignore[misc]  # each its own kind
    "EmailField": lambda field: _letters(12, after="@example.com"),
    "URLField": _url,
    "StringField": _text,
    "ComplexDateTimeField": lambda field: datetime.datetime,
    "IntField": _number(int, -(2**31), 2**31 - 1),
    "LongField": _number(int, -(2**63), 2**63 - 1),
    "FloatField": _number(float),
    "DecimalField": _exact,
    "Decimal128Field": _exact,
    "EnumField": lambda field: field._enum_cls,  # noqa: SLF001 - as above
    "ObjectIdField": _object_id,
    "BinaryField": _bytes,
    "ImageField": _picture,
    "FileField": lambda field: bytes,
    "EmbeddedDocumentField": _document,
    "ReferenceField": _document,
    "CachedReferenceField": _document,
    "LazyReferenceField": _document,
    "ListField": _list,
    "MapField": _map,
    "DictField": _map,
    "DynamicField": lambda field: _letters(12),
    "GeoPointField": lambda field: drawn(list, _place),
    "PointField": _geometry("Point", _place),
    "LineStringField": _geometry("LineString", lambda stream: [_place(stream), _place(stream)]),
    "PolygonField": _geometry("Polygon", lambda stream: [_ring(stream)]),
    "MultiPointField": _geometry("MultiPoint", lambda stream: [_place(stream)]),
    "MultiLineStringField": _geometry("MultiLineString", lambda stream: [[_place(stream), _place(stream)]]),
    "MultiPolygonField": _geometry("MultiPolygon", lambda stream: [[_ring(stream)]]),
}
