"""Who listens to SQLAlchemy's events: what was registered, inside of what SQLAlchemy wraps around it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import orm


def registered(listener: object) -> object:
    """Return the function that was registered for an event, which SQLAlchemy may have wrapped."""
    while "fn" in (variables := enclosed(listener)):
        listener = variables["fn"]
    return listener


def enclosed(function: object) -> dict[str, object]:
    """Return the variables that a function took from where it was defined."""
    code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None)
    if code is None or cells is None:
        return {}
    found: dict[str, object] = {}
    for name, cell in zip(code.co_freevars, cells, strict=True):
        # A variable that has no value (yet) is none.
        with contextlib.suppress(ValueError):
            found[name] = cell.cell_contents
    return found


def is_of(package: str, function: object) -> bool:
    """Say whether a function belongs to a package.

    Args:
        package: The package's name.
        function: The function; a listener too.
    """
    return str(getattr(registered(function), "__module__", "")).partition(".")[0] == package


#: What a session tells of its unit of work, and of its transactions.
_WRITING = ("before_flush", "after_flush", "after_flush_postexec", "transient_to_pending", "pending_to_persistent")
_ENDING = ("before_commit", "after_commit", "after_begin", "after_transaction_create", "after_transaction_end")


def listens(session: orm.Session) -> bool:
    """Say whether somebody wants to know what the session's unit of work writes."""
    return any(_strangers(session, _WRITING))


def follows(session: orm.Session, *, committing: bool) -> bool:
    """Say whether somebody is told of each time that a session writes.

    Args:
        session: The session.
        committing: Whether it commits as well.
    """
    return any(_strangers(session, _WRITING + _ENDING if committing else _WRITING))


def _strangers(session: orm.Session, events: tuple[str, ...]) -> Iterator[bool]:
    for name in events:
        for listener in getattr(session.dispatch, name):
            yield not is_of("typedfactory", listener)
