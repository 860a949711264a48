"""Values for types: the one place where the makers of all types are gathered."""

from __future__ import annotations

from typedfactory.errors import InapplicableError
from typedfactory.values import (
    addresses,
    buffers,
    callables,
    choices,
    collections,
    identifiers,
    iteration,
    models,
    moments,
    narrowing,
    numbers,
    paths,
    protocols,
    streams,
    subclasses,
    text,
    unions,
    zones,
)
from typedfactory.values.mentions import needs_models
from typedfactory.values.recipes import DEFAULT, Generator, Possible, Recipe, Settings
from typedfactory.values.registry import (
    end_recursion,
    make_generator,
    make_recipe,
    provider_of,
    register_family,
    register_gate,
    register_makers,
    remember_provider,
)
from typedfactory.values.variants import variants_of
from typedfactory.values.violations import Foreign, violations_of

for _module in (numbers, text, moments, identifiers, choices, collections, unions):
    register_makers(_module.MAKERS)
for _module in (addresses, paths, zones, callables, iteration, streams, protocols, buffers):
    register_makers(_module.MAKERS)

register_gate(narrowing.is_narrowed, narrowing.make_narrowed)
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
    "Possible",
    "Recipe",
    "Settings",
    "make_generator",
    "make_recipe",
    "needs_models",
    "provider_of",
    "remember_provider",
    "variants_of",
    "violations_of",
]
