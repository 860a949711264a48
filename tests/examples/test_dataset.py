"""The example of a data set: a small shop answers its questions."""

from __future__ import annotations

import importlib
import importlib.util
import re
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(importlib.util.find_spec("duckdb") is None, reason="needs the extra datasets")


def test_the_shop_is_made_joined_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    from examples.dataset import __main__ as example

    example.main(0.01)
    shown = capsys.readouterr().out
    assert re.search(r"order +\d+,\d\d\d ", shown)
    assert "How many users have never bought anything?" in shown
    assert "True\n" in shown
    assert "False" not in shown
    assert shown.endswith("checks, all hold.\n")


def test_every_order_is_at_the_price_of_its_product() -> None:
    shop: Any = importlib.import_module("examples.dataset.shop").shop
    products = {product.id: product for product in shop["product"]}
    orders = shop["order"].rows(range(0, 900_000, 9_001))
    assert all(order.price == products[order.product_id].price for order in orders)
