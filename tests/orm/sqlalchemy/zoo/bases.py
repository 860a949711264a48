"""What the models of the zoo have in common."""

from __future__ import annotations

import enum
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import mapped_column


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Base(orm.DeclarativeBase):
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


Key = Annotated[int, mapped_column(primary_key=True)]
