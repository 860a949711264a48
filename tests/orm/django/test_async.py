"""acreate and its like, in the thread that synchronous code belongs to."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.errors import UnsupportedStrategy
from typedfactory.orm.django import DjangoModelFactory


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class BookFactory(DjangoModelFactory[models.Book]):
    author = factory.SubFactory(AuthorFactory)


class HookedFactory(AuthorFactory):
    @factory.post_generation
    async def rename(self, create: bool, extracted: Any, **kwargs: Any) -> str:
        await asyncio.sleep(0)
        self.name = extracted or "renamed"
        return "done"


def stored() -> list[str]:
    return list(models.Author.objects.order_by("pk").values_list("name", flat=True))


def test_one_is_created() -> None:
    book = async_to_sync(BookFactory.acreate)(author__name="Ann")
    assert (book.author.name, stored()) == ("Ann", ["Ann"])


def test_several_are_created() -> None:
    authors = async_to_sync(AuthorFactory.acreate_batch)(2)
    assert [author.name for author in authors] == stored() == ["author 0", "author 1"]


def test_many_are_created() -> None:
    assert len(async_to_sync(BookFactory.abulk_create)(3, chunk=2)) == 3
    assert len(stored()) == 3


def test_async_hooks_are_awaited_and_what_they_change_is_saved() -> None:
    async_to_sync(HookedFactory.acreate)()
    async_to_sync(HookedFactory.acreate)(rename="given")
    assert stored() == ["renamed", "given"]


def test_an_async_hook_needs_async_creation() -> None:
    with pytest.raises(UnsupportedStrategy) as caught:
        HookedFactory.create()
    assert str(caught.value) == (
        "HookedFactory.rename: the hook is async, and create() cannot wait for it. Use await HookedFactory.acreate()."
    )


def test_misspelt_fields_are_refused() -> None:
    with pytest.raises(factory.errors.UnknownFieldError):
        async_to_sync(AuthorFactory.acreate)(nmae="x")
