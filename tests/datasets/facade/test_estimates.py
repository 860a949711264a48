"""What a dry run says."""

from __future__ import annotations

from pathlib import Path

from tests.datasets.shop import make_shop
from typedfactory.datasets.engines.estimating import Estimate, TableEstimate


def test_a_dry_run_says_what_would_be_and_writes_nothing(tmp_path: Path) -> None:
    estimate = make_shop().dry_run(rows_of_a_partition=100)
    assert [(each.name, each.rows, each.whole) for each in estimate.tables[:2]] == [
        ("country", 50, True),
        ("user", 300, False),
    ]
    assert [each.partitions for each in estimate.tables] == [1, 3, -(-estimate.tables[2].rows // 100), 10]
    assert all(each.seconds > 0 and each.bytes > 0 for each in estimate.tables)


def test_long_times_and_large_sizes_are_rounded() -> None:
    tables = (
        TableEstimate("a", 10**9, 4000, True, 4_000.0, 9 * 10**10),
        TableEstimate("b", 1, 1, False, 200_000.0, 10**13),
    )
    assert str(Estimate(tables)) == (
        "table            rows  partitions  made as  one core  in memory\n"
        "a       1,000,000,000       4,000  columns  66.7 min      90 GB\n"
        "b                   1           1  objects  2.3 days    10.0 TB\n"
        "in all  1,000,000,001       4,001           2.4 days    10.1 TB"
    )
