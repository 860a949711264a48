"""Who listens to SQLAlchemy's events: what was registered, inside of what SQLAlchemy wraps around it."""

from __future__ import annotations

import contextlib


def registered(listener: object) -> object:
    """Return the function that was registered for an event, which SQLAlchemy may have wrapped."""
    while "fn" in (variables := enclosed(listener)):
        listener = variables["fn"]
    return listener


def enclosed(function: object) -> dict[str, object]:
    """Return the variables that a function took from where it was defined."""
    code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None)
    if code is None or cells is None:
        return {}
    found: dict[str, object] = {}
    for name, cell in zip(code.co_freevars, cells, strict=True):
        # A variable that has no value (yet) is none.
        with contextlib.suppress(ValueError):
            found[name] = cell.cell_contents
    return found


def is_of(package: str, function: object) -> bool:
    """Say whether a function belongs to a package.

    Args:
        package: The package's name.
        function: The function; a listener too.
    """
    return str(getattr(registered(function), "__module__", "")).partition(".")[0] == package
