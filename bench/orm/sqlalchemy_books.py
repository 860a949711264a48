"""1,000 books with an author each through SQLAlchemy: typedfactory, factory_boy, polyfactory and hand-written code.

Run ``python -m bench.orm.sqlalchemy_books [sqlite|postgres] [rounds] [--strict]``; contestants take turns, the
ratios are medians over the rounds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import factory
import sqlalchemy as sa
from factory.alchemy import SQLAlchemyModelFactory as FactoryBoys
from polyfactory.factories.sqlalchemy_factory import SQLAlchemyFactory
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory
from bench.orm.contest import Target, measure, read_arguments, report
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

SIZE = 1_000
_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"

TARGETS: tuple[Target, ...] = (
    ("flush", "factory_boy flush", 4.0),
    ("commit", "factory_boy commit", 25.0),
    ("bulk_create, not kept", "by hand: insert().values", 1 / 1.5),
    ("bulk_create", "by hand: insert().values", 1 / 1.5),
)

session = orm.scoped_session(orm.sessionmaker())


class Base(orm.DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "typedfactory_bench_author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))


class Book(Base):
    __tablename__ = "typedfactory_bench_book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey(Author.id))
    author: Mapped[Author] = relationship()


class AuthorFactory(SQLAlchemyModelFactory[Author]):
    class Meta:
        sqlalchemy_session = session

    name = typedfactory.Sequence(lambda n: f"author {n}")


class BookFactory(SQLAlchemyModelFactory[Book]):
    class Meta:
        sqlalchemy_session = session
        sqlalchemy_session_persistence = "flush"

    title = typedfactory.Sequence(lambda n: f"book {n}")
    author = typedfactory.SubFactory(AuthorFactory)


class CommittedBookFactory(BookFactory):
    class Meta:
        sqlalchemy_session_persistence = "commit"


def factory_boys(persistence: str) -> Any:
    class TheirAuthorFactory(FactoryBoys):  # type: ignore[misc]  # factory_boy has no types to speak of
        class Meta:
            model = Author
            sqlalchemy_session = session
            sqlalchemy_session_persistence = persistence

        name = factory.Sequence(lambda n: f"author {n}")

    class TheirBookFactory(FactoryBoys):  # type: ignore[misc]  # as above
        class Meta:
            model = Book
            sqlalchemy_session = session
            sqlalchemy_session_persistence = persistence

        title = factory.Sequence(lambda n: f"book {n}")
        author = factory.SubFactory(TheirAuthorFactory)

    return TheirBookFactory


class PolyBookFactory(SQLAlchemyFactory[Book]):
    __model__ = Book
    __session__ = session
    __set_relationships__ = True
    __set_primary_key__ = False
    __set_foreign_keys__ = False


def by_hand() -> int:
    authors = session.scalars(
        sa.insert(Author).values([{"name": f"author {n}"} for n in range(SIZE)]).returning(Author.id)
    ).all()
    session.execute(sa.insert(Book).values([{"title": f"book {n}", "author_id": key} for n, key in enumerate(authors)]))
    return len(authors)


def by_hand_parameters() -> int:
    """Do the same with a list of parameters, whose statement SQLAlchemy need not compile anew."""
    authors = session.scalars(
        sa.insert(Author).returning(Author.id), [{"name": f"author {n}"} for n in range(SIZE)]
    ).all()
    session.execute(sa.insert(Book), [{"title": f"book {n}", "author_id": key} for n, key in enumerate(authors)])
    return len(authors)


def makers() -> dict[str, Callable[[], int]]:
    flushing, committing = factory_boys("flush"), factory_boys("commit")
    return {
        "by hand: insert().values": by_hand,
        "by hand: parameters": by_hand_parameters,
        "bulk_create, not kept": lambda: BookFactory.bulk_create(SIZE, keep=False),
        "bulk_create": lambda: len(BookFactory.bulk_create(SIZE)),
        "flush": lambda: len(BookFactory.create_batch(SIZE)),
        "commit": lambda: len(CommittedBookFactory.create_batch(SIZE)),
        "factory_boy flush": lambda: len(flushing.create_batch(SIZE)),
        "factory_boy commit": lambda: len(committing.create_batch(SIZE)),
        "polyfactory commit": lambda: len(PolyBookFactory.create_batch_sync(SIZE)),
    }


@contextmanager
def fresh_session() -> Iterator[None]:
    """Start with a session that is connected, and take back what was made in it."""
    session.remove()
    session.execute(sa.select(1))
    yield
    session.rollback()


def main() -> int:
    arguments = read_arguments(rounds=5)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'books.db'}"
        if arguments.database == "postgres":
            url = os.environ.get("TYPEDFACTORY_TEST_POSTGRES_URL", _POSTGRES)
        engine = sa.create_engine(url)
        session.configure(bind=engine)
        Base.metadata.drop_all(engine)
        Base.metadata.create_all(engine)
        try:
            times = measure(makers(), arguments.rounds, SIZE, fresh_session)
        finally:
            session.remove()
            Base.metadata.drop_all(engine)
            engine.dispose()
    title = f"{SIZE:,} books with an author each, SQLAlchemy {sa.__version__}, {arguments.database}"
    missed = report(f"{title}, median of {arguments.rounds}", times, TARGETS)
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
