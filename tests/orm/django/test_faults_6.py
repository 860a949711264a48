"""Filled is a field that has no default, may not be NULL and may not be blank; more is for ``full_clean()``."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

import typedfactory as factory
import typedfactory.factory_boy.django
from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from typedfactory.errors import MetaOptionError
from typedfactory.orm.django import DjangoModelFactory


class TicketFactory(DjangoModelFactory[moved.Ticket]):
    pass


class CleanFactory(DjangoModelFactory[moved.Ticket]):
    class Meta:
        autofill = "clean"


def test_defaults_and_null_are_kept() -> None:
    made = TicketFactory()
    made.refresh_from_db()
    kept = (made.closed_at, made.parent, made.note, made.labels, made.options, made.reason, made.slug)
    assert kept == (None, None, "", [], {}, None, None)
    assert made.title
    assert moved.Ticket.objects.count() == 1


def test_what_may_be_blank_for_forms_alone_is_filled_for_the_column_may_not_be_null() -> None:
    assert isinstance(TicketFactory().count, int)


def test_a_default_that_the_column_does_not_take_is_none() -> None:
    assert TicketFactory().code


def test_the_other_mode_passes_full_clean_and_a_default_stays_of_its_kind() -> None:
    with pytest.raises(ValidationError):
        TicketFactory().full_clean()
    made = CleanFactory()
    made.full_clean()
    assert (type(made.labels), type(made.options), bool(made.note)) == (list, dict, True)
    assert made.parent.parent is None


def test_the_other_mode_goes_on_in_nested_objects() -> None:
    class Meta:
        autofill = "clean"

    class BookFactory(DjangoModelFactory[zoo.NullNotBlank]):
        pass

    clean = type("CleanBookFactory", (BookFactory,), {"Meta": Meta})
    assert (BookFactory().author, clean().author is not None) == (None, True)
    clean().author.full_clean()


def test_all_goes_on_filling_all() -> None:
    class AllFactory(DjangoModelFactory[moved.Ticket]):
        class Meta:
            autofill = "all"

    made = AllFactory()
    assert all([made.closed_at, made.note, made.labels, made.options, made.reason, made.slug])


def test_a_field_that_is_declared_auto_is_filled_whatever_its_default() -> None:
    assert TicketFactory(note=factory.AUTO).note


def test_a_moved_factory_fills_nothing_unless_it_says_so() -> None:
    class MovedFactory(typedfactory.factory_boy.django.DjangoModelFactory[moved.Ticket]):
        count, code = 1, "x"

    class FillingFactory(MovedFactory):
        class Meta:
            autofill = "clean"

    assert (MovedFactory().title, bool(FillingFactory().title)) == ("", True)


@pytest.mark.parametrize(
    ("base", "value", "message"),
    [
        (
            DjangoModelFactory,
            "cleen",
            'BadFactory.Meta.autofill: takes "required" (the default), "clean", "all" or False.',
        ),
        (
            factory.Factory,
            "clean",
            'BadFactory.Meta.autofill: "clean" is for models of Django\'s. Use "required" (the default), "all" or False.',
        ),
    ],
)
def test_the_option_is_checked(base: Any, value: str, message: str) -> None:
    with pytest.raises(MetaOptionError) as caught:
        type("BadFactory", (base,), {"Meta": type("Meta", (), {"model": moved.Ticket, "autofill": value})})
    assert str(caught.value) == message
