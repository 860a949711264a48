"""What ``typedfactory generate`` takes beside hand-written loops over the same factory, and whether its memory grows.

Run ``python -m bench.generating [rows] [--strict]``: JSON lines, CSV and Parquet with 10 columns, beside orjson, csv and
pyarrow, in one process, turn by turn, in seconds of the processor; then the largest memory of processes of their own that
write a hundredth of the rows, a tenth, and all of them (on Linux).
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import gc
import importlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import typedfactory
from typedfactory.cli.frame.waiting import Waiting
from typedfactory.cli.generate.command import Source, write_all
from typedfactory.cli.generate.outputs import Outputs
from typedfactory.random import seeded

#: How many rows a turn has, and how many times as long as by hand it may take.
TURN, MOST = 5_000, 1.3
#: How much more memory all rows may take than a hundredth of them.
MOST_MEMORY = 1.1


@dataclasses.dataclass
class Row:
    number: int
    name: str
    email: str
    city: str
    age: int
    score: float
    active: bool
    day: datetime.date
    note: str
    kind: str


NAMES = tuple(field.name for field in dataclasses.fields(Row))


class RowFactory(typedfactory.Factory[Row]):
    number = typedfactory.Sequence(lambda n: n)
    name = typedfactory.Faker("first_name")
    email = typedfactory.Sequence(lambda n: f"user{n}@example.com")
    city = typedfactory.Iterator(["Paris", "Rome", "Oslo"])
    age = typedfactory.fuzzy.FuzzyInteger(18, 90)
    score = typedfactory.fuzzy.FuzzyFloat(0, 1)
    active = True
    day = datetime.date(2024, 2, 29)
    note = "nothing"
    kind = typedfactory.Iterator(["a", "b"])


def generate(path: Path, rows: int) -> None:
    """Do what the command does."""
    kind = path.suffix.removeprefix(".")
    with (
        closing(Waiting("", rows)) as waiting,
        seeded(1),
        Outputs(str(path), kind, flat=False, several=False) as outputs,
    ):
        write_all(Source(RowFactory, {}, rows), outputs, waiting)


def lines_by_hand(path: Path, rows: int) -> None:
    orjson = importlib.import_module("orjson")
    with path.open("wb") as file, seeded(1):
        for _ in range(rows):
            file.write(orjson.dumps(RowFactory.build(), option=orjson.OPT_APPEND_NEWLINE))


def sheet_by_hand(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file, seeded(1):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(NAMES)
        for _ in range(rows):
            made = RowFactory.build()
            writer.writerow([getattr(made, name) for name in NAMES])


def parquet_by_hand(path: Path, rows: int) -> None:
    arrow: Any = importlib.import_module("pyarrow")
    parquet: Any = importlib.import_module("pyarrow.parquet")
    text = arrow.string()
    types = [arrow.int64(), text, text, text, arrow.int64(), arrow.float64(), arrow.bool_(), arrow.date32(), text, text]
    schema = arrow.schema(list(zip(NAMES, types, strict=True)))
    with parquet.ParquetWriter(path, schema) as writer, seeded(1):
        for start in range(0, rows, 20_000):
            made = [RowFactory.build() for _ in range(min(20_000, rows - start))]
            columns = [[getattr(each, name) for each in made] for name in NAMES]
            writer.write_table(arrow.table(columns, schema=schema))


BY_HAND: dict[str, Callable[[Path, int], None]] = {
    "jsonl": lines_by_hand,
    "csv": sheet_by_hand,
    "parquet": parquet_by_hand,
}


def rates(rows: int, folder: Path) -> int:
    """Print how long each format takes, and return how many take too long."""
    missed = 0
    print(f"{rows:,} rows of {len(NAMES)} columns in turns of {TURN:,}, typedfactory generate beside by hand")
    for kind, by_hand in BY_HAND.items():
        ratios, ours, theirs = [], 0.0, 0.0
        # The first turn is not counted.
        for turn in range(rows // TURN + 1):
            one = _seconds(generate, folder / f"ours.{kind}")
            other = _seconds(by_hand, folder / f"theirs.{kind}")
            if turn:
                ratios.append(one / other)
                ours, theirs = ours + one, theirs + other
        ratio = statistics.median(ratios)
        missed += ratio > MOST
        print(
            f"  {kind:8} {rows / ours:9,.0f} rows/s   by hand {rows / theirs:9,.0f} rows/s   "
            f"{ratio:.2f} times as long (at most {MOST}) {'yes' if ratio <= MOST else 'NO'}"
        )
    return missed


def _seconds(write: Callable[[Path, int], None], path: Path) -> float:
    typedfactory.reset_sequences()
    gc.collect()
    start = time.process_time()
    write(path, TURN)
    return time.process_time() - start


def memory(rows: int, folder: Path) -> int:
    """Print how much memory processes take that write more and more rows, and return how many formats grow."""
    missed = 0
    sizes = [rows // 100, rows // 10, rows]
    print(f"largest memory, in MB, for {', '.join(f'{size:,}' for size in sizes)} rows")
    for kind in BY_HAND:
        taken = []
        for size in sizes:
            command = [sys.executable, "-m", "bench.generating", "--one", str(folder / f"x.{kind}"), str(size)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
            taken.append(int(done.stdout) / 1024)
        flat = taken[-1] <= taken[0] * MOST_MEMORY
        missed += not flat
        shown = "  ".join(f"{each:6.1f}" for each in taken)
        print(f"  {kind:8} {shown}   {'flat' if flat else 'GROWS'}")
    return missed


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if "--one" in sys.argv:
        generate(Path(words[0]), int(words[1]))
        # Not `resource`: its figure is never below what the process had that started this one.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
        return 0
    rows = int(words[0]) if words else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        missed = rates(rows, Path(name)) + memory(rows, Path(name))
    return 1 if missed and "--strict" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
