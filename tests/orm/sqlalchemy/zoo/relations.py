"""Models that refer to each other in every way."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tests.orm.sqlalchemy.zoo.bases import Base, Key


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
