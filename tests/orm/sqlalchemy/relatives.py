"""Models with an attribute, or a relationship, of every kind that may be given."""

from __future__ import annotations

import dataclasses
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship


class Base(orm.DeclarativeBase):
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


user_tag = sa.Table(
    "user_tag",
    Base.metadata,
    sa.Column("user_id", sa.ForeignKey("user.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True),
)
ways_tag = sa.Table(
    "ways_tag",
    Base.metadata,
    sa.Column("ways_id", sa.ForeignKey("ways.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True),
)


class Org(Base):
    __tablename__ = "org"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    users: Mapped[list[User]] = relationship(back_populates="org")
    card: Mapped[Card | None] = relationship(back_populates="org")


class Card(Base):
    """One to one."""

    __tablename__ = "card"
    id: Mapped[int] = mapped_column(primary_key=True)
    org_id: Mapped[int] = mapped_column(sa.ForeignKey("org.id"), unique=True)
    org: Mapped[Org] = relationship(back_populates="card")


class Tag(Base):
    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base):
    """To one, to its own kind, to many."""

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    org_id: Mapped[int] = mapped_column(sa.ForeignKey("org.id"))
    org: Mapped[Org] = relationship(back_populates="users")
    boss_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    boss: Mapped[User | None] = relationship(remote_side="User.id", back_populates="staff")
    staff: Mapped[list[User]] = relationship(back_populates="boss")
    tags: Mapped[set[Tag]] = relationship(secondary=user_tag)


class Part(Base):
    """A key of two columns."""

    __tablename__ = "part"
    one: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    two: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]


class Detail(Base):
    __tablename__ = "detail"
    __table_args__ = (sa.ForeignKeyConstraint(["part_one", "part_two"], ["part.one", "part.two"]),)
    id: Mapped[int] = mapped_column(primary_key=True)
    part_one: Mapped[int]
    part_two: Mapped[int]
    part: Mapped[Part] = relationship()


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Named(Base):
    """Attributes that are written through others, or have another name than their column."""

    __tablename__ = "named"
    id: Mapped[int] = mapped_column(primary_key=True)
    _name: Mapped[str] = mapped_column("name")
    name: Mapped[str] = orm.synonym("_name")
    renamed: Mapped[str] = mapped_column("column")
    x: Mapped[int]
    y: Mapped[int]
    point: Mapped[Point] = orm.composite("x", "y")
    quiet: Mapped[str]
    doubled: Mapped[int] = orm.column_property(sa.literal_column("2 * x"))

    @hybrid_property
    def loud(self) -> Any:
        return self.quiet.upper()

    @loud.inplace.setter
    def _set_loud(self, text: str) -> None:
        self.quiet = text.lower()


class Leaf(Base):
    __tablename__ = "leaf"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    ways_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ways.id"))
    keyed_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ways.id"))


class Ways(Base):
    """Relationships that are loaded, written and kept in other ways."""

    __tablename__ = "ways"
    id: Mapped[int] = mapped_column(primary_key=True)
    lazily: Mapped[list[Tag]] = relationship(secondary=ways_tag, lazy="selectin")
    seen: Mapped[list[Tag]] = relationship(secondary=ways_tag, viewonly=True)
    leaves: Mapped[list[Leaf]] = relationship(foreign_keys=[Leaf.ways_id])
    by_name: Mapped[dict[str, Leaf]] = relationship(
        foreign_keys=[Leaf.keyed_id], collection_class=orm.attribute_keyed_dict("name")
    )
    leaf_names: AssociationProxy[list[str]] = association_proxy("leaves", "name", creator=lambda name: Leaf(name=name))


class Data(orm.MappedAsDataclass, Base):
    """A dataclass, whose constructor says what may be given."""

    __tablename__ = "data"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    org_id: Mapped[int] = mapped_column(sa.ForeignKey("org.id"), default=None)
    org: Mapped[Org] = relationship(default=None)
    note: Mapped[str | None] = mapped_column(default=None)


class Top(Base):
    """A table that another one joins."""

    __tablename__ = "top"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "top"}  # noqa: RUF012 - SQLAlchemy's way


class Child(Top):
    __tablename__ = "child"
    id: Mapped[int] = mapped_column(sa.ForeignKey("top.id"), primary_key=True)
    more: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "child"}  # noqa: RUF012 - SQLAlchemy's way
