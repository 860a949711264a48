"""Tables of SQLModel, which reads annotations when the class is made: no postponed ones here."""

from typing import Optional

import sqlmodel


class Team(sqlmodel.SQLModel, table=True):
    id: Optional[int] = sqlmodel.Field(default=None, primary_key=True)
    name: str = sqlmodel.Field(unique=True, max_length=5)
    heroes: list["Hero"] = sqlmodel.Relationship(back_populates="team")


class Hero(sqlmodel.SQLModel, table=True):
    id: Optional[int] = sqlmodel.Field(default=None, primary_key=True)
    age: int
    alias: Optional[str] = None
    team_id: int = sqlmodel.Field(foreign_key="team.id")
    team: Team = sqlmodel.Relationship(back_populates="heroes")
