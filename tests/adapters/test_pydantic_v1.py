"""Models of ``pydantic.v1``, which pydantic 2 ships for code that has not moved on."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any, Literal, Optional

import pytest

import typedfactory
from typedfactory.adapters import shape_of
from typedfactory.errors import UnknownFieldError

if sys.version_info >= (3, 14):
    pytest.skip("pydantic.v1 does not work on Python 3.14", allow_module_level=True)

from pydantic import v1


class Address(v1.BaseModel):
    city: str = v1.Field(min_length=3, max_length=5)


class Person(v1.BaseModel):
    name: str
    age: int = v1.Field(gt=17, le=99)
    code: str = v1.Field(regex=r"^[A-Z]{3}\d$")
    score: v1.confloat(ge=0, lt=1)  # type: ignore[valid-type]  # a class made on the spot
    size: v1.conint(gt=5, multiple_of=5, lt=30)  # type: ignore[valid-type]  # as above
    word: v1.constr(min_length=2, max_length=4)  # type: ignore[valid-type]  # as above
    price: v1.condecimal(max_digits=4, decimal_places=2)  # type: ignore[valid-type]  # as above
    names: v1.conlist(str, min_items=2, max_items=3)  # type: ignore[valid-type]  # as above
    tags: list[int] = v1.Field(min_items=2)
    positive: v1.PositiveInt
    strict: v1.StrictStr
    url: v1.HttpUrl
    secret: v1.SecretStr
    born: v1.PastDate
    dies: v1.FutureDate
    key: v1.UUID4
    older: v1.UUID1
    weight: v1.ByteSize
    home: Address
    others: list[Address]
    maybe: Optional[Address]
    kind: Literal["a", "b"]
    plain: Optional[int] = None
    level: int = 3


class Aliased(v1.BaseModel):
    name: str = v1.Field(alias="fullName")


class Populated(v1.BaseModel):
    name: str = v1.Field(alias="fullName")

    class Config:
        allow_population_by_field_name = True
        extra = "allow"


def test_fields_are_filled_so_that_the_model_takes_them() -> None:
    for person in typedfactory.build_batch(Person, 40):
        assert 17 < person.age <= 99
        assert person.size in (10, 15, 20, 25)
        assert 3 <= len(person.home.city) <= 5
        assert isinstance(person.price, Decimal)
        assert [type(each) for each in person.others] == [Address]
        assert (person.level, person.plain) == (3, None)


def test_aliases() -> None:
    class AliasedFactory(typedfactory.Factory[Aliased]):
        name = "ann"

    assert AliasedFactory().name == "ann"
    assert AliasedFactory(fullName="bo").name == "bo"
    assert typedfactory.build(Populated, name="cy").name == "cy"


def test_names_are_checked_where_the_model_takes_no_others() -> None:
    with pytest.raises(UnknownFieldError, match='Did you mean "city"'):
        typedfactory.build(Address, citi="Rome")
    made: Any = typedfactory.build(Populated, more=1)
    assert made.more == 1


def test_paths_data_and_coverage_work_as_for_other_models() -> None:
    assert typedfactory.build(Person, home__city="Rome").home.city == "Rome"
    assert typedfactory.build(Person, others=[{"city": "Oslo"}, {}]).others[0].city == "Oslo"
    assert {person.kind for person in typedfactory.make_factory(Person).coverage()} == {"a", "b"}


def test_the_base_itself_is_no_model() -> None:
    assert shape_of(v1.BaseModel) is None
