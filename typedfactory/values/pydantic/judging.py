"""Whether pydantic takes a value as it is, for values that were not made to pass its validators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from typedfactory.values.core.requests import Request
from typedfactory.values.judging.checking import Test
from typedfactory.values.pydantic.adapting import adapter_for

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: What validators of somebody's own say of a value, besides pydantic's ValidationError, which is a ValueError.
_REFUSALS = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)


def judge(request: Request, _mark: object) -> Test:
    """Return what says whether pydantic takes a value and leaves it as it is.

    Args:
        request: The type, with all that is on it.
    """
    known: list[TypeAdapter[UserValue]] = []

    def takes(value: object) -> bool:
        # Late: models that the type mentions may not be complete when it is first seen.
        if not known:
            known.append(adapter_for(request.annotation, request.metadata))
        try:
            result = known[0].validate_python(value)
        except _REFUSALS:
            return False
        return type(result) is type(value) and bool(result == value)

    return takes
