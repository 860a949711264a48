"""Realistic values in Django's models: what a field allows is kept, and values of unique columns differ."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core import validators
from django.db import models as db

from typedfactory.orm.django import DjangoModelFactory


class Reader(db.Model):  # noqa: DJ008 - nobody shows it
    first_name = db.CharField(max_length=20)
    last_name = db.CharField(max_length=20)
    email = db.EmailField(unique=True)
    username = db.CharField(max_length=8, unique=True)
    postcode = db.CharField(max_length=5, validators=[validators.RegexValidator(r"^\d{5}$")])
    city = db.CharField(max_length=6)
    slug = db.SlugField(unique=True)
    website = db.URLField()
    balance = db.DecimalField(max_digits=5, decimal_places=1)
    age = db.PositiveSmallIntegerField(validators=[validators.MinValueValidator(90)])
    created_at = db.DateTimeField()
    updated_at = db.DateTimeField()
    country_code = db.CharField(max_length=2, choices=[("NZ", "New Zealand"), ("AU", "Australia")])

    class Meta:
        app_label = "realistic"


class Member(Reader):  # noqa: DJ008 - as above
    class Meta:
        app_label = "realistic"
        proxy = True


class ReaderFactory(DjangoModelFactory[Reader]):
    class Meta:
        realistic = True


class MemberFactory(DjangoModelFactory[Member]):
    class Meta:
        realistic = True


def test_what_a_field_allows_is_kept() -> None:
    for reader in ReaderFactory.build_batch(30):
        reader.full_clean(exclude=["id"], validate_unique=False)


def test_values_fit_each_other() -> None:
    reader = ReaderFactory.build(first_name="Ada", last_name="Lovelace")
    assert reader.email.startswith("ada.lovelace")
    assert "@example." in reader.email
    assert reader.created_at <= reader.updated_at
    assert reader.country_code in {"NZ", "AU"}
    assert reader.website.startswith("https://example.")


def test_values_of_a_unique_column_differ_whatever_factory_makes_them() -> None:
    readers = [*ReaderFactory.build_batch(200, first_name="Ada"), *MemberFactory.build_batch(200, first_name="Ada")]
    for name in ("email", "username", "slug"):
        assert len({getattr(reader, name).lower() for reader in readers}) == len(readers)


def test_where_no_value_is_realistic_the_field_is_filled_as_usual() -> None:
    reader = ReaderFactory.build(first_name="Ada")
    assert len(reader.username) <= 8
    assert len(reader.city) <= 6


def test_objects_are_saved_and_read_back() -> None:
    class UserFactory(DjangoModelFactory[User]):
        class Meta:
            realistic = True

    users = UserFactory.create_batch(20, first_name="Ada", last_name="Lovelace")
    assert {user.username for user in User.objects.filter(first_name="Ada")} == {user.username for user in users}
    assert all(user.username.startswith("ada.lovelace") for user in users)
