"""What stands in the place of fields that nobody declared.

Inside: `declared` (the declarations, and how they come by nested models) and `automatic` (the factories of those).
May be used from outside: the names below.
May import: `declarations`, `adapters`, `ground` and below.
"""

from __future__ import annotations

from typedfactory.plan.describe.filling.automatic import factory_for, home_of, is_model, register_default
from typedfactory.plan.describe.filling.declared import AutoSubFactory, AutoValue, NestedModels, is_filled

__all__ = [
    "AutoSubFactory",
    "AutoValue",
    "NestedModels",
    "factory_for",
    "home_of",
    "is_filled",
    "is_model",
    "register_default",
]
