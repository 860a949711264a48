"""Print the figures; each is the best of several turns in one process, the contestants taking turns."""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.datasets.copying import copying
from bench.datasets.visits import DERIVED, by_hand, visits
from typedfactory.datasets.engines.running import Engine
from typedfactory.datasets.pyarrow.batches import Batches

TURNS = 3


def best(contestants: dict[str, Callable[[], Any]], turns: int = TURNS) -> dict[str, float]:
    """Return the seconds of the quickest turn of each."""
    found = dict.fromkeys(contestants, float("inf"))
    for _ in range(turns):
        for name, run in contestants.items():
            began = time.process_time()
            run()
            found[name] = min(found[name], time.process_time() - began)
    return found


def show(title: str, rows: int, seconds: dict[str, float], base: str) -> None:
    """Print a table."""
    print(f"\n{title}")
    for name, each in seconds.items():
        print(f"  {name:38} {each:8.2f} s {each / rows * 1e9:10,.0f} ns/row {each / seconds[base]:8.2f} x {base}")


def parquet(folder: Path) -> None:
    """Columns at once, rows as objects, and loops written by hand: CPU time of this process."""
    rows = 200_000
    _, table = visits(rows)
    _, objects = visits(rows, source=DERIVED)
    assert table.fields.whole
    assert not objects.fields.whole
    path = str(folder / "hand.parquet")

    def ours(made: Any) -> None:
        batches = Batches(made)
        with pq.ParquetWriter(folder / "ours.parquet", batches.schema) as writer:
            for batch in batches.between(0, rows):
                writer.write_batch(batch)

    ours(table)
    by_hand(path, table, 0, rows)
    assert pq.read_table(path).equals(pq.read_table(folder / "ours.parquet"))
    ours(objects)
    by_hand(path, objects, 0, rows, objects=True)
    assert pq.read_table(path).equals(pq.read_table(folder / "ours.parquet"))
    seconds = best(
        {
            "by hand": lambda: by_hand(path, table, 0, rows),
            "columns at once": lambda: ours(table),
            "by hand, one column of others": lambda: by_hand(path, objects, 0, rows, objects=True),
            "rows as objects": lambda: ours(objects),
        }
    )
    show(f"{rows:,} rows x 10 columns to Parquet", rows, seconds, "by hand")
    batches = Batches(table)
    made = best(
        {
            "columns at once, not written": lambda: [len(each) for each in batches.between(0, rows)],
            "row by row, not written": lambda: [table.maker.make([number]) for number in range(0, rows, 20)],
        }
    )
    made["row by row, not written"] *= 20
    show("The same columns in memory", rows, made, "columns at once, not written")


def large(folder: Path) -> None:
    """Ten million rows, with one process and with two; and how much memory that takes."""
    data, table = visits(10_000_000)
    engines: tuple[tuple[Engine, int], ...] = (("local", 1), ("processes", 1), ("processes", 2))
    for engine, workers in engines:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = data.write(folder / f"{engine}{workers}", engine=engine, workers=workers)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"  {table.count:,} rows, {engine} {workers}: {done.seconds:6.1f} s {done.rows / done.seconds:12,.0f} rows/s, "
            f"peak memory {before / 1024:,.0f} -> {after / 1024:,.0f} MB"
        )
        shutil.rmtree(folder / f"{engine}{workers}")


SECTIONS: dict[str, Callable[[Path], None]] = {"parquet": parquet, "large": large, "copy": copying}


def main(names: list[str]) -> None:
    """Print the sections."""
    for name in names or SECTIONS:
        print(f"\n== {name}")
        with tempfile.TemporaryDirectory() as folder:
            SECTIONS[name](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
