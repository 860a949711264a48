"""Fault 1: a batch, and one call, is so many creations to whoever looks in between; factory_boy is the measure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import factory as factory_boy
import factory.alchemy
import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory.factory_boy
import typedfactory.factory_boy.alchemy
from tests.orm.sqlalchemy.conftest import listen

#: Makes factories of one of the two libraries, and says what was seen.
Case = Callable[[Any, "Place"], Any]
CASES: list[Case] = []


class Place:
    """A database in a file, and a session with it."""

    Owner: Any
    Item: Any

    def __init__(self, path: Path, *, autoflush: bool) -> None:
        self.path = path
        base, self.Owner, self.Item = models()
        self.engine = sa.create_engine(f"sqlite:///{path}")
        base.metadata.create_all(self.engine)
        self.session = orm.Session(self.engine, autoflush=autoflush)

    def close(self) -> None:
        self.session.close()
        self.engine.dispose()

    def count(self) -> int:
        """Count through the session's own connection, with an object of SQLAlchemy's."""
        found: int = self.session.connection().execute(sa.text("SELECT count(*) FROM item")).scalar_one()
        return found

    def count_by_driver(self) -> int:
        """Count past SQLAlchemy, through the driver's connection."""
        cursor = self.session.connection().connection.cursor()
        found: int = cursor.execute("SELECT count(*) FROM item").fetchone()[0]
        return found

    def count_elsewhere(self) -> int:
        """Count what is committed, from outside of the process's SQLAlchemy."""
        connection = sqlite3.connect(self.path)
        try:
            found: int = connection.execute("SELECT count(*) FROM item").fetchone()[0]
        finally:
            connection.close()
        return found

    def count_by_another_session(self) -> int:
        with orm.Session(bind=self.session.connection()) as other:
            found: int = other.scalar(sa.text("SELECT count(*) FROM item"))
        return found


def models() -> tuple[Any, Any, Any]:
    """Return models that nobody has listened to yet, after their base."""

    class Base(orm.DeclarativeBase):
        pass

    class Owner(Base):
        __tablename__ = "owner"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str | None]

    class Item(Base):
        __tablename__ = "item"
        id: Mapped[int] = mapped_column(primary_key=True)
        position: Mapped[int | None]
        note: Mapped[str | None]
        owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("owner.id"))
        owner: Mapped[Owner | None] = relationship()

    return Base, Owner, Item


def case(function: Case) -> Case:
    CASES.append(function)
    return function


def options(place: Place, model: Any, persistence: str | None = "flush") -> type:
    return type(
        "Meta",
        (),
        {"model": model, "sqlalchemy_session": place.session, "sqlalchemy_session_persistence": persistence},
    )


def item_factory(library: Any, place: Place, persistence: str | None = "flush", **body: Any) -> Any:
    return type(
        "ItemFactory",
        (library.alchemy.SQLAlchemyModelFactory,),
        {"Meta": options(place, place.Item, persistence), **body},
    )


@case
def a_lazy_function_asks_the_session(library: Any, place: Place) -> Any:
    ask = library.LazyFunction(lambda: place.session.scalar(sa.select(sa.func.count()).select_from(place.Item)))
    return [item.position for item in item_factory(library, place, position=ask).create_batch(3)]


@case
def a_lazy_function_asks_the_connection(library: Any, place: Place) -> Any:
    factory = item_factory(library, place, position=library.LazyFunction(place.count))
    return [item.position for item in factory.create_batch(3)]


@case
def a_lazy_function_asks_the_driver(library: Any, place: Place) -> Any:
    factory = item_factory(library, place, position=library.LazyAttribute(lambda o: place.count_by_driver()))
    return [item.position for item in factory.create_batch(3)]


@case
def a_sequence_asks_another_session_on_the_same_connection(library: Any, place: Place) -> Any:
    factory = item_factory(library, place, position=library.Sequence(lambda n: place.count_by_another_session()))
    return [item.position for item in factory.create_batch(3)]


@case
def what_is_committed_is_seen_elsewhere(library: Any, place: Place) -> Any:
    factory = item_factory(library, place, "commit", position=library.LazyFunction(place.count_elsewhere))
    return [item.position for item in factory.create_batch(3)]


@case
def a_declaration_in_the_call_looks(library: Any, place: Place) -> Any:
    return [
        item.position
        for item in item_factory(library, place).create_batch(3, position=library.LazyFunction(place.count))
    ]


