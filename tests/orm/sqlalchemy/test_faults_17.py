"""Fault 17: the key of a related object beside fields for a new one."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from typedfactory.errors import UnreachableOverrideError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

Base: Any = orm.declarative_base()


class Org(Base):  # type: ignore[misc]  # of no type
    __tablename__ = "org"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)


class User(Base):  # type: ignore[misc]  # as above
    __tablename__ = "user"
    id = sa.Column(sa.Integer, primary_key=True)
    org_id = sa.Column(sa.ForeignKey("org.id"))
    org = orm.relationship(Org)


class OrgFactory(SQLAlchemyModelFactory[Org]):
    name = "declared"


class UserFactory(SQLAlchemyModelFactory[User]):
    org = factory.SubFactory(OrgFactory)


class FilledFactory(SQLAlchemyModelFactory[User]):
    pass


@pytest.mark.parametrize("users", [UserFactory, FilledFactory])
@pytest.mark.parametrize("given", [{"org_id": 1, "org__name": "x"}, {"org__name": "x", "org_id": 1}])
def test_key_beside_fields_of_a_new_object_is_refused(users: Any, given: dict[str, Any]) -> None:
    with pytest.raises(UnreachableOverrideError) as caught:
        users.build(**given)
    assert str(caught.value) == (
        f"{users.__name__}.org: org__name=… makes a new object, and org_id is the key of another one. Give one of the two."
    )
    assert users.build(org_id=1).org_id == 1
    assert users.build(org__name="x").org.name == "x"
    assert users.build(**{**given, "org_id": None}).org.name == "x"
