"""Iterators over rows."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.ground.progress import start_over


@pytest.mark.parametrize(
    "rows", [models.Author.objects.order_by("pk"), models.Author.objects.all()[:5]], ids=["all", "slice"]
)
def test_an_iterator_over_rows_that_starts_over_reads_them_again(rows: Any) -> None:
    books: Any = type("ChosenFactory", (factory.DictFactory,), {"by": factory.Iterator(rows)})
    models.Author.objects.create(name="first")
    assert books()["by"].name == "first"
    models.Author.objects.all().delete()
    models.Author.objects.create(name="second")
    start_over()
    assert books()["by"].name == "second"


def test_an_iterator_that_is_reset_keeps_the_rows() -> None:
    books: Any = type("ChosenFactory", (factory.DictFactory,), {"by": factory.Iterator(models.Author.objects.all())})
    models.Author.objects.create(name="first")
    assert books()["by"].name == "first"
    books.by.reset()
    assert books()["by"].name == "first"
