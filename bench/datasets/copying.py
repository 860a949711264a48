"""Users and orders into PostgreSQL, beside psql's own copy of the same rows from files."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Annotated

import sqlalchemy

import typedfactory as factory
from typedfactory.datasets import Dataset
from typedfactory.extension import Constraints

URL = os.environ.get("TYPEDFACTORY_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
START = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
TABLES = ("bench_order", "bench_user", "typedfactory_ledger")


@dataclasses.dataclass
class User:
    id: int
    name: str
    age: int
    joined: datetime.date


@dataclasses.dataclass
class Order:
    id: int
    user_id: int
    quantity: int
    total: Annotated[decimal.Decimal, Constraints(max_digits=10, decimal_places=2)]
    placed: datetime.datetime


class UserFactory(factory.Factory[User]):
    name = factory.Sequence(lambda n: f"user{n}")
    age = factory.fuzzy.FuzzyInteger(18, 80)
    joined = factory.fuzzy.FuzzyDate(START.date(), START.date().replace(year=2024))


class OrderFactory(factory.Factory[Order]):
    quantity = factory.fuzzy.FuzzyInteger(1, 9)
    total = factory.fuzzy.FuzzyDecimal(1, 100)
    placed = factory.fuzzy.FuzzyDateTime(START, START.replace(year=2024))


def shop(users: int) -> Dataset:
    """Return the tables."""
    data = Dataset(7, "bench")
    people = data.table(UserFactory, users, name_="bench_user")
    data.table(OrderFactory, per=people, size=5, name_="bench_order", via_="user_id")
    return data


def _psql(*commands: str) -> None:
    command = [shutil.which("psql") or "psql", URL, "-q", "-v", "ON_ERROR_STOP=1"]
    for each in commands:
        command += ["-c", each]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - psql


def _drop() -> None:
    _psql(*(f"DROP TABLE IF EXISTS {name}" for name in TABLES))


def copying(folder: Path, users: int = 1_000_000) -> None:
    """Print how long each takes: making and copying together."""
    url = URL.replace("postgresql:", "postgresql+psycopg:", 1)
    found: dict[str, list[float]] = {"typedfactory": [], "files, then \\copy": []}
    for turn in range(2):
        data = shop(users)
        _drop()
        began = time.perf_counter()
        data.to_sql(url)
        found["typedfactory"].append(time.perf_counter() - began)
        with sqlalchemy.create_engine(url).connect() as connection:
            count = connection.execute(sqlalchemy.text("SELECT count(*) FROM bench_order")).scalar()
        assert count == 5 * users
        _psql("TRUNCATE bench_order", "TRUNCATE bench_user")
        began = time.perf_counter()
        data.write(folder / str(turn), "csv")
        for table in data:
            for path in sorted((folder / str(turn) / table.name).iterdir()):
                _psql(f"\\copy {table.name} FROM '{path}' WITH (FORMAT csv, HEADER)")
        found["files, then \\copy"].append(time.perf_counter() - began)
        shutil.rmtree(folder / str(turn))
    _drop()
    print(f"\n{users:,} users and {5 * users:,} orders into PostgreSQL")
    base = min(found["files, then \\copy"])
    for name, each in found.items():
        print(f"  {name:20} {min(each):7.1f} s  {min(each) / base:5.2f} x")