@case
def a_trait_looks(library: Any, place: Place) -> Any:
    params = type("Params", (), {"counted": library.Trait(position=library.LazyFunction(place.count))})
    factory = item_factory(library, place, Params=params)
    return [item.position for item in factory.create_batch(3, counted=True)]


@case
def an_iterator_and_a_maybe_look(library: Any, place: Place) -> Any:
    def numbers() -> Iterator[int]:
        while True:
            yield place.count()

    deciding = library.Maybe("note", None, library.Iterator(numbers()))
    return [item.position for item in item_factory(library, place, note=None, position=deciding).create_batch(3)]


@case
def a_nested_factory_looks(library: Any, place: Place) -> Any:
    owners = type(
        "OwnerFactory",
        (library.alchemy.SQLAlchemyModelFactory,),
        {"Meta": options(place, place.Owner), "name": library.LazyFunction(lambda: str(place.count()))},
    )
    factory = item_factory(library, place, owner=library.SubFactory(owners))
    return [item.owner.name for item in factory.create_batch(3)]


@case
def a_dict_inside_looks(library: Any, place: Place) -> Any:
    inner = library.Dict({"seen": library.LazyFunction(place.count)})
    params = type("Params", (), {"info": inner})
    factory = item_factory(library, place, Params=params, position=library.LazyAttribute(lambda o: o.info["seen"]))
    return [item.position for item in factory.create_batch(3)]


