"""The check of published packages' models tells what failed from what its own rules keep from being filled."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pydantic")

from scripts import check_corpora_sqlalchemy as corpora

PACKAGE = """
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column


class Base(orm.DeclarativeBase):
    pass


class Plain(Base):
    __tablename__ = "plain"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Strict(Base):
    __tablename__ = "strict"
    id: Mapped[int] = mapped_column(primary_key=True)

    def __init__(self):
        raise ValueError("never")


class Unsaid(Base):
    __tablename__ = "unsaid"
    id: Mapped[int] = mapped_column(primary_key=True)

    def __init__(self, item):
        self.item = item
"""
BROKEN = """

class Doubtful(Base):
    __tablename__ = "doubtful"
    __table_args__ = (sa.CheckConstraint("name || 'x' = 'yx'"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""


@pytest.mark.parametrize(("name", "broken"), [("corpus_sound", ""), ("corpus_broken", BROKEN)])
def test_what_fails_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, broken: str
) -> None:
    (tmp_path / f"{name}.py").write_text(PACKAGE + broken)
    monkeypatch.syspath_prepend(tmp_path)
    assert corpora.check(name, 2) is not bool(broken)
    lines = [line.partition(" created")[0] for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == f"{name}: {4 if broken else 3} models, 1"
    assert [line.strip().split(": ")[:3] for line in lines[1:]] == [
        *([["FAILED", f"{name}.Doubtful", "IntegrityError"]] if broken else []),
        ["needs a declaration", f"{name}.Strict", "ValueError"],
        ["needs a declaration", f"{name}.Unsaid", "UnfillableError"],
    ]
