"""Print the speed table: ``python -m bench``."""

from __future__ import annotations

import argparse
import gc
import platform
import sys
from collections.abc import Sequence
from importlib import metadata

from bench.cases import CASES, Case, check_equal
from bench.cold.table import lines as cold_lines
from bench.imports import time_imports
from bench.memory import MOST, QUICK_SIZE, SIZE, measure_memory
from bench.pytest_cost import lines as pytest_lines
from bench.table import LEGEND, checking_line, count_missed, header, import_lines, memory_line, met, row
from bench.timing import QUICK, THOROUGH, Effort, time_all
from bench.type_checking import QUICK_SIZE as QUICK_PROJECT
from bench.type_checking import SIZE as PROJECT
from bench.type_checking import time_checking

CHECKING = "type-checking"
COLD = "cold"
IMPORT = "import"
MEMORY = "memory"
PYTEST = "pytest"
#: What can be measured, in the order of the output.
NAMES = (*(case.name for case in CASES), COLD, MEMORY, IMPORT, PYTEST, CHECKING)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    options = parser().parse_args(arguments)
    wanted = set(options.only or NAMES)
    cases = [case for case in CASES if case.name in wanted]
    effort = QUICK if options.quick else THOROUGH
    print(versions())
    missed = measure(cases, effort) if cases else 0
    if COLD in wanted:
        for line, is_met in cold_lines(quick=options.quick):
            print(line, flush=True)
            missed += not is_met
    if MEMORY in wanted:
        memory = measure_memory(QUICK_SIZE if options.quick else SIZE)
        print(memory_line(memory), flush=True)
        missed += memory.ratio > MOST
    if IMPORT in wanted:
        imports = time_imports(times=3 if options.quick else 15)
        print(*import_lines(imports), sep="\n")
        missed += count_missed(imports)
    if PYTEST in wanted:
        print()
        for line in pytest_lines(quick=options.quick):
            print(line, flush=True)
    if CHECKING in wanted:
        missed += check_types(QUICK_PROJECT if options.quick else PROJECT, rounds=1 if options.quick else 3)
    if missed:
        print(f"\nTargets missed: {missed}.")
    return 1 if missed and options.strict else 0


def measure(cases: Sequence[Case], effort: Effort) -> int:
    """Time cases and print their lines as they come; return how many targets were missed."""
    for case in cases:
        check_equal(case)
    gc.collect()
    # What is there by now stays; collecting between the rounds need not look at it.
    gc.freeze()
    print(header())
    missed = 0
    for case in cases:
        timings = time_all(case.contenders, effort)
        print(row(case, timings), flush=True)
        missed += sum(not met(target, timings) for target in case.targets)
    print(f"\n{LEGEND}\n")
    return missed


def check_types(size: int, rounds: int) -> int:
    """Time mypy with the plugin and without; return how many targets were missed."""
    missed = 0
    print(f"\n{size} models, factories and calls:")
    for found in time_checking(size, rounds):
        print(checking_line(found), flush=True)
        missed += not found.met
    return missed


def versions() -> str:
    """Return what is compared."""
    names = ("factory_boy", "polyfactory", "pydantic", "msgspec")
    found = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return f"Python {platform.python_version()}, {found}\n"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m bench", description="Compare typedfactory's speed with its peers'.")
    made.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help=f"one of {', '.join(NAMES)}")
    made.add_argument("--quick", action="store_true", help="spend a few seconds only; the numbers are rough")
    made.add_argument("--strict", action="store_true", help="exit with 1 if a target is missed")
    return made


if __name__ == "__main__":
    sys.exit(main())
