"""Objects that look saved, and are not: for tests without a database."""

from __future__ import annotations

import functools
import uuid
from typing import TYPE_CHECKING, NoReturn

from django.db import models

from typedfactory.errors import UnsupportedStrategy

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: What would ask the database; the asynchronous ones call these.
_REFUSED = ("save", "save_base", "delete", "refresh_from_db")


def look_saved(owner: str, made: models.Model, number: int, database: str) -> None:
    """Give an object a key, and let it say that it is in a database.

    Args:
        owner: The factory's name, for messages.
        made: The object.
        number: Its number.
        database: The alias of the database.
    """
    if made.pk is None:
        made.pk = _key(made._meta.pk, number + 1)
    made._state.adding = False  # noqa: SLF001 - Django documents it
    made._state.db = database  # noqa: SLF001 - as above
    for name in _REFUSED:
        # On the object alone: others of its class are none of this one's business.
        vars(made)[name] = functools.partial(_refuse, owner, name)


def _key(field: UserValue, number: int) -> UserValue:
    while field.remote_field is not None:
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return uuid.UUID(int=number)
    return field.to_python(str(number)) if isinstance(field, models.CharField) else number


def _refuse(owner: str, name: str, *_args: UserValue, **_kwargs: UserValue) -> NoReturn:
    raise UnsupportedStrategy(
        f"{owner}: {name}() asks the database, and this object only looks saved: build_persisted() made it. "
        f"Use create() for an object that is."
    )
