"""Tables in databases: each partition once, whatever happens on the way."""

from __future__ import annotations

import datetime
import decimal
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy
from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

import typedfactory as factory
from tests.datasets.describe.test_picks import message
from tests.datasets.shop import make_shop
from typedfactory.datasets import Between, Dataset, Pick, Same
from typedfactory.errors import DatasetError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"
UTC = datetime.timezone.utc
THOROUGH = os.environ.get("TYPEDFACTORY_HYPOTHESIS_PROFILE") == "thorough"


class Base(DeclarativeBase):
    pass


class Country(Base):
    __tablename__ = "ds_country"
    code: Mapped[str] = mapped_column(String(3), primary_key=True)


class User(Base):
    __tablename__ = "ds_user"
    key: Mapped[int] = mapped_column("user_key", primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    nick: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    country_code: Mapped[str] = mapped_column(ForeignKey("ds_country.code"))
    country: Mapped[Country] = relationship()


class Order(Base):
    __tablename__ = "ds_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("ds_user.user_key"))
    user: Mapped[User] = relationship()
    code: Mapped[str]
    total: Mapped[decimal.Decimal] = mapped_column(Numeric(10, 2))
    placed: Mapped[datetime.datetime] = mapped_column(sqlalchemy.DateTime(timezone=True))
    note: Mapped[str]


class CountryFactory(SQLAlchemyModelFactory[Country]):
    code = factory.Sequence(lambda n: f"C{n:02}")


class UserFactory(SQLAlchemyModelFactory[User]):
    country = factory.SubFactory(CountryFactory)


class OrderFactory(SQLAlchemyModelFactory[Order]):
    total = factory.fuzzy.FuzzyDecimal(1, 100)
    placed = factory.fuzzy.FuzzyDateTime(
        datetime.datetime(2020, 1, 1, tzinfo=UTC), datetime.datetime(2024, 1, 1, tzinfo=UTC)
    )
    note = factory.Iterator(['with "quotes", commas', "", "new\nline", "\\N ünïcode"])


def make_orders(users: int = 200) -> Dataset:
    """Return tables of SQLAlchemy's models."""
    data = Dataset(3, "orders")
    countries = data.table(CountryFactory, 20)
    people = data.table(UserFactory, users, country=Pick(countries))
    data.table(OrderFactory, per=people, size=Between(1, 5), code=Same("user.country"))
    return data


@pytest.fixture(params=["postgresql", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'orders.db'}"
        return
    yield from emptied(POSTGRES)


@pytest.fixture
def postgres() -> Iterator[str]:
    """PostgreSQL, without these tables."""
    yield from emptied(POSTGRES)


def emptied(url: str) -> Iterator[str]:
    """Give a schema of its own, so that nobody else's tests meet these."""
    engine = sqlalchemy.create_engine(url)
    schema = f"datasets_{os.getpid()}"
    try:
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"CREATE SCHEMA {schema}"))
    except sqlalchemy.exc.OperationalError:
        pytest.skip("no PostgreSQL answers")
    yield f"{url}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


def rows_of(url: str, name: str) -> list[Any]:
    """Return the rows of a table, in order."""
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sqlalchemy.text(f"SELECT * FROM {name} ORDER BY 1"))]  # noqa: S608 - a constant
    engine.dispose()
    return found


def test_mapped_classes_go_to_their_tables_with_keys_that_hold(url: str) -> None:
    data = make_orders()
    data.to_sql(url, rows_of_a_partition=150)
    engine = sqlalchemy.create_engine(url)
    with sqlalchemy.orm.Session(engine) as session:
        orders = session.scalars(sqlalchemy.select(Order).order_by(Order.id)).all()
        made = list(data["ds_order"])
        assert [(each.id, each.user_id, each.total, each.note) for each in orders] == [
            (each.id, each.user_id, each.total, each.note) for each in made
        ]
        assert all(order.code == order.user.country.code for order in orders)
        assert {order.user.active for order in orders} == {True}
        assert {order.user.nick for order in orders} == {None}
    engine.dispose()
    assert data.check(500).passed


def test_a_relation_to_a_table_that_is_not_in_the_data_set_is_refused() -> None:
    assert message(lambda: Dataset().table(UserFactory, 5)) == (
        "UserFactory.country_code: it refers to a row of another table. Say which: country=Pick(…)."
    )


