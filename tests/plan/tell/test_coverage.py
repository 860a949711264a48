"""Factory.coverage() and Factory.build_invalid()."""

from __future__ import annotations

import dataclasses
import enum
from typing import Annotated, Any, Literal

import attrs
import pydantic
import pytest

import typedfactory


class Role(enum.Enum):
    USER = "user"
    ADMIN = "admin"
    ROOT = "root"


@dataclasses.dataclass
class Address:
    kind: Literal["home", "work"]
    city: str


@dataclasses.dataclass
class User:
    name: str
    role: Role
    active: bool
    tags: list[int]
    contact: int | str
    address: Address | None = None
    friend: User | None = None


class UserFactory(typedfactory.Factory[User]):
    name = "joe"


def test_coverage_shows_every_alternative_in_the_fewest_instances() -> None:
    users = list(UserFactory.coverage())
    assert len(users) == len(Role) == 3
    assert {user.role for user in users} == set(Role)
    assert {user.active for user in users} == {True, False}
    assert {bool(user.tags) for user in users} == {True, False}
    assert {type(user.contact) for user in users} == {int, str}
    assert {user.address and user.address.kind for user in users} == {"home", "work", None}
    assert {user.friend is None for user in users} == {True, False}


def test_coverage_leaves_declared_fields_alone() -> None:
    assert {user.name for user in UserFactory.coverage()} == {"joe"}


def test_coverage_keeps_constraints_in_optional_members() -> None:
    class Reading(pydantic.BaseModel):
        value: Annotated[int, pydantic.Field(gt=0, lt=5)] | None

    factory = typedfactory.make_factory(Reading)
    values = [reading.value for reading in factory.coverage() for _ in range(20)]
    assert None in values
    assert all(value is None or 0 < value < 5 for value in values)


def test_coverage_of_a_model_without_fields_is_one_instance() -> None:
    @dataclasses.dataclass
    class Nothing:
        pass

    assert list(typedfactory.make_factory(Nothing).coverage()) == [Nothing()]
    assert list(typedfactory.make_factory(dict, x=1).coverage()) == [{"x": 1}]


class Order(pydantic.BaseModel):
    amount: Annotated[int, pydantic.Field(ge=1, le=10)]
    code: Annotated[str, pydantic.Field(min_length=2, max_length=4, pattern="^[A-Z]+$")]
    role: Role
    flags: Annotated[list[bool], pydantic.Field(max_length=3)]
    note: str = "none"


def test_each_broken_rule_is_refused_by_the_model() -> None:
    wrong = list(typedfactory.make_factory(Order).build_invalid())
    assert {(each.field, each.rule) for each in wrong} >= {
        ("amount", "type"),
        ("amount", "ge"),
        ("amount", "le"),
        ("code", "min_length"),
        ("code", "max_length"),
        ("code", "pattern"),
        ("role", "enum"),
        ("flags", "max_length"),
        ("flags", "items.type"),
        ("note", "type"),
    }
    for each in wrong:
        with pytest.raises(pydantic.ValidationError) as caught:
            Order(**each.attributes)
        assert {error["loc"][0] for error in caught.value.errors()} == {each.field}, each


@attrs.define
class Checked:
    years: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.le(150)])
    name: str = attrs.field(validator=attrs.validators.max_len(5))
    free: float = 0.0


def test_an_attrs_class_is_given_what_its_validators_refuse() -> None:
    wrong = list(typedfactory.make_factory(Checked).build_invalid())
    assert {(each.field, each.rule) for each in wrong} == {
        ("years", "type"),
        ("years", "le"),
        ("name", "max_length"),
    }
    for each in wrong:
        with pytest.raises((TypeError, ValueError)):
            Checked(**each.attributes)


def test_wrong_arguments_are_arguments_of_the_model() -> None:
    class RenamedFactory(typedfactory.Factory[Order]):
        number: Any = 3

        class Meta:
            rename = {"number": "amount"}  # noqa: RUF012 - as it is written in every factory

    fields = {each.field for each in RenamedFactory.build_invalid()}
    assert fields == {"number", "code", "role", "flags", "note"}
    assert all("amount" in each.attributes for each in RenamedFactory.build_invalid())
