"""Fault 3: the methods that a factory has of its own are called, with what factory_boy calls them with."""

from __future__ import annotations

from typing import Any
from unittest import mock

import factory as factory_boy
import factory.alchemy
import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory.factory_boy
import typedfactory.factory_boy.alchemy
from tests.orm.sqlalchemy import library as lib

LIBRARIES = [factory_boy, typedfactory.factory_boy]


@pytest.fixture
def place(engine: sa.Engine) -> Any:
    lib.Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        yield session


def authors(library: Any, session: Any, **body: Any) -> Any:
    options = {
        "model": lib.Author,
        "sqlalchemy_session": session,
        "sqlalchemy_get_or_create": ("name",),
        "sqlalchemy_session_persistence": "flush",
    }
    namespace = {"Meta": type("Meta", (), options), "name": "ann", "note": library.Sequence(str), **body}
    return type("Authors", (library.alchemy.SQLAlchemyModelFactory,), namespace)


@pytest.mark.parametrize("library", LIBRARIES)
def test_get_or_create_of_a_factory_is_called_with_all_fields(library: Any, place: orm.Session) -> None:
    calls: list[Any] = []

    def _get_or_create(cls: Any, model_class: Any, session: Any, args: Any, kwargs: Any) -> Any:
        calls.append((model_class, session is place, args, dict(kwargs)))
        return super(made, cls)._get_or_create(model_class, session, args, kwargs)

    made = authors(library, place, _get_or_create=classmethod(_get_or_create))
    first, second = made(), made()
    assert first is second
    assert calls == [
        (lib.Author, True, (), {"name": "ann", "note": "0"}),
        (lib.Author, True, (), {"name": "ann", "note": "1"}),
    ]
    calls.clear()
    books = type(
        "Books",
        (library.alchemy.SQLAlchemyModelFactory,),
        {
            "Meta": type("Meta", (), {"model": lib.Book, "sqlalchemy_session": place}),
            "author": library.SubFactory(made),
            "title": "x",
        },
    )
    assert books().author is first
    assert [book.author for book in books.create_batch(2)] == [first, first]
    assert len(calls) == 3


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("persistence", [None, "flush", "commit"])
def test_save_of_a_factory_is_called_for_what_is_new(library: Any, persistence: Any, place: orm.Session) -> None:
    calls: list[Any] = []

    def _save(cls: Any, model_class: Any, session: Any, args: Any, kwargs: Any) -> Any:
        calls.append((model_class, session is place, args, dict(kwargs)))
        return super(made, cls)._save(model_class, session, args, kwargs)

    made = authors(library, place, _save=classmethod(_save))
    made._meta.sqlalchemy_session_persistence = persistence
    assert made() is made()
    assert made(name="bob") is not made()
    assert [each[3]["name"] for each in calls] == ["ann", "bob"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_create_of_a_factory_is_called_before_anything_is_looked_up(library: Any, place: orm.Session) -> None:
    calls: list[Any] = []

    def _create(cls: Any, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        calls.append(kwargs)
        return super(made, cls)._create(model_class, *args, **{**kwargs, "name": kwargs["name"].title()})

    made = authors(library, place, _create=classmethod(_create))
    assert made() is made(name="Ann")
    assert calls == [{"name": "ann", "note": "0"}, {"name": "Ann", "note": "1"}]


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_key_is_what_adjust_kwargs_makes_of_it(library: Any, place: orm.Session) -> None:
    def _adjust_kwargs(cls: Any, **kwargs: Any) -> Any:
        return {**kwargs, "name": kwargs["name"].title()}

    made = authors(library, place, _adjust_kwargs=classmethod(_adjust_kwargs))
    assert made() is made(name="Ann")
    assert made().name == "Ann"


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_method_that_is_patched_in_is_called(library: Any, place: orm.Session) -> None:
    made = authors(library, place)
    before = made()
    with mock.patch.object(made, "_get_or_create", return_value="patched") as patched:
        assert made() == "patched"
    patched.assert_called_once_with(lib.Author, place, (), {"name": "ann", "note": "1"})
    assert made() is before


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_row_that_the_given_part_of_the_key_means_is_found(library: Any, place: orm.Session) -> None:
    def _create(cls: Any, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return super(made, cls)._create(model_class, *args, **kwargs)

    made = authors(library, place, _create=classmethod(_create))
    made._meta.sqlalchemy_get_or_create = ("name", "note")
    kept = made()
    place.commit()
    assert made(name="ann") is kept
