"""Numbers with their check digits, and colours."""

from __future__ import annotations

import re
from typing import Annotated

import annotated_types as at

from tests.realism.modelling import realistic
from typedfactory.realism.kinds.codes import with_check_digit


def test_check_digits_are_right() -> None:
    for made in realistic("Book", isbn=str, ean=str, isbn13=str, gtin=Annotated[str, at.MaxLen(8)]).build_batch(20):
        for code in (made.isbn, made.ean, made.isbn13, made.gtin):
            assert with_check_digit(code[:-1]) == code
        assert (made.isbn[:3], made.ean[:2], len(made.gtin)) == ("978", "20", 8)


def test_short_isbns_are_right() -> None:
    for made in realistic("Book", isbn=Annotated[str, at.MaxLen(10)]).build_batch(40):
        digits = [10 if each == "X" else int(each) for each in made.isbn]
        assert sum((10 - place) * digit for place, digit in enumerate(digits)) % 11 == 0


def test_a_card_is_the_one_for_tests() -> None:
    assert realistic("Payment", card_number=str).build().card_number == "4111111111111111"


def test_numbers_of_articles_and_orders() -> None:
    made = realistic("Line", sku=str, order_number=str).build()
    assert re.fullmatch(r"[A-Z]{2}-\d{6}", made.sku)
    assert re.fullmatch(r"20\d\d-\d{6}", made.order_number)


def test_a_colour_has_a_name_or_a_code() -> None:
    made = realistic("Paint", color=str, background_color_hex=str, colour=Annotated[str, at.Len(7, 7)]).build()
    assert made.color.isalpha()
    assert re.fullmatch(r"#[0-9a-f]{6}", made.background_color_hex)
    assert len(made.colour) == 7
