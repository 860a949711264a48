"""Models as people write them: constructors of their own, keys of several columns, models kept in columns."""

from __future__ import annotations

import dataclasses
import decimal
import json
import uuid
from typing import Any, Optional

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.mutable import MutableDict, MutableList, MutableSet
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory as factory
from tests.orm.sqlalchemy.conftest import Statements
from typedfactory.errors import UnfillableError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Base(orm.DeclarativeBase):
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


class Shop(Base):
    __tablename__ = "shop"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("shop.id"))
    parent: Mapped[Shop | None] = relationship(remote_side="Shop.id", foreign_keys=[parent_id])
    next_id: Mapped[int | None] = mapped_column(sa.ForeignKey("shop.id"))


class TakesTheKey(Base):
    """The constructor takes the foreign key, and not the relationship over it."""

    __tablename__ = "takes_the_key"
    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(sa.ForeignKey("shop.id"))
    shop: Mapped[Shop] = relationship()

    def __init__(self, shop_id: int | None = None) -> None:
        self.shop_id = shop_id  # type: ignore[assignment]  # as people write it


class LeavesOut(Base):
    """The constructor takes nothing of what the row needs, or makes it of something else."""

    __tablename__ = "leaves_out"
    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(sa.ForeignKey("shop.id"))
    shop: Mapped[Shop] = relationship()
    word: Mapped[str]
    secret: Mapped[str]
    level: Mapped[int]
    _hidden: Mapped[int] = mapped_column("hidden")

    def __init__(self, word: str) -> None:
        self.word = word
        self.set_secret(word)
        self.hidden = 5

    def set_secret(self, word: str) -> None:
        self.secret, self.level = word[::-1], 3

    @property
    def hidden(self) -> int:
        return self._hidden

    @hidden.setter
    def hidden(self, value: int) -> None:
        self._hidden = value


class TwoColumns(Base):
    __tablename__ = "two_columns"
    one: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    two: Mapped[str] = mapped_column(primary_key=True)


class OfTwoColumns(Base):
    """A foreign key of two columns, with no relationship over it."""

    __tablename__ = "of_two_columns"
    __table_args__ = (sa.ForeignKeyConstraint(["one", "two"], ["two_columns.one", "two_columns.two"]),)
    id: Mapped[int] = mapped_column(primary_key=True)
    one: Mapped[int]
    two: Mapped[str]


@dataclasses.dataclass
class Address:
    street: str
    number: int


class AsJson(sa.TypeDecorator[Any]):
    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else dataclasses.asdict(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else Address(**value)


class ByDialect(sa.TypeDecorator[uuid.UUID]):
    """A type that only the dialect decides on."""

    impl = sa.types.TypeEngine
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(sa.Uuid())


class Cents(sa.TypeDecorator[decimal.Decimal]):
    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return int(value * 100)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return decimal.Decimal(value) / 100


class Kept(Base):
    __tablename__ = "kept"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Address] = mapped_column(AsJson)
    token: Mapped[uuid.UUID] = mapped_column(ByDialect)
    unsaid = sa.Column(ByDialect, nullable=False)
    cents: Mapped[decimal.Decimal] = mapped_column(Cents)


class Changing(Base):
    __tablename__ = "changing"
    id: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[dict[str, Any]] = mapped_column(MutableDict.as_mutable(sa.JSON))
    words: Mapped[list[str]] = mapped_column(MutableList.as_mutable(sa.JSON))
    bare: Mapped[list] = mapped_column(MutableList.as_mutable(sa.JSON))  # type: ignore[type-arg]  # as people write it
    rows: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    maybe: Mapped[Optional[list[int]]] = mapped_column(sa.JSON, nullable=False)
    loose = sa.Column(MutableList.as_mutable(sa.JSON), nullable=False)
    pickled = sa.Column(MutableSet.as_mutable(sa.PickleType), nullable=False)


class Measured(Base):
    __tablename__ = "measured"
    __table_args__ = (
        sa.CheckConstraint("(share > 0.25) AND (share < 0.5)"),
        sa.CheckConstraint("measured.weight >= 10"),
        sa.CheckConstraint("0 <= loose AND 1 >= loose"),
        sa.CheckConstraint("size <> 0 AND size IS NOT NULL AND size <= 3"),
        sa.CheckConstraint("label <> ''"),
        sa.CheckConstraint("label LIKE 'x%' OR length(label) > 0"),
        sa.CheckConstraint("length(name) < 4 AND 2 <= length(name)"),
        sa.CheckConstraint("kind = 'it''s'"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    share: Mapped[float]
    weight: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(30, 10))
    loose: Mapped[float] = mapped_column(sa.Numeric(8, 3, asdecimal=False))
    size: Mapped[int]
    label: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]


class Worker(Base):
    __tablename__ = "worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    boss_id: Mapped[int | None] = mapped_column(sa.ForeignKey("worker.id"))
    boss: Mapped[Worker | None] = relationship(remote_side="Worker.id")
    twice: Mapped[int | None] = mapped_column(sa.Computed("length(kind)", persisted=True))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "worker"}  # noqa: RUF012 - SQLAlchemy's way


