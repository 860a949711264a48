"""What was found, as data and as text."""

from __future__ import annotations

import attrs

from typedfactory.errors import DatasetError


@attrs.frozen
class Finding:
    """One thing that was looked at.

    Attributes:
        table: The table.
        column: The column; empty where it is about whole rows.
        what: What should hold: ``"refers to a row"``.
        passed: Whether it does.
        detail: What was seen.

    Example:
        >>> Finding("user", "id", "unique", passed=True, detail="1,000 rows").passed
        True
    """

    table: str
    column: str
    what: str
    passed: bool
    detail: str


@attrs.frozen
class Bar:
    """One bar of a histogram.

    Attributes:
        label: What it counts.
        count: How many there are.
        rest: Whether it is all that has no bar of its own.
    """

    label: str
    count: int
    rest: bool = False


@attrs.frozen
class Histogram:
    """How often values come in a column.

    Attributes:
        table: The table.
        column: The column.
        bars: The bars.
        different: How many different values were seen.
        missing: How many were None.
    """

    table: str
    column: str
    bars: tuple[Bar, ...]
    different: int
    missing: int


@attrs.frozen
class Report:
    """What a check of a data set found.

    Attributes:
        name: The data set.
        rows: Table → how many rows it has.
        sampled: Table → how many were looked at.
        findings: What was looked at.
        histograms: The columns.

    Example:
        >>> finding = Finding("user", "id", "unique", passed=False, detail="3 repeat")
        >>> print(Report("shop", {"user": 10}, {"user": 10}, (finding,), ()))
            table  column  what    seen
        NO  user   id      unique  3 repeat
    """

    name: str
    rows: dict[str, int]
    sampled: dict[str, int]
    findings: tuple[Finding, ...]
    histograms: tuple[Histogram, ...]

    @property
    def passed(self) -> bool:
        """Whether all holds."""
        return all(each.passed for each in self.findings)

    def __str__(self) -> str:
        """Return a table of what was found."""
        heads = ("", "table", "column", "what", "seen")
        lines = [heads, *(_line(each) for each in self.findings)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        )

    def raise_for_failures(self) -> None:
        """Complain where something does not hold.

        Raises:
            DatasetError: It does not.
        """
        failed = [each for each in self.findings if not each.passed]
        if failed:
            first = failed[0]
            more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
            raise DatasetError(f"{first.table}.{first.column}: not so: {first.what}: {first.detail}{more}.")


def _line(finding: Finding) -> tuple[str, ...]:
    return ("ok" if finding.passed else "NO", finding.table, finding.column, finding.what, finding.detail)
