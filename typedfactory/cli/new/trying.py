"""Whether a draft works: the factory is made, and some objects with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.new.models import base_for
from typedfactory.faker import Faker
from typedfactory.ground.progress import Numbers
from typedfactory.random import seeded

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValues

#: How many objects are made.
TRIALS = 20
_LOCATED = re.compile(r"^\w+\.(\w+): (.*)$", re.DOTALL)
_PROVIDER = re.compile(r'^factory\.Faker\("(\w+)"\)$')


@attrs.frozen
class Trial:
    """A factory with nothing in its body but what stands in for fields that the library cannot fill.

    Attributes:
        factory: The factory.
        by_hand: Those fields, each with the reason.
    """

    factory: FactoryClass
    by_hand: Mapping[str, str]


_trials: dict[type, Trial] = {}


def trial_of(model: type) -> Trial:
    """Return what came of trying to let the library fill all fields of a model; tried once.

    Args:
        model: The model.

    Raises:
        MistakeError: No object can be built, and no field is to blame.
    """
    if model not in _trials:
        _trials[model] = _try(model)
    return _trials[model]


def _try(model: type) -> Trial:
    by_hand: dict[str, str] = {}
    while True:
        # Anything stands in, so that the next field is found.
        error = failure(model, dict.fromkeys(by_hand))
        match = None if error is None else _LOCATED.match(str(error))
        if match is None or match[1] in by_hand:
            break
        by_hand[match[1]] = " ".join(match[2].split())
    # What stands in may be refused; nothing is known of the other fields then.
    if error is not None and not by_hand:
        name = f"{model.__module__}.{model.__qualname__}"
        raise MistakeError(f"{name}: no object can be built: {in_one_line(error)}") from error
    return Trial(bare_factory(model, dict.fromkeys(by_hand)), by_hand)


def bare_factory(model: type, values: UserValues) -> FactoryClass:
    """Return a factory of a model with nothing in its body but what is given.

    Args:
        model: The model.
        values: Field → declaration.
    """
    body = {**values, "Meta": type("Meta", (), {"model": model, "realistic": True})}
    factory: FactoryClass = type(f"{model.__name__}Factory", (base_for(model).factory,), body)
    return factory


def refused_providers(model: type, fields: Mapping[str, str]) -> set[str]:
    """Return the fields whose model does not take what their providers give.

    Args:
        model: The model.
        fields: Field → code of its declaration.
    """
    found = {name: match[1] for name, code in fields.items() if (match := _PROVIDER.match(code))}
    stand_ins = dict.fromkeys(trial_of(model).by_hand)
    usual = type(failure(model, stand_ins))
    return {
        name
        for name, provider in found.items()
        if type(failure(model, {**stand_ins, name: Faker(provider)})) is not usual
    }


def failure(model: type, values: UserValues) -> Exception | None:
    """Return why objects cannot be built with some declarations; None where they can.

    Args:
        model: The model.
        values: Field → declaration.
    """
    try:
        factory = bare_factory(model, values)
        factory.explain()
        with Numbers(), seeded(0):
            for _ in range(TRIALS):
                factory.build()
    except Exception as error:  # noqa: BLE001 - whatever it is, it says that the draft does not work
        return error
    return None
