"""Hooks called by somebody's own code: by name, outside of a call, with a session of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.errors import MetaOptionError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
from typedfactory.orm.sqlalchemy.filling.types import annotation_of_type
from typedfactory.orm.sqlalchemy.sessions.onlookers import Onlookers


@pytest.fixture
def open_session(engine: sa.Engine, session: orm.Session) -> Iterator[orm.Session]:
    lib.Base.metadata.create_all(engine)
    with use_session(session):
        yield session


class ByName(lib.FlushedAuthorFactory):
    @classmethod
    def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._build(model_class=model_class, **kwargs)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._create(model_class=model_class, **kwargs)


class Known(lib.FlushedAuthorFactory):
    class Meta:
        sqlalchemy_get_or_create = ("name",)


def test_hooks_hand_the_model_on_by_name(open_session: orm.Session) -> None:
    assert (type(ByName.build(name="a")), ByName.build(name="a").name) == (lib.Author, "a")
    made = ByName.create(name="b")
    assert (made.name, made.id, made in open_session) == ("b", 1, True)


def test_create_outside_of_a_call_is_a_call_of_its_own(open_session: orm.Session) -> None:
    made = lib.FlushedAuthorFactory._create(lib.Author, name="a")
    assert sa.inspect(made).persistent
    assert Known._create(lib.Author, name="a") is made


def test_a_lookup_outside_of_a_call_finds_or_makes(open_session: orm.Session) -> None:
    made = Known._get_or_create(lib.Author, open_session, (), {"name": "a"})
    assert sa.inspect(made).persistent
    assert Known._get_or_create(lib.Author, open_session, (), {"name": "a", "note": "ignored"}) is made
    with pytest.raises(MetaOptionError) as caught:
        Known._get_or_create(lib.Author, open_session, (), {"note": "x"})
    assert str(caught.value) == (
        "Known.Meta.sqlalchemy_get_or_create: nothing gives 'name' a value. "
        "Declare it in the factory, or give it at the call."
    )


def test_a_factory_with_hooks_of_its_own_looks_up_inside_of_another_call(open_session: orm.Session) -> None:
    class Shouting(lib.FlushedAuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("name",)

        @classmethod
        def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
            return {**kwargs, "name": kwargs["name"].upper()}

    class Books(lib.FlushedBookFactory):
        author = factory.SubFactory(Shouting)

    first, second = Books(author__name="ann"), Books(author__name="Ann")
    assert first.author is second.author
    assert first.author.name == "ANN"
    assert Shouting._meta.run("create", {"name": "ann"}) is first.author


class Slim:
    """A session of somebody's own that nothing can refer to weakly."""

    __slots__ = ("made",)

    def __init__(self) -> None:
        self.made: list[object] = []

    def add(self, instance: object) -> None:
        self.made.append(instance)

    def flush(self) -> None:
        """Write nothing."""

    def commit(self) -> None:
        """Write nothing."""


def test_a_session_factory_may_give_what_cannot_be_referred_to_weakly() -> None:
    slim = Slim()

    class Authors(SQLAlchemyModelFactory[lib.Author]):
        name = "ann"

        class Meta:
            sqlalchemy_session_factory = lambda: slim  # noqa: E731 - an option

    made = Authors()
    assert slim.made == [made]
    assert Authors._meta.sqlalchemy_session is None


# --- who may look while a batch is made ---


class Base(orm.DeclarativeBase):
    pass


class Town(Base):
    __tablename__ = "town"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    notes: Mapped[list[str] | None] = mapped_column(sa.JSON)

    @hybrid_method
    def is_named(self, name: str) -> bool:
        return self.name == name

    @hybrid_method
    def is_largest(self) -> bool:
        return orm.object_session(self) is None

    @staticmethod
    def shout(text: str) -> str:
        return text.upper()


class OwnDeclaration(factory.LazyFunction[Any]):
    """A declaration that typedfactory has not made."""


def inserts(session: orm.Session, statements: Any, **body: Any) -> list[str]:
    known = lib.count(session, Town)
    numbered: Any = {"id": factory.Sequence(lambda n: n + known + 1), **body}
    statements.clear()
    made: Any = type(SQLAlchemyModelFactory)(
        "Towns",
        (SQLAlchemyModelFactory,),
        {
            "__module__": __name__,
            "Meta": type("Meta", (), {"model": Town, "sqlalchemy_session_persistence": "flush"}),
            **numbered,
        },
    )
    made.create_batch(3)
    return [kind for kind in statements.kinds() if kind == "INSERT"]


@pytest.fixture
def towns(engine: sa.Engine, session: orm.Session) -> Iterator[None]:
    Base.metadata.create_all(engine)
    with use_session(session):
        yield


@pytest.mark.usefixtures("towns")
def test_who_cannot_look_costs_one_statement(session: orm.Session, statements: Any) -> None:
    town = Town(name="ulm")
    assert inserts(session, statements, name="x", notes=["a"]) == ["INSERT"]
    assert inserts(session, statements, name=factory.LazyAttribute(lambda o: town.shout("a"))) == ["INSERT"]
    assert inserts(session, statements, name=factory.LazyAttribute(lambda o: str(town.is_named("a")))) == ["INSERT"]


@pytest.mark.usefixtures("towns")
def test_who_might_look_costs_one_statement_each(session: orm.Session, statements: Any) -> None:
    town = Town(name="ulm")
    assert inserts(session, statements, name=OwnDeclaration(lambda: "x")) == ["INSERT"] * 3
    assert inserts(session, statements, name=factory.LazyAttribute(lambda o: str(town.is_largest()))) == ["INSERT"] * 3


@pytest.mark.usefixtures("towns")
def test_a_method_that_is_called_afterwards_counts_as_what_it_does() -> None:
    class Shouting(SQLAlchemyModelFactory[Town]):
        said = factory.PostGenerationMethodCall("shout", "x")

    class Asking(SQLAlchemyModelFactory[Town]):
        said = factory.PostGenerationMethodCall("is_largest")

    assert Onlookers().may_look(Shouting._meta, {}) is False
    assert Onlookers().may_look(Asking._meta, {}) is True


# --- types that say what they hold, or do not ---


class Plain(sa.TypeDecorator[Any]):
    impl = sa.types.NullType
    cache_ok = True


class Silent(Plain):
    """A type that knows not of what class its values are."""

    @property
    def python_type(self) -> type[Any]:
        raise NotImplementedError


class Own:
    """A class of somebody's own."""


class Telling(Plain):
    @property
    def python_type(self) -> type[Any]:
        return Own


class Chosen(Silent):
    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        return dialect.type_descriptor(sa.Integer())


def test_a_decorator_of_a_type_without_one_is_asked_for_its_class() -> None:
    assert annotation_of_type(Telling()) is Own
    assert annotation_of_type(Chosen()) == annotation_of_type(sa.Integer())
