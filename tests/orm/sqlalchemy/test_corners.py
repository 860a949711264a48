"""Corners: models and types that are rare, each with what is right for it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy import zoo
from typedfactory import typeinfo
from typedfactory.orm.sqlalchemy import BulkError, ManyToMany, SQLAlchemyModelFactory, use_session
from typedfactory.orm.sqlalchemy.filling.types import annotation_of_type, is_aware


class Base(orm.DeclarativeBase):
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


class Kind(Base):
    """The class has no identity of its own; its rows are of one of its subclasses."""

    __tablename__ = "kind"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 - SQLAlchemy's way


class Good(Kind):
    __mapper_args__ = {"polymorphic_identity": "good"}  # noqa: RUF012 - SQLAlchemy's way


class Seat(Base):
    __tablename__ = "seat"
    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int | None] = mapped_column(sa.ForeignKey("row.id"))
    number: Mapped[int]


class Line(Base):
    """The objects in between do not know whose they are."""

    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)
    seats: Mapped[list[Seat]] = relationship()
    numbers: AssociationProxy[list[int]] = association_proxy("seats", "number")


class Natural(Base):
    __tablename__ = "natural"
    code: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(server_default="new")

    @property
    def loud(self) -> str:
        return self.code.upper()

    @loud.setter
    def loud(self, value: str) -> None:
        self.code = value.lower()


class Heard(Base):
    __tablename__ = "heard"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


@event.listens_for(Heard, "before_insert")
def _note(mapper: Any, connection: Any, target: Heard) -> None:
    target.name = f"heard {target.id}"


@pytest.fixture
def opened(engine: sa.Engine, session: orm.Session) -> Any:
    for each in (Base, lib.Base, zoo.Base):
        each.metadata.create_all(engine)
    with use_session(session):
        yield session


def made_of(model: Any, **declared: Any) -> Any:
    return factory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory, **declared)


def test_a_discriminator_without_an_identity_names_a_subclass(opened: orm.Session) -> None:
    assert made_of(Kind)().kind == "good"


def test_objects_in_between_that_know_no_owner(opened: orm.Session) -> None:
    numbers = factory.make_factory(dict)
    line = made_of(Line, numbers=ManyToMany(numbers))(numbers=[3, 4])
    opened.flush()
    opened.expire_all()
    assert sorted(line.numbers) == [3, 4]


def test_keys_that_are_given_keep_their_order_in_bulk(opened: orm.Session) -> None:
    codes = ["c", "a", "b"]
    made = made_of(Natural, code=factory.Iterator(codes)).bulk_create(3)
    assert [(each.code, each.state) for each in made] == [("c", "new"), ("a", "new"), ("b", "new")]


def test_what_is_no_column_is_refused_in_bulk(opened: orm.Session) -> None:
    class Naturals(SQLAlchemyModelFactory[Natural]):
        @classmethod
        def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
            return {"loud": "ABC"}

    with pytest.raises(BulkError) as caught:
        Naturals.bulk_create(1)
    assert str(caught.value) == (
        'Natural.loud: only columns and parents can be inserted in bulk. Use create_batch, or bulk="where-possible".'
    )
    assert made_of(Natural).bulk_create(1, loud="XYZ")[0].code == "xyz"


def test_hooks_that_make_no_rows_and_functions_that_only_ask(opened: orm.Session) -> None:
    class Books(lib.BookFactory):
        title = factory.LazyAttribute(lambda o: str(hasattr(o.author, "__len__")))
        info = factory.RelatedFactory(factory.make_factory(dict, word="x"))

    assert [book.title for book in Books.bulk_create(2)] == ["False", "False"]
    assert made_of(dict).build(a=1) == {"a": 1}


def test_who_listens_to_a_model_hears_of_it_in_bulk(opened: orm.Session) -> None:
    assert {each.name for each in made_of(Heard).bulk_create(2)} == {"heard None"}


def test_a_composite_is_filled_if_all_is(opened: orm.Session) -> None:
    class Shapes(SQLAlchemyModelFactory[zoo.Shape]):
        class Meta:
            autofill = "all"

    made = Shapes()
    opened.flush()
    assert isinstance(made.start, zoo.Point)
    assert isinstance(made.end, zoo.Point)


class Naive(sa.TypeDecorator[datetime.datetime]):
    impl = sa.DateTime
    cache_ok = True


class Any_(sa.TypeDecorator[datetime.datetime]):  # noqa: N801 - Any is taken
    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value


class Saying(sa.TypeDecorator[int]):
    impl = sa.types.TypeEngine
    cache_ok = True

    @property
    def python_type(self) -> type[int]:
        return int


class Silent(sa.TypeDecorator[int]):
    impl = sa.types.TypeEngine
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        return sa.types.TypeEngine()


def test_what_types_say_of_their_values() -> None:
    assert not is_aware(annotation_of_type(Naive()))
    assert not is_aware(annotation_of_type(Any_()))
    assert is_aware(annotation_of_type(zoo.Utc()))
    assert annotation_of_type(Saying()) is int
    assert annotation_of_type(Silent()) is typeinfo.MISSING
    assert annotation_of_type(sa.ARRAY(Silent)) is typeinfo.MISSING
