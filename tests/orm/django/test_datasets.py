"""Data sets of Django's models, in Django's database."""

from __future__ import annotations

import importlib.util

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.errors import DatasetError
from typedfactory.orm.django import DjangoModelFactory

pytestmark = pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="needs the extra datasets")


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class BookFactory(DjangoModelFactory[models.Book]):
    author = factory.SubFactory(AuthorFactory)
    title = factory.Sequence(lambda n: f"book {n}")


def test_rows_go_to_the_models_tables_with_keys_that_hold(database: str) -> None:
    from typedfactory.datasets import Between, Dataset

    if database != "default":
        pytest.skip("the router sends these models to the default database")
    data = Dataset(seed=1)
    authors = data.table(AuthorFactory, 20)
    books = data.table(BookFactory, per=authors, size=Between(0, 4))
    data.to_django(rows_of_a_partition=15)
    assert models.Author.objects.count() == 20
    found = list(models.Book.objects.order_by("pk").select_related("author"))
    assert [(book.pk, book.author_id, book.title) for book in found] == [
        (book.pk, book.author_id, book.title) for book in books
    ]
    assert found[-1].author.name == authors.row(found[-1].author_id - 1).name
    with pytest.raises(DatasetError) as caught:
        data.to_django(rows_of_a_partition=15)
    assert str(caught.value) == (
        f"the table '{authors.name}' has rows already. Empty it, or pass resume=True to go on with the same data set."
    )
    assert data.to_django(rows_of_a_partition=15, resume=True).rows == 20 + len(books)
    assert models.Book.objects.count() == len(books)


def test_a_relation_that_is_not_in_the_data_set_is_refused() -> None:
    from typedfactory.datasets import Dataset

    with pytest.raises(DatasetError) as caught:
        Dataset().table(BookFactory, 5)
    assert str(caught.value) == (
        "BookFactory.author_id: it refers to a row of another table. Say which: author=Pick(…)."
    )
