"""Whatever the names, types, constraints and locales of a model: realistic values are valid, repeat, and fit each other."""

from __future__ import annotations

import datetime
import decimal
from typing import Annotated, Any, Literal

import pydantic
from hypothesis import given
from hypothesis import strategies as st

import typedfactory as factory
from tests.realism.modelling import factory_of
from typedfactory.plan.call.refs import interpret
from typedfactory.realism.kinds.people import plain
from typedfactory.realism.names import CHAINS, NAMES

PREFIXES = ("", "", "", "billing_", "user_", "home_")
LOCALES = ("en_US", "de_DE", "fr_FR", "ja_JP", "pt_BR", "ru_RU", "en_NZ", ["en_GB", "it_IT"])
MODELS = ("User", "Company", "Product", "Order", "City", "Server", "Book", "Thing")
names = st.builds(
    str.__add__, st.sampled_from(PREFIXES), st.sampled_from(sorted(name for each in NAMES.values() for name in each))
)


def _lower(value: str) -> str:
    return value.lower()


def limited(kind: Any, **limits: Any) -> Any:
    return Annotated[kind, pydantic.Field(**limits)]


lengths = st.sampled_from([1, 2, 3, 5, 7, 8, 10, 13, 20, 32, 50])
texts = st.one_of(
    st.just(str),
    lengths.map(lambda most: limited(str, max_length=most)),
    lengths.map(lambda fewest: limited(str, min_length=fewest)),
    lengths.map(lambda length: limited(str, min_length=length, max_length=length)),
    st.sampled_from(["^[A-Z]{3}$", "^[a-z]+$", r"^\d{5}$", "@"]).map(lambda pattern: limited(str, pattern=pattern)),
    st.sampled_from(
        [Annotated[str, pydantic.AfterValidator(_lower)], Annotated[str, pydantic.StringConstraints(to_upper=True)]]
    ),
    st.sampled_from([pydantic.EmailStr, pydantic.HttpUrl, pydantic.AnyUrl, list[str], Literal["a", "b"]]),
)
numbers = st.one_of(
    st.sampled_from([int, float, bool, decimal.Decimal]),
    st.integers(-50, 500).map(lambda least: limited(int, ge=least)),
    st.integers(-50, 500).map(lambda most: limited(float, lt=most)),
    st.builds(
        lambda digits, places: limited(decimal.Decimal, max_digits=digits, decimal_places=places),
        st.integers(3, 9),
        st.integers(0, 3),
    ),
)
moments = st.sampled_from(
    [
        *(datetime.datetime, datetime.date, datetime.time, pydantic.AwareDatetime, pydantic.NaiveDatetime),
        *(pydantic.PastDate, pydantic.PastDatetime, pydantic.FutureDate, pydantic.FutureDatetime),
    ]
)
types = st.one_of(texts, numbers, moments)
fields = st.dictionaries(names, st.one_of(types, types.map(lambda kind: kind | None)), min_size=1, max_size=8)


@given(title=st.sampled_from(MODELS), fields=fields, locale=st.sampled_from(LOCALES), seed=st.integers(0, 2**16))
def test_nothing_invalid_is_made_and_both_engines_agree(
    title: str, fields: dict[str, Any], locale: Any, seed: int
) -> None:
    described: Any = {name: (kind, ...) for name, kind in fields.items() if not hasattr(pydantic.BaseModel, name)}
    make = factory_of(pydantic.create_model(title, **described))
    with factory.Faker.override_default_locale(locale):
        with factory.random.seeded(seed):
            made = make.build_batch(2)
        with factory.random.seeded(seed):
            assert make.build_batch(2) == made
        with factory.random.seeded(seed):
            assert [interpret(make._meta, "build", {}, None, None) for _ in range(2)] == made


@given(
    given=st.fixed_dictionaries(
        {}, optional={"first_name": st.just("Ada"), "last_name": st.just("Lovelace"), "name": st.just("Grace Hopper")}
    ).filter(lambda given: "name" not in given or len(given) == 1),
    order=st.permutations(["first_name", "last_name", "name", "email", "username"]),
    locale=st.sampled_from(LOCALES),
)
def test_names_and_addresses_match_whatever_is_given(given: dict[str, str], order: list[str], locale: Any) -> None:
    make = factory_of(pydantic.create_model("User", **dict.fromkeys(order, (str, ...))))  # type: ignore[call-overload]  # made at run time
    with factory.Faker.override_default_locale(locale):
        user = make.build(**given)
    assert all(getattr(user, name) == value for name, value in given.items())
    assert user.name == f"{user.first_name} {user.last_name}"
    first = plain(user.first_name)
    assert user.email.partition("@")[0] == user.username or not first


@given(
    chain=st.sampled_from(CHAINS),
    data=st.data(),
    kinds=st.lists(st.sampled_from([datetime.datetime, datetime.date, pydantic.AwareDatetime]), min_size=7, max_size=7),
)
def test_moments_are_in_order_whatever_is_given(chain: tuple[str, ...], data: st.DataObject, kinds: list[Any]) -> None:
    fields = {f"{NAMES[each][1]}": kind for each, kind in zip(chain, kinds, strict=False)}
    shown = data.draw(st.permutations(sorted(fields)))
    make = factory_of(pydantic.create_model("Row", **{name: (fields[name], ...) for name in shown}))  # type: ignore[call-overload]  # as above
    one = data.draw(st.sampled_from(shown))
    kind = fields[one]
    moment = data.draw(st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2060, 1, 1)))  # noqa: DTZ001 - naive by design
    value: Any = moment.date() if kind is datetime.date else moment
    if kind is pydantic.AwareDatetime:
        value = moment.replace(tzinfo=datetime.timezone.utc)
    row = make.build(**{one: value})
    days = [getattr(row, NAMES[each][1]) for each in chain]
    plain_days = [day.date() if isinstance(day, datetime.datetime) else day for day in days]
    assert plain_days == sorted(plain_days)
