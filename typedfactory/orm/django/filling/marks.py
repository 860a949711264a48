"""What Django's validators refuse, for values that are not constructed to satisfy them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from django.core.exceptions import ValidationError

from typedfactory.errors import UnfillableError
from typedfactory.ground.context import ModelBuilder
from typedfactory.ground.given import UserValue
from typedfactory.orm.shared.marks import Made
from typedfactory.random import refuse
from typedfactory.values.core.recipes import Generator, Recipe
from typedfactory.values.core.requests import Request, find_peeled

#: What raises Django's ``ValidationError`` for a value that it does not take.
Validator: TypeAlias = Callable[[UserValue], object]
#: How often a value is drawn again that a validator of the user's own rejects.
_TRIES = 100


def passing(validators: Sequence[Validator]) -> Made:
    """Return the mark for values that functions check about which nothing is known.

    Args:
        validators: Each raises Django's ``ValidationError``.
    """

    def recipe_for(request: Request) -> Recipe:
        def searched(draw: Generator) -> Generator:
            def make(stream: Random, builder: ModelBuilder) -> UserValue:
                refused = None
                for _ in range(_TRIES):
                    value = draw(stream, builder)
                    refused = refusing(validators, value)
                    if refused is None:
                        return value
                    refuse()
                raise UnfillableError(
                    f"{request.where}: none of {_TRIES} values satisfies the validator {show_validator(refused)}. "
                    f"Declare the field."
                )

            return make

        return find_peeled(request).rewritten(searched)

    return Made(recipe_for, accepts=lambda value: refusing(validators, value) is None)


def refusing(validators: Sequence[Validator], value: UserValue) -> Validator | None:
    """Return the first validator that does not take a value; None where all do."""
    for validator in validators:
        try:
            validator(value)
        except ValidationError:
            return validator
    return None


def show_validator(validator: object) -> str:
    """Return the name of a validator for messages."""
    return getattr(validator, "__name__", type(validator).__name__)
