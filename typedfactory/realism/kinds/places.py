"""Places: addresses, countries, coordinates, and what a country decides: currency, bank numbers, language."""

from __future__ import annotations

from decimal import Decimal

from typedfactory.realism.countries import CURRENCIES
from typedfactory.realism.scene import Kind, Makers, Scene, country_of, faked

#: The letters of ISO 3166 alpha-3; no name of a country is so short.
_LONGEST_CODE = 3
#: What decides on the locale.
_SHARED = ("country_code",)


def country_code(scene: Scene) -> str:
    """Make the code of the locale's country; three letters where two are too few."""
    code = scene.territory
    if scene.constraints.min_length == _LONGEST_CODE:
        found = country_of(code)
        return found.alpha_3_code if found is not None else code
    return code


def country(scene: Scene) -> str:
    """Make the name of the country; its code where that is all there is room for."""
    found = country_of(scene.country)
    most = scene.constraints.max_length
    if most is not None and most <= _LONGEST_CODE:
        return scene.country if found is None or most < _LONGEST_CODE else str(found.alpha_3_code)
    if found is None or scene.unique:
        return str(scene.fake("country"))
    return str(found.name)


def state(scene: Scene) -> str:
    """Make a state, a province or whatever the locale's country has."""
    most = scene.constraints.max_length
    return str(scene.fake("state_abbr" if most is not None and most <= _LONGEST_CODE else "administrative_unit"))


def address(scene: Scene) -> str:
    """Make a whole address in one line."""
    parts = [scene.read_text("street"), scene.read_text("postcode"), scene.read_text("city")]
    if all(parts):
        return f"{parts[0]}, {parts[1]} {parts[2]}"
    return ", ".join(str(scene.fake("address")).splitlines())


def timezone(scene: Scene) -> str:
    """Make the name of a time zone of the country."""
    found = country_of(scene.country)
    return "UTC" if found is None or not found.timezones else str(scene.pick(found.timezones))


def language_code(scene: Scene) -> str:
    """Make the code of the locale's language."""
    return scene.locale.partition("_")[0]


def locale(scene: Scene) -> str:
    """Make the name of the locale."""
    return scene.locale.replace("_", "-") if scene.attempt else scene.locale


def currency_code(scene: Scene) -> str:
    """Make the code of the country's currency."""
    return CURRENCIES.get(scene.country) or CURRENCIES.get(scene.territory, "USD")


def _coordinate(limit: int) -> Makers:
    def draw(scene: Scene) -> Decimal:
        asked = scene.constraints.decimal_places
        places = 6 if asked is None else min(asked, 6)
        span = 2 * limit * 10**places
        return Decimal(scene.below(span) - span // 2).scaleb(-places)

    return {Decimal: draw, float: lambda scene: float(draw(scene))}


KINDS: dict[str, Kind] = {
    "street": Kind({str: faked("street_address")}, heeds=_SHARED),
    "street_name": Kind({str: faked("street_name")}, heeds=_SHARED),
    "house_number": Kind({str: faked("building_number")}, heeds=_SHARED),
    "city": Kind({str: faked("city")}, heeds=_SHARED),
    "postcode": Kind({str: faked("postcode")}, heeds=_SHARED),
    "state": Kind({str: state}, heeds=_SHARED),
    "country": Kind({str: country}, _SHARED),
    "country_code": Kind({str: country_code}),
    "address": Kind({str: address}, ("street", "postcode", "city"), _SHARED),
    "latitude": Kind(_coordinate(90)),
    "longitude": Kind(_coordinate(180)),
    "timezone": Kind({str: timezone}, _SHARED),
    "language_code": Kind({str: language_code}, heeds=_SHARED),
    "locale": Kind({str: locale}, heeds=_SHARED),
    "currency_code": Kind({str: currency_code}, _SHARED),
    "iban": Kind({str: faked("iban")}, heeds=_SHARED),
    "bic": Kind({str: faked("swift")}, heeds=_SHARED),
}
