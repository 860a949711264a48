"""From a Django field to the type of its values: what kind it is, what its validators, choices and options say."""

from __future__ import annotations

import decimal
import ipaddress
import os
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import TYPE_CHECKING

import attrs
from django.conf import settings
from django.core import validators
from django.core.exceptions import ValidationError
from django.db.models import DecimalField, Field, FilePathField, ForeignKey

from typedfactory.ground.constraints import NONE, Constraints, OneOf, Pattern
from typedfactory.ground.context import ModelBuilder
from typedfactory.ground.given import UserValue
from typedfactory.orm.django.files import make_upload
from typedfactory.orm.django.filling.marks import Validator, passing, refusing
from typedfactory.orm.django.filling.needs import choices_of
from typedfactory.orm.django.filling.text import EMAIL, URL, TextKind, text_type
from typedfactory.orm.django.filling.validators import Asked, read_validators
from typedfactory.orm.shared.marks import DISTINCT, Made, annotated, chosen, distinct, drawn, unknown
from typedfactory.random import refuse
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values import make_recipe
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from django.contrib.postgres.fields import ArrayField, RangeField
    from django.db.models import Field

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: The whole numbers that columns of all databases take.
_RANGES = {
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "BigIntegerField": (-(2**63), 2**63 - 1),
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
    "PositiveBigIntegerField": (0, 2**63 - 1),
}
_KEYS = {"AutoField": "IntegerField", "BigAutoField": "BigIntegerField", "SmallAutoField": "SmallIntegerField"}
_MOMENTS = {"DateField": datetime.date, "TimeField": datetime.time, "DurationField": datetime.timedelta}
_FIRST_KINDS = {"EmailField": EMAIL, "URLField": URL}

Marks = Sequence[object]


def annotation_of(
    field: Field[UserValue, UserValue], *, unique: bool, marks: Iterable[object] = (), stride: int = 1
) -> UserValue:
    """Return the type that a field is filled with.

    Args:
        field: The field.
        unique: Whether its values must not repeat.
        marks: What the model's constraints ask of it.
        stride: How often a value comes before the next one, where the combination with others must not repeat.
    """
    if stride > 1:
        return annotated(annotation_of(field, unique=False, marks=marks), distinct(stride))
    if isinstance(field, ForeignKey) and field.related_model is not None:
        return field.related_model | None if field.null else field.related_model
    asked = list(marks)
    choices = _choices_of(field, [mark for mark in asked if isinstance(mark, OneOf)])
    if choices is not None:
        return annotated(chosen(choices), DISTINCT) if unique and len(choices) > 1 else chosen(choices)
    for kind in type(field).__mro__:
        make = _BY_NAME.get(kind.__name__)
        if make is not None:
            return make(field, unique, asked)
    return _by_column(field, unique, asked)


