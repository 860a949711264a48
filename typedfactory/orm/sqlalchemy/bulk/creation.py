"""Many objects at once: rows by the thousand, parents first, one INSERT for each model and chunk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from typedfactory.ground.given import UserValue
from typedfactory.ground.notes import add_note
from typedfactory.orm.shared.bulk_methods import BulkCall
from typedfactory.orm.sqlalchemy.bulk.inserts import Inserter
from typedfactory.orm.sqlalchemy.bulk.refusals import needs_objects, refusal
from typedfactory.orm.sqlalchemy.bulk.rows import BulkError, NeedsObjectsError
from typedfactory.orm.sqlalchemy.bulk.twins import of_rows, row_factory
from typedfactory.orm.sqlalchemy.sessions.work import COMMIT, FLUSH, Work, begin_savepoint, commit, run_work

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.factory import SQLAlchemyModelFactory
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions

WHERE_POSSIBLE = "where-possible"
ALWAYS = "always"


class Bulk:
    """One call of ``bulk_create``.

    Args:
        factory: The factory.
        call: What the call says.
    """

    def __init__(self, factory: type[SQLAlchemyModelFactory[UserValue]], call: BulkCall) -> None:
        mode = ALWAYS if call.mode is None else call.mode
        if mode not in (ALWAYS, WHERE_POSSIBLE):
            raise BulkError(f'{factory.__name__}: bulk takes "always" (the default) or "where-possible", not {mode!r}.')
        self.factory = factory
        self.meta: SQLAlchemyOptions = factory._meta
        self.call = call
        self.mode = mode
        self.overrides = call.overrides
        self.row_overrides = {name: of_rows(value, name) for name, value in self.overrides.items()}
        self.session = Work(self.meta).session_for(self.meta, tuple(self.overrides.values()))
        self.by_rows = self.can_use_rows()

    def can_use_rows(self) -> bool:
        """Say whether rows may take the place of objects.

        Raises:
            BulkError: Not even the unit of work may write them together, and nobody allowed anything else.
        """
        self.meta.check_usable("create")
        said = refusal(self.factory)
        if said is not None and self.mode == ALWAYS:
            raise BulkError(
                f"{self.factory.__name__}: bulk_create cannot be used, for {said}. "
                f'Use create_batch, or bulk="where-possible".'
            )
        return said is None and not needs_objects(self.factory, self.overrides)

    def run(self) -> list[UserValue]:
        """Make and save objects, chunk by chunk; return those that are kept."""
        made: list[UserValue] = []
        start = 0
        for count in self.call.chunks():
            try:
                found = self.make_chunk(count)
            except Exception as error:
                add_note(
                    error,
                    f"{self.factory.__name__}.bulk_create: objects {start + 1:,} to {start + count:,} failed; none of "
                    f"them is kept, and those before them are in the transaction.",
                )
                raise
            if self.call.keep:
                made += found
            start += count
        if self.meta.sqlalchemy_session_persistence == COMMIT:
            commit(self.session)
        return made

    def make_chunk(self, count: int) -> list[UserValue]:
        """Make one chunk; if it fails, nothing of it is left."""
        savepoint = begin_savepoint(self.session, self.meta.get_model_class())
        try:
            found = self.make(count)
            savepoint.commit()
        except BaseException:
            if self.session.in_nested_transaction():
                savepoint.rollback()
            raise
        return found

    def make(self, count: int) -> list[UserValue]:
        """Make the objects of one chunk the quickest way that is right for them."""
        if self.by_rows:
            try:
                rows = row_factory(self.factory).build_batch(count, **self.row_overrides)
            except NeedsObjectsError:
                self.by_rows = False
            except BulkError:
                if self.mode == ALWAYS:
                    raise
                self.by_rows = False
            else:
                return Inserter(self.session, keep=self.call.keep, work=self.as_work).insert(rows)
        made: list[UserValue] = self.as_work(lambda: self.meta.batch("create", count, self.overrides))
        return made

    def as_work(self, call: Callable[[], UserValue]) -> UserValue:
        """Run what makes objects; they are flushed at its end."""
        work = Work(self.meta, persistence=FLUSH)
        work.opened = {self.meta.sqlalchemy_session_factory: self.session}
        return run_work(work, call)
