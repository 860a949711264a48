"""Numbers that things are known by, and colours."""

from __future__ import annotations

from typedfactory.realism.scene import Kind, Scene

#: Kept for use inside of a shop, so nobody's (GS1).
_OWN_USE = "20"
#: A number that payment systems keep for tests.
_TEST_CARD = "4111111111111111"
_COLORS = ("red", "green", "blue", "yellow", "orange", "purple", "black", "white", "grey", "brown", "pink", "turquoise")


def sku(scene: Scene) -> str:
    """Make the number of an article: two letters and digits."""
    return f"{scene.pick('ABCDEFGHKLMNPRST')}{scene.pick('ABCDEFGHKLMNPRST')}-{scene.digits(6)}"


def ean(scene: Scene) -> str:
    """Make an EAN-13, or an EAN-8 where there is room for no more, of those kept for use inside of a shop."""
    most = scene.constraints.max_length
    length = 8 if most is not None and most < 13 else 13  # noqa: PLR2004 - the digits of an EAN-13
    return with_check_digit(_OWN_USE + scene.digits(length - len(_OWN_USE) - 1))


def isbn(scene: Scene) -> str:
    """Make an ISBN-13, or an ISBN-10 where there is room for no more."""
    most = scene.constraints.max_length
    if most is not None and most < 13:  # noqa: PLR2004 - the digits of an ISBN-13
        body = scene.digits(9)
        check = -sum((10 - place) * int(digit) for place, digit in enumerate(body)) % 11
        return body + ("X" if check == 10 else str(check))  # noqa: PLR2004 - ten is written so
    return with_check_digit(f"978{scene.digits(9)}")


def with_check_digit(digits: str) -> str:
    """Return digits with the check digit of an EAN.

    Example:
        >>> with_check_digit("978030640615")
        '9780306406157'
    """
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return digits + str(-weighted % 10)


def order_number(scene: Scene) -> str:
    """Make the number of an order."""
    return f"{2015 + scene.below(10)}-{scene.digits(6)}"


def card_number(scene: Scene) -> str:
    """Give the number that payment systems keep for tests."""
    return _TEST_CARD


def color(scene: Scene) -> str:
    """Make the name of a colour; its hexadecimal form where there is no room for one."""
    if scene.constraints.max_length == 7 or scene.constraints.pattern:  # noqa: PLR2004 - #rrggbb
        return hex_color(scene)
    return scene.pick(_COLORS)


def hex_color(scene: Scene) -> str:
    """Make a colour as ``#rrggbb``."""
    return f"#{scene.below(2**24):06x}"


KINDS: dict[str, Kind] = {
    "sku": Kind({str: sku}),
    "ean": Kind({str: ean}),
    "isbn": Kind({str: isbn}),
    "order_number": Kind({str: order_number}),
    "card_number": Kind({str: card_number}),
    "color": Kind({str: color}),
    "hex_color": Kind({str: hex_color}),
}
