"""Values for types: the one place where the makers of all types are gathered.

Inside: from the bottom: `core/` (who makes which type), `numbers/`, `text/`, `judging/`, `alternatives/`, `time/`,
`collections/`, `classes/`; `pydantic/` and `msgspec` (types of libraries, loaded with them).
May be used from outside: the names below.
May import: `ground`, `typeinfo`, `errors`, `random`.
"""

from __future__ import annotations

from typedfactory.errors import InapplicableError
from typedfactory.values.alternatives import choices, narrowing, unions
from typedfactory.values.classes import (
    addresses,
    buffers,
    callables,
    identifiers,
    mocks,
    models,
    paths,
    protocols,
    streams,
    subclasses,
    templates,
)
from typedfactory.values.classes.models import MakesModel
from typedfactory.values.collections import iteration, mappings, sequences, tuples
from typedfactory.values.core.mentions import needs_models
from typedfactory.values.core.recipes import DEFAULT, Generator, Possible, Recipe, Settings
from typedfactory.values.core.registry import (
    provider_of,
    register_family,
    register_gate,
    register_makers,
    remember_provider,
)
from typedfactory.values.core.requests import end_recursion, make_recipe
from typedfactory.values.core.variants import variants_of
from typedfactory.values.judging.types import find_misfit
from typedfactory.values.judging.violations import Foreign, violations_of
from typedfactory.values.numbers import exact, floats, whole
from typedfactory.values.text import strings as text
from typedfactory.values.time import moments, zones

for _module in (whole, floats, exact, text, moments, identifiers, choices, sequences, tuples, mappings, unions):
    register_makers(_module.MAKERS)
for _module in (addresses, paths, zones, callables, iteration, streams, protocols, buffers, templates):
    register_makers(_module.MAKERS)

register_gate(narrowing.is_narrowed, narrowing.make_narrowed)
register_gate(mocks.is_mocked, mocks.make_mock)
register_family(choices.is_enum, choices.make_enum)
register_family(unions.is_variable, unions.make_variable)
register_family(unions.is_back_reference, end_recursion)
register_family(subclasses.is_subclass, subclasses.make_subclass)
register_family(subclasses.is_exception, subclasses.make_exception)
register_family(models.is_model, models.make_model)

__all__ = [
    "DEFAULT",
    "Foreign",
    "Generator",
    "InapplicableError",
    "MakesModel",
    "Possible",
    "Recipe",
    "Settings",
    "find_misfit",
    "make_recipe",
    "needs_models",
    "provider_of",
    "remember_provider",
    "variants_of",
    "violations_of",
]
