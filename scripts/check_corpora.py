"""Build every pydantic model of three published packages and validate it again: ``make corpora``.

Prints how many models each package has, how many were built and found valid, and which need a declaration because a
rule of their own refuses what their types allow.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any

import attrs
import pydantic

import typedfactory

PACKAGES = ("openai.types", "anthropic.types", "google.genai.types")
#: The types of pydantic's errors that stand for what a validator raised.
RAISED = ("value_error", "assertion_error")
#: Whether a model can be asked to take its fields by their names, too: since pydantic 2.11.
NAMES_CAN_BE_READ = "by_name" in inspect.signature(pydantic.BaseModel.model_validate).parameters


def models_of(package: str) -> Iterator[type[pydantic.BaseModel]]:
    """Yield the models that a package defines, each once, in the order of their names."""
    root = importlib.import_module(package)
    inside = pkgutil.walk_packages(getattr(root, "__path__", ()), f"{root.__name__}.")
    names = [root.__name__, *(each.name for each in inside)]
    found: dict[str, type[pydantic.BaseModel]] = {}
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError:
            # A module for a library that is not installed.
            continue
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, pydantic.BaseModel) and is_concrete(value, root.__name__):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    for name in sorted(found):
        yield found[name]


def is_concrete(model: type[pydantic.BaseModel], package: str) -> bool:
    """Say whether a model belongs to a package and is no template for others."""
    parameters = getattr(model, "__pydantic_generic_metadata__", {}).get("parameters", ())
    return model.__module__.partition(".")[0] == package.partition(".")[0] and not parameters


@attrs.frozen
class Outcome:
    """What came of building a model.

    Attributes:
        fault: What went wrong, None if nothing did.
        is_own_rule: Whether it was a validator of the model's own, which no type tells of.
        reads_dump: Whether the model reads its own dumps; some are not made to.
    """

    fault: str | None = None
    is_own_rule: bool = False
    reads_dump: bool = True


def build_all(model: type[pydantic.BaseModel], times: int) -> Outcome:
    """Build a model, which validates it, and validate what it dumps."""
    try:
        factory: Any = typedfactory.make_factory(model)
        made = [factory.build() for _ in range(times)]
    except Exception as error:  # noqa: BLE001 - whatever a foreign model raises is a finding
        fault = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Outcome(fault, is_own_rule=is_own_rule(error))
    try:
        for each in made:
            model.model_validate(each.model_dump(by_alias=True))
            if NAMES_CAN_BE_READ and not isinstance(each, pydantic.RootModel):
                model.model_validate(vars(each) | (each.model_extra or {}), by_name=True)
    except (pydantic.ValidationError, TypeError):
        return Outcome(reads_dump=False)
    return Outcome()


def is_own_rule(error: Exception) -> bool:
    """Say whether an error comes from nothing but validators that a model has of its own."""
    return isinstance(error, pydantic.ValidationError) and all(each["type"] in RAISED for each in error.errors())


def main() -> int:
    """Check the packages and print the outcome; the exit code is 1 where a model failed for another reason than a rule of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--times", type=int, default=3, help="how often each model is built (default 3)")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    failures = 0
    for package in arguments.packages:
        started = time.perf_counter()
        models = list(models_of(package))
        outcomes = {model: build_all(model, arguments.times) for model in models}
        wrong = {model: outcome for model, outcome in outcomes.items() if outcome.fault}
        deaf = [model.__qualname__ for model, outcome in outcomes.items() if not outcome.reads_dump]
        seconds = time.perf_counter() - started
        print(f"{package}: {len(models)} models, {len(models) - len(wrong)} built and valid, {seconds:.0f} s")
        if deaf:
            print(f"  valid when built, but not made to read their own dump: {', '.join(deaf)}")
        for model, outcome in wrong.items():
            verdict = "needs a declaration" if outcome.is_own_rule else "FAILED"
            print(f"  {verdict}: {model.__module__}.{model.__qualname__}: {outcome.fault}")
            failures += not outcome.is_own_rule
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
