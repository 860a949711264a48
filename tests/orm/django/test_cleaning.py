"""What a model's own clean() wants of fields that may be blank."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models as db

import typedfactory as factory
from tests.orm.django.zoo import models, rules
from typedfactory.orm.django import DjangoModelFactory
from typedfactory.orm.django.filling.cleaning import wanted_by_clean


def factory_of(model: Any, **declared: Any) -> Any:
    meta = type("Meta", (), {"model": model, "autofill": "clean"})
    return type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta, **declared})


def filled(made: Any) -> tuple[bool, bool, bool]:
    return made.kind is not None, made.text != "", made.number is not None


def test_of_several_fields_of_which_one_is_wanted_the_cheapest_is_filled() -> None:
    made = factory_of(rules.OneOfThree)()
    made.full_clean()
    assert filled(made) == (False, True, False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"number": 3}, (False, False, True)),
        ({"text": "x"}, (False, True, False)),
        ({"kind__name": "x"}, (True, False, False)),
    ],
)
def test_one_that_the_call_gives_is_enough(given: dict[str, Any], expected: tuple[bool, ...]) -> None:
    made = factory_of(rules.OneOfThree)(**given)
    made.full_clean()
    assert filled(made) == expected


def test_one_that_the_factory_declares_is_enough() -> None:
    made = factory_of(rules.OneOfThree, number=factory.Sequence(int))()
    made.full_clean()
    assert filled(made) == (False, False, True)


def test_one_that_a_trait_gives_is_enough() -> None:
    class Params:
        numbered = factory.Trait(number=4)

    made = factory_of(rules.OneOfThree, Params=Params)
    assert (filled(made(numbered=True)), filled(made())) == ((False, False, True), (False, True, False))


def test_wishes_that_follow_each_other_are_all_met_and_a_clean_that_asks_the_database_is_followed_so_far() -> None:
    made = factory_of(rules.TwoNeeded)()
    made.full_clean()
    assert (made.title != "", made.kind is not None, made.note) == (True, True, "")


def test_nothing_is_saved_and_nothing_is_asked_to_find_out(statements: Any) -> None:
    with statements() as captured:
        made = factory_of(rules.TwoNeeded).build()
    assert (captured.captured_queries, made.title != "") == ([], True)


def test_finding_out_draws_no_numbers() -> None:
    def values() -> Any:
        factory.random.reseed_random(5)
        factory.reset_sequences()
        return factory_of(rules.OneOfThree).build().text

    from typedfactory.orm.django.filling import cleaning as django_cleaning

    first = values()
    django_cleaning._wanted.clear()
    assert values() == first


def test_it_can_be_turned_off() -> None:
    meta = type("Meta", (), {"model": rules.OneOfThree, "autofill": False})
    assert filled(type("F", (DjangoModelFactory,), {"Meta": meta}).build()) == (False, False, False)


def cleaned(clean: Any, **fields: Any) -> Any:
    """Return a model without table that is cleaned so."""
    meta = type("Meta", (), {"app_label": "zoo", "managed": False})
    return type("Cleaned", (db.Model,), {"Meta": meta, "__module__": __name__, "clean": clean, **fields})


@pytest.fixture(autouse=True)
def forgotten() -> Any:
    """Let the registry forget models that a test has made."""
    from django.apps import apps

    yield
    apps.all_models["zoo"].pop("cleaned", None)
    apps.clear_cache()


def refuse(self: Any) -> None:
    raise ValidationError("never")


def fail(self: Any) -> None:
    raise ZeroDivisionError


def fail_with_text(self: Any) -> None:
    if self.text or self.note:
        raise ZeroDivisionError
    raise ValidationError("give text")


def ask(self: Any) -> None:
    models.Author.objects.count()
    raise ValidationError("give text")


@pytest.mark.parametrize("clean", [refuse, fail, fail_with_text, ask])
def test_a_clean_that_nothing_pleases_changes_nothing(clean: Any) -> None:
    model = cleaned(clean, text=db.CharField(max_length=5, blank=True), note=db.TextField(blank=True))
    assert wanted_by_clean(DjangoModelFactory, model) == ()
    assert factory_of(model).build().text == ""


def test_what_cannot_be_built_alone_changes_nothing() -> None:
    class Difficult(rules.AnyField):
        pass

    model = cleaned(refuse, what=Difficult())
    assert wanted_by_clean(DjangoModelFactory, model) == ()


def test_a_key_that_is_given_by_its_column_is_enough() -> None:
    kind = factory_of(rules.Kind)()
    made = factory_of(rules.OneOfThree)(kind_id=kind.pk)
    assert filled(made) == (True, False, False)
