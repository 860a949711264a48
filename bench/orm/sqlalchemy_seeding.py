"""What ``typedfactory seed`` does, beside hand-written inserts of several rows each, on PostgreSQL: the same 20,000 rows.

Run ``python -m bench.orm.sqlalchemy_seeding [sqlite|postgres] [rounds] [--strict]``; both take turns, commit every 2,000
rows, and make the rows with the same factory.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory
from bench.orm.contest import Target, measure, read_arguments, report
from typedfactory.cli.seed.making import Source, make
from typedfactory.cli.seed.runs import LEDGER, Record, Run
from typedfactory.cli.seed.sqlalchemy import Sessions
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

SIZE, CHUNK = 20_000, 2_000
_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"
_BY_HAND = ("by hand: insert().values", "by hand: parameters", "by hand: statements")
TARGETS: tuple[Target, ...] = tuple(("typedfactory seed", each, 1 / 1.3) for each in _BY_HAND)


class Base(orm.DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "typedfactory_bench_customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    email: Mapped[str] = mapped_column(sa.String(100))
    city: Mapped[str] = mapped_column(sa.String(100))
    visits: Mapped[int]
    active: Mapped[bool]


class CustomerFactory(SQLAlchemyModelFactory[Customer]):
    name = typedfactory.Faker("first_name")
    email = typedfactory.Sequence(lambda n: f"customer{n}@example.com")
    city = typedfactory.Iterator(["Oslo", "Rome", "Ulm"])
    visits = typedfactory.fuzzy.FuzzyInteger(0, 99)
    active = True


COLUMNS = ("name", "email", "city", "visits", "active")


def makers(engine: sa.Engine) -> dict[str, Callable[[], int]]:
    def seed() -> int:
        database = Sessions(engine, own=False)
        run = Run("bench:CustomerFactory", SIZE, 0, CHUNK, "[]", 0)
        database.record(run.factory)
        database.begin(run)
        *_, last = make(Source(CustomerFactory, {}), database, Record(run, 0, 0))
        return last.done

    def by_hand_values() -> int:
        for _ in range(0, SIZE, CHUNK):
            made = CustomerFactory.build_batch(CHUNK)
            with engine.begin() as connection:
                rows = [{name: getattr(each, name) for name in COLUMNS} for each in made]
                connection.execute(sa.insert(Customer).values(rows))
        return SIZE

    def by_hand_parameters() -> int:
        for _ in range(0, SIZE, CHUNK):
            made = CustomerFactory.build_batch(CHUNK)
            with engine.begin() as connection:
                connection.execute(
                    sa.insert(Customer), [{name: getattr(each, name) for name in COLUMNS} for each in made]
                )
        return SIZE

    def by_hand_statements() -> int:
        mark = f"({', '.join([sign] * len(COLUMNS))})"
        statement = f"INSERT INTO {Customer.__tablename__} ({', '.join(COLUMNS)}) VALUES {', '.join([mark] * CHUNK)}"  # noqa: S608 - names of our own
        for _ in range(0, SIZE, CHUNK):
            made = CustomerFactory.build_batch(CHUNK)
            with engine.begin() as connection:
                values = tuple(getattr(each, name) for each in made for name in COLUMNS)
                connection.exec_driver_sql(statement, values)
        return SIZE

    sign = "?" if engine.dialect.name == "sqlite" else "%s"
    return {
        **dict(zip(_BY_HAND, (by_hand_values, by_hand_parameters, by_hand_statements), strict=True)),
        "typedfactory seed": seed,
    }


def main() -> int:
    arguments = read_arguments(rounds=5)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'customers.db'}"
        if arguments.database == "postgres":
            url = os.environ.get("TYPEDFACTORY_TEST_POSTGRES_URL", _POSTGRES)
        engine = sa.create_engine(url)

        @contextmanager
        def empty_table() -> Iterator[None]:
            Base.metadata.drop_all(engine)
            Base.metadata.create_all(engine)
            yield

        try:
            times = measure(makers(engine), arguments.rounds, SIZE, empty_table)
        finally:
            Base.metadata.drop_all(engine)
            with engine.begin() as connection:
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {LEDGER}")
            engine.dispose()
    title = f"{SIZE:,} rows of {len(COLUMNS)} columns, SQLAlchemy {sa.__version__}, {arguments.database}"
    missed = report(f"{title}, median of {arguments.rounds}", times, TARGETS)
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
