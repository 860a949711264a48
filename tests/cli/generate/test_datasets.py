"""Data sets on the command line."""

from __future__ import annotations

import importlib.util

import pytest

from tests.cli.running import Shell

pytestmark = pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="needs the extra datasets")

SHOP = """
import dataclasses
import typedfactory as factory
from typedfactory.datasets import Dataset, Pick

@dataclasses.dataclass
class User:
    id: int

@dataclasses.dataclass
class Order:
    id: int
    user_id: int

class UserFactory(factory.Factory[User]):
    pass

class OrderFactory(factory.Factory[Order]):
    pass

shop = Dataset(seed=7, name="shop")
users = shop.table(UserFactory, 10)
orders = shop.table(OrderFactory, 100, user_id=Pick(users))
"""


@pytest.fixture
def project(shell: Shell) -> Shell:
    """A folder with the shop."""
    shell.write("shop.py", SHOP)
    return shell


def test_a_data_set_is_written_into_a_folder(project: Shell) -> None:
    result = project.run("generate", "shop.py:shop", "-o", "out", "--format", "csv", "--rows-scale", "2")
    assert result.out.startswith("220 rows of 2 tables to out in ")
    assert (project.folder / "out" / "order" / "part-00000.csv").read_text(encoding="utf-8").count("\n") == 201


def test_a_dry_run_writes_nothing(project: Shell) -> None:
    result = project.run("generate", "shop:shop", "-o", "out", "--dry-run", "--rows-of-a-partition", "30")
    assert [line.split()[:3] for line in result.out.splitlines()] == [
        ["table", "rows", "partitions"],
        ["user", "10", "1"],
        ["order", "100", "4"],
        ["in", "all", "110"],
    ]
    assert not (project.folder / "out").exists()


def test_what_is_wrong_is_told_in_the_words_of_the_command_line(project: Shell) -> None:
    assert project.run("generate", "shop:shop").err == (
        "typedfactory: a data set has several tables. Name a folder with -o, or a database with --url.\n"
    )
    project.run("generate", "shop:shop", "-o", "out")
    assert project.run("generate", "shop:shop", "-o", "out").err == (
        "typedfactory: out: a data set is there. "
        "Pass --resume to go on with it, --overwrite to replace it, or another folder.\n"
    )
    assert project.run("generate", "shop:shop", "-o", "out", "--overwrite").out.startswith(
        "110 rows of 2 tables to out in "
    )
    assert project.run("generate", "shop:shop", "-o", "out", "--resume").out.startswith(
        "110 rows of 2 tables to out in "
    )


@pytest.mark.parametrize("command", ["generate", "seed"])
def test_a_data_set_goes_into_a_database(project: Shell, command: str) -> None:
    result = project.run(command, "shop:shop", "--url", "sqlite:///shop.db")
    assert result.out.startswith("110 rows of 2 tables to the database in ")
