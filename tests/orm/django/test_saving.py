"""What counts as a change that a hook has made."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from tests.orm.django.zoo import models
from typedfactory.orm.django.saving.changes import has_changed, watch


class Uncomparable:
    """Nobody may ask it whether it equals something."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError("compared")

    __hash__ = None


@pytest.mark.parametrize(
    ("data", "change", "changed"),
    [
        ([1, [2]], lambda data: data[1].append(3), True),
        ([1, [2]], lambda data: None, False),
        ({"a": {"b": 1}}, lambda data: data["a"].update(b=2), True),
        ({"a": {"b": 1}}, lambda data: data.update(c=2), True),
        ({"a": 1}, lambda data: None, False),
        ({1, 2}, lambda data: data.add(3), True),
        ({1, 2}, lambda data: data.remove(2) or data.add(2), False),
        ([Uncomparable()], lambda data: None, False),
    ],
)
def test_containers_are_compared_by_content_and_the_rest_by_identity(data: Any, change: Any, changed: bool) -> None:
    made = models.Others(data=data)
    watch(made)
    change(made.data)
    assert has_changed(made) is changed


def test_a_watched_object_can_be_copied_and_pickled() -> None:
    made = models.Author.objects.create(name="Ann")
    watch(made)
    assert (copy.deepcopy(made).name, pickle.loads(pickle.dumps(made)).pk) == ("Ann", made.pk)  # noqa: S301 - ours


def test_afterwards_the_state_is_as_django_made_it() -> None:
    made = models.Author.objects.create(name="Ann")
    before = dict(vars(made._state))
    watch(made)
    assert (made._state.adding, made._state.db) == (False, "default")
    has_changed(made)
    assert (type(made._state).__name__, vars(made._state)) == ("ModelState", before)


def test_a_state_that_ends_takes_no_related_object_along() -> None:
    """From Django 6.1 on, one that ends empties its store of them; here that is done in its place."""
    author = models.Author.objects.create(name="Ann")
    made = models.Book(author=author)
    plain = made._state
    watch(made)
    plain.fields_cache.clear()
    assert made.author is author
    watched = made._state
    has_changed(made)
    watched.fields_cache.clear()
    assert made.author is author


def test_what_is_no_model_is_left_alone() -> None:
    watch("text")
    assert not has_changed("text")


def test_what_was_not_watched_counts_as_changed() -> None:
    assert has_changed(models.Author(name="Ann"))
