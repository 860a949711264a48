"""Fault 59: one attribute written through another; what is given is written last, what is filled first."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.hybrid import hybrid_property

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session

Base: Any = orm.declarative_base()
Text = sa.String(30)


def key() -> Any:
    return sa.Column(sa.Integer, primary_key=True)


class Hybrid(Base):
    __tablename__ = "hybrid"
    id = key()
    _name = sa.Column("name", Text, nullable=False)
    slug = sa.Column(Text, nullable=False)

    @hybrid_property
    def name(self) -> Any:
        return self._name

    @name.setter  # type: ignore[no-redef]  # as SQLAlchemy has it
    def name(self, value: str) -> None:
        self._name, self.slug = value, value.lower()


class Property(Base):
    __tablename__ = "property"
    id = key()
    digest = sa.Column(Text, nullable=False)
    password = property(fset=lambda self, value: setattr(self, "digest", f"#{value}"))


class Synonym(Base):
    __tablename__ = "synonym"
    id = key()
    _name = sa.Column("name", Text, nullable=False)
    plain = orm.synonym("_name")
    loud = orm.synonym(
        "_name",
        descriptor=property(lambda self: self._name, lambda self, value: setattr(self, "_name", value.upper())),
    )


class Validated(Base):
    __tablename__ = "validated"
    id = key()
    title = sa.Column(Text, nullable=False)
    slug = sa.Column(Text, nullable=False)

    @orm.validates("title")
    def note(self, key: str, value: str) -> str:
        self.slug = value.lower()
        return value


class Heard(Base):
    __tablename__ = "heard"
    id = key()
    title = sa.Column(Text, nullable=False)
    slug = sa.Column(Text, nullable=False)


@sa.event.listens_for(Heard.title, "set")
def hear(target: Any, value: Any, old: Any, initiator: Any) -> None:
    target.slug = value.lower()


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Composed(Base):
    __tablename__ = "composed"
    id = key()
    x = sa.Column(sa.Integer, nullable=False)
    y = sa.Column(sa.Integer, nullable=False)
    point = orm.composite(Point, x, y)


class Parent(Base):
    __tablename__ = "parent"
    id = key()
    name = sa.Column(Text, nullable=False)


class Proxied(Base):
    __tablename__ = "proxied"
    id = key()
    parent_id = sa.Column(sa.ForeignKey("parent.id"), nullable=False)
    parent = orm.relationship(Parent)
    parent_name = association_proxy("parent", "name", creator=lambda name: Parent(name=name))


class Constructed(Base):
    __tablename__ = "constructed"
    id = key()
    _name = sa.Column("name", Text, nullable=False)
    slug = sa.Column(Text, nullable=False)

    def __init__(self, name: str) -> None:
        self.name = name

    @hybrid_property
    def name(self) -> Any:
        return self._name

    @name.setter  # type: ignore[no-redef]  # as SQLAlchemy has it
    def name(self, value: str) -> None:
        self._name, self.slug = value, value.lower()


class ConstructedValidated(Base):
    __tablename__ = "constructed_validated"
    id = key()
    title = sa.Column(Text, nullable=False)
    slug = sa.Column(Text, nullable=False)

    def __init__(self, title: str) -> None:
        self.title = title

    @orm.validates("title")
    def note(self, key: str, value: str) -> str:
        self.slug = value.lower()
        return value


def of(model: Any) -> Any:
    class Made(SQLAlchemyModelFactory[model]):
        pass

    return Made


def seen(instance: Any) -> tuple[Any, ...]:
    return tuple(
        getattr(instance, name)
        for name in ("_name", "slug", "digest", "title", "x", "y")
        if name in sa.inspect(type(instance)).column_attrs
    )


CASES = [
    (Hybrid, {"name": "Bob"}, ("Bob", "bob")),
    (Hybrid, {"name": "Bob", "slug": "own"}, ("Bob", "own")),
    (Hybrid, {"slug": "own", "name": "Bob"}, ("Bob", "bob")),
    (Property, {"password": "x"}, ("#x",)),
    (Synonym, {"plain": "x"}, ("x",)),
    (Synonym, {"loud": "x"}, ("X",)),
    (Synonym, {"_name": "x"}, ("x",)),
    (Validated, {"title": "Ann"}, ("ann", "Ann")),
    (Validated, {"title": "Ann", "slug": "own"}, ("own", "Ann")),
    (Heard, {"title": "Ann"}, ("ann", "Ann")),
    (Heard, {"title": "Ann", "slug": "own"}, ("own", "Ann")),
    (Composed, {"point": Point(1, 2)}, (1, 2)),
    (Constructed, {"name": "Bob"}, ("Bob", "bob")),
    (ConstructedValidated, {"title": "Ann"}, ("ann", "Ann")),
]


@pytest.mark.parametrize("traced", [False, True], ids=["compiled", "interpreted"])
@pytest.mark.parametrize(("model", "given", "expected"), CASES)
def test_what_a_call_gives_is_written_last(model: Any, given: Any, expected: Any, traced: bool) -> None:
    made = of(model)
    with factory.debug() if traced else contextlib.nullcontext():
        assert [seen(each) for each in (made.build(**given), *made.build_batch(2, **given))] == [expected] * 3


@pytest.mark.parametrize("traced", [False, True], ids=["compiled", "interpreted"])
@pytest.mark.parametrize(("model", "given", "expected"), [case for case in CASES if len(case[1]) == 1])
def test_what_a_body_or_a_trait_declares_is_written_after_what_is_filled(
    model: Any, given: dict[str, Any], expected: Any, traced: bool
) -> None:
    base: Callable[..., Any] = of(model)
    lazy = {name: factory.LazyFunction(lambda value=value: value) for name, value in given.items()}
    params = type("Params", (), {"chosen": factory.Trait(**given)})
    bodies = [{**given}, {**lazy}, {"Params": params}]
    with factory.debug() if traced else contextlib.nullcontext():
        for body in bodies:
            made = type(base)("Declared", (base,), body)
            calls = {"chosen": True} if "Params" in body else {}
            assert seen(made.build(**calls)) == expected


def test_the_parent_that_is_filled_takes_what_is_given_through_a_proxy(engine: sa.Engine) -> None:
    Base.metadata.create_all(engine)

    class Declared(SQLAlchemyModelFactory[Proxied]):
        parent_name = "zoe"

    with orm.Session(engine) as session, use_session(session):
        assert of(Proxied)(parent_name="zoe").parent.name == "zoe"
        assert Declared().parent.name == "zoe"
        assert [each.parent.name for each in Declared.create_batch(2)] == ["zoe", "zoe"]
        assert session.scalar(sa.select(sa.func.count()).select_from(Parent)) == 4


@pytest.mark.parametrize("make", ["create_batch", "bulk_create"])
def test_the_rows_say_the_same(make: str, engine: sa.Engine) -> None:
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        getattr(of(Hybrid), make)(2, name="Bob")
        getattr(of(Validated), make)(2, title="Ann")
        session.flush()
        session.expire_all()
        assert session.execute(sa.select(Hybrid._name, Hybrid.slug)).all() == [("Bob", "bob")] * 2
        assert session.execute(sa.select(Validated.slug)).scalars().all() == ["ann"] * 2
