"""Amounts of money, and the numbers around them: quantities, shares, ratings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from typedfactory.realism.scene import Kind, Makers, Scene

_CENT = Decimal("0.01")


def _range(scene: Scene, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Return a range within what is asked for: the usual one, or the part of the allowed one next to it."""
    asked = scene.constraints
    least = max((Decimal(str(each)) for each in (asked.ge, asked.gt) if each is not None), default=None)
    most = min((Decimal(str(each)) for each in (asked.le, asked.lt) if each is not None), default=None)
    if asked.max_digits is not None:
        room = Decimal(10) ** (asked.max_digits - (asked.decimal_places or 0)) - 1
        most = room if most is None else min(most, room)
    low = low if least is None else max(low, least)
    high = high if most is None else min(high, most)
    if low > high:
        low, high = (low, low * 2 if most is None else most) if least is not None else (high / 2, high)
    return low, high


def _places(scene: Scene) -> int:
    asked = scene.constraints.decimal_places
    return 2 if asked is None else min(asked, 2)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _draw(scene: Scene, low: Decimal, high: Decimal) -> Decimal:
    least, most = _range(scene, low, high)
    places = _places(scene)
    steps = int((most - least).scaleb(places))
    return _rounded(least + Decimal(scene.below(steps + 1)).scaleb(-places), places)


def _as_amount(value: object) -> Decimal | None:
    """Return the number in another field; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    amount = Decimal(str(value))
    return amount if amount.is_finite() else None


def _read(scene: Scene, *kinds: str) -> Decimal | None:
    return next((amount for kind in kinds if (amount := _as_amount(scene.read(kind))) is not None), None)


def _amount_of(low: int, high: int) -> Callable[[Scene], Decimal]:
    return lambda scene: _draw(scene, Decimal(low), Decimal(high) - _CENT)


def total(scene: Scene) -> Decimal:
    """Make what the parts of the object add up to: at least the price, less a discount."""
    base = _base(scene)
    if base is None:
        return _draw(scene, Decimal(10), Decimal(1000))
    added = sum((_read(scene, kind) or Decimal(0) for kind in ("tax", "shipping")), Decimal(0))
    less = _read(scene, "discount") or Decimal(0)
    return _rounded(max(base + added - less, Decimal(0)), _places(scene))


def _base(scene: Scene) -> Decimal | None:
    """Return what a total is made of: the sum of an order, or the price of so many pieces."""
    amount, price = _read(scene, "amount"), _read(scene, "price")
    if amount is not None or price is None:
        return amount
    pieces = _read(scene, "quantity")
    return price if pieces is None or pieces < 1 else price * pieces


def amount(scene: Scene) -> Decimal:
    """Make a sum: the price of so many pieces, where the object has both."""
    price, pieces = _read(scene, "price"), _read(scene, "quantity")
    if price is None or pieces is None or pieces < 1:
        return _draw(scene, Decimal(10), Decimal(1000))
    return _rounded(price * pieces, _places(scene))


def _share(percent: int) -> Callable[[Scene], Decimal]:
    """Return a maker of a part of the price; of any amount where there is none."""

    def make(scene: Scene) -> Decimal:
        base = _base(scene)
        if base is None or base <= 0:
            return _draw(scene, Decimal(1), Decimal(50))
        return _rounded(base * (1 + scene.below(percent)) / 100, _places(scene))

    return make


def _of_all_types(make: Callable[[Scene], Decimal]) -> Makers:
    def whole(scene: Scene) -> int:
        return int(make(scene).to_integral_value(ROUND_HALF_UP))

    return {Decimal: make, float: lambda scene: float(make(scene)), int: whole}


def _whole(low: int, high: int) -> Makers:
    """Return makers of whole numbers, which may be of another type."""

    def make(scene: Scene) -> int:
        least, most = _range(scene, Decimal(low), Decimal(high))
        return int(least) + scene.below(int(most) - int(least) + 1)

    return {int: make, float: lambda scene: float(make(scene)), Decimal: lambda scene: Decimal(make(scene))}


_PARTS = ("amount", "price", "quantity")

KINDS: dict[str, Kind] = {
    "price": Kind(_of_all_types(_amount_of(1, 500))),
    "amount": Kind(_of_all_types(amount), ("price", "quantity")),
    "tax": Kind(_of_all_types(_share(20)), _PARTS),
    "shipping": Kind(_of_all_types(_amount_of(1, 20))),
    "discount": Kind(_of_all_types(_share(30)), _PARTS),
    "total": Kind(_of_all_types(total), (*_PARTS, "tax", "shipping", "discount")),
    "balance": Kind(_of_all_types(_amount_of(0, 10_000))),
    "salary": Kind(_of_all_types(_amount_of(25_000, 120_000))),
    "quantity": Kind(_whole(1, 10)),
    "stock": Kind(_whole(0, 500)),
    "percent": Kind(_whole(0, 100)),
    "rating": Kind(_whole(1, 5)),
    "year": Kind({int: _whole(1990, 2024)[int]}),
    "port": Kind({int: _whole(1024, 49_151)[int]}),
    "file_size": Kind({int: _whole(1_000, 5_000_000)[int]}),
}
