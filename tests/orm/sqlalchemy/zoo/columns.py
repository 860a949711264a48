"""Models with every type of column that all databases have, with defaults, uniqueness and checks."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from tests.orm.sqlalchemy.zoo.bases import Base, Colour, Key


class Texts(Base):
    __tablename__ = "texts"
    id: Mapped[Key]
    plain: Mapped[str]
    short: Mapped[str] = mapped_column(sa.String(3))
    long: Mapped[str] = mapped_column(sa.Text)
    wide: Mapped[str] = mapped_column(sa.Unicode(20))
    wide_text: Mapped[str] = mapped_column(sa.UnicodeText)
    fixed: Mapped[str] = mapped_column(sa.CHAR(4))


class Numbers(Base):
    __tablename__ = "numbers"
    id: Mapped[Key]
    small: Mapped[int] = mapped_column(sa.SmallInteger)
    usual: Mapped[int]
    big: Mapped[int] = mapped_column(sa.BigInteger)
    exact: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(8, 3))
    whole: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(5))
    loose: Mapped[float] = mapped_column(sa.Numeric(8, 3, asdecimal=False))
    real: Mapped[float]
    double: Mapped[float] = mapped_column(sa.Double)
    flag: Mapped[bool]


class Moments(Base):
    __tablename__ = "moments"
    id: Mapped[Key]
    day: Mapped[datetime.date]
    hour: Mapped[datetime.time]
    moment: Mapped[datetime.datetime]
    span: Mapped[datetime.timedelta]


class Choices(Base):
    __tablename__ = "choices"
    id: Mapped[Key]
    colour: Mapped[Colour]
    word: Mapped[str] = mapped_column(sa.Enum("on", "off", name="switch"))
    letter: Mapped[str] = mapped_column(sa.Enum("a", "b", name="letter"))
    unnative: Mapped[Colour] = mapped_column(sa.Enum(Colour, native_enum=False, create_constraint=True, name="c1"))


class Others(Base):
    __tablename__ = "others"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    text_id: Mapped[str] = mapped_column(sa.Uuid(as_uuid=False))
    data: Mapped[Any] = mapped_column(sa.JSON)
    numbers: Mapped[list[int]] = mapped_column(sa.JSON)
    table: Mapped[dict[str, list[int]]] = mapped_column(sa.JSON)
    binary: Mapped[bytes]
    short_binary: Mapped[bytes] = mapped_column(sa.LargeBinary(8))
    pickled: Mapped[Any] = mapped_column(sa.PickleType)


class Optionals(Base):
    __tablename__ = "optionals"
    id: Mapped[Key]
    text: Mapped[str | None]
    number: Mapped[int | None]
    choice: Mapped[Colour | None]


class Defaults(Base):
    __tablename__ = "defaults"
    id: Mapped[Key]
    constant: Mapped[int] = mapped_column(default=7)
    function: Mapped[str] = mapped_column(default=lambda: "made")
    server: Mapped[str] = mapped_column(server_default="served")
    now: Mapped[datetime.datetime] = mapped_column(server_default=sa.func.now())
    inserted: Mapped[int] = mapped_column(insert_default=8)
    updated: Mapped[int] = mapped_column(default=1, onupdate=2)


class Computed(Base):
    __tablename__ = "computed"
    id: Mapped[Key]
    side: Mapped[int] = mapped_column(sa.SmallInteger)
    double: Mapped[int | None] = mapped_column(sa.Computed("side * 2", persisted=True))


class Properties(Base):
    __tablename__ = "properties"
    id: Mapped[Key]
    first: Mapped[str]
    last: Mapped[str]
    both = orm.column_property(sa.literal("x"))

    @hybrid_property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def initials(self) -> str:
        return self.first[:1] + self.last[:1]


class Renamed(Base):
    __tablename__ = "renamed"
    key: Mapped[int] = mapped_column("id", primary_key=True)
    label: Mapped[str] = mapped_column("lbl")
    other = orm.synonym("label")


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Shape(Base):
    __tablename__ = "shape"
    id: Mapped[Key]
    start: Mapped[Point] = orm.composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = orm.composite(mapped_column("x2"), mapped_column("y2"))


class TextKey(Base):
    __tablename__ = "text_key"
    code: Mapped[str] = mapped_column(sa.String(6), primary_key=True)


class Uniques(Base):
    __tablename__ = "uniques"
    __table_args__ = (
        sa.UniqueConstraint("room", "seat"),
        sa.UniqueConstraint("colour", "flag"),
        sa.Index("ix_unique_code", "code", unique=True),
    )
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(sa.String(4), unique=True)
    number: Mapped[int] = mapped_column(sa.SmallInteger, unique=True)
    token: Mapped[uuid.UUID] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(sa.String(5))
    room: Mapped[int]
    seat: Mapped[int]
    colour: Mapped[Colour]
    flag: Mapped[bool]


class Checked(Base):
    __tablename__ = "checked"
    __table_args__ = (
        sa.CheckConstraint("age >= 18 AND age < 30"),
        sa.CheckConstraint("state IN ('new', 'old')"),
        sa.CheckConstraint("price BETWEEN 1.5 AND 2.5"),
        sa.CheckConstraint("length(code) = 5"),
    )
    id: Mapped[Key]
    age: Mapped[int]
    state: Mapped[str]
    price: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(6, 2))
    code: Mapped[str]
    level: Mapped[int] = mapped_column(sa.Integer, sa.CheckConstraint("level > 0 AND level <= 3"))


class Utc(sa.TypeDecorator[datetime.datetime]):
    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(datetime.timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else value.replace(tzinfo=datetime.timezone.utc)


class Commas(sa.TypeDecorator[list[str]]):
    impl = sa.String(200)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return ",".join(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return value.split(",")


class Upper(sa.TypeDecorator[str]):
    impl = sa.String
    cache_ok = True


class Decorated(Base):
    __tablename__ = "decorated"
    id: Mapped[Key]
    moment: Mapped[datetime.datetime] = mapped_column(Utc)
    words: Mapped[list[str]] = mapped_column(Commas)
    short: Mapped[str] = mapped_column(Upper(3))


class Deferred(Base):
    __tablename__ = "deferred"
    id: Mapped[Key]
    body: Mapped[str] = orm.deferred(mapped_column(sa.Text))


class Versioned(Base):
    __tablename__ = "versioned"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column()
    name: Mapped[str]
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's way
