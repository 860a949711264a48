"""Realistic values in mapped classes: lengths, checks and unique columns are kept, and rows can be read back."""

from __future__ import annotations

import datetime
import decimal

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


class Base(orm.DeclarativeBase):
    pass


class Shop(Base):
    __tablename__ = "shop"

    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str] = orm.mapped_column(sa.String(12), unique=True)
    city: orm.Mapped[str] = orm.mapped_column(sa.String(30))
    country_code: orm.Mapped[str] = orm.mapped_column(sa.String(2))


class Customer(Base):
    __tablename__ = "customer"
    __table_args__ = (sa.CheckConstraint("age >= 90"),)

    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    shop_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("shop.id"))
    shop: orm.Mapped[Shop] = orm.relationship()
    first_name: orm.Mapped[str] = orm.mapped_column(sa.String(40))
    last_name: orm.Mapped[str] = orm.mapped_column(sa.String(40))
    email: orm.Mapped[str] = orm.mapped_column(sa.String(40), unique=True)
    phone: orm.Mapped[str] = orm.mapped_column(sa.String(20))
    age: orm.Mapped[int]
    balance: orm.Mapped[decimal.Decimal] = orm.mapped_column(sa.Numeric(8, 2))
    price: orm.Mapped[float]
    created_at: orm.Mapped[datetime.datetime] = orm.mapped_column(sa.DateTime(timezone=True))
    updated_at: orm.Mapped[datetime.datetime] = orm.mapped_column(sa.DateTime(timezone=True))


def test_rows_are_valid_and_their_values_fit_each_other(any_engine: sa.Engine) -> None:
    Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session:

        class CustomerFactory(SQLAlchemyModelFactory[Customer]):
            class Meta:
                realistic = True
                sqlalchemy_session = session

        made = CustomerFactory.create_batch(30, first_name="Ada", last_name="Lovelace")
        session.flush()
        session.expire_all()
        assert all(each.email.startswith("ada.lovelace") for each in made)
        assert len({each.email for each in made}) == len({each.shop.name for each in made}) == 30
        assert all(each.created_at <= each.updated_at and each.age >= 90 for each in made)
        assert all(each.price == round(each.price, 2) and 0 < each.price < 500 for each in made)
        assert {each.shop.country_code for each in made} == {"US"}
        assert {each.phone[:10] for each in made} == {"+1 202-555"}
