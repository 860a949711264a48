"""Fault 17: the key of a related object beside fields for a new one."""

from __future__ import annotations

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.errors import UnknownFieldError
from typedfactory.orm.django import DjangoModelFactory


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = "declared"


class BookFactory(DjangoModelFactory[models.Book]):
    author = factory.SubFactory(AuthorFactory)


class FilledFactory(DjangoModelFactory[models.Book]):
    pass


@pytest.mark.parametrize("books", [BookFactory, FilledFactory])
@pytest.mark.parametrize("strategy", ["build", "create"])
def test_key_beside_fields_of_a_new_object_is_refused(
    books: type[DjangoModelFactory[models.Book]], strategy: str
) -> None:
    author = models.Author.objects.create(name="Ann")
    for given in ({"author_id": author.pk, "author__name": "x"}, {"author__name": "x", "author_id": author.pk}):
        with pytest.raises(UnknownFieldError) as caught:
            books.generate(strategy, **given)
        assert str(caught.value) == (
            f"{books.__name__}.author_id: this is another name of 'author', which is given too. Give one of the two."
        )
    assert books.generate(strategy, author_id=author.pk).author_id == author.pk
    assert books.generate(strategy, author__name="x").author.name == "x"


def test_key_that_is_none_says_nothing_beside_fields_of_a_declared_relation() -> None:
    assert BookFactory.build(author_id=None, author__name="x").author.name == "x"
    assert BookFactory.build(author__name="x", author_id=None).author.name == "x"


def test_key_and_object_are_refused_together() -> None:
    author = models.Author.objects.create(name="Ann")
    with pytest.raises(UnknownFieldError, match="which is given too"):
        BookFactory.build(author_id=author.pk, author=author)
