"""A manager gets or creates in its own way, where it has one."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, models

from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from typedfactory.orm.django import DjangoModelFactory


class KeptFactory(DjangoModelFactory[moved.Kept]):
    class Meta:
        django_get_or_create = ("name",)

    name = "one"
    note = "by the factory"


class TagFactory(DjangoModelFactory[zoo.Tag]):
    class Meta:
        django_get_or_create = ("name",)

    name = "one"


def test_the_get_or_create_of_the_managers_rows_is_called() -> None:
    first, second = KeptFactory(), KeptFactory()
    assert (first, first.note) == (second, "by the manager")
    assert [each.note for each in KeptFactory.create_batch(2)] == ["by the manager"] * 2


def test_a_manager_is_patched() -> None:
    found = zoo.Tag(name="found")
    with mock.patch.object(models.Manager, "get_or_create", return_value=(found, False)) as patched:
        assert TagFactory() is found
    patched.assert_called_once_with(name="one", defaults={})
    assert TagFactory().name == "one"


def test_a_manager_may_be_a_mock() -> None:
    manager = mock.Mock()
    manager.get_or_create.return_value = ("found", False)
    with mock.patch.object(TagFactory, "_get_manager", return_value=manager):
        assert TagFactory(name="x") == "found"
    manager.get_or_create.assert_called_once_with(name="x", defaults={})


def test_a_model_may_be_none_of_djangos() -> None:
    class Fake:
        objects = mock.Mock(spec=["get_or_create", "create"])

        def __init__(self, **fields: Any) -> None:
            self.fields = fields

    Fake.objects.get_or_create.return_value = (7, True)
    Fake.objects.create.return_value = 8

    class FakeFactory(DjangoModelFactory[Fake]):
        class Meta:
            django_get_or_create = ("name",)

        name = "x"
        age = 3

    class PlainFactory(DjangoModelFactory[Fake]):
        name = "x"

    assert (FakeFactory(), PlainFactory(), PlainFactory.create_batch(2)) == (7, 8, [8, 8])
    Fake.objects.get_or_create.assert_called_once_with(name="x", defaults={"age": 3})


def test_the_create_of_a_manager_is_no_part_of_its_get_or_create() -> None:
    """As with Django itself: what creates is the rows' own method."""
    with mock.patch.object(models.Manager, "create", side_effect=AssertionError):
        assert TagFactory(name="new").name == "new"


def test_a_row_in_the_way_is_found_by_what_the_call_gives() -> None:
    class PairFactory(DjangoModelFactory[moved.Kept]):
        class Meta:
            django_get_or_create = ("name", "note")

        note = "declared"

        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return super()._create(model_class, *args, **kwargs)

    there = moved.Kept.objects.create(name="one", note="another")
    assert PairFactory(name="one") == there
    with pytest.raises(IntegrityError):
        PairFactory(name="one", note="third")