def _by_column(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    """Return the type of a field of somebody's own, known by its column alone: it must take what is made."""
    make = _BY_NAME.get(field.get_internal_type())
    kinds = [] if make is None else [make(field, unique, marks)]
    if field.get_internal_type() == "JSONField":
        kinds += [drawn(object, lambda _stream: []), drawn(object, lambda _stream: {})]
    for kind in kinds:
        recipe = make_recipe(kind, where=f"{field.model.__name__}.{field.name}", is_model=lambda _annotation: False)
        if _takes(field, recipe.make(Random(0), _NO_MODELS)):  # noqa: S311 - a value to try the field on
            return kind
    return unknown(field)


#: No model of Django's is made for the value of a column.
_NO_MODELS: UserValue = None


def _takes(field: Field[UserValue, UserValue], value: UserValue) -> bool:
    try:
        field.clean(value, None)
    except Exception:  # noqa: BLE001 - fields of somebody's own refuse in their own ways
        return False
    return True


def _choices_of(field: Field[UserValue, UserValue], asked: list[OneOf]) -> list[UserValue] | None:
    """Return the values to choose from: choices that are neither empty nor refused; None where all are allowed."""
    lists: list[list[UserValue]] = [list(one.values) for one in asked]
    if field.choices:
        lists.insert(0, [_as_python(field, value) for value, _label in choices_of(field)])
    if not lists:
        return None
    first, *others = lists
    values = [value for value in first if all(value in other for other in others)]
    full = [value for value in values if value not in list(field.empty_values)]
    read = [value for value in full if refusing(field.validators, value) is None]
    return read or full or values or None


def _as_python(field: Field[UserValue, UserValue], value: UserValue) -> UserValue:
    """Return a choice as the field's own kind of value: whole numbers may stand for decimal ones."""
    try:
        return field.to_python(value)
    except ValidationError:
        return value


def _asked_of(field: Field[UserValue, UserValue], marks: Marks, more: Constraints = NONE) -> Asked:
    """Return what a field's validators and the marks ask of its values."""
    asked = read_validators(field.validators)
    for mark in marks:
        if isinstance(mark, Constraints):
            asked = asked.tightened(mark)
    return asked.tightened(more)


def _finished(annotation: object, *, unique: bool, checks: Sequence[Validator]) -> UserValue:
    if unique:
        annotation = annotated(annotation, DISTINCT)
    return annotated(annotation, passing(checks)) if checks else annotation


def _text(field: Field[UserValue, UserValue], unique: bool, marks: Marks, first: TextKind | None = None) -> UserValue:
    asked = _asked_of(field, marks, Constraints(max_length=getattr(field, "max_length", None)))
    patterns = [
        validators.RegexValidator(mark.regex if isinstance(mark.regex, re.Pattern) else re.compile(mark.regex))
        for mark in marks
        if isinstance(mark, Pattern)
    ]
    for kind in type(field).__mro__:
        first = first or _FIRST_KINDS.get(kind.__name__)
    return text_type(field, unique=unique, checks=[*asked.checks, *patterns], limits=asked.limits, first=first)


def _whole(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    internal = field.get_internal_type()
    low, high = _RANGES.get(_KEYS.get(internal, internal), _RANGES["IntegerField"])
    asked = _asked_of(field, marks, Constraints(ge=low, le=high))
    limits = asked.limits
    if limits.ge == low and low < 0 and limits.gt is None and limits.le >= 0 and (limits.lt is None or limits.lt > 0):
        # Negative numbers are allowed and seldom meant.
        limits = attrs.evolve(limits, ge=0)
    return _finished(annotated(int, limits), unique=unique, checks=asked.checks)


def _float(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    asked = _asked_of(field, marks)
    return _finished(annotated(float, asked.limits), unique=unique, checks=asked.checks)


def _decimal(field: DecimalField[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    asked = _asked_of(field, marks)
    digits = Constraints(max_digits=field.max_digits, decimal_places=field.decimal_places)
    return _finished(annotated(decimal.Decimal, asked.limits, digits), unique=unique, checks=asked.checks)


def _boolean(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    return _finished(bool, unique=unique, checks=list(field.validators))


def _moment(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    asked = _asked_of(field, marks)
    kind = _MOMENTS[next(each.__name__ for each in type(field).__mro__ if each.__name__ in _MOMENTS)]
    return _finished(annotated(kind, asked.limits), unique=unique, checks=asked.checks)


def _datetime(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    asked = _asked_of(field, marks)
    zone = Constraints(time_zone=(... if settings.USE_TZ else None,))
    return _finished(annotated(datetime.datetime, asked.limits, zone), unique=unique, checks=asked.checks)


def _uuid(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    return _finished(uuid.UUID, unique=False, checks=list(field.validators))


def _binary(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    asked = _asked_of(field, marks, Constraints(max_length=field.max_length))
    return _finished(annotated(bytes, asked.limits), unique=unique, checks=asked.checks)


def _address(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    if getattr(field, "protocol", "both").lower() == "ipv6":
        start = int(ipaddress.IPv6Address("2001:db8::"))
        domain = Domain(2**64, lambda number: str(ipaddress.IPv6Address(start + number)))
    else:
        domain = Domain(2**24 - 2, lambda number: str(ipaddress.IPv4Address((10 << 24) + 1 + number)))
    made = drawn(str, lambda stream: domain.at(int(stream.random() * domain.count)), domain)
    return _finished(made, unique=unique, checks=_asked_of(field, ()).checks[1:])


def _letters(stream: Random) -> str:
    return "".join([_LETTERS[int(stream.random() * 26)] for _ in range(12)])


def _json(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    kinds: list[Callable[[Random], object]] = [
        lambda stream: {_letters(stream): _letters(stream)},
        lambda stream: [_letters(stream)],
        _letters,
        lambda stream: stream.getrandbits(31),
    ]
    if field.default is list or isinstance(field.default, list):
        # What reads the field expects a list.
        kinds.insert(0, kinds.pop(1))
    probe = Random(0)  # noqa: S311 - a value to try validators on
    fits = next((kind for kind in kinds if refusing(field.validators, kind(probe)) is None), None)
    return drawn(object, fits) if fits else _finished(drawn(object, kinds[0]), unique=False, checks=field.validators)


def _hstore(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    names = sorted(key for check in field.validators for key in getattr(check, "keys", ()))
    return drawn(dict, lambda stream: {name: _letters(stream) for name in names or [_letters(stream)]})


def _file(field: Field[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    return drawn(object, lambda stream: make_upload(field, stream))


def _path(field: FilePathField[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    folder = field.path() if callable(field.path) else field.path
    found = []
    for root, folders, files in os.walk(folder):
        folders.sort()
        names = [*(files if field.allow_files else ()), *(folders if field.allow_folders else ())]
        found += [os.path.join(root, name) for name in sorted(names) if re.search(field.match or "", name)]  # noqa: PTH118 - Django stores it as os.path spells it
        if not field.recursive:
            break
    return chosen(found) if found else unknown(field)


def _array(field: ArrayField[UserValue, UserValue], unique: bool, marks: Marks) -> UserValue:
    limits = _asked_of(field, marks).limits
    size = field.size or max(1, limits.min_length or 1)
    item = annotation_of(field.base_field, unique=False)

    def recipe_for(request: Request) -> Recipe:
        recipe = request.recipe_for(item)
        return Recipe(lambda stream, builder: [recipe.make(stream, builder) for _ in range(size)], hashable=False)

    return annotated(object, Made(recipe_for))


def _day(number: int) -> datetime.date:
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=number)


def _moment_at(number: int) -> datetime.datetime:
    zone = datetime.timezone.utc if settings.USE_TZ else None
    return datetime.datetime(1970, 1, 1, tzinfo=zone) + datetime.timedelta(hours=number)


#: What bounds ranges that do not overlap: number → value, always greater; and how many such ranges there are.
_LOWER: dict[str, Callable[[int], UserValue]] = {
    "IntegerField": int,
    "BigIntegerField": int,
    "DecimalField": decimal.Decimal,
    "DateField": _day,
    "DateTimeField": _moment_at,
}
_DISJOINT = 10_000


def _range(field: RangeField[UserValue], unique: bool, marks: Marks) -> UserValue:
    """Return the type of ranges: two values of the field below, the lower one first; unique ones do not overlap."""
    inner: Field[UserValue, UserValue] = field.base_field  # type: ignore[assignment]  # of the class, so its stubs say
    lower = _LOWER.get(inner.get_internal_type())
    if unique and lower is not None:
        domain = Domain(_DISJOINT, lambda number: field.range_type(lower(2 * number), lower(2 * number + 1)))
        made = drawn(object, lambda stream: domain.at(int(stream.random() * _DISJOINT)), domain)
        return _finished(made, unique=True, checks=list(field.validators))
    item = annotation_of(inner, unique=False, marks=_bounds_within(field))

    def recipe_for(request: Request) -> Recipe:
        recipe = request.recipe_for(item)

        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            first = last = recipe.make(stream, builder)
            for _ in range(_TRIES):
                if first != last:
                    break
                refuse()
                last = recipe.make(stream, builder)
            return field.range_type(*sorted([first, last]))

        return Recipe(make)

    return annotated(object, Made(recipe_for))


#: How often an end of a range is drawn again that is its beginning.
_TRIES = 10


def _bounds_within(field: RangeField[UserValue]) -> list[object]:
    """Return the limits of a range's ends: its validators are of PostgreSQL's own, and so known by their names."""
    names = {"RangeMinValueValidator": "ge", "RangeMaxValueValidator": "le"}
    found: list[tuple[str | None, UserValue]] = [(names.get(type(check).__name__), check) for check in field.validators]
    return [Constraints(**{name: check.limit_value}) for name, check in found if name is not None]


#: Each knows the kind of field that it is asked about.
_BY_NAME: dict[str, Callable[[UserValue, bool, Marks], UserValue]] = {
    "CharField": _text,
    "TextField": _text,
    "GenericIPAddressField": _address,
    "IntegerField": _whole,
    "FloatField": _float,
    "DecimalField": _decimal,
    "BooleanField": _boolean,
    "DateTimeField": _datetime,
    "DateField": _moment,
    "TimeField": _moment,
    "DurationField": _moment,
    "UUIDField": _uuid,
    "BinaryField": _binary,
    "JSONField": _json,
    "FileField": _file,
    "FilePathField": _path,
    "ArrayField": _array,
    "HStoreField": _hstore,
    "RangeField": _range,
    "SearchVectorField": _text,
}
