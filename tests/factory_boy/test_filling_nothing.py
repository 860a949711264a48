"""The factories of `typedfactory.factory_boy` leave out what nobody declared, as factory_boy's do."""

from __future__ import annotations

import dataclasses
from typing import Any

import factory as oracle
import pytest
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

import typedfactory
import typedfactory.factory_boy as moved


@dataclasses.dataclass
class Address:
    street: str
    city: str = "Perth"


@dataclasses.dataclass
class User:
    name: str
    address: Address | None = None
    age: int = 3


BOTH = pytest.mark.parametrize("factory", [oracle, moved], ids=["factory_boy", "typedfactory"])


@BOTH
def test_a_required_field_that_nobody_declares_is_the_models_error(factory: Any) -> None:
    class AddressFactory(factory.Factory):  # type: ignore[misc]  # either library's
        class Meta:
            model = Address

    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'street'"):
        AddressFactory()


@BOTH
def test_defaults_of_the_model_are_kept(factory: Any) -> None:
    class UserFactory(factory.Factory):  # type: ignore[misc]  # either library's
        class Meta:
            model = User

        name = factory.Sequence(lambda n: f"user{n}")

    assert [UserFactory(), UserFactory.build(age=4)] == [User("user0"), User("user1", None, 4)]


@BOTH
@pytest.mark.parametrize(
    "helper",
    [
        lambda factory: factory.build(Address),
        lambda factory: factory.create(Address),
        lambda factory: factory.build_batch(Address, 2),
        lambda factory: factory.create_batch(Address, 2),
        lambda factory: factory.generate(Address, "build"),
        lambda factory: factory.generate_batch(Address, "build", 2),
        lambda factory: factory.simple_generate(Address, create=True),
        lambda factory: factory.simple_generate_batch(Address, True, 2),
        lambda factory: factory.make_factory(Address)(),
    ],
)
def test_functions_without_a_class_fill_nothing(factory: Any, helper: Any) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'street'"):
        helper(factory)


def test_no_class_of_ones_own_is_the_unfilled_factory() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'street'"):
        moved.make_factory(Address, FACTORY_CLASS=None)()


@BOTH
def test_stubs_have_what_was_declared_and_nothing_else(factory: Any) -> None:
    assert vars(factory.stub(Address, city="Rome")) == {"city": "Rome"}
    assert [vars(stub) for stub in factory.stub_batch(Address, 2, city="Rome")] == [{"city": "Rome"}] * 2


@BOTH
def test_a_class_of_the_users_own_is_taken(factory: Any) -> None:
    class Base(factory.Factory):  # type: ignore[misc]  # either library's
        class Meta:
            abstract = True

        street = "High Street"

    assert factory.build(Address, FACTORY_CLASS=Base) == Address("High Street")


@BOTH
def test_dicts_lists_and_stubs(factory: Any) -> None:
    class RowFactory(factory.DictFactory):  # type: ignore[misc]  # either library's
        n = factory.Sequence(lambda n: n)
        tags = factory.List(["a", factory.LazyFunction(lambda: "b")])
        more = factory.Dict({"x": 1})

    class PairFactory(factory.ListFactory):  # type: ignore[misc]  # either library's
        one = 1
        two = 2

    class PointFactory(factory.StubFactory):  # type: ignore[misc]  # either library's
        x = 1

    assert RowFactory(more__x=2) == {"n": 0, "tags": ["a", "b"], "more": {"x": 2}}
    assert PairFactory(two=3) == [1, 3]
    assert vars(PointFactory(y=2)) == {"x": 1, "y": 2}


def test_a_factory_may_ask_to_be_filled() -> None:
    class AddressFactory(moved.Factory[Address]):
        class Meta:
            autofill = True

    assert isinstance(AddressFactory.build().street, str)


def test_both_kinds_go_together() -> None:
    class AddressFactory(typedfactory.Factory[Address]):
        pass

    class UserFactory(moved.Factory[User]):
        name = "ann"
        address = moved.SubFactory(AddressFactory)

    class FilledFactory(typedfactory.Factory[User]):
        address = typedfactory.SubFactory(moved.make_factory(Address, street="Low Street"))

    made, filled = UserFactory.build(address__city="Rome"), FilledFactory.build()
    assert made.address == Address(made.address.street if made.address else "", "Rome")
    assert isinstance(made.address.street, str)
    assert (type(filled.name), filled.address) == (str, Address("Low Street"))


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped[Author] = relationship()


@BOTH
def test_columns_of_sqlalchemy_are_not_filled(factory: Any) -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:

        class AuthorFactory(factory.alchemy.SQLAlchemyModelFactory):  # type: ignore[misc]  # either library's
            class Meta:
                model = Author
                sqlalchemy_session = session

        class BookFactory(factory.alchemy.SQLAlchemyModelFactory):  # type: ignore[misc]  # either library's
            class Meta:
                model = Book
                sqlalchemy_session = session
                sqlalchemy_session_persistence = "flush"

            author = factory.SubFactory(AuthorFactory, name="ann")

        assert (AuthorFactory.build().name, BookFactory.build(author=None).title) == (None, None)
        assert BookFactory().author.name == "ann"
        with pytest.raises(Exception, match=r"NOT NULL constraint failed: authors\.name"):
            BookFactory(author__name=None)
    engine.dispose()
