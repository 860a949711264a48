"""Where what is nested is saved: with the session of the object that asked, or with that which a call names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import Special
from typedfactory.errors import MetaOptionError
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue
from typedfactory.orm.sqlalchemy.sessions.chosen import SESSION_KEY, checked_session, use_session
from typedfactory.orm.sqlalchemy.sessions.demand import current_work
from typedfactory.plan.describe.meta import CREATE_STRATEGY
from typedfactory.plan.describe.overrides import Slot, Tree

if TYPE_CHECKING:
    from typedfactory.ground.context import Call
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions


def within_session(meta: SQLAlchemyOptions, strategy: str, tree: Tree, call: Call) -> Call:
    """Return a way of making objects that are saved, with all that they ask for, with the same session.

    Args:
        meta: The factory's options.
        strategy: The strategy.
        tree: What calls of this way say.
        call: The way.

    Raises:
        MetaOptionError: A call that saves nothing names a session.
    """
    where = f"{meta.factory.__name__}.{SESSION_KEY}"
    if strategy != CREATE_STRATEGY:
        if SESSION_KEY in tree:
            raise MetaOptionError(f"{where}: {strategy}() saves nothing, and so with no session. Use create().")
        return call
    here = _at_home(meta, call)
    if SESSION_KEY not in tree:
        return here
    given = tree[SESSION_KEY].value
    if isinstance(given, Special):
        raise MetaOptionError(f"{where}: takes a session, and no declaration.")

    def with_session(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        session = kw[given.key] if type(given) is Slot else given
        with use_session(checked_session(session, where)):
            return here(kw, parent, number)

    return with_session


def _at_home(meta: SQLAlchemyOptions, call: Call) -> Call:
    """Return a way of making objects that sends what is nested in them, and has no session, where they go."""

    def make(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        work = current_work()
        if work is None:
            return meta.as_work(lambda: call(kw, parent, number))
        if work.place is meta or meta.saves_to == (None, None):
            return call(kw, parent, number)
        outer, work.place = work.place, meta
        try:
            return call(kw, parent, number)
        finally:
            work.place = outer

    return make
