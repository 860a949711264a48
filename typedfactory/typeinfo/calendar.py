"""The classes of the standard library's ``datetime``, whatever stands in their place for now.

Import ``datetime`` from here where its classes are keys, are compared, or make values: freezegun puts others into the
module, and into every module that holds one by name, for as long as a clock stands still.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from typedfactory.ground.given import UserValue
else:
    import datetime as _module

    class _Calendar:
        """Stands for the module: an object's attributes are left alone."""

        def __init__(self) -> None:
            for name in ("date", "datetime", "time", "timedelta", "timezone", "tzinfo"):
                setattr(self, name, real_class(getattr(_module, name)))


__all__ = ["datetime", "real_class"]

#: The package whose classes stand in the place of others.
_FAKING = "freezegun"


def real_class(annotation: UserValue) -> UserValue:
    """Return the class of ``datetime`` in whose place another one stands; everything else as it is.

    Args:
        annotation: A type.

    Example:
        >>> real_class(int)
        <class 'int'>
    """
    if _FAKING not in sys.modules:
        return annotation
    if issubclass(type(annotation), type) and str(annotation.__module__).partition(".")[0] == _FAKING:
        return next((base for base in annotation.__mro__ if base.__module__ == "datetime"), annotation)
    return annotation


if not TYPE_CHECKING:
    datetime = _Calendar()
