"""What stands in the place of fields that nobody declared.

Inside: `declared` (the declarations, and how they come by nested models) `automatic` (the factories of
those) and `derived` (factories made while the program runs).
May be used from outside: the names below.
May import: `declarations`, `adapters`, `ground` and below.
"""

from __future__ import annotations

from typedfactory.plan.describe.filling.automatic import (
    factory_for,
    home_of,
    is_model,
    provided_factory,
    provider_functions,
    register_default,
)
from typedfactory.plan.describe.filling.declared import AutoSubFactory, AutoValue, NestedModels, is_filled
from typedfactory.plan.describe.filling.derived import derived_factory

__all__ = [
    "AutoSubFactory",
    "AutoValue",
    "NestedModels",
    "derived_factory",
    "factory_for",
    "home_of",
    "is_filled",
    "is_model",
    "provided_factory",
    "provider_functions",
    "register_default",
]
