"""Lengths of text, bytes and collections."""

from __future__ import annotations

from typedfactory.values.core.requests import Request

LENGTH_CONSTRAINTS = ("min_length", "max_length")


def length_range(request: Request) -> tuple[int, int | None]:
    """Return the fewest and the most elements (None: no limit) that constraints ask for.

    Args:
        request: What is asked.

    Raises:
        UnfillableError: The fewest are more than the most.
    """
    fewest, most = request.constraints.min_length or 0, request.constraints.max_length
    if most is not None and (most < fewest or most < 0):
        raise request.unsatisfiable(*LENGTH_CONSTRAINTS)
    return max(fewest, 0), most
