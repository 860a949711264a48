"""Keeps orders in an SQLite file, with nothing but the standard library."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from .models import Address, Customer, Employee, Order

#: Marks a file as one of this shop ("SHOP" in ASCII), so that no other file is ever replaced.
APPLICATION_ID = 0x53484F50

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
CREATE TABLE address (
    id INTEGER PRIMARY KEY, street TEXT NOT NULL, postcode TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL
);
CREATE TABLE customer (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, is_vip INTEGER NOT NULL,
    address INTEGER NOT NULL REFERENCES address
);
CREATE TABLE employee (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, workplace INTEGER NOT NULL REFERENCES address
);
CREATE TABLE orders (
    number INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, status TEXT NOT NULL, amount TEXT NOT NULL,
    ordered_on TEXT NOT NULL, gift_wrapped INTEGER NOT NULL, shipped_on TEXT,
    customer INTEGER NOT NULL REFERENCES customer, address INTEGER NOT NULL REFERENCES address,
    packed_by INTEGER REFERENCES employee
);
"""


class ForeignFileError(Exception):
    """There is a file already, and it was not written by this shop."""


def store_orders(path: Path, orders: Iterable[Order]) -> None:
    """Write orders, and all that belongs to them, to a file that they then fill alone.

    Args:
        path: The file; one of an earlier run is replaced.
        orders: The orders.

    Raises:
        ForeignFileError: The file exists and is something else.
    """
    if path.exists():
        if not _is_ours(path):
            raise ForeignFileError(f"{path} exists and was not written by this shop. Name another file.")
        path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute("PRAGMA foreign_keys = ON")
        for order in orders:
            _add_order(connection, order)


def _is_ours(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(found == APPLICATION_ID)


def _add_order(connection: sqlite3.Connection, order: Order) -> None:
    values = (
        order.number,
        str(order.reference),
        order.status.value,
        str(order.amount),
        order.ordered_on.isoformat(),
        order.gift_wrapped,
        order.shipped_on.isoformat() if order.shipped_on else None,
        _add_customer(connection, order.customer),
        _add_address(connection, order.address),
        _add_employee(connection, order.packed_by) if order.packed_by else None,
    )
    connection.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _add_customer(connection: sqlite3.Connection, customer: Customer) -> int:
    address = _add_address(connection, customer.address)
    values = (customer.number, customer.name, customer.email, customer.is_vip, address)
    connection.execute("INSERT INTO customer VALUES (?, ?, ?, ?, ?)", values)
    return customer.number


def _add_employee(connection: sqlite3.Connection, employee: Employee) -> int | None:
    values = (employee.name, _add_address(connection, employee.workplace))
    return connection.execute("INSERT INTO employee (name, workplace) VALUES (?, ?)", values).lastrowid


def _add_address(connection: sqlite3.Connection, address: Address) -> int | None:
    values = (address.street, address.postcode, address.city, address.country)
    statement = "INSERT INTO address (street, postcode, city, country) VALUES (?, ?, ?, ?)"
    return connection.execute(statement, values).lastrowid
