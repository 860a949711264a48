"""``typedfactory generate``: objects as rows of files."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Shell

SHOP = """
import dataclasses
import datetime
import decimal
import enum
import typedfactory as factory


class Kind(enum.Enum):
    NEW = "new"


@dataclasses.dataclass
class Address:
    city: str
    since: datetime.date


@dataclasses.dataclass
class Line:
    sku: str
    count: int


@dataclasses.dataclass
class Order:
    number: int
    kind: Kind
    price: decimal.Decimal
    paid: bool
    address: Address
    lines: list[Line]
    billing: Address | None = None
    note: str | None = None


class AddressFactory(factory.Factory[Address]):
    city = "Rome"
    since = datetime.date(2024, 2, 29)


class OrderFactory(factory.Factory[Order]):
    number = factory.Sequence(lambda n: n)
    kind = Kind.NEW
    price = decimal.Decimal("1.50")
    paid = True
    address = factory.SubFactory(AddressFactory)
    lines = factory.List([factory.LazyFunction(lambda: Line("x'y", 2))])
"""

COLUMNS = "number,kind,price,paid,address__city,address__since,lines,billing__city,billing__since,note"


@pytest.fixture
def shop(shell: Shell) -> Shell:
    shell.write("shop.py", SHOP)
    return shell


def test_json_lines_hold_what_is_nested(shop: Shell) -> None:
    status, out, err = shop.run("generate", "shop:OrderFactory", "-n", "2")
    assert (status, err) == (0, "")
    first, second = map(json.loads, out.splitlines())
    assert first == {
        "number": 0,
        "kind": "new",
        "price": "1.50",
        "paid": True,
        "address": {"city": "Rome", "since": "2024-02-29"},
        "lines": [{"sku": "x'y", "count": 2}],
        "billing": None,
        "note": None,
    }
    assert second == {**first, "number": 1}


def test_flat_json_has_columns(shop: Shell) -> None:
    out = shop.run("generate", "shop:OrderFactory", "-n", "1", "--flat", "address__city=Oslo").out
    assert list(json.loads(out)) == COLUMNS.split(",")
    assert json.loads(out)["address__city"] == "Oslo"


def test_csv_has_a_line_of_names(shop: Shell) -> None:
    assert shop.run("generate", "shop:OrderFactory", "-n", "2", "-o", "orders.csv") == (0, "", "")
    with (shop.folder / "orders.csv").open(newline="", encoding="utf-8") as file:
        names, first, second = csv.reader(file)
    assert names == COLUMNS.split(",")
    lines = '[{"sku": "x\'y", "count": 2}]'
    assert first == ["0", "new", "1.50", "True", "Rome", "2024-02-29", lines, "", "", ""]
    assert second[0] == "1"


def test_what_is_optional_has_its_columns(shop: Shell) -> None:
    out = shop.run("generate", "shop:OrderFactory", "-n", "1", "--format", "csv", "billing__city=Oslo").out
    row = dict(zip(*csv.reader(out.splitlines()), strict=True))
    assert row["billing__city"] == "Oslo"
    assert row["billing__since"]


def test_sql_fills_a_table(shop: Shell) -> None:
    shop.run("generate", "shop:OrderFactory", "-n", "1001", "-o", "orders.sql")
    script = (shop.folder / "orders.sql").read_text(encoding="utf-8")
    database = sqlite3.connect(":memory:")
    database.execute(f'create table "order" ({COLUMNS})')
    database.executescript(script)
    assert database.execute('select count(*), max(number), sum(paid) from "order"').fetchone() == (1001, 1000, 1001)
    assert database.execute('select lines, note from "order"').fetchone() == ('[{"sku": "x\'y", "count": 2}]', None)
    database.close()


def test_parquet_has_types(shop: Shell) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    shop.run("generate", "shop:OrderFactory", "-n", "1001", "-o", "orders.parquet")
    table = parquet.read_table(shop.folder / "orders.parquet")
    types = dict(zip(table.schema.names, map(str, table.schema.types), strict=True))
    assert table.num_rows == 1001
    assert types["number"] == "int64"
    assert types["paid"] == "bool"
    assert types["address__since"] == "date32[day]"
    assert types["price"] == types["lines"] == "string"
    assert table.column("billing__city").null_count == 1001


def test_a_number_too_large_for_parquet_is_one_line(shop: Shell) -> None:
    pytest.importorskip("pyarrow")
    status, _, err = shop.run("generate", "shop:OrderFactory", f"number={2**70}", "-o", "orders.parquet")
    assert status == 2
    assert err.startswith("typedfactory: column number: does not fit int64: ")
    assert list(shop.folder.glob("orders*")) == []


def test_without_orjson_the_lines_are_the_same(shop: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("orjson")
    fast = shop.run("generate", "shop:OrderFactory").out
    import typedfactory
    from typedfactory.cli.generate.formats import lines

    typedfactory.reset_sequences()
    monkeypatch.setattr(lines.importlib.util, "find_spec", lambda name: None)  # type: ignore[attr-defined]  # imported there
    assert shop.run("generate", "shop:OrderFactory").out == fast


def test_tables_are_tied_by_keys(shop: Shell) -> None:
    result = shop.run("generate", "shop:OrderFactory", "-n", "2", "--normalise", "--format", "csv", "-o", "out")
    assert result == (0, "", "")
    files = {path.name: path.read_text(encoding="utf-8").splitlines() for path in (shop.folder / "out").iterdir()}
    assert files == {
        "address.csv": ["id,city,since", "1,Rome,2024-02-29", "2,Rome,2024-02-29"],
        "line.csv": ["id,sku,count,order_id", "1,x'y,2,1", "2,x'y,2,2"],
        "order.csv": [
            "id,number,kind,price,paid,note,address_id,billing_id",
            "1,0,new,1.50,True,,1,",
            "2,1,new,1.50,True,,2,",
        ],
    }


def test_tables_of_sql_are_in_one_file_and_in_order(shop: Shell) -> None:
    out = shop.run("generate", "shop:OrderFactory", "-n", "1", "--normalise", "--format", "sql").out
    assert [line for line in out.splitlines() if line.startswith("INSERT")] == [
        'INSERT INTO "address" ("id", "city", "since") VALUES',
        'INSERT INTO "order" ("id", "number", "kind", "price", "paid", "note", "address_id", "billing_id") VALUES',
        'INSERT INTO "line" ("id", "sku", "count", "order_id") VALUES',
    ]


def test_several_factories_go_into_a_folder(shop: Shell) -> None:
    shop.run("generate", "shop:OrderFactory", "shop:AddressFactory", "-n", "3", "-o", "out", "--format", "jsonl")
    assert {path.name: path.read_text().count("\n") for path in (shop.folder / "out").iterdir()} == {
        "order.jsonl": 3,
        "address.jsonl": 3,
    }


@pytest.mark.parametrize("more", [[], ["-o", "x.csv"]])
def test_several_tables_need_a_folder(shop: Shell, more: list[str]) -> None:
    assert shop.run("generate", "shop:OrderFactory", "--normalise", *more) == (
        2,
        "",
        "typedfactory: generate: there are several tables. Name a folder with -o, and a format with --format.\n",
    )


def test_the_same_seed_gives_the_same_objects(shell: Shell) -> None:
    shell.write(
        "people.py", "import typedfactory as f\n\nclass ManFactory(f.DictFactory):\n    name = f.Faker('name')\n"
    )
    first = shell.run("generate", "people.py", "--seed", "3").out
    assert shell.run("generate", "people.py", "--seed", "3").out == first
    assert shell.run("generate", "people.py", "--seed", "4").out != first
    assert first.count("\n") == 9


def test_no_objects_make_an_empty_table(shop: Shell) -> None:
    assert shop.run("generate", "shop:OrderFactory", "-n", "0", "--format", "csv").out == COLUMNS


def test_objects_that_contain_themselves_are_cut(shell: Shell) -> None:
    shell.write(
        "tree.py",
        """
        from __future__ import annotations
        import dataclasses
        import typedfactory as factory

        @dataclasses.dataclass
        class Node:
            name: str
            parent: Node | None = None
            children: list[Node] = dataclasses.field(default_factory=list)

        class NodeFactory(factory.Factory[Node]):
            name = "root"

            @factory.post_generation
            def leaf(node, create, extracted):
                node.children.append(Node("leaf", node))
        """,
    )
    out = shell.run("generate", "tree.py", "-n", "1").out
    assert json.loads(out) == {"name": "root", "parent": None, "children": [{"name": "leaf", "children": []}]}
    out = shell.run("generate", "tree.py", "-n", "1", "--normalise", "--format", "sql").out
    assert out.count("INSERT") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shop:OrderFactroy"], "shop:OrderFactroy: shop has no 'OrderFactroy'. Did you mean \"OrderFactory\"?"),
        (["shop:OrderFactory", "-o", "x.prquet"],
         "x.prquet: there is no format 'prquet'. Did you mean \"parquet\"? Choose with --format."),
        (["shop:OrderFactory", "-o", "nowhere/x.csv"], "nowhere/x.csv.part: No such file or directory."),
        (["shop:OrderFactory", "-o", "/dev/full", "--format", "csv"], "the output: No space left on device."),
        (["number=3"], "generate: name a factory, as in: typedfactory generate app.factories:UserFactory."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(shop: Shell, arguments: list[str], said: str) -> None:
    status, out, err = shop.run("generate", *arguments)
    assert (status, out) == (2, "")
    assert err == f"typedfactory: {said}\n"


BROKEN = """
import typedfactory as factory


