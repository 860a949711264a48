"""Writing on demand: what waits in a batch is written before a statement that nobody foresaw, as far as it has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm

import typedfactory
import typedfactory.factory_boy
from tests.orm.sqlalchemy.test_faults_1 import Place, item_factory, models
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "items.db", autoflush=False)
    yield place
    place.close()


def seen_by_a_batch(place: Place, look: Callable[[], object], persistence: str | None) -> list[str]:
    """Return what three objects see who look in a way that nobody foresees: when a plain value is formatted."""
    place.Owner.__format__ = lambda _owner, _spec: str(look())
    owner = place.Owner(name="ann")
    library = typedfactory.factory_boy
    note = library.LazyAttribute(lambda o: f"{o.owner}")
    return [item.note for item in item_factory(library, place, persistence, owner=owner, note=note).create_batch(3)]


def count_by_another_connection(place: Place) -> int:
    with place.engine.connect() as connection:
        found: int = connection.execute(sa.text("SELECT count(*) FROM item")).scalar_one()
    return found


def commits_of(place: Place) -> list[str]:
    found: list[str] = []
    event.listen(place.engine, "commit", lambda _connection: found.append("commit"))
    return found


def test_what_is_to_be_committed_is_only_flushed_where_the_sessions_own_connection_asks(place: Place) -> None:
    commits = commits_of(place)
    assert seen_by_a_batch(place, place.count, "commit") == ["0", "1", "2"]
    assert len(commits) == 1


def test_what_is_to_be_committed_is_committed_where_another_connection_asks(place: Place) -> None:
    commits = commits_of(place)
    assert seen_by_a_batch(place, lambda: count_by_another_connection(place), "commit") == ["0", "1", "2"]
    assert len(commits) == 3


def test_another_connection_sees_nothing_of_what_is_only_flushed(place: Place) -> None:
    place.session.execute(sa.text("SELECT 1"))
    assert seen_by_a_batch(place, lambda: count_by_another_connection(place), "flush") == ["0", "0", "0"]


@pytest.fixture
def several(tmp_path: Path) -> Iterator[tuple[orm.Session, Any, Any]]:
    """A session whose models are in databases of their own, and there is none besides."""
    base, owner, item = models()
    engines = [sa.create_engine(f"sqlite:///{tmp_path / name}") for name in ("owners.db", "items.db")]
    for engine in engines:
        base.metadata.create_all(engine)
    with orm.Session(binds={owner: engines[0], item: engines[1]}) as session:
        yield session, owner, item
    for engine in engines:
        engine.dispose()


def counted(session: orm.Session, model: Any) -> int:
    found: int = session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
    return found


def several_factories(
    session: orm.Session, owner: Any, item: Any, persistence: str | None = "flush"
) -> tuple[Any, Any]:
    class Owners(SQLAlchemyModelFactory[owner]):  # type: ignore[valid-type]  # made by a function
        name = typedfactory.Sequence(lambda n: f"owner {n}")

        class Meta:
            sqlalchemy_session = session
            sqlalchemy_session_persistence = persistence
            sqlalchemy_get_or_create = ("name",)

    class Items(SQLAlchemyModelFactory[item]):  # type: ignore[valid-type]  # as above
        owner_id: Any = None

        class Meta:
            sqlalchemy_session = session
            sqlalchemy_session_persistence = persistence

    return Owners, Items


def test_of_a_session_with_several_databases_a_flush_will_do(several: Any) -> None:
    session, owner, item = several
    commits: list[sa.Engine] = []
    event.listen(session.get_bind(item), "commit", lambda connection: commits.append(connection.engine))
    owner.__format__ = lambda _owner, _spec: str(counted(session, item))
    _, items = several_factories(session, owner, item, "commit")
    ann = owner(name="ann")
    note = typedfactory.LazyFunction(lambda: f"{ann}")
    assert [each.note for each in items.create_batch(3, note=note)] == ["0", "1", "2"]
    assert commits == [session.get_bind(item)]


def test_a_session_with_several_databases_takes_back_all_that_calls_wrote(several: Any) -> None:
    session, owner, item = several
    owners, items = several_factories(session, owner, item)
    session.execute(sa.select(owner))
    assert [each.name for each in owners.create_batch(2)] == ["owner 0", "owner 1"]
    assert owners(name="owner 1").id == 2
    items.create_batch(3, note="x")
    items.bulk_create(4, note="y")
    assert [each.id for each in items.bulk_create(2)] == [8, 9]
    assert (counted(session, owner), counted(session, item)) == (2, 9)
    session.rollback()
    assert (counted(session, owner), counted(session, item)) == (0, 0)


def test_a_batch_that_fails_in_one_of_several_databases_leaves_nothing(several: Any) -> None:
    session, owner, item = several
    owners, items = several_factories(session, owner, item)
    session.execute(sa.select(owner))
    items(id=1)
    with pytest.raises(sa.exc.IntegrityError):
        items.create_batch(2, id=typedfactory.Iterator([2, 1]))
    assert (owners().id, counted(session, item)) == (1, 1)


def test_outside_of_a_call_an_unset_key_is_none(place: Place) -> None:
    item_factory(typedfactory.factory_boy, place)()
    plain = place.Item(note="by hand")
    place.session.add(plain)
    assert plain.id is None
    assert plain in place.session.new
