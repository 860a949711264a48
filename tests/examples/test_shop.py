"""The example shop: what the demo prints and stores."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import typedfactory
from examples.shop.__main__ import main, make_batch, show_batch, show_order
from examples.shop.factories import CustomerFactory, EmployeeFactory, OrderFactory
from examples.shop.models import Address, Customer, Employee, Order, Status
from examples.shop.store import APPLICATION_ID, store_orders
from examples.shop.table import Column, fit, render_fields, render_table
from typedfactory.pytest_plugin import register

ROOT = Path(__file__).parents[2]


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


register(CustomerFactory)
register(EmployeeFactory)
register(OrderFactory)
register(OrderFactory, "shipped_order", shipped=True)


class TestFactories:
    @pytest.mark.factory(customer={"name": "Ann Lee", "number": 7})
    def test_a_customer_gets_a_default_an_email_from_the_name_and_an_address_from_its_factory(
        self, customer: Customer
    ) -> None:
        assert customer.is_vip is False
        assert customer.email == "lee.7@example.org"
        assert customer.address.country in {"CA", "DE", "NL", "NZ"}

    @pytest.mark.parametrize("employee__workplace__city", ["Perth"])
    def test_the_workplace_of_an_employee_is_filled_by_the_address_factory(self, employee: Employee) -> None:
        assert employee.workplace.city == "Perth"

    @pytest.mark.parametrize("order__customer__address__country", ["AU"])
    def test_an_order_goes_to_the_customers_country(self, order: Order) -> None:
        assert order.address.country == "AU"
        assert order.address != order.customer.address

    @pytest.mark.parametrize(("customer__is_vip", "order__address__country"), [(True, "AU")])
    def test_the_address_of_an_order_may_differ_from_the_customers(self, order: Order, customer: Customer) -> None:
        assert order.customer is customer
        assert customer.is_vip
        assert order.address.country == "AU"
        assert customer.address.country != "AU"

    def test_an_order_that_is_not_shipped_has_nobody_who_packed_it(self, order: Order) -> None:
        assert order.status in {Status.NEW, Status.PAID}
        assert (order.shipped_on, order.packed_by) == (None, None)

    def test_a_shipped_order_was_packed_two_days_after_it_was_ordered(self, shipped_order: Order) -> None:
        assert shipped_order.status is Status.SHIPPED
        assert shipped_order.shipped_on is not None
        assert (shipped_order.shipped_on - shipped_order.ordered_on).days == 2
        assert shipped_order.packed_by is not None
        assert isinstance(shipped_order.packed_by.workplace, Address)


class TestBatch:
    def test_it_is_the_same_from_the_same_seed(self) -> None:
        assert make_batch(3) == make_batch(3)

    def test_it_differs_from_another_seed(self) -> None:
        assert make_batch(3) != make_batch(4)

    def test_it_holds_five_open_and_three_shipped_orders_numbered_from_one(self) -> None:
        batch = make_batch(3)
        assert [order.number for order in batch] == [1, 2, 3, 4, 5, 6, 7, 8]
        assert [order.status is Status.SHIPPED for order in batch] == [False] * 5 + [True] * 3

    def test_it_leaves_the_random_stream_of_its_caller_alone(self) -> None:
        before = typedfactory.random.get_random_state()
        make_batch(3)
        assert typedfactory.random.get_random_state() == before


class TestTable:
    def test_columns_are_as_wide_as_what_they_hold(self) -> None:
        text = render_table([Column("name"), Column("age", right=True)], [["Ann", "9"], ["Bo", "10"]], 80)
        assert text == "name  age\n----  ---\nAnn     9\nBo     10"

    def test_the_widest_column_that_may_shrink_does(self) -> None:
        text = render_table([Column("name", least=5), Column("id")], [["Maximilian", "7"]], 12)
        assert text == "name      id\n--------  --\nMaxim...  7"

    def test_a_column_never_shrinks_below_its_least(self) -> None:
        text = render_table([Column("name", least=6), Column("id")], [["Maximilian", "7"]], 3)
        assert text == "name    id\n------  --\nMax...  7"

    def test_a_column_that_needs_more_room_is_left_out(self) -> None:
        columns = [Column("a"), Column("b", needs=20), Column("c")]
        assert render_table(columns, [["1", "2", "3"]], 19) == "a  c\n-  -\n1  3"
        assert render_table(columns, [["1", "2", "3"]], 20) == "a  b  c\n-  -  -\n1  2  3"

    def test_fields_are_aligned_and_cut(self) -> None:
        assert render_fields([("a", "1"), ("long", "abcdefghij")], 13) == "a     1\nlong  abcd..."

    @pytest.mark.parametrize(
        ("text", "width", "shown"), [("abc", 3, "abc"), ("abcdef", 5, "ab..."), ("abcdef", 2, "...")]
    )
    def test_a_text_is_cut_to_fit(self, text: str, width: int, shown: str) -> None:
        assert fit(text, width) == shown

    @pytest.mark.parametrize("width", [60, 80, 100])
    @pytest.mark.parametrize("seed", range(20))
    def test_orders_fit_the_terminal(self, seed: int, width: int) -> None:
        batch = make_batch(seed)
        lines = [*show_batch(batch, width).splitlines(), *show_order(batch[-1], width).splitlines()]
        assert max(map(len, lines)) <= width

    def test_a_narrow_terminal_does_without_the_packers(self) -> None:
        batch = make_batch(1)
        assert "packed by" in show_batch(batch, 80)
        assert "packed by" not in show_batch(batch, 60)


class TestStore:
    def test_every_order_is_kept_with_all_that_belongs_to_it(self, tmp_path: Path) -> None:
        batch = make_batch(3)
        store_orders(tmp_path / "shop.sqlite3", batch)
        found = rows_of(
            tmp_path / "shop.sqlite3",
            "SELECT o.number, o.reference, o.status, o.amount, o.ordered_on, o.shipped_on, o.gift_wrapped, c.name, "
            "c.email, a.city, e.name FROM orders o JOIN customer c ON c.number = o.customer "
            "JOIN address a ON a.id = o.address LEFT JOIN employee e ON e.id = o.packed_by ORDER BY o.number",
        )
        assert found == [
            (
                order.number,
                str(order.reference),
                order.status.value,
                str(order.amount),
                order.ordered_on.isoformat(),
                order.shipped_on.isoformat() if order.shipped_on else None,
                order.gift_wrapped,
                order.customer.name,
                order.customer.email,
                order.address.city,
                order.packed_by.name if order.packed_by else None,
            )
            for order in batch
        ]

    def test_each_customer_order_and_employee_has_an_address_of_its_own(self, tmp_path: Path) -> None:
        store_orders(tmp_path / "shop.sqlite3", make_batch(3))
        assert rows_of(tmp_path / "shop.sqlite3", "SELECT count(*) FROM address") == [(8 + 8 + 3,)]
        assert rows_of(tmp_path / "shop.sqlite3", "PRAGMA foreign_key_check") == []

    def test_a_file_of_an_earlier_run_is_replaced(self, tmp_path: Path) -> None:
        path = tmp_path / "shop.sqlite3"
        store_orders(path, make_batch(3))
        store_orders(path, make_batch(3)[:2])
        assert rows_of(path, "SELECT count(*) FROM orders") == [(2,)]
        assert rows_of(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


class TestDemo:
    def run(self, monkeypatch: pytest.MonkeyPatch, *arguments: str, columns: int = 80) -> int:
        monkeypatch.setenv("COLUMNS", str(columns))
        return main(arguments)

    def test_it_prints_a_vip_order_and_the_same_batch_twice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "shop.sqlite3"
        assert self.run(monkeypatch, str(path), "--seed", "5") == 0
        parts = capsys.readouterr().out.split("\n\n")
        titles, bodies = parts[0:6:2], parts[1:6:2]
        assert titles == [
            "One order of a VIP customer, shipped to Australia:",
            "8 orders from seed 5:",
            "From seed 5 again:",
        ]
        assert "order      1, paid, 200.00" in bodies[0]
        assert " (VIP), " in bodies[0]
        assert "ship to    AU-" in bodies[0]
        assert bodies[1] == bodies[2] == show_batch(make_batch(5), 80)
        assert parts[6:] == [
            "The two batches are equal, field by field.",
            f"The batch is stored in the SQLite file\n{path}\n",
        ]

    @pytest.mark.parametrize("columns", [60, 80])
    def test_no_line_but_the_path_is_wider_than_the_terminal(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int
    ) -> None:
        self.run(monkeypatch, str(tmp_path / "shop.sqlite3"), columns=columns)
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines[:-1] if len(line) > columns] == []

    @pytest.mark.parametrize("content", [b"my notes\n" * 200, b""])
    def test_a_file_of_somebody_else_is_left_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
    ) -> None:
        path = tmp_path / "notes.txt"
        path.write_bytes(content)
        assert self.run(monkeypatch, str(path)) == 1
        assert path.read_bytes() == content
        assert capsys.readouterr().err == (
            f"The batch was not stored: {path} exists and was not written by this shop. Name another file.\n"
        )

    def test_a_folder_that_does_not_exist_is_reported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(monkeypatch, str(tmp_path / "nowhere" / "shop.sqlite3")) == 1
        assert capsys.readouterr().err == "The batch was not stored: unable to open database file\n"

    def test_it_runs_as_a_module_and_stores_in_the_current_folder(self, tmp_path: Path) -> None:
        code = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); runpy.run_module('examples.shop', run_name='__main__')"
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(f"\n{(tmp_path / 'shop.sqlite3').resolve()}\n")
        assert rows_of(tmp_path / "shop.sqlite3", "SELECT count(*) FROM orders") == [(8,)]
