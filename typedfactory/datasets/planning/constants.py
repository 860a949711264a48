"""Values that may stand in all rows: nobody can change them."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid

_UNCHANGING = (
    str,
    int,
    float,
    bool,
    bytes,
    type(None),
    datetime.date,
    datetime.time,
    datetime.timedelta,
    decimal.Decimal,
    uuid.UUID,
)


def is_constant(value: object) -> bool:
    """Say whether a value may be shared by all rows.

    Args:
        value: The value.

    Example:
        >>> is_constant("ann"), is_constant([])
        (True, False)
    """
    return type(value) in _UNCHANGING or isinstance(value, (enum.Enum, datetime.datetime))
