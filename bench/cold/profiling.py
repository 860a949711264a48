"""What the time of cold rows is spent on, by room: ``python -m bench.cold.profiling``."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.cold.rows import ROWS
from bench.libraries import OURS

PACKAGE = Path(__file__).resolve().parent.parent.parent / "typedfactory"

#: How often each row is done.
TURNS = 10

#: How many rooms are shown of each row.
SHOWN = 6


def main(arguments: Sequence[str] | None = None) -> int:
    """Profile rows and print where their time goes; return the exit code."""
    made = argparse.ArgumentParser(prog="python -m bench.cold.profiling", description=__doc__)
    names = [row.name for row in ROWS]
    made.add_argument("--only", action="append", choices=names, metavar="ROW", help=f"one of {', '.join(names)}")
    wanted = made.parse_args(arguments).only or names
    for row in ROWS:
        if row.name in wanted:
            print(line(row.name, shares(row.contenders[OURS])))
    return 0


def shares(turn: Callable[[], Callable[[], object]]) -> Mapping[str, float]:
    """Return room → the share of the time that is spent in its own functions, the largest first.

    Args:
        turn: Prepares what is profiled.
    """
    turn()()
    profile = cProfile.Profile()
    for work in [turn() for _ in range(TURNS)]:
        profile.enable()
        work()
        profile.disable()
    found: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # typeshed has no name for it
        if file != "~":
            found[room_of(file)] += own
            continue
        # What is built in counts for those that call it.
        for (caller, _, _), called in callers.items():
            found[room_of(caller)] += called[2]
    whole = sum(found.values())
    return {room: own / whole for room, own in found.most_common()}


def room_of(file: str) -> str:
    """Return the room that a file belongs to; what is none of ours goes by the name of its module.

    Args:
        file: Its path.
    """
    path = Path(file)
    if PACKAGE in path.parents:
        rooms = path.relative_to(PACKAGE).parts[:-1]
        return "/".join(rooms[:2]) or path.stem
    if file == "~" or path.parent.name in ("bench", "cold"):
        return "the bench itself"
    return "generated functions" if file.startswith("<") else path.stem


def line(name: str, found: Mapping[str, float]) -> str:
    """Return the line of a row.

    Args:
        name: The row.
        found: Room → share.
    """
    largest: Iterator[tuple[str, float]] = iter(found.items())
    shown = [f"{room} {share:.0%}" for room, share in largest if share >= 0.03][:SHOWN]
    return f"{name}: {', '.join(shown)}"


if __name__ == "__main__":
    sys.exit(main())
