"""Which fields go by their names, and that they keep to their types."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from typing import Annotated, Any, Literal, NamedTuple, NewType, TypedDict

import annotated_types as at
import attrs
import msgspec
import pydantic
import pytest

import typedfactory as factory
from tests.realism.modelling import derived, factory_of, realistic
from typedfactory.ground.constraints import Pattern

Email = NewType("Email", str)


@dataclasses.dataclass
class InDataclass:
    first_name: str
    email: str


@attrs.define
class InAttrs:
    first_name: str
    email: str


class InPydantic(pydantic.BaseModel):
    first_name: str = pydantic.Field(alias="firstName")
    email: pydantic.EmailStr


class InMsgspec(msgspec.Struct):
    first_name: str
    email: Annotated[str, msgspec.Meta(max_length=60)]


class InTypedDict(TypedDict):
    first_name: str
    email: str


class InTuple(NamedTuple):
    first_name: str
    email: str


class InPlain:
    def __init__(self, first_name: str, email: str) -> None:
        self.first_name = first_name
        self.email = email


@pytest.mark.parametrize(
    "model",
    [InDataclass, InAttrs, InPydantic, InMsgspec, InTypedDict, InTuple, InPlain],
    ids=lambda model: model.__name__,
)
def test_models_of_every_library_go_by_their_names(model: Any) -> None:
    made = factory_of(model).build(first_name="Ada")
    email = made["email"] if isinstance(made, dict) else made.email
    assert email.startswith("ada.")
    assert "@example." in email


class Level(str, enum.Enum):
    LOW = "low"


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (bool, bool),
        (bytes, bytes),
        (Literal["a"], str),
        (Level, Level),
        (dict[str, str], dict),
        (int, int),
        (set[str], set),
    ],
)
def test_the_type_comes_first(annotation: Any, expected: type) -> None:
    make = realistic("User", email=annotation)
    assert isinstance(make.build().email, expected)
    assert make.explain().fields[0].kind == "filled by type"


def test_choices_are_left_alone() -> None:
    from typedfactory.ground.constraints import OneOf

    assert realistic("User", city=Annotated[str, OneOf(["here"])]).build().city == "here"


@pytest.mark.parametrize(
    "annotation", [str, str | None, Email, Annotated[str, "a comment"], Annotated[str | None, at.MaxLen(60)]]
)
def test_the_type_may_be_wrapped(annotation: Any) -> None:
    assert "@example." in realistic("User", email=annotation).build().email


def test_what_is_optional_may_be_none_where_the_factory_wants_it() -> None:
    base = realistic("User", email=str | None)
    assert derived(base, optional="none").build().email is None
    emails = {made.email is None for made in derived(base, optional="random").build_batch(40)}
    assert emails == {True, False}


def test_elements_of_a_list_go_by_its_name() -> None:
    made = realistic(
        "User", first_name=str, emails=list[str], cities=tuple[str, ...], addresses=list[str], tags=set[str]
    ).build(first_name="Ada")
    assert made.emails[0].startswith("ada.")
    assert made.cities[0].istitle()
    assert "," in made.addresses[0]


def test_a_list_explains_itself() -> None:
    assert str(realistic("User", name=str, emails=list[str]).explain()).splitlines()[2:] == [
        "└─ emails  realistic: email of name, one for each element"
    ]


def test_types_of_pydantic_that_ask_for_something_get_that() -> None:
    class Site(pydantic.BaseModel):
        city: pydantic.EmailStr
        contact: pydantic.EmailStr
        homepage: pydantic.HttpUrl
        email: pydantic.HttpUrl
        password: pydantic.SecretStr
        created_at: pydantic.AwareDatetime
        updated_at: pydantic.PastDatetime
        expires_on: pydantic.FutureDate

    made = factory_of(Site).build()
    assert made.city.endswith(("example.com", "example.org", "example.net"))
    assert made.homepage.host in {"example.com", "example.org", "example.net"}
    assert len(made.password.get_secret_value()) == 12
    assert made.created_at.replace(tzinfo=None) <= made.updated_at
    late = datetime.datetime(2025, 6, 1, tzinfo=datetime.timezone.utc)
    assert factory_of(Site).build(created_at=late).updated_at >= datetime.datetime(2025, 6, 1)  # noqa: DTZ001 - made naive


def test_validators_are_kept() -> None:
    def must_shout(value: str) -> str:
        if not value.isupper():
            raise ValueError("too quiet")
        return value

    class User(pydantic.BaseModel):
        username: Annotated[str, pydantic.AfterValidator(str.lower)]
        country_code: Annotated[str, pydantic.AfterValidator(must_shout)]
        currency: Annotated[str, pydantic.StringConstraints(to_upper=True)]
        sku: Annotated[str, pydantic.Field(pattern=r"^[A-Z]{2}-\d{6}$")]

    made = factory_of(User).build()
    assert (made.country_code, made.currency) == ("US", "USD")
    assert "." in made.username


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        ("first_name", Annotated[str, Pattern(r"^[a-c]{3}$", "fullmatch")]),
        ("email", Annotated[str, at.MaxLen(5)]),
        ("city", Annotated[str, at.MinLen(400)]),
        ("phone", Annotated[str, Pattern(r"^\d{9}$", "fullmatch")]),
        ("price", Annotated[int, at.Interval(ge=1_000_003, le=1_000_003)]),
        ("age", Annotated[int, at.Gt(900)]),
        ("title", Annotated[str, at.Predicate(str.isdigit)]),
    ],
)
def test_where_no_value_is_realistic_the_field_is_filled_by_its_type(field: str, annotation: Any) -> None:
    make = realistic("Thing", **{field: annotation})
    assert len({getattr(made, field) for made in make.build_batch(20)}) >= 1


def test_what_is_filled_by_its_type_is_what_the_others_go_by() -> None:
    user = realistic(
        "User", email=str, first_name=Annotated[str, Pattern("^[a-c]{9}$", "fullmatch")], last_name=str
    ).build()
    assert user.email.startswith(f"{user.first_name}.")


def test_short_columns_get_short_addresses() -> None:
    user = realistic("User", first_name=str, last_name=str, email=Annotated[str, at.MaxLen(20)]).build(
        first_name="Ada", last_name="Lovelace"
    )
    assert user.email.partition("@")[0] in {"alovelace", "ada"}
    assert len(user.email) <= 20


def test_a_type_that_a_user_taught_is_made_as_taught() -> None:
    base = realistic("User", email=Email, first_name=str)
    made = derived(base, providers={Email: lambda random, constraints: Email("taught")}).build()
    assert made.email == "taught"
    assert made.first_name.isalpha()


def test_renamed_fields_go_by_the_factorys_own_names() -> None:
    base = realistic("User", first_name=str, mailbox=str)
    made = derived(base, rename={"email": "mailbox"}).build(first_name="Ada")
    assert made.mailbox.startswith("ada.")


def test_declared_fields_are_the_declarations() -> None:
    base = realistic("User", first_name=str, email=str)

    class UserFactory(base):  # type: ignore[misc, valid-type]  # made at run time
        email = "nobody"

    assert UserFactory.build().email == "nobody"


def test_auto_goes_by_the_name_as_well() -> None:
    @dataclasses.dataclass
    class User:
        email: str = "nobody"

    make = factory_of(User)
    assert make.build().email == "nobody"
    assert "@example." in make.build(email=factory.AUTO).email


def test_invalid_data_and_coverage_work_as_ever() -> None:
    class User(pydantic.BaseModel):
        email: pydantic.EmailStr | None
        city: Annotated[str, pydantic.Field(max_length=5)]

    make = factory_of(User)
    assert {made.email is None for made in make.coverage()} == {True, False}
    assert {(wrong.field, wrong.rule) for wrong in make.build_invalid()} >= {("city", "max_length"), ("city", "type")}


def test_unique_values_differ_even_where_the_other_fields_are_the_same() -> None:
    base = realistic("User", name=str, email=str, country=str)

    class UserFactory(base):  # type: ignore[misc, valid-type]  # made at run time
        name = "Ada Lovelace"
        email = factory.Unique(factory.AUTO)
        country = factory.Unique(factory.AUTO)

    users = UserFactory.build_batch(60)
    assert len({user.email for user in users}) == len({user.country for user in users}) == 60
    assert all(user.email.startswith("ada.lovelace") for user in users)


def test_a_model_nested_in_a_field_goes_by_its_names_too() -> None:
    house = realistic("House", city=str)._meta.model
    owner = realistic("Owner", name=str, home=house, others=list[house])  # type: ignore[valid-type]  # made at run time
    made = owner.build()
    assert made.home.city.istitle()
    assert made.others[0].city.istitle()


def test_unique_values_are_such_as_hardly_meet_those_that_are_there_already() -> None:
    base = realistic("Product", name=str, ip_address=str, currency=str, stock=int, created_at=datetime.datetime)

    class ProductFactory(base):  # type: ignore[misc, valid-type]  # made at run time
        name = factory.Unique(factory.AUTO)
        ip_address = factory.Unique(factory.AUTO)
        currency = factory.Unique(factory.AUTO)
        stock = factory.Unique(factory.AUTO)
        created_at = factory.Unique(factory.AUTO)

    made = ProductFactory.build()
    assert made.name[-5:].isdigit()
    assert made.ip_address.startswith("10.")
    kinds = {field.name: field.kind for field in ProductFactory.explain().fields}
    assert set(kinds.values()) == {"declaration"}
    # Of these there are too few.
    assert len(made.currency) == 12
    assert made.stock > 500
