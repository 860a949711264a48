"""Objects of pydantic's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import to_jsonable_python

if TYPE_CHECKING:
    import pydantic

    from typedfactory.ground.given import UserValue, UserValues


def as_dict(made: pydantic.BaseModel) -> UserValues:
    """Return what ``model_dump`` does, with aliases where the model serialises by them."""
    return made.model_dump()


def as_jsonable(made: UserValue) -> UserValue:
    """Return what JSON has for an object, as the model serialises it."""
    return to_jsonable_python(made) if not hasattr(made, "model_dump") else made.model_dump(mode="json")
