"""A key that is None says nothing while the relation that it belongs to is declared."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.orm.django import DjangoModelFactory


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = "declared"


class BookFactory(DjangoModelFactory[models.Book]):
    class Params:
        anonymous = factory.Trait(author__name="nobody")

    author = factory.SubFactory(AuthorFactory)


@pytest.mark.parametrize("more", [{}, {"title": "x"}, {"title": factory.Sequence(str)}, {"anonymous": True}])
def test_the_declared_relation_is_made(more: dict[str, Any]) -> None:
    expected = "nobody" if more.get("anonymous") else "declared"
    for _ in range(3):
        assert BookFactory(author_id=None, **more).author.name == expected
        assert BookFactory.build(author_id=None, **more).author.name == expected


def test_the_same_way_of_calling_still_takes_keys() -> None:
    author = models.Author.objects.create(name="Ann")
    names = [BookFactory(author_id=key).author.name for key in (None, author.pk, None, author.pk)]
    assert names == ["declared", "Ann", "declared", "Ann"]


def test_batches_read_it_alike() -> None:
    made = BookFactory.create_batch(2, author_id=None)
    assert [book.author.name for book in made] == ["declared"] * 2


def test_the_relation_as_a_whole_may_be_none() -> None:
    assert BookFactory.build(author=None).author_id is None
