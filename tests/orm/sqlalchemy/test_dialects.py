"""Types that only one database has, time zones and arrays."""

from __future__ import annotations

import datetime
import enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Base(orm.DeclarativeBase):
    pass


class Mood(enum.Enum):
    GLAD = 1
    SAD = 2


class Postgres(Base):
    __tablename__ = "pg"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Any] = mapped_column(postgresql.INET)
    network: Mapped[Any] = mapped_column(postgresql.CIDR)
    card: Mapped[Any] = mapped_column(postgresql.MACADDR)
    card8: Mapped[Any] = mapped_column(postgresql.MACADDR8)
    money: Mapped[Any] = mapped_column(postgresql.MONEY)
    oid: Mapped[Any] = mapped_column(postgresql.OID)
    table: Mapped[Any] = mapped_column(postgresql.REGCLASS)
    bits: Mapped[Any] = mapped_column(postgresql.BIT(6))
    words: Mapped[Any] = mapped_column(postgresql.TSVECTOR)
    query: Mapped[Any] = mapped_column(postgresql.TSQUERY)
    document: Mapped[Any] = mapped_column(postgresql.JSONB)
    numbers: Mapped[list[int]] = mapped_column(postgresql.ARRAY(sa.Integer))
    matrix: Mapped[list[list[str]]] = mapped_column(postgresql.ARRAY(sa.String(3), dimensions=2))
    ints: Mapped[Any] = mapped_column(postgresql.INT4RANGE)
    bigs: Mapped[Any] = mapped_column(postgresql.INT8RANGE)
    nums: Mapped[Any] = mapped_column(postgresql.NUMRANGE)
    days: Mapped[Any] = mapped_column(postgresql.DATERANGE)
    naive: Mapped[Any] = mapped_column(postgresql.TSRANGE)
    aware: Mapped[Any] = mapped_column(postgresql.TSTZRANGE)
    many: Mapped[Any] = mapped_column(postgresql.INT4MULTIRANGE)
    mood: Mapped[Any] = mapped_column(postgresql.ENUM(Mood, name="mood"))
    domain: Mapped[Any] = mapped_column(postgresql.DOMAIN("tiny", sa.Integer, check="VALUE IS NOT NULL"))
    stamp: Mapped[datetime.datetime] = mapped_column(postgresql.TIMESTAMP(timezone=True))
    span: Mapped[datetime.timedelta] = mapped_column(postgresql.INTERVAL)
    binary: Mapped[bytes] = mapped_column(postgresql.BYTEA)


class OtherBase(orm.DeclarativeBase):
    pass


class MariaDB(OtherBase):
    __tablename__ = "maria"
    id: Mapped[int] = mapped_column(primary_key=True)
    tiny: Mapped[int] = mapped_column(mysql.TINYINT)
    medium: Mapped[int] = mapped_column(mysql.MEDIUMINT)
    unsigned: Mapped[int] = mapped_column(mysql.SMALLINT(unsigned=True))
    year: Mapped[int] = mapped_column(mysql.YEAR)
    word: Mapped[str] = mapped_column(mysql.ENUM("a", "b"))
    words: Mapped[Any] = mapped_column(mysql.SET("a", "b"))
    text: Mapped[str] = mapped_column(mysql.MEDIUMTEXT)
    blob: Mapped[bytes] = mapped_column(mysql.TINYBLOB)
    stamp: Mapped[datetime.datetime] = mapped_column(mysql.TIMESTAMP)
    double: Mapped[float] = mapped_column(mysql.DOUBLE(asdecimal=False))
    document: Mapped[Any] = mapped_column(mysql.JSON)


class Aware(OtherBase):
    __tablename__ = "aware"
    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[datetime.datetime] = mapped_column(sa.DateTime(timezone=True))


def make(engine: sa.Engine, base: Any, *models: Any) -> None:
    base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        for model in models:
            made = factory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory).create_batch(3)
            session.flush()
            for each in made:
                session.refresh(each)
            columns = sa.inspect(model).column_attrs
            assert all(getattr(each, column.key) is not None for each in made for column in columns)
    engine.dispose()


def test_types_of_postgresql(schema_url: Any) -> None:
    make(sa.create_engine(schema_url("postgres")), Base, Postgres)


def test_types_of_mariadb(schema_url: Any) -> None:
    make(sa.create_engine(schema_url("mariadb")), OtherBase, MariaDB)


def test_columns_with_a_time_zone_get_aware_times() -> None:
    made = factory.make_factory(Aware, FACTORY_CLASS=SQLAlchemyModelFactory).build()
    assert made.moment.tzinfo is not None
