"""Data for nested models: dicts are completed, alone, in lists and in mappings; paths reach into what is filled.

A dict that is given for a field whose type is a model is read as what a `SubFactory` overrides; a field whose type is a
dict keeps its dict.

Inside: `reading` (data → declarations), `reaching` (paths into filled collections), and `types` that both look at.
May be used from outside: `is_partial`, `needs_reading`, `completed`, `complete_places`, `reach` and what that returns.
May import: `describe.autofill` and what it builds on.
"""

from __future__ import annotations

from typedfactory.plan.describe.partial.reaching import AutoDict, AutoList, reach
from typedfactory.plan.describe.partial.reading import complete_places, completed, is_partial, needs_reading

__all__ = ["AutoDict", "AutoList", "complete_places", "completed", "is_partial", "needs_reading", "reach"]
