"""A key that is None says nothing while the relationship that it belongs to is declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session

Base: Any = orm.declarative_base()


class Org(Base):  # type: ignore[misc]  # of no type
    __tablename__ = "org"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)


class User(Base):  # type: ignore[misc]  # as above
    __tablename__ = "user"
    id = sa.Column(sa.Integer, primary_key=True)
    org_id = sa.Column(sa.ForeignKey("org.id"), nullable=False)
    org = orm.relationship(Org)


class OrgFactory(SQLAlchemyModelFactory[Org]):
    name = "declared"


class UserFactory(SQLAlchemyModelFactory[User]):
    org = factory.SubFactory(OrgFactory)


@pytest.fixture(autouse=True)
def session() -> Iterator[orm.Session]:
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        yield session
    engine.dispose()


@pytest.mark.parametrize("more", [{}, {"id": 7}, {"id": factory.Sequence(int)}])
def test_the_declared_relationship_is_made(more: dict[str, Any]) -> None:
    assert UserFactory(org_id=None, **more).org.name == "declared"
    assert UserFactory.build(org_id=None, **more).org.name == "declared"


def test_the_same_way_of_calling_still_takes_keys(session: orm.Session) -> None:
    org = Org(name="ours")
    session.add(org)
    session.flush()
    names = [UserFactory(org_id=key).org_id == org.id for key in (None, org.id, None, org.id)]
    assert names == [False, True, False, True]


def test_a_key_of_a_relationship_that_nobody_declares_is_taken_as_it_is() -> None:
    class LooseFactory(SQLAlchemyModelFactory[User]):
        pass

    assert LooseFactory.build(org_id=None).org_id is None
