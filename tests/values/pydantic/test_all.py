"""Pydantic's types, judged by pydantic in strict mode; what an instance cannot be is judged by its text."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Annotated, Any, Optional, Union

import attrs
import pydantic as p
import pytest
import typing_extensions as te
from pydantic import networks, types

import typedfactory
from tests.values.corpus import MARKED, PYDANTIC, Odd, judge_of, models_of, with_arguments
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.values import Settings

UTC = dt.timezone.utc
#: Those with models in them are built through factories, in the tests of the corpus.
ALONE = {
    name: each
    for name, each in {**PYDANTIC, **MARKED}.items()
    if not any(m in name for m in ("Cat", "iscriminator", "Point"))
}
NESTED: dict[str, Callable[[Any], Any]] = {
    "Optional": lambda inner: with_arguments(Optional, inner),
    "list": lambda inner: with_arguments(list, inner),
    "dict": lambda inner: with_arguments(dict, str, inner),
    "Union": lambda inner: with_arguments(Union, inner, None, with_arguments(list, inner)),
    "deep": lambda inner: with_arguments(dict, str, with_arguments(list, with_arguments(Optional, inner))),
}


@pytest.mark.parametrize("name", ALONE)
def test_two_hundred_values_are_valid(name: str) -> None:
    judge = judge_of(ALONE[name])
    for value in values_of(ALONE[name]):
        judge.validate_python(value, strict=True)


@pytest.mark.parametrize("wrapper", NESTED)
@pytest.mark.parametrize("name", ALONE)
def test_nested_values_are_valid(name: str, wrapper: str) -> None:
    if "FailFast" in name and wrapper != "list":
        pytest.skip("a FailFast has no hash, which Python wants of the members of a union")
    annotation = NESTED[wrapper](ALONE[name])
    judge = judge_of(annotation)
    for value in values_of(annotation, 5):
        assert judge.validate_python(value, strict=True) is not None


@pytest.mark.parametrize(
    "name",
    ["SecretStr", "AnyUrl", "PostgresDsn", "EmailStr", "UUID4", "PastDate", "FutureDatetime", "ByteSize",
     "IPvAnyAddress", "Base64Bytes", "NewPath", "FilePath", "AwareDatetime"],
)  # fmt: skip
def test_a_set_gets_as_many_different_values_as_it_needs(name: str) -> None:
    assert len(value_of(Annotated[with_arguments(set, PYDANTIC[name]), p.Field(min_length=60)])) == 60


KINDS: dict[str, tuple[Any, Any]] = {
    "SecretStr": (p.SecretStr, p.SecretStr),
    "SecretBytes": (p.SecretBytes, p.SecretBytes),
    "AnyUrl": (p.AnyUrl, p.AnyUrl),
    "EmailStr": (p.EmailStr, str),
    "NameEmail": (p.NameEmail, p.NameEmail),
    "PastDate": (p.PastDate, dt.date),
    "FutureDatetime": (p.FutureDatetime, dt.datetime),
    "ByteSize": (p.ByteSize, p.ByteSize),
    "StrictInt": (p.StrictInt, int),
    "Json": (p.Json, str),
    "Odd": (Odd, Odd),
}
for _name in ("HttpUrl", "PostgresDsn"):
    if isinstance(getattr(p, _name), type):
        KINDS[_name] = getattr(p, _name), getattr(p, _name)
for _name in ("HiddenDate", "ShopUrl"):
    if _name in MARKED:
        KINDS[_name] = MARKED[_name], MARKED[_name]


@pytest.mark.parametrize(("annotation", "kind"), KINDS.values(), ids=KINDS)
def test_what_nobody_validates_is_what_pydantic_would_make_of_it(annotation: Any, kind: type) -> None:
    assert type(typedfactory.make_factory(models_of(annotation)[0]).build().x) is kind


def test_attrs_classes_and_typed_dicts_get_the_same() -> None:
    fields: dict[str, Any] = {"mail": p.EmailStr, "secret": p.SecretStr, "link": p.AnyUrl, "born": p.PastDate}
    annotated = attrs.make_class("Annotated", {name: attrs.field(type=each) for name, each in fields.items()})
    mapping = te.TypedDict("mapping", fields)  # type: ignore[misc] # the fields are those of the class
    instance: Any = typedfactory.make_factory(annotated).build()
    from_class = {name: type(getattr(instance, name)) for name in fields}
    from_dict = {name: type(value) for name, value in typedfactory.make_factory(mapping).build().items()}
    assert (
        from_class
        == from_dict
        == {"mail": str, "secret": p.SecretStr, "link": type(value_of(p.AnyUrl)), "born": dt.date}
    )


def test_what_is_read_from_text_can_be_asked_for_as_it_is_after_reading() -> None:
    after = Settings(parses=False)
    assert type(value_of(p.Json[int], options=after)) is int
    assert type(value_of(p.Json, options=after)) is dict
    assert value_of(p.Base64Str, options=after).isalpha()
    assert type(value_of(Annotated[list[str], p.BeforeValidator(str.split)], options=after)) is list


def test_moments_stay_past_and_future() -> None:
    assert all(dt.date(1970, 1, 1) <= each <= dt.date(2020, 12, 31) for each in values_of(p.PastDate))
    assert all(dt.date(2100, 1, 1) <= each < dt.date(2200, 1, 1) for each in values_of(p.FutureDate))
    assert all(each.year <= 2020 and each.tzinfo is None for each in values_of(p.PastDatetime))
    assert all(each.year >= 2100 and each.tzinfo is None for each in values_of(p.FutureDatetime))
    assert all(each.tzinfo is UTC for each in values_of(p.AwareDatetime))
    assert all(each.tzinfo is None for each in values_of(p.NaiveDatetime))


def test_bounds_near_today_are_kept() -> None:
    today = dt.datetime.now(UTC).date()
    week = dt.timedelta(days=7)
    late = Annotated[p.PastDate, p.Field(ge=today - week)]
    soon = Annotated[p.FutureDate, p.Field(le=today + week)]
    assert all(today - week <= each < today for each in values_of(late))
    assert all(today < each <= today + week for each in values_of(soon))


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (
            Annotated[p.PastDate, p.Field(gt=dt.date(3000, 1, 1))],
            "F.x: no PastDate satisfies gt=datetime.date(3000, 1, 1). Correct the constraints, or declare the field.",
        ),
        (
            Annotated[p.FutureDate, p.Field(lt=dt.date(2000, 1, 1))],
            "F.x: no FutureDate satisfies lt=datetime.date(2000, 1, 1). Correct the constraints, or declare the field.",
        ),
        (
            Annotated[p.EmailStr, p.Field(max_length=5)],
            "F.x: no EmailStr satisfies max_length=5. Correct the constraints, or declare the field.",
        ),
        (
            Annotated[p.HttpUrl, p.UrlConstraints(max_length=8)],
            "F.x: no HttpUrl with scheme https satisfies max_length=8. Correct the constraints, or declare the field.",
        ),
        (
            Annotated[p.SecretStr, p.Field(gt=3)],
            "F.x: gt=3 cannot be satisfied for str. Declare the field, or correct its constraints.",
        ),
        (
            Annotated[p.FilePath, p.Field(min_length=3)],
            "F.x: min_length=3 cannot be satisfied for Path. Declare the field, or correct its constraints.",
        ),
    ],
)
def test_what_cannot_be_is_refused(annotation: Any, message: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation)
    assert str(caught.value) == message


@pytest.mark.parametrize("version", [each for each in range(1, 9) if hasattr(p, f"UUID{each}")])
def test_uuids_have_their_version(version: int) -> None:
    values = values_of(getattr(p, f"UUID{version}"))
    assert {each.version for each in values} == {version}
    assert {each.variant for each in values} == {"specified in RFC 4122"}
    assert len(set(values)) == 200


def test_card_numbers_have_a_check_digit() -> None:
    for each in values_of(vars(types)["PaymentCardNumber"]):
        digits = [int(digit) for digit in each]
        assert sum(digits[1::2] + [sum(divmod(2 * digit, 10)) for digit in digits[::2]]) % 10 == 0


def test_all_public_types_are_in_the_tests() -> None:
    others = {name for name in (*types.__all__, *networks.__all__) if name[0].isupper()} - set(PYDANTIC)
    assert others <= {
        *("Strict", "AllowInfNan", "EncoderProtocol", "EncodedBytes", "EncodedStr", "Base64Encoder", "OnErrorOmit"),
        *("GetPydanticSchema", "StringConstraints", "Tag", "Discriminator", "FailFast", "UrlConstraints", "Secret"),
        "PaymentCardNumber",
    }


PROGRAM = """
import sys
from typedfactory.values import make_recipe
make_recipe(int, where="F.x", is_model=lambda _: False).make
assert "pydantic" not in sys.modules
import random, pydantic as p
for each in (p.EmailStr, p.HttpUrl, p.UUID4, p.PastDate, p.FutureDatetime, p.Json, p.Base64Str, p.ByteSize, p.NameEmail):
    print(make_recipe(each, where="F.x", is_model=lambda _: False).make(random.Random(7), None))
"""

VALUES = """\
neirludkmpdv@example.com
https://neirludkmpdv.example.com/
65132709-a783-44df-b2a7-4de452e6b438
1986-07-08
2122-01-09 00:49:30
{"ienulrmkdvdp":"temouaedllkb"}
aWVudWxybWtkdmRw
695425564
Neirludkmpdv <neirludkmpdv@example.com>
"""


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_pydantic_is_left_alone_until_it_is_in_use_and_the_same_seed_gives_the_same_values(hash_seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == VALUES