@case
def a_hook_looks(library: Any, place: Place) -> Any:
    seen: list[Any] = []

    def look(instance: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        state = sa.inspect(instance)
        seen.append((place.count_by_driver(), state.persistent, len(place.session.new)))

    item_factory(library, place, look=library.PostGeneration(look)).create_batch(3)
    item_factory(library, place, None, look=library.PostGeneration(look))()
    return seen


@case
def a_hook_that_calls_a_method_looks(library: Any, place: Place) -> Any:
    seen: list[Any] = []
    place.Item.look = lambda item: seen.append(place.count_by_driver())
    item_factory(library, place, look=library.PostGenerationMethodCall("look")).create_batch(3)
    return seen


@case
def a_method_of_the_factory_looks(library: Any, place: Place) -> Any:
    def _adjust_kwargs(cls: Any, **kwargs: Any) -> Any:
        return {**kwargs, "position": place.count_by_driver()}

    factory = item_factory(library, place, _adjust_kwargs=classmethod(_adjust_kwargs))
    return [item.position for item in factory.create_batch(3)]


@case
def a_property_of_the_model_looks(library: Any, place: Place) -> Any:
    place.Owner.rank = property(lambda owner: place.count_by_driver())
    owner = place.Owner(name="ann")
    factory = item_factory(library, place, owner=owner, position=library.LazyAttribute(lambda o: o.owner.rank))
    return [item.position for item in factory.create_batch(3)]


@case
def a_default_of_the_model_looks(library: Any, place: Place) -> Any:
    column = place.Item.__table__.c.position
    column._set_type(column.type)
    column.default = sa.ColumnDefault(place.count_by_driver)
    column.default._set_parent(column)
    return [item.position for item in item_factory(library, place).create_batch(3)]


@case
def a_default_that_is_a_query_looks(library: Any, place: Place) -> Any:
    column = place.Item.__table__.c.position
    column.default = sa.ColumnDefault(sa.text("(SELECT count(*) FROM item)"))
    column.default._set_parent(column)
    return [item.position for item in item_factory(library, place).create_batch(3)]


@case
def a_listener_to_rows_looks(library: Any, place: Place) -> Any:
    seen: list[Any] = []

    @event.listens_for(place.Item, "before_insert")
    def look(mapper: Any, connection: Any, target: Any) -> None:
        seen.append(connection.execute(sa.text("SELECT count(*) FROM item")).scalar_one())

    item_factory(library, place).create_batch(3)
    return seen


@case
def a_listener_to_statements_looks(library: Any, place: Place) -> Any:
    seen: list[Any] = []

    def look(connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT"):
            seen.append(place.count_by_driver())

    event.listen(place.engine, "before_cursor_execute", look)
    item_factory(library, place, id=library.Sequence(lambda n: n)).create_batch(3)
    return seen


@case
def a_listener_to_statements_opens_a_session(library: Any, place: Place) -> Any:
    seen: list[Any] = []

    def look(connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT"):
            with orm.Session(bind=connection) as other:
                seen.append(len(other.scalars(sa.select(place.Item.id)).all()))

    event.listen(place.engine, "after_cursor_execute", look)
    item_factory(library, place, id=library.Sequence(lambda n: n)).create_batch(3)
    return seen


@case
def a_listener_that_is_called_once_looks(library: Any, place: Place) -> Any:
    seen: list[Any] = []
    event.listen(place.session, "after_flush", lambda *_args: seen.append(place.count_by_driver()), once=True)
    item_factory(library, place, id=library.Sequence(lambda n: n)).create_batch(3)
    return seen


@case
def a_listener_to_flushes_and_commits_is_told_of_each(library: Any, place: Place) -> Any:
    seen: list[str] = []
    for name in ("before_flush", "after_flush", "after_commit"):
        event.listen(place.session, name, lambda *_args, name=name: seen.append(name))
    item_factory(library, place, "commit").create_batch(2)
    item_factory(library, place, "flush").create_batch(2)
    return seen


@case
def a_listener_to_attributes_looks(library: Any, place: Place) -> Any:
    seen: list[Any] = []
    event.listen(place.Item.note, "set", lambda *_args: seen.append(place.count_by_driver()))
    item_factory(library, place, note="x").create_batch(3)
    return seen


@case
def a_constructor_looks(library: Any, place: Place) -> Any:
    made = place.Item.__init__

    def init(self: Any, **kwargs: Any) -> None:
        made(self, **kwargs)
        self.position = place.count_by_driver()

    place.Item.__init__ = init
    return [item.position for item in item_factory(library, place, note="x").create_batch(3)]


@case
def what_is_only_added_stays_so(library: Any, place: Place) -> Any:
    factory = item_factory(library, place, None, position=library.LazyFunction(lambda: len(place.session.new)))
    return [item.position for item in factory.create_batch(3)], len(place.session.new)


@case
def nested_objects_that_say_nothing_wait_for_the_one_around_them(library: Any, place: Place) -> Any:
    owners = type(
        "OwnerFactory", (library.alchemy.SQLAlchemyModelFactory,), {"Meta": options(place, place.Owner, None)}
    )
    seen = library.LazyAttribute(lambda o: int(sa.inspect(o.owner).pending))
    factory = item_factory(library, place, owner=library.SubFactory(owners), position=seen)
    return [item.position for item in factory.create_batch(2)], factory().position


@pytest.mark.parametrize("autoflush", [True, False])
@pytest.mark.parametrize("look", CASES, ids=lambda each: each.__name__)
def test_a_batch_shows_what_as_many_creations_show(look: Case, autoflush: bool, tmp_path: Path) -> None:
    seen = []
    for library in (factory_boy, typedfactory.factory_boy):
        place = Place(tmp_path / f"{library.__name__}.db", autoflush=autoflush)
        try:
            seen.append(look(library, place))
        finally:
            place.close()
    assert seen[0] == seen[1]


def counted(place: Place, **body: Any) -> list[str]:
    statements = listen(place.engine)
    item_factory(typedfactory.factory_boy, place, **body).create_batch(3)
    return [statement.split()[0] for statement in statements]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "items.db", autoflush=False)
    yield place
    place.close()


def test_where_nobody_can_look_a_batch_is_one_flush(place: Place) -> None:
    library = typedfactory.factory_boy
    body = {
        "id": library.Sequence(lambda n: n),
        "note": library.Sequence(lambda n: f"note {n}".upper()),
        "position": library.LazyAttribute(lambda o: len(o.note)),
    }
    assert counted(place, **body) == ["INSERT"]


def test_where_somebody_may_look_each_object_is_written_by_itself(place: Place) -> None:
    library = typedfactory.factory_boy
    body = {"id": library.Sequence(lambda n: n), "note": library.LazyFunction(lambda: str(place))}
    assert counted(place, **body) == ["INSERT", "INSERT", "INSERT"]


def test_what_nobody_foresaw_is_written_before_the_statement_that_asks(place: Place) -> None:
    class Hidden:
        """Looks like a plain value to everybody."""

        def __format__(self, spec: str) -> str:
            return str(place.count())

    place.Owner.__format__ = Hidden.__format__
    owner = place.Owner(name="ann")
    library = typedfactory.factory_boy
    factory = item_factory(library, place, owner=owner, note=library.LazyAttribute(lambda o: f"{o.owner}"))
    assert [item.note for item in factory.create_batch(3)] == ["0", "1", "2"]
