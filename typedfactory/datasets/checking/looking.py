"""A look at rows of every table: whether they are as the data set says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.datasets.checking.histograms import histogram_of
from typedfactory.datasets.checking.report import Finding, Histogram, Report
from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.drawing.bijection import Bijection
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.drawing.scalars import SCALARS
from typedfactory.datasets.planning.codes import Codes, Uniform, Weighted
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.ground.constraints import NONE, read_constraints
from typedfactory.values.judging.checking import meets

if TYPE_CHECKING:
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import UserValue

#: How many rows are made twice, alone and among others.
_TWICE = 200
#: So many ranges of what is picked are counted.
_RANGES = 20
#: So far from its mean, in standard deviations, chi-square is once in a million by chance.
_TOLERANCE = 5.0


def look_at(tables: Tables, sample: int) -> Report:
    """Look at rows of every table.

    Args:
        tables: The data set.
        sample: How many rows of each table.
    """
    findings: list[Finding] = []
    histograms: list[Histogram] = []
    sampled: dict[str, int] = {}
    for table in tables:
        numbers = numbers_of(table, sample)
        sampled[table.name] = len(numbers)
        values = values_of(table, numbers)
        findings += look_at_rows(table, numbers)
        findings += look_at_references(table, numbers, values)
        findings += look_at_values(table, values)
        histograms += [histogram_of(table.name, name, each) for name, each in values.items()]
    rows = {table.name: table.count for table in tables}
    return Report(tables.name, rows, sampled, tuple(findings), tuple(histograms))


def numbers_of(table: Table, sample: int) -> list[int]:
    """Return the numbers of rows to look at, spread over the table.

    Args:
        table: The table.
        sample: How many.
    """
    if table.count <= sample:
        return list(range(table.count))
    order = Bijection(derive_key(table.stream_key, "sample"), table.count)
    return sorted(order.forth(SCALARS, place) for place in range(sample))


def values_of(table: Table, numbers: Sequence[int]) -> dict[str, list[UserValue]]:
    """Return what is in the columns of some rows, as it is written.

    Args:
        table: The table.
        numbers: The rows.
    """
    batches = Batches(table)
    outputs = table.fields.outputs
    read = [output for output in outputs if output.column is None]
    columns = (
        dict(zip([each.name for each in read], batches.read(table.rows(numbers), read), strict=True)) if read else {}
    )
    return {
        output.name: list(columns[output.name]) if output.column is None else output.column.values(numbers)
        for output in outputs
    }


def look_at_rows(table: Table, numbers: Sequence[int]) -> Iterator[Finding]:
    """Look whether rows are the same when they are made alone, and in whole columns.

    Args:
        table: The table.
        numbers: The rows.
    """
    some = list(numbers[:: max(1, len(numbers) // _TWICE)])
    batches = Batches(table)
    different: Counter[str] = Counter()
    for number in some:
        alone, again = (batches.batch(number, number + 1).to_pylist()[0] for _ in range(2))
        start = max(0, min(number - 1, table.count - 3))
        among = batches.batch(start, min(start + 3, table.count)).to_pylist()[number - start]
        different.update(name for name, value in alone.items() if not value == again[name] == among[name])
    for name in different:
        detail = "another value each time: it comes from a clock, or from random numbers of its own"
        yield Finding(table.name, name, "a function of the row's number", passed=False, detail=detail)
    if not different:
        yield Finding(table.name, "", "a function of the row's number", passed=True, detail=f"{len(some):,} rows")


def look_at_references(table: Table, numbers: Sequence[int], values: dict[str, list[UserValue]]) -> Iterator[Finding]:
    """Look whether keys are those of rows that there are, and whether rows are picked as often as they should be.

    Args:
        table: The table.
        numbers: The rows.
        values: What is in their columns.
    """
    for output in table.fields.outputs:
        reference = table.references.get(output.attribute) or table.references.get(output.name)
        if reference is None or reference.table.key_name is None:
            continue
        other, key = reference.table, reference.table.key_of()
        codes = [reference.codes.of(SCALARS, number) for number in numbers]
        wrong = sum(not 0 <= code < other.count for code in codes)
        if output.name.endswith(key) or output.column is None:
            known = other.layout.field(key)
            attribute = key if known is None else known.attribute
            places = range(0, len(codes), max(1, len(codes) // _TWICE))
            rows = other.rows([codes[place] for place in places])
            for place, row in zip(places, rows, strict=True):
                found = row[attribute] if isinstance(row, dict) else getattr(row, attribute)
                wrong += found != values[output.name][place]
        detail = f"{len(codes):,} rows" if not wrong else f"{wrong:,} of {len(codes):,} do not"
        yield Finding(table.name, output.name, f"refers to a row of {other.name}", passed=not wrong, detail=detail)
        yield from _picked_evenly(table.name, output.name, reference.codes, codes)


def _picked_evenly(table: str, column: str, drawn: Codes, codes: Sequence[int]) -> Iterator[Finding]:
    """Compare how often numbers are drawn with how often they should be, by chi-square over ranges."""
    if isinstance(drawn, Weighted):
        order = drawn.order
        ranks = list(codes) if order is None else [order.back(SCALARS, code) for code in codes]
        shares = drawn.buckets.shares(_RANGES)
        yield _distribution(table, column, "picked as its weights say", Counter(map(_range_in(shares), ranks)), shares)
    elif isinstance(drawn, Uniform):
        ranges = min(_RANGES, drawn.count)
        edges = [drawn.count * place // ranges for place in range(1, ranges + 1)]
        shares = [(edge, (edge - before) / drawn.count) for before, edge in zip([0, *edges[:-1]], edges, strict=True)]
        yield _distribution(table, column, "picked evenly", Counter(map(_range_in(shares), codes)), shares)


def _range_in(shares: Sequence[tuple[int, float]]) -> _RangeOf:
    return _RangeOf([edge for edge, _ in shares])


class _RangeOf:
    """Says in which of some ranges a number is."""

    def __init__(self, edges: list[int]) -> None:
        self._edges = edges

    def __call__(self, number: int) -> int:
        return next(place for place, edge in enumerate(self._edges) if number < edge)


def _distribution(
    table: str, column: str, what: str, found: Counter[int], shares: Sequence[tuple[int, float]]
) -> Finding:
    total = sum(found.values())
    expected = [total * share for _, share in shares]
    square = sum((found[place] - each) ** 2 / each for place, each in enumerate(expected) if each)
    degrees = max(1, len([each for each in expected if each]) - 1)
    away = (square - degrees) / math.sqrt(2 * degrees)
    return Finding(table, column, what, passed=away < _TOLERANCE, detail=f"χ² = {square:.1f} at {degrees} degrees")


def look_at_values(table: Table, values: dict[str, list[UserValue]]) -> Iterator[Finding]:
    """Look whether keys and unique columns do not repeat, and values keep the constraints of their types.

    Args:
        table: The table.
        values: What is in the columns.
    """
    unique = {field.name for field in table.layout.fields if field.unique}
    for output in table.fields.outputs:
        found = values[output.name]
        if output.name == table.key_name or output.name in unique:
            present = [value for value in found if value is not None]
            twice = len(present) - len(set(present))
            detail = f"{twice:,} repeat" if twice else f"{len(found):,} rows"
            yield Finding(table.name, output.name, "unique", passed=not twice, detail=detail)
        constraints = read_constraints(typeinfo.peel(output.annotation).metadata)
        if constraints != NONE:
            broken = [value for value in found if value is not None and not meets(value, constraints)]
            detail = f"{len(found):,} rows" if not broken else f"{len(broken):,} do not, {broken[0]!r} for one"
            yield Finding(table.name, output.name, f"keeps {constraints.shown()}", passed=not broken, detail=detail)
