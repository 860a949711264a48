"""Shows the shop: one order, a batch, the same batch again, and where the batch was stored."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import textwrap
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import typedfactory

from .factories import OrderFactory
from .models import Address, Order, Status
from .store import ForeignFileError, store_orders
from .table import Column, render_fields, render_table

#: Wider lines are hard to read.
_WIDEST = 100

_COLUMNS = (
    Column("no", right=True),
    Column("customer", least=10),
    Column("ship to", least=12),
    Column("status"),
    Column("packed by", least=9, needs=70),
    Column("amount", right=True),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo.

    Args:
        arguments: The command line, without the program's name; None for the real one.

    Returns:
        The exit status: 0, or 1 when the batch could not be stored.
    """
    options = _read_arguments(arguments)
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    with typedfactory.random.seeded(options.seed):
        vip_order = OrderFactory.build(
            amount=Decimal(200), status=Status.PAID, customer__is_vip=True, address__country="AU"
        )
    print(f"One order of a VIP customer, shipped to Australia:\n\n{show_order(vip_order, width)}\n")

    batch = make_batch(options.seed)
    print(f"{len(batch)} orders from seed {options.seed}:\n\n{show_batch(batch, width)}\n")

    again = make_batch(options.seed)
    print(f"From seed {options.seed} again:\n\n{show_batch(again, width)}\n")
    print(f"The two batches are {'equal' if again == batch else 'DIFFERENT'}, field by field.\n")

    try:
        store_orders(options.path, batch)
    except (ForeignFileError, OSError, sqlite3.Error) as error:
        print(f"The batch was not stored: {error}", file=sys.stderr)
        return 1
    print(f"The batch is stored in the SQLite file\n{options.path.resolve()}")
    return 0


def make_batch(seed: int) -> list[Order]:
    """Build five new or paid orders and three shipped ones; the same for the same seed.

    Args:
        seed: Where the random values start.
    """
    typedfactory.reset_sequences()
    with typedfactory.random.seeded(seed):
        return [*OrderFactory.build_batch(5), *OrderFactory.build_batch(3, shipped=True)]


def show_order(order: Order, width: int) -> str:
    """Lay out one order.

    Args:
        order: The order.
        width: How many characters a line may have.
    """
    customer = order.customer
    fields = [
        ("order", f"{order.number}, {order.status.value}, {order.amount:.2f}"),
        ("customer", f"{customer.name}{' (VIP)' if customer.is_vip else ''}, {customer.email}"),
        ("lives in", _show_place(customer.address)),
        ("ship to", _show_place(order.address)),
        ("reference", str(order.reference)),
    ]
    return textwrap.indent(render_fields(fields, width - 2), "  ")


def show_batch(orders: Sequence[Order], width: int) -> str:
    """Lay out orders as a table.

    Args:
        orders: The orders.
        width: How many characters a line may have.
    """
    rows = [
        (
            str(order.number),
            order.customer.name,
            f"{order.address.city}, {order.address.country}",
            order.status.value,
            order.packed_by.name if order.packed_by else "-",
            f"{order.amount:.2f}",
        )
        for order in orders
    ]
    return textwrap.indent(render_table(_COLUMNS, rows, width - 2), "  ")


def _show_place(address: Address) -> str:
    return f"{address.country}-{address.postcode} {address.city}, {address.street}"


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.shop", description=__doc__)
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path("shop.sqlite3"), help="the SQLite file (default: %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=2026, help="where the random values start (default: %(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
