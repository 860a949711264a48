"""The error codes, and how a finding is worded."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from mypy.errorcodes import ErrorCode

_CATEGORY: Final = "typedfactory"


def _code(name: str, description: str) -> ErrorCode:
    return ErrorCode(f"factory-{name}", description, _CATEGORY)


FIELD: Final = _code("field", "A declaration names no field of the model, or its value does not fit the field")
OVERRIDE: Final = _code("override", "A call names no field of the model, or a value of it does not fit")
RESOLVER: Final = _code("resolver", "A lazy function reads a field that does not exist")
NESTED: Final = _code("nested", "What is nested is no factory, or its arguments do not fit")
PATH: Final = _code("path", "A dotted or deep path leads nowhere")
FAKER: Final = _code("faker", "Faker has no such provider, or its arguments or value do not fit")
HOOK: Final = _code("hook", "A post-generation hook, its method or its arguments do not fit")
TRAIT: Final = _code("trait", "A trait sets what does not exist or does not fit, or is not switched by a bool")
META: Final = _code("meta", "An option of class Meta does not exist, or its value does not fit")
REQUIRED: Final = _code("required", "A required field is neither declared nor filled")
STUB: Final = _code("stub", "A stub has no such attribute")
FIXTURE: Final = _code(
    "fixture", "A test asks for a registered fixture as something else, or gives it what it does not take"
)

ALL: Final = (FIELD, OVERRIDE, RESOLVER, NESTED, PATH, FAKER, HOOK, TRAIT, META, REQUIRED, STUB, FIXTURE)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a sentence that suggests the nearest of the known names, or lists a few.

    Args:
        name: What was written.
        known: What there is.
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    if not names:
        return "It has none."
    shown = ", ".join(names[:8])
    return f"It has: {shown}{', …' if len(names) > 8 else ''}."  # noqa: PLR2004 - what fits a line
