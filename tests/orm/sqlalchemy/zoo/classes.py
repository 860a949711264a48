"""Classes that are mapped in every way: inheritance, mixins, dataclasses, the old styles."""

from __future__ import annotations

import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tests.orm.sqlalchemy.zoo.bases import Base, Colour, Key


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
