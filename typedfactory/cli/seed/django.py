"""The ledger and the transactions of factories of Django models."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import attrs
from django.db import DatabaseError, InterfaceError, connections, transaction

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.seed.runs import LEDGER, Record, Run

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

#: The columns of the ledger and their types, which all of Django's databases have.
_TYPES = {
    "factory": "varchar(190) PRIMARY KEY",
    "number": "bigint NOT NULL",
    "seed": "bigint NOT NULL",
    "chunk": "bigint NOT NULL",
    "given": "text NOT NULL",
    "first": "bigint NOT NULL",
    "done": "bigint NOT NULL",
    "next": "bigint NOT NULL",
}


class Connections:
    """A database of Django's settings.

    Args:
        alias: Its alias.
    """

    errors: tuple[type[Exception], ...] = (DatabaseError, InterfaceError)

    def __init__(self, alias: str) -> None:
        self._alias = alias
        quote = connections[alias].ops.quote_name
        self._names = {name: quote(name) for name in _TYPES}
        self._table = quote(LEDGER)

    def record(self, factory: str) -> Record | None:
        """Return what the ledger says of a factory."""
        names = ", ".join(self._names.values())
        with connections[self._alias].cursor() as cursor:
            if LEDGER not in connections[self._alias].introspection.table_names(cursor):
                columns = ", ".join(f"{self._names[name]} {kind}" for name, kind in _TYPES.items())
                cursor.execute(f"CREATE TABLE {self._table} ({columns})")
            where = f"WHERE {self._names['factory']} = %s"
            cursor.execute(f"SELECT {names} FROM {self._table} {where}", [factory])  # noqa: S608 - names of our own
            row = cursor.fetchone()
        if row is None:
            return None
        said = dict(zip(_TYPES, row, strict=True))
        done, following = said.pop("done"), said.pop("next")
        return Record(Run(**said), done, following)

    def begin(self, run: Run) -> None:
        """Note that a run begins."""
        values = {**attrs.asdict(run), "done": 0, "next": run.first}
        names = ", ".join(self._names[name] for name in values)
        marks = ", ".join("%s" for _ in values)
        with transaction.atomic(using=self._alias), connections[self._alias].cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._table} WHERE {self._names['factory']} = %s", [run.factory])  # noqa: S608 - as above
            cursor.execute(f"INSERT INTO {self._table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 - as above

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Commit what is written in the block."""
        return transaction.atomic(using=self._alias)

    def advance(self, before: Record, after: Record) -> bool:
        """Note how far a run has come."""
        new = ", ".join(f"{self._names[name]} = %s" for name in ("done", "next"))
        old = " AND ".join(f"{self._names[name]} = %s" for name in ("factory", "done", "first"))
        values = [after.done, after.next, before.run.factory, before.done, before.run.first]
        with connections[self._alias].cursor() as cursor:
            cursor.execute(f"UPDATE {self._table} SET {new} WHERE {old}", values)  # noqa: S608 - as above
            return bool(cursor.rowcount == 1)

    def close(self) -> None:
        """Let go of the connection."""
        with contextlib.suppress(DatabaseError, InterfaceError):
            connections[self._alias].close()


def open_database(factory: FactoryClass, url: str, *, make_tables: bool) -> Connections:
    """Return the database that rows are written to.

    Args:
        factory: The factory.
        url: Has to be empty: the settings say it.
        make_tables: Has to be false: migrations make them.

    Raises:
        MistakeError: There is a URL, or the database is not there.
    """
    if url:
        raise MistakeError(
            "seed: Django's databases are those of its settings. Leave out --url, or use other settings."
        )
    if make_tables:
        raise MistakeError("seed: Django's tables are made by its migrations. Leave out --tables.")
    alias: str = factory._meta.writes_to()  # type: ignore[attr-defined]  # all factories of Django's have it
    try:
        connections[alias].ensure_connection()
    except DatabaseError as error:
        raise MistakeError(f"the database {alias!r}: {' '.join(str(error).split())}") from error
    return Connections(alias)
