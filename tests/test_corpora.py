"""Models of published packages are built and validated again; `make corpora` does it with thousands of real ones."""

from __future__ import annotations

import datetime
import decimal
import random
import sys
import uuid
from collections.abc import Callable
from typing import Annotated, Any, Literal, Optional, Union

import pydantic
import pytest

from scripts import check_corpora
from scripts.check_corpora import Outcome, build_all, models_of
from tests.data.published import chat, shop

PACKAGE = "tests.data.published"
PUBLISHED = [model for model in models_of(PACKAGE) if model is not shop.Coupon]
#: How many models are put together at random, the same each time.
COUNT, GENERATION = 120, 30
EXTRAS: tuple[Literal["ignore", "forbid", "allow"], ...] = ("ignore", "forbid", "allow")

PLAIN: tuple[Any, ...] = (
    str,
    int,
    float,
    bool,
    bytes,
    datetime.datetime,
    datetime.date,
    uuid.UUID,
    decimal.Decimal,
    Any,
)
CONSTRAINED: tuple[Any, ...] = (
    Annotated[int, pydantic.Field(ge=3, lt=9)],
    Annotated[int, pydantic.Field(gt=10**12, multiple_of=7)],
    Annotated[float, pydantic.Field(gt=0, lt=1e-9)],
    Annotated[decimal.Decimal, pydantic.Field(ge=-1, le=1, decimal_places=3)],
    Annotated[str, pydantic.Field(min_length=20, max_length=21)],
    Annotated[str, pydantic.Field(max_length=6, pattern=r"^[A-Z]+\d*$")],
    Literal["one", "two"],
    pydantic.HttpUrl,
    pydantic.PositiveInt,
)


#: Generic types, with what makes their arguments of one type.
GENERICS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Optional, lambda one: one),
    (list, lambda one: one),
    (tuple, lambda one: (one, ...)),
    (dict, lambda one: (str, one)),
    (Union, lambda one: (one, Literal["none"])),
    (Annotated, lambda one: (one, pydantic.Field(description="anything"))),
    (Annotated, lambda one: (around(one, list), pydantic.Field(min_length=2, max_length=4))),
)


def around(one: Any, generic: Any) -> Any:
    """Return a generic type of another one."""
    return generic[one]


def random_type(chance: random.Random, models: list[type[pydantic.BaseModel]]) -> Any:
    """Return a type at random, nested up to three deep."""
    made = chance.choice((*PLAIN, *CONSTRAINED, *models))
    for _ in range(chance.randint(0, 2)):
        generic, arguments = chance.choice(GENERICS)
        made = around(arguments(made), generic)
    return made


def random_models() -> list[type[pydantic.BaseModel]]:
    """Return models of random fields: those of a generation have some of the one before nested in them."""
    chance = random.Random(20)
    models: list[type[pydantic.BaseModel]] = []
    for number in range(COUNT):
        generation = number - number % GENERATION
        older = chance.sample(models[generation - GENERATION : generation], 2) if generation else []
        types = [random_type(chance, older) for _ in range(chance.randint(1, 6))]
        fields: dict[str, Any] = {
            f"field_{place}": (each, pydantic.Field(alias=chance.choice((None, f"alias-{place}"))))
            for place, each in enumerate(types)
        }
        config = pydantic.ConfigDict(
            extra=chance.choice(EXTRAS),
            frozen=chance.choice((True, False)),
            populate_by_name=chance.choice((True, False)),
        )
        models.append(pydantic.create_model(f"Model{number}", __config__=config, **fields))
    return models


@pytest.mark.parametrize("model", [pytest.param(each, id=each.__qualname__) for each in PUBLISHED])
def test_a_published_model_is_built_and_reads_its_own_dump(model: type[pydantic.BaseModel]) -> None:
    assert build_all(model, times=20) == Outcome()


def test_models_put_together_at_random_are_built_and_read_their_own_dump() -> None:
    outcomes = {model.__name__: build_all(model, times=5) for model in random_models()}
    assert {name: outcome for name, outcome in outcomes.items() if outcome != Outcome()} == {}
    assert len(outcomes) == COUNT


def test_the_models_of_a_package_are_found_once_and_by_name_and_templates_are_left_out() -> None:
    names = [f"{model.__module__.removeprefix(PACKAGE)}.{model.__name__}" for model in models_of(PACKAGE)]
    assert names == sorted(set(names))
    assert {".chat.Message", ".chat.Messages", ".shop.Order"} <= set(names)
    assert chat.Page not in models_of(PACKAGE)


def test_a_rule_that_types_do_not_tell_needs_a_declaration_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["check_corpora", PACKAGE, "--times", "1"])
    assert check_corpora.main() == 0
    first, *others = capsys.readouterr().out.splitlines()
    count = len(PUBLISHED)
    assert first.startswith(f"{PACKAGE}: {count + 1} models, {count} built and valid, ")
    (other,) = others
    assert other.startswith(
        f"  needs a declaration: {PACKAGE}.shop.Coupon: ValidationError: 1 validation error for Coupon code "
        "Value error, no such coupon ["
    )


def test_a_model_that_cannot_be_filled_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Impossible(pydantic.BaseModel):
        number: Annotated[int, pydantic.Field(gt=5, lt=6)]

    monkeypatch.setattr(check_corpora, "models_of", lambda package: [Impossible])
    monkeypatch.setattr(sys, "argv", ["check_corpora", PACKAGE])
    assert check_corpora.main() == 1
    assert f"  FAILED: {__name__}.{Impossible.__qualname__}: UnfillableError: " in capsys.readouterr().out


def test_a_model_that_does_not_read_its_dump_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Deaf(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(extra="forbid")
        number: int = pydantic.Field(serialization_alias="other")

    monkeypatch.setattr(check_corpora, "models_of", lambda package: [Deaf])
    monkeypatch.setattr(sys, "argv", ["check_corpora", PACKAGE])
    assert check_corpora.main() == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"  valid when built, but not made to read their own dump: {Deaf.__qualname__}"
    ]
