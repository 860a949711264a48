"""What Python values a column of a database takes: from SQLAlchemy's types to annotations."""

from __future__ import annotations

import decimal
import enum
import types
import uuid
from collections.abc import Callable
from random import Random
from typing import Annotated, Literal, TypeAlias, Union

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory import typeinfo
from typedfactory.ground.constraints import DecimalPlaces, MaxDigits
from typedfactory.ground.given import UserValue
from typedfactory.orm.sqlalchemy.filling.marks import Made
from typedfactory.orm.sqlalchemy.listeners import enclosed, registered
from typedfactory.typeinfo.calendar import datetime

#: Bits of the whole numbers, by the type's name in SQL.
_BITS = {"TINYINT": 8, "SMALLINT": 16, "small_integer": 16, "MEDIUMINT": 24, "BIGINT": 64, "big_integer": 64}
_USUAL_BITS = 32
#: The digits of a decimal number that every database keeps.
_USUAL_DIGITS = 15
#: PostgreSQL's name of a range → the type of its bounds.
_RANGES: dict[str, type] = {
    "INT4RANGE": int,
    "INT8RANGE": int,
    "NUMRANGE": decimal.Decimal,
    "DATERANGE": datetime.date,
    "TSRANGE": datetime.datetime,
    "TSTZRANGE": datetime.datetime,
}
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath")
_JSON_TYPES = (str, int, float, bool, type(None))

#: A column's type, of SQLAlchemy's or of somebody's own.
AnyType: TypeAlias = sa.types.TypeEngine[UserValue]
#: Says what the values of a column's type are; each knows the kind of type that it is asked about.
Say: TypeAlias = Callable[[UserValue], object]


def annotation_of_type(sql: AnyType, hint: object = typeinfo.MISSING) -> object:
    """Return the annotation for the values of a column's type.

    Args:
        sql: The type.
        hint: What the model's author annotated, as far as it says more than the type does.

    Returns:
        The annotation; ``typeinfo.MISSING`` where nobody can tell.
    """
    # A decorator may stand for a type that only the dialect decides on; that has no name.
    name = getattr(sql, "__visit_name__", "")
    if isinstance(sql, sa.TypeDecorator) and not isinstance(sql, (sa.Interval, sa.PickleType)):
        return _decorated(sql, hint)
    if isinstance(sql, sa.JSON):
        found = _json(hint)
        return _ANY_JSON if found is typeinfo.MISSING else found
    if isinstance(sql, sa.PickleType) and hint is not typeinfo.MISSING:
        return hint
    say = _BY_NAME.get(name.upper()) or _range(name.upper())
    found = next((each for kind, each in _BY_CLASS if isinstance(sql, kind)), None) if say is None else say
    return hint if found is None else found(sql)


def hint_of_mutable(attribute: orm.ColumnProperty[UserValue]) -> object:
    """Return an annotation for values of a type made by ``Mutable.as_mutable``, which only listeners know of.

    Args:
        attribute: The attribute of the model.
    """
    for listener in attribute.dispatch.set:
        coerces = enclosed(registered(listener)).get("cls")
        for kind, annotation in ((dict, dict[str, str]), (list, list[str]), (set, set[str])):
            if isinstance(coerces, type) and issubclass(coerces, kind):
                return annotation
    return typeinfo.MISSING


def is_aware(annotation: object) -> bool:
    """Say whether an annotation asks for times with a zone."""
    return any(getattr(item, "tz", None) is True for item in typeinfo.peel(annotation).metadata)


def _at_most(annotation: object, **limits: int | None) -> object:
    given = {name: value for name, value in limits.items() if value is not None}
    return Annotated[annotation, types.SimpleNamespace(**given)] if given else annotation


def _integer(sql: sa.Integer) -> object:
    bits = _BITS.get(sql.__visit_name__, _USUAL_BITS)
    if getattr(sql, "unsigned", False):
        return _at_most(int, ge=0, le=2**bits - 1)
    return _at_most(int, ge=-(2 ** (bits - 1)), le=2 ** (bits - 1) - 1)


def _numeric(sql: sa.Numeric[UserValue]) -> object:
    if isinstance(sql, sa.Float) and not sql.asdecimal:
        # Databases keep, and drivers tell, six digits of a single-precision number.
        return Annotated[float, Made(lambda stream: stream.randrange(-199_999, 200_000) / 2, 5, _is_kept(100_000, 3))]
    precision, scale = sql.precision or 10, sql.scale if sql.scale is not None else (2 if sql.precision is None else 0)
    if precision > _USUAL_DIGITS:
        # Enough for anything, and as many as SQLite keeps of a number.
        scale = min(scale, _USUAL_DIGITS - 1)
        precision = _USUAL_DIGITS
    if not sql.asdecimal:
        unit = 10 ** min(scale, 4)
        most = 10 ** min(precision - scale, 9) * unit
        kept = _is_kept(most / unit, min(scale, 4))
        return Annotated[float, Made(lambda stream: stream.randrange(-most + 1, most) / unit, min(scale, 4), kept)]
    return Annotated[decimal.Decimal, MaxDigits(precision), DecimalPlaces(scale)]


