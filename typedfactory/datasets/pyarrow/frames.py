"""Whole tables in memory, as Arrow and for the libraries that take Arrow."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pyarrow as pa

from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import UserValue


def to_arrow(table: Table) -> UserValue:
    """Return a table as one of Arrow's.

    Args:
        table: The table.
    """
    batches = Batches(table)
    return pa.Table.from_batches(list(batches.between(0, table.count)), batches.schema)


def to_pandas(table: Table) -> UserValue:
    """Return a table as a frame of pandas', whose columns keep Arrow's types.

    Args:
        table: The table.
    """
    pandas = loaded("pandas")
    return to_arrow(table).to_pandas(types_mapper=pandas.ArrowDtype)


def to_polars(table: Table) -> UserValue:
    """Return a table as a frame of Polars'.

    Args:
        table: The table.
    """
    return loaded("polars").from_arrow(to_arrow(table))


def loaded(name: str) -> UserValue:
    """Import a library.

    Args:
        name: Its module.

    Raises:
        DatasetError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise DatasetError(f"this needs {name}. Install it with: pip install {name}") from error
