"""Which fields of a model belong together."""

from __future__ import annotations

from typedfactory.realism.casting import cast_of
from typedfactory.realism.reading import Meaning


class Order: ...


def relative(names: str, meaning: Meaning, kind: str) -> str | None:
    return cast_of(Order, names.split()).relative(meaning, kind)


def test_the_words_in_front_say_what_belongs_together() -> None:
    names = "billing_city billing_country_code shipping_city shipping_country_code country_code"
    assert relative(names, Meaning("city", "billing"), "country_code") == "billing_country_code"
    assert relative(names, Meaning("city"), "country_code") == "country_code"


def test_what_has_nothing_of_its_own_goes_with_what_has_no_words_in_front() -> None:
    assert relative("billing_city country_code", Meaning("city", "billing"), "country_code") == "country_code"
    assert relative("work_email first_name", Meaning("email", "work"), "first_name") == "first_name"


def test_what_has_no_words_in_front_goes_with_the_only_others() -> None:
    assert relative("email customer_name", Meaning("email"), "full_name") == "customer_name"
    assert relative("email customer_name payer_name", Meaning("email"), "full_name") is None


def test_a_group_with_other_fields_of_its_own_is_left_to_itself() -> None:
    assert relative("billing_city billing_postcode country_code", Meaning("city", "billing"), "country_code") is None


def test_moments_have_those_before_and_those_after() -> None:
    cast = cast_of(Order, ["deleted_at", "updated_at", "created_at", "trial_end", "start"])
    assert cast.neighbours("updated_at", Meaning("updated")) == (("created_at",), ("deleted_at",))
    assert cast.neighbours("trial_end", Meaning("end", "trial")) == ((), ())
