"""Names that users add to the table."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from typedfactory.realism.own_names import forget_names, own_maker, remember_name


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    forget_names()


def make(random: Random, o: Any) -> str:
    return "C-1"


@pytest.mark.parametrize("written", ["customer_no", "customerNo", "CustomerNo", "CUSTOMER_NO"])
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    remember_name(written, make)
    assert own_maker("customer_no") == ("customer_no", make)
    assert own_maker("oldCustomerNo") == ("customer_no", make)
    assert own_maker("customer_no_known") is None


def test_the_longest_name_counts() -> None:
    remember_name("no", None)
    remember_name("customer_no", make)
    assert own_maker("customer_no") == ("customer_no", make)
    assert own_maker("order_no") == ("no", None)
