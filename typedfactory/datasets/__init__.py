"""Related tables of any size, from factories: the same rows on one core or on a cluster.

Inside: `drawing/` (numbers for rows), `planning/` (columns), `making/` (rows as objects), `describe/` (data sets and tables),
`pyarrow/` (Arrow), `sinks/` (where tables are written), `engines/` (who makes them), `checking/` (whether they are as they
should be), `facade/` (what users call).
May be used from outside: the names below; it is a public address.
May import: the façade and below; NumPy, pyarrow and the others in the rooms named after them.
"""

from typedfactory.datasets.checking.report import Finding, Report
from typedfactory.datasets.describe.picks import Between, PerRow, Pick, Position, Same
from typedfactory.datasets.describe.table import Table
from typedfactory.datasets.engines.estimating import Estimate
from typedfactory.datasets.engines.running import Options, Progress
from typedfactory.datasets.facade.dataset import Dataset

__all__ = [
    "Between",
    "Dataset",
    "Estimate",
    "Finding",
    "Options",
    "PerRow",
    "Pick",
    "Position",
    "Progress",
    "Report",
    "Same",
    "Table",
]
