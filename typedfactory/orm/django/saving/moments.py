"""Columns with ``auto_now`` and ``auto_now_add`` that keep a given value while the object is saved."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from django.db.models import Field, Model

from typedfactory.ground.given import UserValue, UserValues

#: A field and the very value that it keeps.
Kept: TypeAlias = tuple["Field[UserValue, UserValue]", UserValue]

_kept: ContextVar[frozenset[tuple[int, int]]] = ContextVar("typedfactory_django_kept", default=frozenset())
_gates: dict[int, int] = {}
_lock = threading.Lock()


def is_moment(field: UserValue) -> bool:
    """Say whether Django writes the time of saving into a field."""
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def moments_given(model: type[UserValue], names: Iterable[str], arguments: UserValues) -> list[Kept]:
    """Return the fields that Django would overwrite with the time of saving, and what was given for them.

    Args:
        model: The model.
        names: Those of its fields.
        arguments: Field → value.
    """
    given = [name for name in names if arguments.get(name) is not None]
    return [(model._meta.get_field(name), arguments[name]) for name in given]


@contextmanager
def keeping(kept: Iterable[Kept]) -> Iterator[None]:
    """Let fields keep values while objects are saved.

    Django asks a field for what it saves through its ``pre_save``; here it is asked whether this is such a value first.
    In other threads and tasks, and for other values, nothing changes.

    Args:
        kept: The fields and the values.
    """
    pairs = list(kept)
    fields = {id(field): field for field, _value in pairs}.values()
    with _lock:
        for field in fields:
            if not _gates.get(id(field)):
                _gate(field)
            _gates[id(field)] = _gates.get(id(field), 0) + 1
    token = _kept.set(_kept.get() | {(id(field), id(value)) for field, value in pairs})
    try:
        yield
    finally:
        _kept.reset(token)
        with _lock:
            for field in fields:
                _gates[id(field)] -= 1
                if not _gates[id(field)]:
                    del _gates[id(field)]
                    vars(field).pop("pre_save", None)


def _gate(field: Field[UserValue, UserValue]) -> None:
    pre_save = field.pre_save

    def keep(model_instance: Model, add: bool) -> UserValue:
        value = getattr(model_instance, field.attname)
        return value if (id(field), id(value)) in _kept.get() else pre_save(model_instance, add)

    field.pre_save = keep  # type: ignore[method-assign]  # of this field alone