class LampFactory(factory.DictFactory):
    watt = factory.Sequence(lambda n: 60 // (4 - n))
"""


def test_an_object_that_fails_leaves_no_file(shell: Shell) -> None:
    shell.write("lamps.py", BROKEN)
    (shell.folder / "lamps.csv").write_text("old")
    status, _, err = shell.run("generate", "lamps.py", "-n", "1000", "-o", "lamps.csv")
    assert (status, err) == (
        2,
        (
            "typedfactory: LampFactory: object 5: ZeroDivisionError: integer division or modulo by zero "
            "(while making LampFactory.watt)\n"
        ),
    )
    assert [path.name for path in shell.folder.glob("lamps.csv*")] == ["lamps.csv"]
    assert (shell.folder / "lamps.csv").read_text() == "old"


def test_ctrl_c_leaves_no_file(shop: Shell) -> None:
    command = [sys.executable, "-m", "typedfactory", "generate", "shop:OrderFactory", "-n", "99999999", "-o", "x.csv"]
    program = subprocess.Popen(command, cwd=shop.folder, stderr=subprocess.PIPE, text=True)
    part = shop.folder / "x.csv.part"
    try:
        while program.poll() is None and not (part.exists() and part.stat().st_size):
            time.sleep(0.02)
        os.kill(program.pid, signal.SIGINT)
        assert program.communicate(timeout=60)[1] == "typedfactory: stopped.\n"
    finally:
        program.kill()
    assert (program.returncode, list(Path(shop.folder).glob("x.csv*"))) == (130, [])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)],  # noqa: S607 - where the system has it
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607 - as above


@pytest.mark.parametrize("kind", ["jsonl", "csv", "sql", "parquet"])
def test_a_full_disk_is_one_line_and_keeps_nothing(shop: Shell, small_disk: Path, kind: str) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    status, out, err = shop.run("generate", "shop:OrderFactory", "-n", "25000", "-o", f"disk/orders.{kind}")
    assert (status, out) == (2, "")
    assert err == "typedfactory: the output: No space left on device.\n"
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("kind", ["jsonl", "csv", "sql", "parquet"])
def test_a_reader_of_any_format_may_go_away(shop: Shell, kind: str) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    script = f"typedfactory generate shop:OrderFactory -n 25000 --format {kind} | head -c 10 | wc -c"
    result = shop.start(script=script)
    assert (result.out.strip(), result.err) == ("10", "")
