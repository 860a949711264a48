"""Get or create: an object is looked up by some of its fields before it, or anything that it needs, is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import exc, orm

from typedfactory.errors import MetaOptionError
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.notes import add_note
from typedfactory.orm.shared.lookup import KeyFirst
from typedfactory.orm.sqlalchemy.filling.columns import mapper_of
from typedfactory.orm.sqlalchemy.sessions.chosen import is_genuine
from typedfactory.orm.sqlalchemy.sessions.demand import current_work
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions

#: Where a plain SELECT goes on seeing what was there when the transaction began, and a locking one sees what is.
_SNAPSHOT_DIALECTS = frozenset({"mysql", "mariadb"})


class LookingUp(KeyFirst):
    """Makes one object, unless it is there already."""

    meta: SQLAlchemyOptions  # type: ignore[mutable-override]  # the options of a factory are of its back end

    def find_or_insert(self, resolver: Resolver[UserValue], step: StepView) -> UserValue:
        """Return the object, from the database or new."""
        key = self.key_values(resolver, self.meta.sqlalchemy_get_or_create)
        session = current_work().session_for(self.meta, tuple(key.values()))  # type: ignore[union-attr]  # a call is in progress

        def make() -> UserValue:
            args, kwargs = self.meta.prepare_arguments(self.resolve(resolver))
            return self.meta.save(self.meta.get_constructor(), session, args, self.meta.by_keyword(kwargs))

        return Search(self.meta, session, key).find_or_make(self.given_keys(key), make)

    def missing_key(self, attribute: str) -> MetaOptionError:
        """Return the error for a key field that has no value."""
        return missing_key(self.meta, attribute)


def missing_key(meta: SQLAlchemyOptions, attribute: str) -> MetaOptionError:
    """Return the error for a key field that has no value.

    Args:
        meta: The factory's options.
        attribute: The field.
    """
    return MetaOptionError(
        f"{meta.factory.__name__}.Meta.sqlalchemy_get_or_create: nothing gives {attribute!r} a value. "
        f"Declare it in the factory, or give it at the call."
    )


class Search:
    """Finds the object of a factory that has some fields.

    Args:
        meta: The factory's options.
        session: The session.
        key: Attribute → value.
    """

    def __init__(self, meta: SQLAlchemyOptions, session: orm.Session, key: Mapping[str, UserValue]) -> None:
        self.meta = meta
        self.session = session
        self.key = key

    def find_or_make(self, given: UserValues, make: Callable[[], UserValue]) -> UserValue:
        """Return the object; made inside of a savepoint if it is not there.

        Args:
            given: The part of the key that the call gives, where it gives some and not all.
            make: Makes the object and adds it to the session.
        """
        work, meta = current_work(), self.meta
        work.enter(self.session, meta.sqlalchemy_session_persistence, meta.get_model_class())  # type: ignore[union-attr]  # a call is in progress
        found = self.look_up(self.key)
        if found is not None:
            return found
        try:
            return work.save_apart(self.session, meta, make)  # type: ignore[union-attr]  # as above
        except exc.IntegrityError:
            found = self.look_up(self.key, current=True)
            if found is None and given:
                found = self.look_up(given, current=True)
            if found is None:
                raise
            return found

    def look_up(self, key: Mapping[str, UserValue], *, current: bool = False) -> UserValue:
        """Return the object with some fields, or None.

        Args:
            key: Attribute → value.
            current: Whether rows count that others have committed since the transaction began.
        """
        session, model = self.session, self.meta.get_model_class()
        if not is_genuine(session):
            return session.query(model).filter_by(**key).one_or_none()
        if not session.autoflush and session.new:
            session.flush()
        query = sa.select(model).filter_by(**key)
        if current and session.get_bind(mapper_of(model)).dialect.name in _SNAPSHOT_DIALECTS:
            query = query.with_for_update(read=True)
        try:
            return session.scalars(query).unique().one_or_none()
        except exc.MultipleResultsFound as error:
            add_note(
                error,
                f"{self.meta.factory.__name__}.Meta.sqlalchemy_get_or_create: the fields {', '.join(key)} don't tell "
                f"objects apart. Add fields that do.",
            )
            raise
