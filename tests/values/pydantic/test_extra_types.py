"""The types of pydantic-extra-types, judged by themselves; those whose library is missing are left out."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import typing
import warnings
from typing import Annotated, Any, Optional

import pydantic
import pytest

import typedfactory
from tests.values.corpus import with_arguments
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError

extra = pytest.importorskip("pydantic_extra_types")

#: Classes that are marks for other types, or only their base.
NO_TYPES = {"ResolvedPathType", "PhoneNumberValidator"}


def _load(name: str) -> Any:
    with warnings.catch_warnings():
        # Of what stands in for a missing library.
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(f"pydantic_extra_types.{name}")
        except (ImportError, RuntimeError):
            return None


def _types() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for info in pkgutil.iter_modules(extra.__path__):
        module = _load(info.name)
        for name, value in vars(module).items() if module is not None else ():
            own = isinstance(value, type) and value.__module__ == module.__name__
            described = own and hasattr(value, "__get_pydantic_core_schema__")
            wanted = described or typing.get_origin(value) is Annotated
            if wanted and not name.startswith("_") and name not in NO_TYPES:
                found[f"{info.name}.{name}"] = value
    return found


TYPES = _types()
#: A dataclass that is filled as such, though in a model its validator wants what is inside.
AS_DATACLASS = "ulid.ULID"


def test_there_are_many() -> None:
    assert len(TYPES) > 35


@pytest.mark.parametrize("name", TYPES)
def test_two_hundred_values_are_valid(name: str) -> None:
    judge: Any = pydantic.TypeAdapter(TYPES[name])
    for value in values_of(TYPES[name]):
        judge.validate_python(value, strict=True)


@pytest.mark.parametrize("name", TYPES)
def test_nested_values_are_valid(name: str) -> None:
    annotation = with_arguments(dict, str, with_arguments(list, with_arguments(Optional, TYPES[name])))
    judge = pydantic.TypeAdapter(annotation)
    for value in values_of(annotation, 5):
        judge.validate_python(value, strict=True)


@pytest.mark.parametrize("name", [name for name in TYPES if name != AS_DATACLASS])
def test_models_are_filled(name: str) -> None:
    plain = dataclasses.make_dataclass("Plain", [("x", TYPES[name])])
    config = pydantic.ConfigDict(strict=True)
    checked: Any = pydantic.create_model("Checked", __config__=config, x=(TYPES[name], ...))
    judge = pydantic.TypeAdapter(TYPES[name])
    judge.validate_python(typedfactory.make_factory(plain).build().x)
    assert type(typedfactory.make_factory(checked).build()) is checked


def test_phone_numbers_are_of_the_region() -> None:
    module = _load("phone_numbers")
    if module is None:
        pytest.skip("phonenumbers is not installed")
    of_france = module.PhoneNumberValidator(supported_regions=["FR"], number_format="E164")
    assert all(each.startswith("+33") for each in values_of(Annotated[str, of_france]))
    german = type("German", (module.PhoneNumber,), {"supported_regions": ["DE"]})
    assert all(each.startswith("tel:+49") for each in values_of(german))
    assert all(each.startswith("tel:+1-201-555-01") for each in values_of(module.PhoneNumber))


def test_codes_differ_in_a_set() -> None:
    module = _load("country")
    if module is None:
        pytest.skip("pycountry is not installed")
    wanted = Annotated[set[module.CountryAlpha2], pydantic.Field(min_length=100)]  # type: ignore[name-defined]
    assert len(value_of(wanted)) == 100


def test_constraints_that_mean_nothing_are_refused() -> None:
    color: Any = _load("color")
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[color.Color, pydantic.Field(max_length=3)])
    assert str(caught.value) == (
        "F.x: max_length=3 cannot be satisfied for Color. Declare the field, or correct its constraints."
    )