def _is_kept(limit: float, places: int) -> Callable[[float], bool]:
    """Return what says whether a database keeps a number as it is: below a limit, with so many decimal places."""
    return lambda value: abs(value) < limit and round(value, places) == value


def _interval(sql: sa.Interval) -> object:
    return Annotated[datetime.timedelta, Made(lambda stream: datetime.timedelta(seconds=stream.randrange(10**6)))]


def _moment(kind: type) -> Say:
    def say(sql: AnyType) -> object:
        return Annotated[kind, types.SimpleNamespace(tz=True)] if getattr(sql, "timezone", False) else kind

    return say


def _enum(sql: sa.Enum) -> object:
    return sql.enum_class if sql.enum_class is not None else Literal.__getitem__(tuple(sql.enums))


def _uuid(sql: sa.Uuid[UserValue]) -> object:
    return (
        uuid.UUID
        if sql.as_uuid
        else Annotated[str, Made(lambda stream: str(uuid.UUID(int=stream.getrandbits(128), version=4)))]
    )


def _made(make: Callable[[Random], object]) -> Say:
    return lambda sql: Annotated[object, Made(make)]


def _bits(sql: AnyType) -> object:
    length = getattr(sql, "length", None) or 1
    return Annotated[object, Made(lambda stream: f"{stream.getrandbits(length):0{length}b}")]


def _set(sql: UserValue) -> object:
    values = tuple(sql.values)
    return Annotated[object, Made(lambda stream: {values[stream.randrange(len(values))]})]


#: What only one database has, by the type's name in SQL.
_BY_NAME: dict[str, Say] = {
    "INET": _made(lambda stream: f"192.0.2.{stream.randrange(1, 255)}"),
    "CIDR": _made(lambda stream: f"10.{stream.randrange(256)}.{stream.randrange(256)}.0/24"),
    "MACADDR": _made(lambda stream: ":".join(f"{stream.randrange(256):02x}" for _ in range(6))),
    "MACADDR8": _made(lambda stream: ":".join(f"{stream.randrange(256):02x}" for _ in range(8))),
    "MONEY": _made(lambda stream: f"{stream.randrange(10**6)}.{stream.randrange(100):02}"),
    "OID": _made(lambda stream: stream.randrange(1, 2**31)),
    "REGCLASS": _made(lambda stream: "pg_class"),
    "REGCONFIG": _made(lambda stream: "english"),
    "TSVECTOR": _made(lambda stream: f"'{_WORDS[stream.randrange(8)]}'"),
    "TSQUERY": _made(lambda stream: f"'{_WORDS[stream.randrange(8)]}'"),
    "HSTORE": _made(lambda stream: {_WORDS[stream.randrange(8)]: _WORDS[stream.randrange(8)]}),
    "BIT": _bits,
    "YEAR": _made(lambda stream: stream.randrange(1970, 2038)),
    "SET": _set,
    "DOMAIN": lambda sql: annotation_of_type(sql.data_type),
}


def _array(sql: sa.ARRAY[UserValue]) -> object:
    found: UserValue = annotation_of_type(sql.item_type)
    if found is typeinfo.MISSING:
        return found
    for _ in range(sql.dimensions or 1):
        found = tuple[found] if sql.as_tuple else list[found]
    return found


def _range(name: str) -> Say | None:
    """Return what says the values of a type that is a range of values, or several of them."""
    if name in _RANGES:
        return lambda sql: Annotated[object, Made(_range_maker(name))]
    if not name.endswith("MULTIRANGE"):
        return None
    make = _range_maker(name.replace("MULTIRANGE", "RANGE"))
    return lambda sql: Annotated[object, Made(lambda stream: [make(stream)])]


def _range_maker(name: str) -> Callable[[Random], object]:
    kind = _RANGES[name]
    zone = datetime.timezone.utc if name == "TSTZRANGE" else None

    def bound(number: int) -> UserValue:
        if kind is datetime.datetime:
            return datetime.datetime(2000, 1, 1, tzinfo=zone) + datetime.timedelta(hours=number)
        return datetime.date.fromordinal(730_000 + number) if kind is datetime.date else kind(number)

    def make(stream: Random) -> object:
        # The dialect is there wherever its types are.
        from sqlalchemy.dialects.postgresql import Range  # noqa: PLC0415 - as said above

        lower = stream.randrange(1_000)
        return Range(bound(lower), bound(lower + 1 + stream.randrange(100)))

    return make


# --- JSON ---------------------------------------------------------------------------------------------------------


def _make_json(stream: Random) -> dict[str, object]:
    words = stream.sample(_WORDS, 2)
    return {words[0]: _WORDS[stream.randrange(8)], words[1]: stream.randrange(100)}