class Manager(Worker):
    __tablename__ = "manager"
    id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"), primary_key=True)
    level: Mapped[int | None]
    __mapper_args__ = {"polymorphic_identity": "manager"}  # noqa: RUF012 - SQLAlchemy's way


@pytest.fixture
def opened(any_engine: sa.Engine) -> Any:
    Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        yield session


def made_of(model: Any, **declared: Any) -> Any:
    return factory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory, **declared)


def written_and_read(session: orm.Session, instance: Any) -> None:
    keys = [each.key for each in sa.inspect(type(instance)).column_attrs]
    session.flush()
    written = {key: getattr(instance, key) for key in keys}
    session.expire(instance)
    assert {key: getattr(instance, key) for key in keys} == written


@pytest.mark.parametrize("make", ["create_batch", "bulk_create"])
@pytest.mark.parametrize("autofill", [True, "all"])
@pytest.mark.parametrize(
    "model",
    [Shop, TakesTheKey, LeavesOut, OfTwoColumns, Kept, Changing, Measured, Worker, Manager],
    ids=lambda m: m.__name__,
)
def test_they_are_written_and_read_back(opened: orm.Session, model: Any, autofill: Any, make: str) -> None:
    class Factory(SQLAlchemyModelFactory[Any]):
        class Meta:
            abstract = True

    Factory._meta.autofill = autofill
    made = getattr(factory.make_factory(model, FACTORY_CLASS=Factory), make)(3)
    for each in made:
        written_and_read(opened, each)


def test_what_a_constructor_leaves_out_is_set_afterwards(opened: orm.Session) -> None:
    made = made_of(LeavesOut)(word="abc")
    opened.flush()
    assert (made.secret, made.level, made.hidden) == ("cba", 3, 5)
    assert made.shop_id == made.shop.id
    shop = made.shop
    assert made_of(LeavesOut)(shop=shop, level=7).level == 7
    assert made_of(LeavesOut).build(shop_id=4).shop_id == 4
    assert made_of(TakesTheKey)(shop=shop).shop is shop


def test_what_a_constructor_takes_and_nobody_describes_is_refused() -> None:
    class Unsaid(Base):
        __tablename__ = "unsaid"
        id: Mapped[int] = mapped_column(primary_key=True)

        def __init__(self, item):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 - that is the point
            """Take something."""

    with pytest.raises(UnfillableError) as caught:
        made_of(Unsaid).build()
    assert str(caught.value) == (
        "Unsaid.item: it has no annotation to be filled by. Declare the field in the factory, or annotate it in Unsaid."
    )
    Base.metadata.remove(Unsaid.__table__)  # type: ignore[arg-type]  # it is a table


def test_the_parts_of_a_foreign_key_are_of_one_parent(opened: orm.Session) -> None:
    made = made_of(OfTwoColumns).create_batch(2)
    parents = [opened.get(TwoColumns, (each.one, each.two)) for each in made]
    assert None not in parents
    assert len(set(parents)) == opened.scalar(sa.select(sa.func.count()).select_from(TwoColumns)) == 2
    statements = Statements()
    sa.event.listen(opened.get_bind(), "before_cursor_execute", lambda *each: statements.append(each[2]))
    assert all(opened.get(TwoColumns, (each.one, each.two)) for each in made_of(OfTwoColumns).bulk_create(5))
    assert statements.kinds().count("INSERT") == 2


def test_models_kept_in_columns_are_no_rows(opened: orm.Session) -> None:
    made = made_of(Kept, address__street="High Street")()
    assert made.address.street == "High Street"
    assert made not in made_of(Kept).bulk_create(1)
    assert isinstance(made.unsaid, uuid.UUID)


def test_json_is_what_the_annotation_or_the_mutable_type_says(opened: orm.Session) -> None:
    made = made_of(Changing)()
    assert [type(each) for each in (made.table, made.words, made.bare, made.loose, made.pickled)] == [
        MutableDict,
        MutableList,
        MutableList,
        MutableList,
        MutableSet,
    ]
    assert {type(row) for row in made.rows} == {dict}
    assert {type(number) for number in made.maybe} == {int}
    assert json.dumps([made.table, made.words, made.rows])


def test_checks_of_numbers_texts_and_names(opened: orm.Session) -> None:
    made = made_of(Measured).create_batch(20)
    opened.flush()
    assert all(0.25 < each.share < 0.5 and each.weight >= 10 and 0 <= each.loose <= 1 for each in made)
    assert {each.size for each in made} <= {1, 2, 3}
    assert {each.kind for each in made} == {"it's"}
    assert {len(each.name) for each in made} <= {2, 3}


def test_autofill_all_leaves_what_is_no_choice(opened: orm.Session) -> None:
    class Managers(SQLAlchemyModelFactory[Manager]):
        class Meta:
            autofill = "all"

    made = Managers()
    opened.flush()
    assert (made.kind, made.twice, made.id) == ("manager", 7, made.id)
    assert made.level is not None
    assert made.boss is not None
    assert made.boss_id == made.boss.id
