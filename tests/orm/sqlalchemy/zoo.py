"""Models of every kind that SQLAlchemy maps, and with every type of column that all databases have."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Base(orm.DeclarativeBase):
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


Key = Annotated[int, mapped_column(primary_key=True)]


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


class TwoKeys(Base):
    __tablename__ = "two_keys"
    one: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    two: Mapped[str] = mapped_column(primary_key=True)


class OfTwoKeys(Base):
    __tablename__ = "of_two_keys"
    __table_args__ = (sa.ForeignKeyConstraint(["one", "two"], ["two_keys.one", "two_keys.two"]),)
    id: Mapped[Key]
    one: Mapped[int]
    two: Mapped[str]
    parent: Mapped[TwoKeys] = relationship()


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


class Parent(Base):
    __tablename__ = "parent"
    id: Mapped[Key]
    name: Mapped[str]
    children: Mapped[list[Child]] = relationship(back_populates="parent")
    child_names: AssociationProxy[list[str]] = association_proxy("children", "name")


class Child(Base):
    __tablename__ = "child"
    id: Mapped[Key]
    name: Mapped[str]
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"))
    parent: Mapped[Parent] = relationship(back_populates="children")


class WithoutRelationship(Base):
    __tablename__ = "without_relationship"
    id: Mapped[Key]
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"))


class ToTextKey(Base):
    __tablename__ = "to_text_key"
    id: Mapped[Key]
    code: Mapped[str] = mapped_column(sa.ForeignKey("text_key.code"))


class OneToOne(Base):
    __tablename__ = "one_to_one"
    id: Mapped[Key]
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"), unique=True)
    parent: Mapped[Parent] = relationship()


class SharedKey(Base):
    __tablename__ = "shared_key"
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"), primary_key=True)
    parent: Mapped[Parent] = relationship()


class TwoParents(Base):
    __tablename__ = "two_parents"
    id: Mapped[Key]
    mother_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"))
    father_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"))
    mother: Mapped[Parent] = relationship(foreign_keys=[mother_id])
    father: Mapped[Parent] = relationship(foreign_keys=[father_id])


class MaybeChild(Base):
    __tablename__ = "optional_parent"
    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("parent.id"))
    parent: Mapped[Parent | None] = relationship()


class Node(Base):
    __tablename__ = "node"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("node.id"))
    parent: Mapped[Node | None] = relationship(remote_side="Node.id", back_populates="children")
    children: Mapped[list[Node]] = relationship(back_populates="parent")


class Egg(Base):
    __tablename__ = "egg"
    id: Mapped[Key]
    hen_id: Mapped[int] = mapped_column(sa.ForeignKey("hen.id"))
    hen: Mapped[Hen] = relationship(foreign_keys=[hen_id])


class Hen(Base):
    __tablename__ = "hen"
    id: Mapped[Key]
    egg_id: Mapped[int | None] = mapped_column(sa.ForeignKey("egg.id", use_alter=True, name="hen_egg"))
    egg: Mapped[Egg | None] = relationship(foreign_keys=[egg_id], post_update=True)


class Backward(Base):
    __tablename__ = "backward"
    id: Mapped[Key]
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"))
    parent: Mapped[Parent] = relationship(backref="backwards")


link = sa.Table(
    "link",
    Base.metadata,
    sa.Column("left_id", sa.ForeignKey("left_side.id"), primary_key=True),
    sa.Column("right_id", sa.ForeignKey("right_side.id"), primary_key=True),
)


class LeftSide(Base):
    __tablename__ = "left_side"
    id: Mapped[Key]
    rights: Mapped[set[RightSide]] = relationship(secondary=link, back_populates="lefts")


class RightSide(Base):
    __tablename__ = "right_side"
    id: Mapped[Key]
    lefts: Mapped[set[LeftSide]] = relationship(secondary=link, back_populates="rights")


class Membership(Base):
    __tablename__ = "membership"
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"), primary_key=True)
    node_id: Mapped[int] = mapped_column(sa.ForeignKey("node.id"), primary_key=True)
    role: Mapped[str]
    parent: Mapped[Parent] = relationship()
    node: Mapped[Node] = relationship()


class Animal(Base):
    __tablename__ = "animal"
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "animal"}  # noqa: RUF012 - SQLAlchemy's way


class Dog(Animal):
    __tablename__ = "dog"
    id: Mapped[int] = mapped_column(sa.ForeignKey("animal.id"), primary_key=True)
    tricks: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "dog"}  # noqa: RUF012 - SQLAlchemy's way


class Cat(Animal):
    __tablename__ = "cat"
    cat_id: Mapped[int] = mapped_column(sa.ForeignKey("animal.id"), primary_key=True)
    naps: Mapped[int]
    __mapper_args__ = {"polymorphic_identity": "cat"}  # noqa: RUF012 - SQLAlchemy's way


class Vehicle(Base):
    __tablename__ = "vehicle"
    id: Mapped[Key]
    kind: Mapped[Colour]
    wheels: Mapped[int | None]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012 - SQLAlchemy's way


class Car(Vehicle):
    doors: Mapped[int | None]
    __mapper_args__ = {"polymorphic_identity": Colour.RED}  # noqa: RUF012 - SQLAlchemy's way


class Bike(Vehicle):
    gears: Mapped[int | None]
    __mapper_args__ = {"polymorphic_identity": Colour.GREEN}  # noqa: RUF012 - SQLAlchemy's way


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


class Validated(Base):
    __tablename__ = "validated"
    id: Mapped[Key]
    email: Mapped[str]

    @orm.validates("email")
    def check(self, key: str, value: str) -> str:
        return value.lower()


class OwnConstructor(Base):
    __tablename__ = "own_constructor"
    id: Mapped[Key]
    name: Mapped[str]
    size: Mapped[int]

    def __init__(self, name: str, *, size: int = 3) -> None:
        self.name = name
        self.size = size


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


class Stamped:
    created: Mapped[datetime.datetime] = mapped_column(default=lambda: datetime.datetime(2000, 1, 1))  # noqa: DTZ001
    owner: Mapped[str]


class Mixed(Stamped, Base):
    __tablename__ = "mixed"
    id: Mapped[Key]


class DataBase(orm.MappedAsDataclass, orm.DeclarativeBase):
    metadata = Base.metadata
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


class DataParent(DataBase):
    __tablename__ = "data_parent"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    note: Mapped[str | None]
    level: Mapped[int] = mapped_column(default=4)
    children: Mapped[list[DataChild]] = relationship(default_factory=list, back_populates="parent")


class DataChild(DataBase):
    __tablename__ = "data_child"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("data_parent.id"), init=False)
    parent: Mapped[DataParent] = relationship(back_populates="children")


class DataChildOfBoth(DataBase):
    __tablename__ = "data_child_of_both"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("data_parent.id"))
    parent: Mapped[DataParent] = relationship()


class DataChildDefault(DataBase, kw_only=True):
    __tablename__ = "data_child_default"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("data_parent.id"), default=None)
    parent: Mapped[DataParent] = relationship(default=None)


OldBase: Any = orm.declarative_base(metadata=Base.metadata)


class OldStyle(OldBase):  # type: ignore[misc]  # a class made at run time
    __tablename__ = "old_style"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10), nullable=False)
    price = sa.Column(sa.Numeric(6, 2), nullable=False)
    parent_id = sa.Column(sa.Integer, sa.ForeignKey("old_parent.id"), nullable=False)
    parent = relationship("OldParent", backref="children")


class OldParent(OldBase):  # type: ignore[misc]  # as above
    __tablename__ = "old_parent"
    id = sa.Column(sa.Integer, primary_key=True)


class Imperative:
    pass


orm.registry().map_imperatively(
    Imperative,
    sa.Table(
        "imperative",
        Base.metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(10), nullable=False),
    ),
)


def models() -> list[Any]:
    """Return all models that objects can be made of."""
    registries = (Base.registry, DataBase.registry, OldBase.registry)
    found = [mapper.class_ for registry in registries for mapper in registry.mappers]
    found = [model for model in found if model is not Vehicle]
    return sorted([*found, Imperative], key=lambda model: str(model.__name__))
