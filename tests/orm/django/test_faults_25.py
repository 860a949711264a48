"""Fields that say less, or more, than others: generic keys that point nowhere, choices that are not flat, classes of fields."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models

import typedfactory as factory
from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from typedfactory.orm.django import DjangoModelFactory
from typedfactory.values.core import registry


class LooseTagFactory(DjangoModelFactory[moved.LooseTag]):
    pass


def test_a_generic_key_that_points_nowhere_has_a_number() -> None:
    made = [LooseTagFactory(), *LooseTagFactory.create_batch(2), *LooseTagFactory.bulk_create(2)]
    assert all(each.content_type is None and isinstance(each.object_id, int) for each in made)


def test_one_that_is_given_a_content_type_points_to_a_row() -> None:
    author = zoo.Author.objects.create(name="x")
    kind = ContentType.objects.get_for_model(zoo.Author)
    assert LooseTagFactory(content_type=kind).content_object == author
    assert LooseTagFactory(content_object=author).object_id == author.pk


@pytest.mark.parametrize("mode", ["required", "clean"])
def test_choices_that_are_not_flat(mode: str) -> None:
    made = type("F", (DjangoModelFactory,), {"Meta": type("Meta", (), {"model": moved.Travel, "autofill": mode})})
    assert {made.build().countries for _ in range(20)} == {"NZ", "FR"}


def test_a_default_of_none_is_filled_where_full_clean_wants_it() -> None:
    clean = type("F", (DjangoModelFactory,), {"Meta": type("Meta", (), {"model": moved.Ticket, "autofill": "clean"})})
    assert clean().reason


class TestClassesOfFields:
    @pytest.fixture(autouse=True)
    def forgotten(self) -> Iterator[None]:
        before = dict(registry._provided)
        yield
        registry._provided.clear()
        registry._provided.update(before)

    def test_meta_providers_are_asked_by_the_class_and_its_bases(self) -> None:
        def text(_stream: Random, constraints: Any) -> str:
            return f"at most {constraints.max_length}"

        class BookFactory(DjangoModelFactory[zoo.Book]):
            class Meta:
                providers = {models.CharField: text}  # noqa: RUF012 - as users write it

        class MailFactory(BookFactory):
            class Meta:
                model = zoo.Book
                providers = {models.Field: lambda _stream, _constraints: "any"}  # noqa: RUF012 - as above

        assert BookFactory.build().title == f"at most {zoo.Book._meta.get_field('title').max_length}"
        assert BookFactory.build().author.name.startswith("at most")
        assert MailFactory.build(author=None).title == "any"

    def test_register_is_asked_everywhere(self) -> None:
        factory.register(moved.SeveralField, lambda _stream, _constraints: "NZ,FR")

        class TravelFactory(DjangoModelFactory[moved.Travel]):
            pass

        assert TravelFactory().countries == "NZ,FR"
        assert TravelFactory.build(countries=factory.AUTO).countries == "NZ,FR"
