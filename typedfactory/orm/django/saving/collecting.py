"""What collects the objects of a call that are to be written together."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.orm.django.bulk.collector import Bulk

#: What collects them, in this thread or task.
CURRENT: ContextVar[Bulk | None] = ContextVar("typedfactory_django_bulk", default=None)


def current_bulk() -> Bulk | None:
    """Return what collects the objects being made, if they are made in bulk."""
    return CURRENT.get()
