"""People: what goes by the name, whoever decides on that."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import typedfactory as factory
from tests.realism.modelling import realistic
from typedfactory.realism.kinds.people import plain

PERSON = {"first_name": str, "last_name": str, "name": str, "email": str, "username": str}


def test_the_names_of_one_object_fit_each_other() -> None:
    for user in realistic("User", **PERSON).build_batch(20):
        assert user.name == f"{user.first_name} {user.last_name}"
        assert user.email.partition("@")[0] == user.username
        assert user.username == f"{plain(user.first_name)}.{plain(user.last_name)}"
        assert user.email.partition("@")[2] in {"example.org", "example.com", "example.net"}


@pytest.mark.parametrize("fields", [PERSON, dict(reversed(PERSON.items()))], ids=["in order", "reversed"])
@pytest.mark.parametrize(
    "given",
    [
        {"first_name": "Ada", "last_name": "Lovelace"},
        {"name": "Ada Lovelace"},
        {"email": "ada.lovelace@example.com"},
        {"first_name": factory.LazyFunction(lambda: "Ada"), "last_name": "Lovelace"},
    ],
    ids=["parts", "whole", "address", "declaration"],
)
def test_what_the_call_says_decides_on_the_rest(fields: dict[str, Any], given: dict[str, Any]) -> None:
    user = realistic("User", **fields).build(**given)
    assert (user.first_name, user.last_name, user.name) == ("Ada", "Lovelace", "Ada Lovelace")
    assert user.email.startswith("ada.lovelace@")
    assert user.username == "ada.lovelace"


def test_what_the_factory_declares_decides_on_the_rest() -> None:
    base = realistic("User", **PERSON)

    class AdaFactory(base):  # type: ignore[misc, valid-type]  # made at run time
        first_name = "Ada"
        last_name = factory.LazyAttribute(lambda o: f"{o.first_name}dottir")

    ada = AdaFactory.build()
    assert (ada.name, ada.username) == ("Ada Adadottir", "ada.adadottir")


def test_a_trait_decides_as_well() -> None:
    base = realistic("User", first_name=str, last_name=str, email=str)

    class UserFactory(base):  # type: ignore[misc, valid-type]  # made at run time
        class Params:
            famous = factory.Trait(first_name="Ada", last_name="Lovelace")

    assert UserFactory.build(famous=True).email.startswith("ada.lovelace@")
    assert not UserFactory.build().email.startswith("ada.lovelace@")


def test_one_name_given_leaves_the_other_free() -> None:
    user = realistic("User", **PERSON).build(first_name="Ada")
    assert user.name == f"Ada {user.last_name}"
    assert user.email.startswith("ada.")


def test_a_field_that_is_computed_from_one_that_goes_by_it_ends() -> None:
    base = realistic("User", email=str, last_name=str)

    class UserFactory(base):  # type: ignore[misc, valid-type]  # made at run time
        last_name = factory.LazyAttribute(lambda o: o.email.partition("@")[0].upper())

    user = UserFactory.build()
    assert user.last_name == user.email.partition("@")[0].upper()


def test_words_in_front_tell_people_apart() -> None:
    order = realistic("Order", customer_name=str, customer_email=str, payer_name=str, payer_email=str).build(
        customer_name="Ada Lovelace", payer_name="Grace Hopper"
    )
    assert order.customer_email.startswith("ada.lovelace@")
    assert order.payer_email.startswith("grace.hopper@")


def test_an_address_with_a_word_in_front_is_of_the_person_that_there_is() -> None:
    user = realistic("User", name=str, work_email=str).build(name="Ada Lovelace")
    assert user.work_email.startswith("ada.lovelace@")
    order = realistic("Order", customer_name=str, email=str).build(customer_name="Ada Lovelace")
    assert order.email.startswith("ada.lovelace@")


def test_a_company_has_an_address_of_its_name() -> None:
    shop = realistic("Company", name=str, email=str).build(name="Muir & Sons")
    assert shop.email.startswith("muirsons@example.")


def test_the_user_name_that_is_given_is_that_of_the_address() -> None:
    user = realistic("User", first_name=str, username=str, email=str).build(username="countess")
    assert user.email.startswith("countess@example.")


@pytest.mark.parametrize("locale", ["de_DE", "ru_RU", "ja_JP", "el_GR", "ar_AA"])
def test_addresses_are_ascii_in_every_script(locale: str) -> None:
    with factory.Faker.override_default_locale(locale):
        for user in realistic("User", **PERSON).build_batch(10):
            assert user.email.isascii()
            assert user.username.isascii()
            assert len(user.username) > 2


def test_german_names_are_written_out() -> None:
    with factory.Faker.override_default_locale("de_DE"):
        user = realistic("User", **PERSON).build(first_name="Jörg", last_name="Weiß")
    assert user.username == "joerg.weiss"


def test_the_age_is_that_of_the_date_of_birth() -> None:
    today = datetime.datetime.now(datetime.timezone.utc).date()
    make = realistic("Person", birth_date=datetime.date, age=int)
    born = datetime.date(1990, 1, 1)
    assert make.build(birth_date=born).age == today.year - 1990
    for person in [*make.build_batch(20), make.build(age=40)]:
        since = (today.month, today.day) < (person.birth_date.month, person.birth_date.day)
        assert person.age == today.year - person.birth_date.year - since


def test_telephone_numbers_are_kept_for_fiction() -> None:
    make = realistic("Person", phone=str, home_phone_number=str)
    person = make.build()
    assert person.phone.startswith("+1 202-555-01")
    assert person.home_phone_number.startswith("+1 202-555-01")
    with factory.Faker.override_default_locale("en_GB"):
        assert make.build().phone.startswith("+44 20 7946 0")


def test_a_password_has_letters_of_both_cases_digits_and_a_sign() -> None:
    password = realistic("User", password=str).build().password
    assert len(password) == 12
    assert all(any(map(test, password)) for test in (str.islower, str.isupper, str.isdigit))
    assert not password.isalnum()
