"""Dataset: tables, and what is done with them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from typedfactory.datasets.checking.looking import look_at
from typedfactory.datasets.checking.page import page_of
from typedfactory.datasets.checking.report import Report
from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.engines.estimating import Estimate, estimate
from typedfactory.datasets.engines.running import Options, Progress, run
from typedfactory.datasets.engines.tasks import ROWS_OF_A_PARTITION
from typedfactory.datasets.facade.keywords import RunKeywords
from typedfactory.datasets.pyarrow import frames
from typedfactory.datasets.sinks.folder import Folder
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import UserValue


class Dataset(Tables):
    """Related tables of any size, of factories: each row is a function of the seed, its table and its number.

    Args:
        seed: Where all random values start.
        name: What it is called in messages and reports.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> from typedfactory.datasets import Between, Dataset
        >>> @dataclasses.dataclass
        ... class User:
        ...     id: int
        ...     name: str
        >>> @dataclasses.dataclass
        ... class Order:
        ...     id: int
        ...     user_id: int
        >>> class UserFactory(factory.Factory[User]):
        ...     name = factory.Sequence(lambda n: f"user{n}")
        >>> class OrderFactory(factory.Factory[Order]):
        ...     pass
        >>> shop = Dataset(seed=7)
        >>> users = shop.table(UserFactory, 1000)
        >>> orders = shop.table(OrderFactory, per=users, size=Between(0, 12))
        >>> users.row(999)
        User(id=1000, name='user999')
        >>> len(orders), orders.row(5000)
        (5995, Order(id=5001, user_id=834))
    """

    def write(
        self,
        path: str | Path,
        format: str = "parquet",  # noqa: A002 - what it is called everywhere
        *,
        partition_by: dict[str, str] | None = None,
        overwrite: bool = False,
        **options: Unpack[RunKeywords],
    ) -> Progress:
        """Write all tables as files: a folder for each table, a file for each partition.

        A file is there whole or not at all.

        Args:
            path: The folder.
            format: ``"parquet"``, ``"csv"``, ``"jsonl"`` or ``"arrow"``.
            partition_by: Table → the column by whose values its files stand in folders of their own, ``country=DE/``.
            overwrite: Whether to take away a data set that is there.
            **options: How it is run, see `Options`: ``engine``, ``workers``, ``address``, ``rows_of_a_partition``,
                ``resume``, ``progress``.

        Raises:
            DatasetError: It cannot be written. What is written stays for ``resume=True``.
        """
        return run(self, Folder(Path(path), format, partition_by, overwrite=overwrite), Options(**options))

    def to_sql(self, url: str, **options: Unpack[RunKeywords]) -> Progress:
        """Write all tables into a database: PostgreSQL by COPY where psycopg is the driver, others by INSERT.

        Tables that are missing are made: from the models, where those are SQLAlchemy's. Each partition is a transaction, and
        a table ``typedfactory_ledger`` says which are there.

        Args:
            url: The database's address, as SQLAlchemy has it.
            **options: How it is run, as for `write`.

        Raises:
            DatasetError: It cannot be written. What is written stays for ``resume=True``.
        """
        sink: UserValue = _room("sinks.sqlalchemy.sink", "sqlalchemy", "SQLAlchemy")
        return run(self, sink.Database(url, self), Options(**options))

    def to_duckdb(self, path: str | Path | None = None, **options: Unpack[RunKeywords]) -> UserValue:
        """Write all tables into a DuckDB database.

        Args:
            path: Its file; left out, it is in memory.
            **options: How it is run, as for `write`; the engine is always this process.

        Returns:
            A connection to it.

        Raises:
            DatasetError: It cannot be written.
        """
        room: UserValue = _room("sinks.duckdb", "duckdb", "DuckDB")
        sink = room.DuckDB(None if path is None else Path(path))
        run(self, sink, Options(**options))
        return sink.connection if path is None else room.duckdb.connect(str(path))

    def to_django(self, **options: Unpack[RunKeywords]) -> Progress:
        """Write all tables of Django's models into its database, in this process.

        Args:
            **options: How it is run, as for `write`.

        Raises:
            DatasetError: It cannot be written.
        """
        sink: UserValue = _room("sinks.django", "django", "Django")
        return run(self, sink.DjangoDatabase(self), Options(**options))

    def to_arrow(self, table: Table | str) -> UserValue:
        """Return a table as a ``pyarrow.Table``.

        Args:
            table: The table, or its name.
        """
        return frames.to_arrow(self._named(table))

    def to_pandas(self, table: Table | str) -> UserValue:
        """Return a table as a ``pandas.DataFrame`` with Arrow's types.

        Args:
            table: The table, or its name.
        """
        return frames.to_pandas(self._named(table))

    def to_polars(self, table: Table | str) -> UserValue:
        """Return a table as a ``polars.DataFrame``.

        Args:
            table: The table, or its name.
        """
        return frames.to_polars(self._named(table))

    def dry_run(self, rows_of_a_partition: int = ROWS_OF_A_PARTITION) -> Estimate:
        """Return what a run would be: tables, rows, partitions, and how long one core would take; nothing is written.

        Args:
            rows_of_a_partition: How many rows a partition has.

        Returns:
            The same as data; ``print`` shows it as a table.
        """
        return estimate(self, rows_of_a_partition)

    def check(self, sample: int = 10_000, *, page: str | Path | None = None) -> Report:
        """Look at rows of every table: references hold, keys are unique, constraints are kept, picks come as often as said.

        Args:
            sample: How many rows of each table are looked at.
            page: A file that the report is written to, as one page of HTML with histograms.

        Returns:
            What was found; ``print`` shows it as a table.
        """
        report = look_at(self, sample)
        if page is not None:
            Path(page).write_text(page_of(report), encoding="utf-8")
        return report

    def _named(self, table: Table | str) -> Table:
        return self[table if isinstance(table, str) else table.name]


def _room(name: str, library: str, title: str) -> UserValue:
    try:
        return importlib.import_module(f"typedfactory.datasets.{name}")
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        raise DatasetError(f"this needs {title}. Install it with: pip install {library}") from error
