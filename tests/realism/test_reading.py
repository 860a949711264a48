"""What the names of fields mean, alone and in their models."""

from __future__ import annotations

import pytest

from typedfactory.realism.casting import cast_of
from typedfactory.realism.kinds import KINDS
from typedfactory.realism.names import ALONE, CHAINS, LOCAL, NAMES, THINGS, TOPICS
from typedfactory.realism.reading import Meaning, read_name


def meanings(model: str, names: str) -> dict[str, str]:
    """Return field → kind, with the words in front."""
    found = cast_of(type(model, (), {}), names.split()).meanings
    return {name: f"{each.group}:{each.kind}" if each.group else each.kind for name, each in found.items()}


def test_no_name_stands_in_the_table_twice() -> None:
    names = [name for names in NAMES.values() for name in names]
    assert len(names) == len({*names})
    assert {*names} >= ALONE


def test_every_kind_of_the_table_can_be_made() -> None:
    # "name" says what it is only together with the model.
    assert {*NAMES} - {"name"} <= {*KINDS}
    assert {*THINGS.values()} <= {*KINDS}
    assert {kind for kinds in TOPICS.values() for kind in kinds} | LOCAL <= {*KINDS}
    assert {kind for chain in CHAINS for kind in chain} <= {*KINDS}
    assert all({*kind.follows, *kind.heeds} <= {*KINDS} for kind in KINDS.values())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("email", Meaning("email")),
        ("emailAddress", Meaning("email")),
        ("user_email", Meaning("email", "user")),
        ("homePhoneNumber", Meaning("phone", "home")),
        ("billing_zip_code", Meaning("postcode", "billing")),
        ("IPAddress", Meaning("ip")),
        ("address_line1", Meaning("street")),
        ("shippingAddressLine1", Meaning("street", "shipping")),
        ("mac_address", Meaning("mac")),
        ("valid_to", Meaning("end")),
    ],
)
def test_a_name_is_read_however_it_is_written(name: str, expected: Meaning) -> None:
    assert read_name(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        *("email_sent", "email_template", "phone_type", "address_type", "city_id", "country_id", "title_length"),
        *(
            "price_list",
            "token_type",
            "start_page",
            "end_user",
            "weekend",
            "max_age",
            "total_count",
            "number_of_emails",
        ),
        *(
            "name_de",
            "status",
            "role",
            "kind",
            "type",
            "is_city",
            "city_population",
            "job_id",
            "colour_of_hair",
            "_",
            "x",
        ),
        *(
            "birth_date_known",
            "message_id",
            "support",
            "passport",
            "language_id",
            "body_mass",
            "footnote",
            "human_body",
        ),
    ],
)
def test_false_friends_mean_nothing(name: str) -> None:
    assert read_name(name) is None


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("User", "full_name"),
        ("UserCreate", "full_name"),
        ("CompanyUser", "full_name"),
        ("Company", "company"),
        ("HotelSchema", "company"),
        ("Product", "product_name"),
        ("City", "city"),
        ("Country", "country"),
        ("File", "file_name"),
        ("Category", "category"),
        ("Server", "domain"),
        ("Project", "title"),
        ("UserGroup", "label"),
        ("Plan", "label"),
    ],
)
def test_whose_name_it_is_the_model_says(model: str, kind: str) -> None:
    assert meanings(model, "id name") == {"name": kind}


def test_the_word_in_front_says_whose_name_it_is() -> None:
    assert meanings("Order", "customer_name product_name city_name table_name") == {
        "customer_name": "customer:full_name",
        "product_name": "product:product_name",
        "city_name": "city",
        "table_name": "table:label",
    }


def test_the_other_fields_say_whose_name_it_is() -> None:
    assert meanings("Signup", "name email")["name"] == "full_name"
    assert meanings("Thing", "name price")["name"] == "label"


def test_a_title_is_that_of_a_person_or_of_a_work() -> None:
    assert meanings("Book", "title")["title"] == "title"
    assert meanings("Person", "title")["title"] == "honorific"
    assert meanings("Entry", "title first_name")["title"] == "honorific"


def test_a_state_is_one_of_a_country_only_in_an_address() -> None:
    assert meanings("Order", "state total shipping_city shipping_state") == {
        "total": "total",
        "shipping_city": "shipping:city",
        "shipping_state": "shipping:state",
    }
    assert meanings("Address", "city state")["state"] == "state"


def test_an_address_is_one_of_a_house_or_of_a_network() -> None:
    assert meanings("Shop", "address")["address"] == "address"
    assert meanings("Server", "address")["address"] == "ip"
    assert meanings("Listener", "address port")["address"] == "ip"
    assert meanings("Wallet", "address") == {}
