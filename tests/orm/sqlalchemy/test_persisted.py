"""Objects of SQLAlchemy's that look saved, and one row for all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from typedfactory.errors import UnsupportedStrategy
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Base(orm.DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    plan: orm.Mapped[str]
    note: orm.Mapped[str | None]
    users: orm.Mapped[list[User]] = orm.relationship(back_populates="account")


class User(Base):
    __tablename__ = "user"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    account_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("account.id"))
    account: orm.Mapped[Account] = orm.relationship(back_populates="users")


class Log(Base):
    __tablename__ = "log"
    id: orm.Mapped[uuid.UUID] = orm.mapped_column(primary_key=True)
    account_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("account.id"))


class AccountFactory(SQLAlchemyModelFactory[Account]):
    plan = "free"


class UserFactory(SQLAlchemyModelFactory[User]):
    account = factory.SubFactory(AccountFactory)


class FilledFactory(SQLAlchemyModelFactory[User]):
    pass


class LogFactory(SQLAlchemyModelFactory[Log]):
    pass


@pytest.fixture
def session() -> Iterator[orm.Session]:
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with orm.Session(engine) as opened, use_session(opened):
        yield opened
    engine.dispose()


@pytest.mark.parametrize("made_by", [UserFactory, FilledFactory])
def test_it_has_a_key_and_is_detached_and_so_is_what_is_nested(made_by: Any) -> None:
    user = made_by.build_persisted()
    for each in (user, user.account):
        state = sa.inspect(each)
        assert (state.detached, state.persistent, each.id) == (True, False, 1)
    assert (user.account_id, user.account.note, user.account.users) == (1, None, [user])


def test_foreign_keys_and_keys_of_other_types() -> None:
    log = LogFactory.build_persisted()
    assert isinstance(log.id, uuid.UUID)
    assert log.account_id == 1


def test_a_given_key_is_kept() -> None:
    assert AccountFactory.build_persisted(id=77).id == 77


@pytest.mark.parametrize("method", ["add", "delete"])
def test_it_goes_into_no_session(session: orm.Session, method: str) -> None:
    user = UserFactory.build_persisted()
    with pytest.raises(UnsupportedStrategy) as caught:
        getattr(session, method)(user)
    assert str(caught.value) == (
        "UserFactory: this object goes into no session, for it only looks saved: build_persisted() made it. "
        "Use create() for an object that is."
    )


def test_what_refers_to_it_cannot_be_saved_either(session: orm.Session) -> None:
    with pytest.raises(UnsupportedStrategy):
        UserFactory.create(account____strategy="persisted")


def test_others_can_be_saved(session: orm.Session) -> None:
    UserFactory.build_persisted()
    assert UserFactory.create() in session


def accounts(session: orm.Session) -> int:
    session.flush()
    return session.scalar(sa.select(sa.func.count()).select_from(Account)) or 0


@pytest.mark.parametrize("made_by", [UserFactory, FilledFactory, LogFactory])
def test_one_row_for_all(session: orm.Session, made_by: Any) -> None:
    with factory.shared(AccountFactory.create()) as account:
        made_by.create()
        made_by.create_batch(40)
        made_by.bulk_create(3)
        assert accounts(session) == 1
    found = session.scalars(sa.select(made_by._meta.model)).all()
    assert (len(found), {each.account_id for each in found}) == (44, {account.id})


def test_without_the_block_there_are_as_many_as_before(session: orm.Session) -> None:
    with factory.shared(AccountFactory.create()):
        UserFactory.create()
    UserFactory.create_batch(2)
    assert accounts(session) == 3
