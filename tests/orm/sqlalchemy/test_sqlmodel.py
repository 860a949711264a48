"""SQLModel's tables, which are pydantic models as well."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session

sqlmodel = pytest.importorskip("sqlmodel", reason="sqlmodel needs a newer pydantic than the lowest that is allowed")

from tests.orm.sqlalchemy.heroes import Hero, Team  # noqa: E402 - what it imports may be missing


def test_sqlmodel(any_engine: sa.Engine) -> None:
    class TeamFactory(SQLAlchemyModelFactory[Team]):
        class Meta:
            sqlalchemy_session_persistence = "flush"

    class HeroFactory(SQLAlchemyModelFactory[Hero]):
        class Meta:
            sqlalchemy_session_persistence = "flush"

    sqlmodel.SQLModel.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        heroes = HeroFactory.create_batch(3)
        assert [hero.team_id for hero in heroes] == [hero.team.id for hero in heroes]
        assert len({hero.team.name for hero in heroes}) == 3
        assert HeroFactory(team_id=heroes[0].team_id).team is heroes[0].team
        assert TeamFactory(name="x").heroes == []


@pytest.mark.parametrize("model", [Team, Hero])
def test_sqlmodel_without_a_database(model: Any) -> None:
    assert isinstance(factory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory).build(), model)