def test_tables_with_rows_are_refused_and_a_run_that_is_whole_is_not_repeated(postgres: str) -> None:
    data = make_orders()
    data.to_sql(postgres, rows_of_a_partition=150)
    before = rows_of(postgres, "ds_order")
    assert message(lambda: data.to_sql(postgres, rows_of_a_partition=150)) == (
        f"{postgres}: the table 'ds_country' has rows already. "
        f"Empty it, or pass resume=True to go on with the same data set."
    )
    data.to_sql(postgres, rows_of_a_partition=150, resume=True)
    assert rows_of(postgres, "ds_order") == before


def test_a_database_that_goes_away_is_told_and_gone_on_with(postgres: str, tmp_path: Path) -> None:
    data = make_orders()
    whole = f"sqlite:///{tmp_path / 'whole.db'}"
    data.to_sql(whole)

    def cut(progress: Any) -> None:
        if progress.partitions == 3:
            engine = sqlalchemy.create_engine(postgres)
            with engine.connect() as connection:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'test'"
                connection.execute(sqlalchemy.text(f"{others} AND application_name = 'cut me'"))
            engine.dispose()

    with pytest.raises(DatasetError) as caught:
        data.to_sql(f"{postgres}&application_name=cut+me", rows_of_a_partition=60, progress=cut)
    assert str(caught.value).endswith("Put that right, and go on with resume=True.")
    assert 0 < len(rows_of(postgres, "typedfactory_ledger")) < 16
    data.to_sql(postgres, rows_of_a_partition=60, resume=True)
    there = [tuple(row) for row in rows_of(postgres, "ds_user")]
    assert there == [
        (key, email, nick, bool(active), code) for key, email, nick, active, code in rows_of(whole, "ds_user")
    ]
    assert len(rows_of(postgres, "ds_order")) == data["ds_order"].count


def test_two_runs_into_the_same_database_are_refused(postgres: str) -> None:
    found: list[str] = []

    def again(progress: Any) -> None:
        found.append(message(lambda: make_orders().to_sql(postgres, resume=True)))

    make_orders(20).to_sql(postgres, progress=again)
    assert found[0] == f"{postgres}: another run is writing there. Wait for it to end."


@pytest.mark.skipif(not THOROUGH, reason="starting processes takes ten seconds; make test-all does")
def test_several_processes_write_the_same(postgres: str) -> None:
    data = make_orders(users=60)
    data.to_sql(postgres, engine="processes", workers=2, rows_of_a_partition=50)
    assert [row[0] for row in rows_of(postgres, "ds_order")] == list(range(1, data["ds_order"].count + 1))


def test_a_database_that_does_not_answer_is_told() -> None:
    found = message(lambda: make_orders().to_sql("postgresql+psycopg://me:secret@127.0.0.1:1/test"))
    assert found.startswith("postgresql+psycopg://me:***@127.0.0.1:1/test: opening it: connection failed")
    assert "secret" not in found


def test_other_models_get_tables_of_their_columns(tmp_path: Path) -> None:
    shop = make_shop(users=30, visits=50)
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    shop.to_sql(url)
    assert rows_of(url, "country")[7] == (shop["country"].row(7).code, shop["country"].row(7).name)
    assert len(rows_of(url, "visit")) == 50


def test_duckdb_in_memory_and_in_a_file(tmp_path: Path) -> None:
    shop = make_shop()
    path = tmp_path / "shop.duckdb"
    joined = 'SELECT count(*), count(DISTINCT c.code) FROM "order" o JOIN "user" u ON o.user_id = u.id JOIN country c ON u.country_code = c.code'
    in_memory = shop.to_duckdb().execute(joined).fetchone()
    connection = shop.to_duckdb(path, rows_of_a_partition=100)
    assert connection.execute(joined).fetchone() == in_memory
    assert in_memory[0] == shop["order"].count
    connection.close()
    assert message(lambda: shop.to_duckdb(path)) == (
        f"{path}: a table 'country' is there already. Pass resume=True to go on with the same data set, or another file."
    )
    shop.to_duckdb(path, rows_of_a_partition=100, resume=True).close()
    with duckdb.connect(str(path)) as again:
        assert again.execute(joined).fetchone() == in_memory


def test_a_duckdb_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("no database, but a text that is long enough to be looked at", encoding="utf-8")
    assert message(lambda: make_shop().to_duckdb(path)).startswith(f"{path}: DuckDB cannot open it: ")
