"""Whole columns: those that are numbers underneath are made with NumPy, equal to the values one by one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from typedfactory.datasets.drawing.keys import Numbers
from typedfactory.datasets.drawing.numpy import ARRAYS, Words, array
from typedfactory.datasets.planning.columns import Column
from typedfactory.datasets.planning.meanings import (
    AsChoice,
    AsConstant,
    AsDate,
    AsDecimal,
    AsFloat,
    AsInt,
    AsMoment,
    AsText,
)
from typedfactory.datasets.pyarrow.types import ArrowType

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_FRACTION = 2.0**-53
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_FIRST_DAY = _EPOCH.toordinal()
_MICROSECOND = datetime.timedelta(microseconds=1)
#: The type of what 64 bits can hold, as a decimal.
_LONGEST = 19


def array_of(column: Column, rows: Numbers, kind: ArrowType) -> UserValue:
    """Return a column's values as an array of Arrow's.

    Args:
        column: The column.
        rows: The rows.
        kind: The type.
    """
    codes = array(column.codes.of(ARRAYS, rows))
    make = _MAKERS.get(type(column.meaning))
    if make is not None:
        made = make(column.meaning, codes, kind)
        if made is not None:
            return made if made.type == kind.type else made.cast(kind.type)
    return array_of_values(column.meaning.many(codes.tolist()), kind)


def array_of_values(values: list[UserValue], kind: ArrowType) -> UserValue:
    """Return values as an array of Arrow's.

    Args:
        values: The values.
        kind: The type.
    """
    return pa.array(kind.converted(values), type=kind.type)


def _ints(meaning: AsInt, codes: Words, kind: ArrowType) -> UserValue:
    numbers = codes.astype(np.int64)
    if meaning.step != 1:
        numbers *= meaning.step
    numbers += meaning.start
    return pa.array(numbers) if kind.convert is None else None


def _floats(meaning: AsFloat, codes: Words, kind: ArrowType) -> UserValue:
    # In the order in which AsFloat calculates, so that it rounds as that does.
    return pa.array((codes.astype(np.float64) * _FRACTION) * (meaning.high - meaning.low) + meaning.low)


def _decimals(meaning: AsDecimal, codes: Words, kind: ArrowType) -> UserValue:
    words = np.empty((len(codes), 2), dtype=np.int64)
    words[:, 0] = codes.astype(np.int64) + meaning.start
    words[:, 1] = words[:, 0] >> 63
    exact = pa.decimal128(_LONGEST + meaning.places, meaning.places)
    return pa.Array.from_buffers(exact, len(codes), [None, pa.py_buffer(words)])


def _dates(meaning: AsDate, codes: Words, kind: ArrowType) -> UserValue:
    days = codes.astype(np.int32)
    days += meaning.start - _FIRST_DAY
    return pa.array(days).view(pa.date32())


def _moments(meaning: AsMoment, codes: Words, kind: ArrowType) -> UserValue:
    start = meaning.start
    aware = start if start.tzinfo is not None else start.replace(tzinfo=datetime.timezone.utc)
    microseconds = codes.astype(np.int64)
    microseconds += (aware - _EPOCH) // _MICROSECOND
    zone = None if start.tzinfo is None else "UTC"
    return pa.array(microseconds).view(pa.timestamp("us", tz=zone))


def _choices(meaning: AsChoice, codes: Words, kind: ArrowType) -> UserValue:
    return array_of_values(list(meaning.values), kind).take(pa.array(codes.astype(np.int32)))


def _constants(meaning: AsConstant, codes: Words, kind: ArrowType) -> UserValue:
    (value,) = array_of_values([meaning.value], kind)
    return pa.repeat(value, len(codes)) if value.is_valid else pa.nulls(len(codes), kind.type)


def _texts(meaning: AsText, codes: Words, kind: ArrowType) -> UserValue:
    return pc.binary_join_element_wise(meaning.prefix, pc.cast(pa.array(codes), pa.string()), "")


_Make: TypeAlias = "Callable[[UserValue, Words, ArrowType], UserValue]"
_MAKERS: Mapping[type, _Make] = {
    AsChoice: _choices,
    AsConstant: _constants,
    AsDate: _dates,
    AsDecimal: _decimals,
    AsFloat: _floats,
    AsInt: _ints,
    AsMoment: _moments,
    AsText: _texts,
}
