"""What is measured, and what the measurement must show."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import msgspec
import pydantic

from bench.libraries import BY_HAND, FACTORY_BOY, OURS, POLYFACTORY, contenders_for, restart


@attrs.frozen
class Target:
    """A bound for how a peer's time compares to ours.

    Attributes:
        peer: The contender.
        least: The least that (its time / our time) may be.
    """

    peer: str
    least: float


@attrs.frozen
class Case:
    """One thing that every contender does.

    Attributes:
        name: What ``--only`` takes.
        contenders: Contender → a call without arguments.
        targets: What must hold.
        is_random: Whether the contenders' results share nothing but their types.
        result: Turns what a call returns into what can be compared.
    """

    name: str
    contenders: Mapping[str, Callable[[], Any]]
    targets: tuple[Target, ...] = ()
    is_random: bool = False
    result: Callable[[Any], Any] = lambda made: made


class UnequalContendersError(Exception):
    """The contenders of a case do not make the same, so that comparing their times would mean nothing."""


FIFTEEN_TIMES = Target(FACTORY_BOY, 15)
WITHIN_THREE = Target(BY_HAND, 1 / 3)
#: For what is made by its types alone.
AUTOMATIC = (Target(POLYFACTORY, 25), Target(BY_HAND, 1 / 4))


def make_case(name: str, *targets: Target, **options: Any) -> Case:
    """Return a case whose function has its name in each library."""
    return Case(name, contenders_for(name.replace("-", "_")), targets, **options)


CASES: tuple[Case, ...] = (
    make_case("flat", FIFTEEN_TIMES, WITHIN_THREE),
    make_case("flat-call", FIFTEEN_TIMES, WITHIN_THREE),
    make_case("two-overrides", FIFTEEN_TIMES),
    make_case("trait-on", FIFTEEN_TIMES),
    make_case("faker-names", Target(FACTORY_BOY, 2), is_random=True),
    make_case("nested", FIFTEEN_TIMES, WITHIN_THREE),
    make_case("three-deep", FIFTEEN_TIMES, WITHIN_THREE),
    make_case("deep-override", FIFTEEN_TIMES),
    make_case("shared", FIFTEEN_TIMES),
    make_case("post-generation", FIFTEEN_TIMES),
    make_case("batch", FIFTEEN_TIMES),
    make_case("automatic", *AUTOMATIC, is_random=True),
    make_case("automatic-batch", *AUTOMATIC, is_random=True),
    make_case("pydantic-nested", *AUTOMATIC, is_random=True),
    make_case("msgspec-struct", *AUTOMATIC, is_random=True),
    make_case("define", Target(FACTORY_BOY, 1 / 3), result=lambda factory: factory.build()),
    make_case("define-and-build"),
    make_case("new-keywords"),
)


def shown(case: Case, contender: str) -> Any:
    """Run a case once from the first number of all sequences and return what came out, as plain data."""
    restart()
    made = case.result(case.contenders[contender]())
    return kind_of(made) if case.is_random else data_of(made)


def data_of(value: Any) -> Any:
    """Return a value with its models as (class, fields) pairs."""
    if isinstance(value, list):
        return [data_of(item) for item in value]
    fields = fields_of(value)
    return value if fields is None else (type(value), {name: data_of(item) for name, item in fields.items()})


def kind_of(value: Any) -> Any:
    """Return the same with every value replaced by its type."""
    if isinstance(value, list):
        return [kind_of(item) for item in value]
    fields = fields_of(value)
    return type(value) if fields is None else (type(value), {name: kind_of(item) for name, item in fields.items()})


def fields_of(value: Any) -> dict[str, Any] | None:
    """Return the fields of a model's instance, None for other values."""
    if isinstance(value, msgspec.Struct):
        return {name: getattr(value, name) for name in value.__struct_fields__}
    return vars(value) if dataclasses.is_dataclass(value) or isinstance(value, pydantic.BaseModel) else None


def check_equal(case: Case) -> None:
    """Make sure that the contenders make the same.

    Raises:
        UnequalContendersError: They do not.
    """
    ours = shown(case, OURS)
    for contender in case.contenders:
        theirs = shown(case, contender)
        if theirs != ours:
            raise UnequalContendersError(f"{case.name}: {OURS} makes {ours}, but {contender} makes {theirs}.")
