"""Forked processes: each draws values of its own, and goes ahead in rounds of values that do not repeat."""

from __future__ import annotations

import os

from typedfactory.random import process_stream


class _Process:
    """Where this process stands among those that were forked.

    Attributes:
        turns: How far it is from the first one on a circle, in turns; forked processes are spread over it.
        depth: How many forks lie between the two.
    """

    turns = 0.0
    depth = 0


#: Multiples of one of these lie apart on the circle: for the children of the first process, for their children, ….
_STEPS = (5**0.5 / 2 - 0.5, 2**0.5 - 1, 3**0.5 - 1)


def _count_fork() -> None:
    process_stream().forks += 1


def _part_from_parent() -> None:
    """Let a forked process draw numbers of its own; where the parent's are seeded, they are the same in each run."""
    stream = process_stream()
    forks = stream.forks
    stream.seed(f"fork {forks} of {stream.getstate()}")
    _Process.turns = (_Process.turns + forks * _STEPS[min(_Process.depth, len(_STEPS) - 1)]) % 1
    _Process.depth += 1


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has none
    os.register_at_fork(before=_count_fork, after_in_child=_part_from_parent)


def ahead_of_parent(count: int) -> int:
    """Return how far a forked process goes ahead in a round of values, so that it meets no other.

    Args:
        count: The number of values.

    Example:
        >>> ahead_of_parent(1000)  # in a process that was not forked
        0
    """
    return int(_Process.turns * count)