_ANY_JSON: UserValue = Annotated[object, Made(_make_json)]


def _json(annotation: object) -> UserValue:
    """Return an annotation for the values of JSON that one stands for; ``typeinfo.MISSING`` where it has others.

    Args:
        annotation: The annotation; what it leaves open is any JSON.
    """
    if annotation is typeinfo.MISSING or typeinfo.is_any(annotation) or annotation is object:
        return _ANY_JSON
    bare = typeinfo.peel(annotation).bare
    origin, arguments = typeinfo.origin_of(bare), typeinfo.arguments_of(bare)
    if bare in _JSON_TYPES or origin is Literal or hasattr(bare, "__required_keys__"):
        return annotation
    if list in (bare, origin):
        item = _json(arguments[0]) if arguments else str
        return item if item is typeinfo.MISSING else types.GenericAlias(list, (item,))
    if dict in (bare, origin):
        item = _json(arguments[1]) if arguments and arguments[0] is str else typeinfo.MISSING
        return _ANY_JSON if item in (typeinfo.MISSING, _ANY_JSON) else types.GenericAlias(dict, (str, item))
    members = [_json(each) for each in arguments] if typeinfo.is_union(bare) else [typeinfo.MISSING]
    return typeinfo.MISSING if typeinfo.MISSING in members else Union.__getitem__(tuple(members))


#: Where the types are that decorators hold values of, as they are.
_PLAIN_MODULES = ("builtins", "datetime", "decimal", "fractions", "ipaddress", "pathlib", "uuid")
#: From the special to the general.
_BY_CLASS: list[tuple[type | tuple[type, ...], Say]] = [
    (sa.PickleType, lambda sql: dict[str, str]),
    (sa.ARRAY, _array),
    (sa.Enum, _enum),
    (sa.Boolean, lambda sql: bool),
    (sa.Integer, _integer),
    ((sa.Numeric, sa.Float), _numeric),
    (sa.String, lambda sql: _at_most(str, max_length=sql.length)),
    (sa.DateTime, _moment(datetime.datetime)),
    (sa.Date, lambda sql: datetime.date),
    (sa.Time, _moment(datetime.time)),
    (sa.Interval, _interval),
    (sa.LargeBinary, lambda sql: _at_most(bytes, max_length=sql.length)),
    (sa.BINARY, lambda sql: _at_most(bytes, min_length=sql.length, max_length=sql.length)),
    (sa.VARBINARY, lambda sql: _at_most(bytes, max_length=sql.length)),
    (sa.Uuid, _uuid),
]


# --- types with a Python side of their own ----------------------------------------------------------------------------


def _decorated(sql: sa.TypeDecorator[UserValue], hint: object) -> object:
    inner = annotation_of_type(sql.impl_instance, hint)
    if hint is typeinfo.MISSING:
        hint = _python_type(sql)
    if isinstance(sql.impl_instance, (sa.DateTime, sa.Time)):
        return _aware(sql, inner)
    if hint is typeinfo.MISSING:
        return inner if inner is not typeinfo.MISSING else _loaded_type(sql)
    bare, given = typeinfo.peel(inner).bare, typeinfo.peel(hint)
    if typeinfo.is_class(given.bare) and given.bare is bare:
        # The same type on both sides: what the column says of it holds, too.
        return inner
    return hint


def _python_type(sql: sa.TypeDecorator[UserValue]) -> object:
    """Return the type that a decorator says its values are of, where that is a plain one; others it may take as text."""
    try:
        said: object = sql.python_type
    except NotImplementedError:
        return typeinfo.MISSING
    plain = isinstance(said, type) and (said.__module__ in _PLAIN_MODULES or issubclass(said, enum.Enum))
    return said if plain and said is not object else typeinfo.MISSING


def _loaded_type(sql: sa.TypeDecorator[UserValue]) -> object:
    """Return what a decorator's values are that says so itself, or has a type for a dialect."""
    try:
        python = sql.python_type
    except NotImplementedError:
        python = object
    if python is not object:
        return python
    chosen = sql.load_dialect_impl(_dialect())
    return typeinfo.MISSING if type(chosen) is sa.types.TypeEngine else annotation_of_type(chosen)


def _dialect() -> sa.Dialect:
    return sa.create_mock_engine("sqlite://", lambda *_: None).dialect


def _aware(sql: sa.TypeDecorator[UserValue], inner: object) -> object:
    """Ask a decorator of times whether it takes those without a zone: such as keep to UTC refuse them."""
    if is_aware(inner) or getattr(sql.process_bind_param, "__func__", None) is sa.TypeDecorator.process_bind_param:
        return inner
    naive = datetime.datetime(2000, 1, 1)
    try:
        sql.process_bind_param(naive, _dialect())
    except Exception:  # noqa: BLE001 - whatever a decorator raises, it is a no
        return Annotated[inner, types.SimpleNamespace(tz=True)]
    return inner
