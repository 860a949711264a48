"""What class Meta refuses, and the ways to call a factory that are rarely taken."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy import zoo
from typedfactory.errors import MetaOptionError, UnfillableError, UniqueExhaustedError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


@pytest.fixture
def open_session(engine: sa.Engine, session: orm.Session) -> Any:
    lib.Base.metadata.create_all(engine)
    zoo.Base.metadata.create_all(engine)
    return session


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        (
            "sqlalchemy_session",
            orm.Session,
            "takes a session, not the class Session. Make one, or use a scoped_session.",
        ),
        ("sqlalchemy_session_factory", 3, "takes a function that returns a session, not int."),
        ("sqlalchemy_get_or_create", {"name": 1}, "takes a tuple of field names. Write ('name', 'email')."),
        ("sqlalchemy_session_persistence", "soon", 'takes None (the default), "flush" or "commit", not \'soon\'.'),
    ],
)
def test_wrong_options(option: str, value: Any, message: str) -> None:
    with pytest.raises(MetaOptionError) as caught:
        type(SQLAlchemyModelFactory)(
            "Wrong",
            (SQLAlchemyModelFactory,),
            {"__module__": __name__, "Meta": type("Meta", (), {"model": lib.Author, option: value})},
        )
    assert str(caught.value) == f"Wrong.Meta.{option}: {message}"


def test_the_session_of_what_an_object_is_made_of(open_session: orm.Session) -> None:
    with use_session(open_session):
        author = lib.FlushedAuthorFactory()
    assert sa.inspect(lib.FlushedBookFactory(author=author)).session is open_session


def test_calls_below_create(open_session: orm.Session) -> None:
    with use_session(open_session):
        assert lib.AuthorFactory._generate("build", {"name": "a"}).name == "a"
        assert sa.inspect(lib.FlushedAuthorFactory._generate("create", {"name": "b"})).persistent
        assert sa.inspect(lib.FlushedAuthorFactory._save(lib.Author, open_session, (), {"name": "c"})).persistent


def test_a_lookup_that_fails_takes_back_what_it_began(open_session: orm.Session) -> None:
    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("name",)

        note = factory.LazyFunction(lambda: 1 / 0)

    open_session.autoflush = False
    with use_session(open_session):
        kept = lib.AuthorFactory(name="kept")
        with pytest.raises(ZeroDivisionError):
            Authors(name="new")
        assert Authors(name="kept") is kept
        assert lib.count(open_session, lib.Author) == 1
        assert not open_session.in_nested_transaction()


def test_autofill_all_leaves_collections_empty(open_session: orm.Session) -> None:
    class Parents(SQLAlchemyModelFactory[zoo.Parent]):
        class Meta:
            autofill = "all"

    class Lefts(SQLAlchemyModelFactory[zoo.LeftSide]):
        class Meta:
            autofill = "all"

    assert Parents.build().children == []
    assert Lefts.build().rights == set()


class Base(orm.DeclarativeBase):
    pass


class Few(Base):
    __tablename__ = "few"
    id: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(sa.String(1), unique=True)


class Drawn(Base):
    __tablename__ = "drawn"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Any] = mapped_column(postgresql.INET, unique=True)


class Circle(Base):
    __tablename__ = "circle"
    id: Mapped[int] = mapped_column(primary_key=True)
    next_id: Mapped[int] = mapped_column(sa.ForeignKey("circle.id"))


class Unknown(Base):
    __tablename__ = "unknown"
    id: Mapped[int] = mapped_column(primary_key=True)
    thing = sa.Column(sa.types.NullType, nullable=False)


def made_of(model: Any) -> Any:
    return factory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory)


@pytest.mark.parametrize(("model", "most"), [(Few, 36), (Drawn, 254)])
def test_unique_values_that_run_out(model: Any, most: int) -> None:
    key = "letter" if model is Few else "address"
    made = made_of(model)
    assert len({getattr(each, key) for each in made.build_batch(30)}) == 30
    with pytest.raises(UniqueExhaustedError, match=r"all \d+ different values are used up") as caught:
        made.build_batch(most)
    assert str(caught.value).startswith(f"{model.__name__}Factory.{key}: the column is unique, and all ")


def test_a_key_that_never_ends(engine: sa.Engine, session: orm.Session) -> None:
    Base.metadata.create_all(engine, tables=[Circle.__table__])  # type: ignore[list-item]  # it is a table
    for call in ("create", "bulk_create"):
        with use_session(session), pytest.raises(UnfillableError, match="filling it never ends: Circle → Circle → …"):
            getattr(made_of(Circle), call)(*([2] if call == "bulk_create" else []))


def test_a_type_that_nobody_knows() -> None:
    with pytest.raises(UnfillableError) as caught:
        made_of(Unknown).build()
    assert str(caught.value) == (
        "Unknown.thing: nobody knows the values of the column type NullType(). Declare the field in the factory."
    )
