"""What is filled and what is left alone, and what the values are."""

from __future__ import annotations

from typing import Any

import django
import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models as db

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.errors import UnfillableError
from typedfactory.orm.django import DjangoModelFactory


def factory_of(model: Any, autofill: str = "required", **declared: Any) -> Any:
    meta = type("Meta", (), {"model": model, "autofill": autofill})
    return type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta, **declared})


def test_defaults_are_kept_and_what_may_be_empty_is_left() -> None:
    made = factory_of(models.Defaults)()
    assert (made.name, made.count, made.tags, made.nothing, made.note) == ("unnamed", 7, [], None, "")


def test_a_default_that_full_clean_refuses_is_kept_but_in_the_mode_in_which_it_passes() -> None:
    kept, made = factory_of(models.EmptyDefaults)(), factory_of(models.EmptyDefaults, "clean")()
    assert (kept.name, kept.data) == (models.EmptyDefaults().name, models.EmptyDefaults().data)
    assert made.name
    assert made.data


def test_what_may_be_null_is_null_but_in_the_mode_in_which_it_may_not_be_blank() -> None:
    kept, made = factory_of(models.NullNotBlank)(), factory_of(models.NullNotBlank, "clean")()
    assert (kept.name, kept.author) == (None, None)
    assert made.name
    assert made.author.pk


@pytest.mark.skipif(django.VERSION < (5, 0), reason="there are no defaults of the database")
def test_what_the_database_gives_is_left_to_it() -> None:
    made = factory_of(models.DbDefaults)()
    made.refresh_from_db()
    assert (made.count, made.made is not None) == (3, True)


def test_filling_can_be_turned_off() -> None:
    meta = type("Meta", (), {"model": models.Author, "autofill": False})
    assert type("F", (DjangoModelFactory,), {"Meta": meta})().name == ""


@pytest.mark.parametrize(
    ("model", "own"), [(models.Moments, ("id", "made", "changed")), (models.Defaults, ("id",))], ids=["times", "key"]
)
def test_autofill_all_leaves_keys_and_times_of_saving_to_the_database(model: Any, own: tuple[str, ...]) -> None:
    meta = type("Meta", (), {"model": model, "autofill": "all"})
    arguments = type("F", (DjangoModelFactory,), {"Meta": meta}).attributes()
    assert {field.name for field in model._meta.fields} - set(arguments) == set(own)


def test_auto_fills_what_would_be_left_alone() -> None:
    assert factory_of(models.Defaults)(note=factory.AUTO, count=factory.AUTO).note


def test_no_choice_is_empty() -> None:
    made = factory_of(models.Choices).build_batch(50)
    assert {each.colour for each in made} == {"r", "g"}
    assert {each.level for each in made} == {1, 2}
    assert {each.grouped for each in made} == {"cd", "dvd"}


def test_unique_values_do_not_repeat() -> None:
    made = factory_of(models.UniqueOnes).build_batch(500)
    for name in ("name", "code", "number", "email", "slug", "day", "exact", "address"):
        assert len({getattr(each, name) for each in made}) == 500, name


def test_values_that_are_unique_together_do_not_repeat_with_a_shared_parent() -> None:
    author = factory_of(models.Author)()
    made = factory_of(models.UniqueTogether).create_batch(20, author=author)
    assert len({each.position for each in made}) == 20


def test_what_is_unique_together_by_defaults_alone_is_told_apart() -> None:
    made = factory_of(models.UniqueDefaults, "clean").create_batch(3)
    assert len({(each.kind, each.number) for each in made}) == 3


def test_checks_are_satisfied() -> None:
    for made in factory_of(models.Checked).create_batch(20):
        assert 18 <= made.age < 100
        assert 1 <= made.rating <= 5
        assert made.state in ("open", "closed")
        assert len(made.name) >= 20
        assert made.price > 0


def test_two_fields_that_are_compared_are_in_order() -> None:
    for made in factory_of(models.CheckedPair).create_batch(20):
        assert made.start < made.end
        assert made.low <= made.high


def test_of_two_of_which_one_is_needed_one_is_filled() -> None:
    made = factory_of(models.CheckedOneOf)()
    assert (bool(made.phone), made.email) == (True, None)


def test_the_same_seed_gives_the_same_values() -> None:
    def values() -> list[Any]:
        factory.random.reseed_random(7)
        factory.reset_sequences()
        return [factory_of(models.Texts).attributes(), factory_of(models.UniqueOnes).attributes()]

    assert values() == values()


def test_a_circle_ends_where_a_key_may_be_null() -> None:
    chicken = factory_of(models.Chicken)()
    assert chicken.egg.chicken is None


def test_a_circle_without_end_is_refused() -> None:
    class Head(db.Model):  # noqa: DJ008 - nobody reads it
        tail = db.ForeignKey("zoo.Tail", db.CASCADE)

        class Meta:
            app_label = "zoo"
            managed = False

    class Tail(db.Model):  # noqa: DJ008 - as above
        head = db.ForeignKey(Head, db.CASCADE)

        class Meta:
            app_label = "zoo"
            managed = False

    with pytest.raises(UnfillableError) as caught:
        factory_of(Head).build()
    assert str(caught.value) == (
        "HeadFactory.tail: filling it never ends: Head → Tail → …. "
        "Declare the field, or let a type on the way be optional."
    )


def refuse_all(value: Any) -> None:
    raise ValidationError("never")


class Strict(db.Model):  # noqa: DJ008 - nobody reads it
    name = db.CharField(max_length=10, validators=[refuse_all])

    class Meta:
        app_label = "zoo"
        managed = False


class Odd(db.Model):  # noqa: DJ008 - as above
    what = db.Field()

    class Meta:
        app_label = "zoo"
        managed = False


class Impossible(db.Model):  # noqa: DJ008 - as above
    number = db.IntegerField(validators=[validators.MinValueValidator(5), validators.MaxValueValidator(4)])

    class Meta:
        app_label = "zoo"
        managed = False


def test_a_validator_that_nothing_satisfies_is_named() -> None:
    with pytest.raises(UnfillableError) as caught:
        factory_of(Strict).build()
    assert str(caught.value) == (
        "StrictFactory.name: none of 100 values satisfies the validator refuse_all. Declare the field."
    )


def test_a_field_that_nobody_knows_is_named() -> None:
    with pytest.raises(UnfillableError) as caught:
        factory_of(Odd).build()
    assert str(caught.value) == (
        "OddFactory.what: values for a Field cannot be made. Declare the field, or give it a default."
    )
    assert factory_of(Odd, what=1).build().what == 1


def test_bounds_that_exclude_each_other_are_named() -> None:
    with pytest.raises(UnfillableError) as caught:
        factory_of(Impossible).build()
    assert str(caught.value) == (
        "ImpossibleFactory.number: no int satisfies ge=5 and le=4. Correct the constraints, or declare the field."
    )


def test_a_key_to_content_types_gets_that_of_the_model() -> None:
    assert factory_of(Permission)().content_type == ContentType.objects.get_for_model(Permission)
    assert factory_of(Permission).build().content_type.model == "permission"


def test_a_model_inside_of_another_has_its_own_factory_if_one_says_so() -> None:
    meta = type("Meta", (), {"model": models.Country, "default_for_model": True})
    type("CountryFactory", (DjangoModelFactory,), {"Meta": meta, "name": "Utopia"})
    try:
        assert factory_of(models.City)().country.name == "Utopia"
    finally:
        del DjangoModelFactory._meta.automatic[models.Country]
