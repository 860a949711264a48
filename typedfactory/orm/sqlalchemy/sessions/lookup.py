"""Get or create: an object is looked up by some of its fields before it, or anything that it needs, is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import exc, orm

from typedfactory.errors import MetaOptionError
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue
from typedfactory.ground.notes import add_note
from typedfactory.orm.shared.lookup import KeyFirst
from typedfactory.orm.sqlalchemy.sessions.work import begin_savepoint, current_work
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
        work = current_work()
        session = work.session_for(self.meta, tuple(key.values()))  # type: ignore[union-attr]  # a call is in progress
        work.enter(session, self.meta.sqlalchemy_session_persistence)  # type: ignore[union-attr]  # as above
        found = self.look_up(session, key)
        if found is not None:
            return found
        savepoint = begin_savepoint(session)
        try:
            args, kwargs = self.meta.prepare_arguments(self.resolve(resolver))
            instance = self.meta.instantiate(step, args, kwargs)
            session.flush()
            savepoint.commit()
        except exc.IntegrityError as error:
            savepoint.rollback()
            return self.look_again(session, key, error)
        except BaseException:
            savepoint.rollback()
            raise
        return instance

    def missing_key(self, attribute: str) -> MetaOptionError:
        """Return the error for a key field that has no value."""
        return MetaOptionError(
            f"{self.spec.owner}.Meta.sqlalchemy_get_or_create: nothing gives {attribute!r} a value. "
            f"Declare it in the factory, or give it at the call."
        )

    def look_up(self, session: orm.Session, key: Mapping[str, UserValue], *, current: bool = False) -> UserValue:
        """Return the object with these fields, or None.

        Args:
            session: The session.
            key: Attribute → value.
            current: Whether rows count that others have committed since the transaction began.
        """
        if not session.autoflush and session.new:
            session.flush()
        query = sa.select(self.meta.get_model_class()).filter_by(**key)
        if current and session.get_bind().dialect.name in _SNAPSHOT_DIALECTS:
            query = query.with_for_update(read=True)
        try:
            return session.scalars(query).unique().one_or_none()
        except exc.MultipleResultsFound as error:
            add_note(
                error,
                f"{self.spec.owner}.Meta.sqlalchemy_get_or_create: the fields {', '.join(key)} don't tell objects "
                f"apart. Add fields that do.",
            )
            raise

    def look_again(self, session: orm.Session, key: Mapping[str, UserValue], error: exc.IntegrityError) -> UserValue:
        """Return the object that stood in the way of a new one: somebody else's, or one that the call means.

        Args:
            session: The session.
            key: Attribute → value.
            error: What the database said.
        """
        found = self.look_up(session, key, current=True)
        given = self.given_keys(key)
        if found is None and given:
            found = self.look_up(session, given, current=True)
        if found is None:
            raise error
        return found
