"""Who listens to SQLAlchemy's events: what was registered, inside of what SQLAlchemy wraps around it."""

from __future__ import annotations

import contextlib
import inspect
import types
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.given import UserValue
from typedfactory.orm.shared.sight import names_of

#: What SQLAlchemy calls a listener in the functions that it wraps around it.
_WRAPPED = frozenset({"fn", "orig_fn"})


def registered(listener: object) -> object:
    """Return the function that was registered for an event, which SQLAlchemy may have wrapped."""
    while inner := _WRAPPED.intersection(variables := enclosed(listener)):
        listener = variables[min(inner)]
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


#: What an engine tells of its statements.
_STATEMENTS = ("before_execute", "after_execute", "before_cursor_execute", "after_cursor_execute")
#: The attributes by which a statement is sent, or what sends one is got.
_SENDING = frozenset(
    {"execute", "executemany", "exec_driver_sql", "scalar", "scalars", "connection", "cursor", "query"}
)


def answers(connection: sa.Connection) -> bool:
    """Say whether somebody sends statements of his own when he is told of one; who only counts them does not.

    Args:
        connection: The connection of which he is told.
    """
    dispatch: UserValue = connection.dispatch
    return any(_sends(registered(each), set()) for name in _STATEMENTS for each in getattr(dispatch, name))


def _sends(function: UserValue, seen: set[int]) -> bool:
    function = getattr(function, "__func__", function)
    if id(function) in seen or not isinstance(function, types.FunctionType) or is_of("typedfactory", function):
        return False
    seen.add(id(function))
    names = names_of(function.__code__)
    if not _SENDING.isdisjoint(names.attributes):
        return True
    held = [function.__globals__[name] for name in names.globals if name in function.__globals__]
    held += enclosed(function).values()
    # What is asked of an object may be a method that sends.
    held += [inspect.getattr_static(type(each), name, None) for each in held for name in names.attributes]
    return any(_is_of_sqlalchemy(each) or _sends(each, seen) for each in held)


def _is_of_sqlalchemy(value: UserValue) -> bool:
    """Say whether a value is a class of sessions, a session, an engine or the like, or something of the module's."""
    owner = value if isinstance(value, (type, types.FunctionType)) else type(value)
    return not isinstance(value, types.ModuleType) and owner.__module__.partition(".")[0] == "sqlalchemy"
