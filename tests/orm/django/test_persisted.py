"""Objects of Django's that look saved, and one row for all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.errors import ArgumentError, UnsupportedStrategy
from typedfactory.orm.django import DjangoModelFactory


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = "Ann"


class BookFactory(DjangoModelFactory[models.Book]):
    author = factory.SubFactory(AuthorFactory)


class FilledBookFactory(DjangoModelFactory[models.Book]):
    pass


@pytest.mark.parametrize("made_by", [BookFactory, FilledBookFactory])
def test_it_has_a_key_and_says_that_it_is_in_a_database(made_by: Any) -> None:
    book = made_by.build_persisted()
    for each in (book, book.author):
        assert each.pk is not None
        assert (each._state.adding, each._state.db) == (False, "default")
    assert book.author_id == book.author.pk
    assert models.Book.objects.count() == models.Author.objects.count() == 0


def test_keys_differ_and_a_given_one_is_kept() -> None:
    keys = [AuthorFactory.build_persisted().pk for _ in range(2)]
    assert len(set(keys)) == 2
    assert AuthorFactory.build_persisted(pk=77).pk == 77


@pytest.mark.parametrize("method", ["save", "delete", "refresh_from_db", "save_base"])
def test_what_would_ask_the_database_is_refused(method: str) -> None:
    author = AuthorFactory.build_persisted()
    with pytest.raises(UnsupportedStrategy) as caught:
        getattr(author, method)()
    assert str(caught.value) == (
        f"AuthorFactory: {method}() asks the database, and this object only looks saved: build_persisted() made it. "
        f"Use create() for an object that is."
    )


def test_asynchronous_saving_is_refused_too() -> None:
    with pytest.raises(UnsupportedStrategy):
        asyncio.run(AuthorFactory.build_persisted().asave())


def test_a_nested_object_may_look_saved_in_one_that_is_built() -> None:
    book = BookFactory.build(author____strategy="persisted")
    assert (book._state.adding, book.author._state.adding) == (True, False)


def test_other_objects_of_the_class_can_be_saved() -> None:
    AuthorFactory.build_persisted()
    assert AuthorFactory.create().pk is not None


def test_one_row_for_all_saves_inserts() -> None:
    with factory.shared(AuthorFactory.create()) as author:
        books = [
            BookFactory.create(),
            FilledBookFactory.create(),
            *BookFactory.create_batch(6),
            *FilledBookFactory.create_batch(6),
            *BookFactory.bulk_create(3),
        ]
        assert {book.author_id for book in books} == {author.pk}
        assert models.Author.objects.count() == 1
        assert BookFactory.create(author__name="Bo").author != author


def test_generic_relations_are_completed() -> None:
    class PermissionFactory(DjangoModelFactory[Permission]):
        pass

    permission = PermissionFactory.fill_in(Permission(name="x"))
    assert (permission.name, type(permission.content_type)) == ("x", ContentType)
    assert PermissionFactory.build_persisted().content_type is not None


def test_types_are_checked_where_a_back_end_settles_the_value_later() -> None:
    class PermissionFactory(DjangoModelFactory[Permission]):
        class Meta:
            check_types = True

    assert PermissionFactory.create().pk is not None
    with pytest.raises(ArgumentError):
        PermissionFactory.create(name=3)
