"""What goes wrong in databases: a clear error, nothing half-written, the session usable again."""

from __future__ import annotations

import multiprocessing
import threading
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


@pytest.fixture
def postgres(schema_url: Any) -> Any:
    engine = sa.create_engine(schema_url("postgres"))
    lib.Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("make", ["create_batch", "bulk_create"])
def test_a_unique_violation_in_the_middle_of_a_batch(any_engine: sa.Engine, make: str) -> None:
    lib.Base.metadata.create_all(any_engine)

    class Authors(lib.FlushedAuthorFactory):
        name = factory.Sequence(lambda n: f"author{min(n, 7)}")

    with orm.Session(any_engine) as session, use_session(session):
        lib.FlushedAuthorFactory(name="kept")
        factory.reset_sequences()
        with pytest.raises(sa.exc.IntegrityError):
            getattr(Authors, make)(20)
        assert session.scalars(sa.select(lib.Author.name)).all() == ["kept"]
        lib.FlushedAuthorFactory(name="after")
        session.commit()
        assert lib.count(session, lib.Author) == 2


@pytest.mark.parametrize("make", ["create_batch", "bulk_create"])
def test_a_connection_that_is_killed_in_the_middle_of_a_batch(postgres: sa.Engine, make: str) -> None:
    with orm.Session(postgres) as session, use_session(session):
        victim = session.scalar(sa.text("SELECT pg_backend_pid()"))

        def kill(n: int) -> str:
            if n == 5:
                with postgres.connect() as other:
                    other.execute(sa.text(f"SELECT pg_terminate_backend({victim})"))
            return f"author{n}"

        class Authors(lib.FlushedAuthorFactory):
            name = factory.Sequence(kill)

        with pytest.raises(sa.exc.OperationalError, match=r"terminat|closed"):
            getattr(Authors, make)(10)
        session.rollback()
        assert lib.count(session, lib.Author) == 0
        assert len(lib.FlushedAuthorFactory.create_batch(3)) == 3


def test_a_deadlock_reaches_the_caller_and_costs_one_of_two(postgres: sa.Engine) -> None:
    with orm.Session(postgres) as session, use_session(session):
        one, two = lib.FlushedAuthorFactory.create_batch(2)
        session.commit()
        keys = (one.id, two.id)
    both = threading.Barrier(2)
    outcomes: list[Any] = []

    def work(first: int, second: int) -> None:
        with orm.Session(postgres) as session, use_session(session):

            class Authors(lib.FlushedAuthorFactory):
                @factory.lazy_attribute
                def note(self) -> str:
                    session.execute(sa.update(lib.Author).where(lib.Author.id == first).values(note="a"))
                    both.wait()
                    session.execute(sa.update(lib.Author).where(lib.Author.id == second).values(note="b"))
                    return "done"

            try:
                Authors(name=f"of {first}")
                session.commit()
                outcomes.append("made")
            except sa.exc.OperationalError as error:
                session.rollback()
                outcomes.append("deadlock" if "deadlock" in str(error) else str(error))

    threads = [threading.Thread(target=work, args=pair) for pair in (keys, keys[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["deadlock", "made"]
    with orm.Session(postgres) as session:
        assert lib.count(session, lib.Author) == 3


def test_a_read_only_database(tmp_path: Any) -> None:
    writable = sa.create_engine(f"sqlite:///{tmp_path}/db")
    lib.Base.metadata.create_all(writable)
    writable.dispose()
    engine = sa.create_engine(f"sqlite:///file:{tmp_path}/db?mode=ro&uri=true")
    with orm.Session(engine) as session, use_session(session):
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            lib.FlushedBookFactory.create_batch(2)
        assert lib.count(session, lib.Book) == 0
    engine.dispose()


class Filled(SQLAlchemyModelFactory[lib.Book]):
    """Nothing is declared: titles and unique names are filled."""

    class Meta:
        sqlalchemy_session_persistence = "commit"


def _make_in_threads(url: str, schema: str, threads: int, each: int, failed: Any) -> None:
    engine = sa.create_engine(url, connect_args={"options": schema}, pool_size=threads)

    def make() -> None:
        try:
            with orm.Session(engine) as session, use_session(session):
                for _ in range(each):
                    Filled()
                Filled.create_batch(each)
                Filled.bulk_create(each, keep=False)
        except BaseException as error:  # noqa: BLE001 - reported below
            failed.put(repr(error))

    workers = [threading.Thread(target=make) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    engine.dispose()


def test_eight_processes_with_eight_threads_lose_and_repeat_nothing(postgres: sa.Engine) -> None:
    url = postgres.url.set(query={}).render_as_string(hide_password=False)
    schema = str(postgres.url.query["options"])
    context = multiprocessing.get_context("spawn")
    failed = context.Queue()
    processes = [context.Process(target=_make_in_threads, args=(url, schema, 8, 5, failed)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [failed.get() for _ in range(failed.qsize())] == []
    with orm.Session(postgres) as session:
        assert lib.count(session, lib.Book) == lib.count(session, lib.Author) == 8 * 8 * 15
