"""Filling by the mapper: every model of the zoo is made, written and read back on every database."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory as factory
from tests.orm.sqlalchemy import zoo
from typedfactory.errors import FactoryError, UniqueExhaustedError, UnknownFieldError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Flushed(SQLAlchemyModelFactory[Any]):
    class Meta:
        abstract = True
        sqlalchemy_session_persistence = "flush"


def factory_of(model: Any, **declared: Any) -> Any:
    return factory.make_factory(model, FACTORY_CLASS=Flushed, **declared)


def values_of(instance: Any) -> dict[str, Any]:
    columns = sa.inspect(type(instance)).column_attrs
    return {attribute.key: getattr(instance, attribute.key) for attribute in columns}


@pytest.fixture
def filled_session(any_engine: sa.Engine) -> Any:
    zoo.Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        yield session


def test_the_zoo_is_large() -> None:
    assert len(zoo.models()) >= 40


def test_every_model_is_written_and_read_back(filled_session: orm.Session) -> None:
    for model in zoo.models():
        made = factory_of(model).create_batch(4)
        for instance in made:
            written = values_of(instance)
            filled_session.expire(instance)
            assert values_of(instance) == written, model


@pytest.fixture
def open_session(engine: sa.Engine, session: orm.Session) -> Any:
    zoo.Base.metadata.create_all(engine)
    with use_session(session):
        yield session


def test_columns_with_a_default_and_nullable_ones_are_left_to_the_database(open_session: orm.Session) -> None:
    made = factory_of(zoo.Defaults)()
    assert (made.constant, made.function, made.server, made.inserted, made.updated) == (7, "made", "served", 8, 1)
    assert (datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - made.now).total_seconds() < 60
    assert values_of(factory_of(zoo.Optionals)()) == {"id": 1, "text": None, "number": None, "choice": None}


def test_autofill_all_fills_nullable_columns(open_session: orm.Session) -> None:
    class Filled(Flushed):
        class Meta:
            model = zoo.Optionals
            autofill = "all"

    made = Filled()
    assert None not in values_of(made).values()


def test_a_required_foreign_key_is_filled_through_its_relationship(open_session: orm.Session) -> None:
    child = factory_of(zoo.Child)()
    assert child.parent_id == child.parent.id == 1
    assert factory_of(zoo.Child)(parent__name="ann").parent.name == "ann"


def test_an_optional_parent_is_left_out(open_session: orm.Session) -> None:
    assert factory_of(zoo.MaybeChild)().parent is None
    assert factory_of(zoo.Node)().parent is None


@pytest.mark.parametrize("given", ["call", "declaration", "trait"])
def test_a_foreign_key_that_is_given_makes_no_parent(open_session: orm.Session, given: str) -> None:
    parent = factory_of(zoo.Parent)()
    if given == "call":
        child = factory_of(zoo.Child)(parent_id=parent.id)
    elif given == "declaration":
        child = factory_of(zoo.Child, parent_id=parent.id)()
    else:

        class Children(Flushed):
            class Meta:
                model = zoo.Child

            class Params:
                first = factory.Trait(parent_id=parent.id)

        child = Children(first=True)
        assert Children().parent is not parent
        open_session.delete(open_session.get(zoo.Parent, 2))
    assert child.parent is parent


def test_a_foreign_key_given_to_a_nested_factory_makes_no_parent(open_session: orm.Session) -> None:
    parent = factory_of(zoo.Parent)()
    page = factory.make_factory(dict, child=factory.SubFactory(factory_of(zoo.Child), parent_id=parent.id))
    assert page()["child"].parent is parent
    assert open_session.scalar(sa.select(sa.func.count()).select_from(zoo.Parent)) == 1


def test_a_foreign_key_without_a_relationship_gets_a_parent(open_session: orm.Session) -> None:
    made = factory_of(zoo.WithoutRelationship)()
    assert open_session.get(zoo.Parent, made.parent_id) is not None


def test_collections_are_left_empty(open_session: orm.Session) -> None:
    assert factory_of(zoo.Parent)().children == []
    assert factory_of(zoo.LeftSide)().rights == set()


def test_a_composite_given_takes_the_place_of_its_columns(open_session: orm.Session) -> None:
    made = factory_of(zoo.Shape)(start=zoo.Point(1, 2))
    open_session.expire(made)
    assert made.start == zoo.Point(1, 2)
    assert isinstance(made.end, zoo.Point)


def test_polymorphic_classes_come_back_as_what_they_are(open_session: orm.Session) -> None:
    made = [factory_of(model)() for model in (zoo.Animal, zoo.Dog, zoo.Cat, zoo.Car, zoo.Bike)]
    open_session.expunge_all()
    kinds = [type(open_session.get(type(each), sa.inspect(each).identity)) for each in made]
    assert kinds == [zoo.Animal, zoo.Dog, zoo.Cat, zoo.Car, zoo.Bike]


def test_unique_columns_do_not_repeat(open_session: orm.Session) -> None:
    uniques = factory_of(zoo.Uniques, colour=zoo.Colour.RED, flag=True)
    names = [each.name for each in uniques.build_batch(2_000)]
    assert len(set(names)) == 2_000
    assert max(map(len, names)) <= 4


def test_columns_that_are_unique_together_run_through_their_combinations(open_session: orm.Session) -> None:
    uniques = factory_of(zoo.Uniques)
    made = uniques.create_batch(4)
    assert len({(each.colour, each.flag) for each in made}) == 4
    with pytest.raises(UniqueExhaustedError) as caught:
        uniques()
    assert str(caught.value) == (
        "UniquesFactory.flag: the column is unique, and all 4 different values are used up. "
        "Declare the field, or start again with reset_sequences()."
    )


def test_checks_are_satisfied(open_session: orm.Session) -> None:
    made = factory_of(zoo.Checked).create_batch(50)
    assert {each.age for each in made} <= set(range(18, 30))
    assert {each.state for each in made} == {"new", "old"}
    assert all(decimal.Decimal("1.5") <= each.price <= decimal.Decimal("2.5") for each in made)
    assert {len(each.code) for each in made} == {5}
    assert {each.level for each in made} == {1, 2, 3}


def test_the_same_seed_gives_the_same_values() -> None:
    def values() -> list[Any]:
        factory.reset_sequences()
        with factory.random.seeded(7):
            return [values_of(factory_of(model).build()) for model in (zoo.Texts, zoo.Numbers, zoo.Uniques)]

    assert values() == values()


def test_a_circle_of_required_parents_is_an_error(open_session: orm.Session) -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Left(Base):
        __tablename__ = "left"
        id: Mapped[int] = mapped_column(primary_key=True)
        right_id: Mapped[int] = mapped_column(sa.ForeignKey("right.id"))
        right = orm.relationship("Right", foreign_keys=[right_id])

    class Right(Base):
        __tablename__ = "right"
        id: Mapped[int] = mapped_column(primary_key=True)
        left_id: Mapped[int] = mapped_column(sa.ForeignKey("left.id"))
        left = orm.relationship("Left", foreign_keys=[left_id])

    with pytest.raises(FactoryError) as caught:
        factory_of(Left)()
    assert "filling it never ends: Left → Right → Left → …." in str(caught.value)


def test_misspelt_names_are_found_when_the_factory_is_defined() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        factory_of(zoo.Parent, nmae="x")
    assert str(caught.value) == (
        "ParentFactory.nmae: Parent has no field 'nmae'. Did you mean \"name\"? "
        "If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def test_a_factory_may_be_defined_before_the_models_that_its_own_names() -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Early(Base):
        __tablename__ = "early"
        id: Mapped[int] = mapped_column(primary_key=True)
        late_id: Mapped[int] = mapped_column(sa.ForeignKey("late.id"))
        late = orm.relationship("Late", back_populates="earlies")

    class EarlyFactory(SQLAlchemyModelFactory[Early]):
        late__name = "x"

    class Late(Base):
        __tablename__ = "late"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(sa.String(20))
        earlies = orm.relationship("Early", back_populates="late")

    assert EarlyFactory.build().late.name == "x"
    with pytest.raises(UnknownFieldError):
        EarlyFactory.build(nmae="x")


def test_plain_factories_know_mapped_classes_too() -> None:
    class ChildFactory(factory.Factory[zoo.Child]):
        pass

    assert isinstance(ChildFactory.build().parent, zoo.Parent)
