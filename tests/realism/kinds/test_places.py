"""Places: one locale for what belongs together, and codes that fit it."""

from __future__ import annotations

import zoneinfo
from decimal import Decimal
from typing import Annotated

import annotated_types as at
import pytest

import typedfactory as factory
from tests.realism.modelling import realistic
from typedfactory.realism.countries import CURRENCIES, LOCALE_OF_COUNTRY

ADDRESS = {"city": str, "postcode": str, "country_code": str, "country": str, "currency": str, "timezone": str}


def test_codes_fit_the_locale() -> None:
    make = realistic("Address", **ADDRESS, language_code=str, locale=str, iban=str)
    with factory.Faker.override_default_locale("de_DE"):
        made = make.build()
    assert (made.country_code, made.currency, made.country, made.language_code) == ("DE", "EUR", "Germany", "de")
    assert (made.locale, made.timezone, made.iban[:2]) == ("de_DE", "Europe/Berlin", "DE")
    assert made.postcode.isdigit()
    assert len(made.postcode) == 5


def test_a_country_that_is_given_decides_on_the_rest() -> None:
    made = realistic("Address", **ADDRESS).build(country_code="FR")
    assert (made.country, made.currency, made.timezone) == ("France", "EUR", "Europe/Paris")
    assert made.postcode.isdigit()
    assert len(made.postcode) == 5


def test_a_country_that_nobody_knows_does_no_harm() -> None:
    made = realistic("Address", **ADDRESS).build(country_code="??")
    assert made.country_code == "??"
    assert made.currency == "USD"


def test_of_several_locales_one_object_has_one() -> None:
    make = realistic("Address", city=str, postcode=str, country_code=str, first_name=str)
    with factory.Faker.override_default_locale(["de_DE", "ja_JP"]):
        for made in make.build_batch(40):
            assert made.first_name.isascii() <= (made.country_code == "DE")
            assert ("-" in made.postcode) is (made.country_code == "JP")


def test_words_in_front_tell_places_apart() -> None:
    make = realistic("Order", billing_country_code=str, billing_currency=str, country_code=str, currency=str)
    made = make.build(billing_country_code="CH", country_code="NZ")
    assert (made.billing_currency, made.currency) == ("CHF", "NZD")


def test_an_address_in_one_line_is_made_of_its_parts() -> None:
    made = realistic("Shop", street=str, city=str, postcode=str, address=str).build(city="Perth")
    assert made.address == f"{made.street}, {made.postcode} Perth"
    assert "\n" not in realistic("Shop", address=str).build().address


def test_short_columns_get_codes() -> None:
    two, three = Annotated[str, at.MaxLen(2)], Annotated[str, at.Len(3, 3)]
    made = realistic("Address", country=two, country_code=three, state=two, city=str).build()
    assert (made.country, made.country_code) == ("US", "USA")
    assert made.state.isupper()
    assert len(realistic("Address", state=str, city=str).build().state) > 3


def test_coordinates_are_on_earth() -> None:
    for made in realistic("Place", lat=float, longitude=Decimal).build_batch(20):
        assert -90 <= made.lat <= 90
        assert -180 <= made.longitude <= 180


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_every_country_has_a_currency_and_a_zone(code: str) -> None:
    made = realistic("Address", country_code=str, currency=str, timezone=str, country=str).build(country_code=code)
    assert made.currency == CURRENCIES[code]
    assert zoneinfo.ZoneInfo(made.timezone).key == made.timezone
    assert made.country


def test_a_country_is_of_its_locale() -> None:
    assert all(locale.endswith(f"_{code}") for code, locale in LOCALE_OF_COUNTRY.items())
