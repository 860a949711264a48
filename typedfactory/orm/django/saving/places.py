"""The database that objects are saved to: the factory's own, that of the object which asked, or the routers' choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import attrs
from django.db import DEFAULT_DB_ALIAS, connections

from typedfactory.declarations import Special
from typedfactory.errors import MetaOptionError, did_you_mean
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.plan.describe.meta import CREATE_STRATEGY
from typedfactory.plan.describe.overrides import Slot, Tree

if TYPE_CHECKING:
    from typedfactory.ground.context import Call
    from typedfactory.orm.django.options import DjangoOptions

#: What a call says of its database: ``Factory(__using="other")``, ``Factory(author____using="other")``.
USING_KEY = "__using"


@attrs.frozen
class Place:
    """Where the object in progress is saved, and what it asks for, unless that has a database of its own.

    Attributes:
        alias: The database.
        forced: The options of the factory that a call has sent there, whatever its own database is.
    """

    alias: str
    forced: DjangoOptions | None = None


_place: ContextVar[Place | None] = ContextVar("typedfactory_django_place", default=None)


def current_place() -> Place | None:
    """Return where the object in progress is saved; None where the routers decide."""
    return _place.get()


@contextmanager
def placed(place: Place | None) -> Iterator[None]:
    """Save what is made inside to a database.

    Args:
        place: The database; None leaves it to the routers.
    """
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


def named_database(meta: DjangoOptions) -> str | None:
    """Return the database that a factory, or what asks it, names; None leaves it to the routers.

    Args:
        meta: The factory's options.

    Raises:
        MetaOptionError: No such database is configured.
    """
    place = _place.get()
    if place is not None and (place.forced is meta or not meta.names_database):
        return place.alias
    if meta.database == DEFAULT_DB_ALIAS:
        return None
    check_alias(meta.database, f"{meta.factory.__name__}.Meta.database")
    return meta.database


def check_alias(alias: UserValue, where: str) -> None:
    """Refuse an alias that no database has.

    Args:
        alias: The alias.
        where: Who names it, for messages.

    Raises:
        MetaOptionError: No such database is configured.
    """
    if not isinstance(alias, str):
        raise MetaOptionError(f"{where}: takes the alias of a database as a string, not {type(alias).__name__}.")
    if alias not in connections.databases:
        raise MetaOptionError(
            f"{where}: settings.DATABASES has no {alias!r}. {did_you_mean(alias, list(connections.databases))}"
        )


def place_of_call(meta: DjangoOptions, overrides: Mapping[str, UserValue]) -> Place | None:
    """Return where a call sends its object; where it says nothing, where the factory's own database is, if it has one.

    Args:
        meta: The factory's options.
        overrides: What the call says.

    Raises:
        MetaOptionError: No such database is configured.
    """
    if USING_KEY in overrides:
        alias = overrides[USING_KEY]
        where = f"{meta.factory.__name__}.{USING_KEY}"
        if isinstance(alias, Special):
            raise MetaOptionError(f"{where}: takes the alias of a database as a string, and no declaration.")
        check_alias(alias, where)
        return Place(alias, meta)
    now = _place.get()
    if meta.names_database and (now is None or now.forced is not meta):
        check_alias(meta.database, f"{meta.factory.__name__}.Meta.database")
        return Place(meta.database)
    return now


def within_place(meta: DjangoOptions, strategy: str, tree: Tree, call: Call) -> Call:
    """Return a way of making objects that are saved, with all that they ask for, where they belong.

    Args:
        meta: The factory's options.
        strategy: The strategy.
        tree: What calls of this way say.
        call: The way.

    Raises:
        MetaOptionError: A call that saves nothing names a database.
    """
    if strategy != CREATE_STRATEGY:
        if USING_KEY in tree:
            where = f"{meta.factory.__name__}.{USING_KEY}"
            raise MetaOptionError(f"{where}: {strategy}() saves nothing, and so to no database. Use create().")
        return call
    if not meta.names_database and USING_KEY not in tree:
        return call
    given = {USING_KEY: tree[USING_KEY].value} if USING_KEY in tree else {}

    def make(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        said: UserValues = {name: kw[value.key] if type(value) is Slot else value for name, value in given.items()}
        token = _place.set(place_of_call(meta, said))
        try:
            return call(kw, parent, number)
        finally:
            _place.reset(token)

    return make
