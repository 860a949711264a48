"""The types of pydantic-extra-types, as texts that each of them reads; pydantic gives the value for the text.

Numbers that carry a check digit are constructed with it. Codes come from the lists that the types themselves use.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import register_family, register_marker
from typedfactory.values.core.requests import Request
from typedfactory.values.pydantic.adapting import adapter_for
from typedfactory.values.pydantic.classes import make_card_number
from typedfactory.values.pydantic.marks import recipe_of_uuids
from typedfactory.values.pydantic.networks import spell

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_LIBRARY = "pydantic_extra_types"
_WORD = 12
#: The digits of ULIDs.
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEDIA_TYPES = (
    "application/json",
    "application/pdf",
    "application/xml",
    "application/zip",
    "audio/mpeg",
    "image/gif",
    "image/jpeg",
    "image/png",
    "text/csv",
    "text/html",
    "text/plain",
    "video/mp4",
)


def _words(template: str) -> Domain:
    return Domain(16**_WORD, lambda number: template.format(spell(number, _WORD)))


def _listed(values: Sequence[str]) -> Domain:
    return Domain(len(values), values.__getitem__)


def _codes(database: str, attribute: str) -> Callable[[object], Domain]:
    """Return a function that lists the codes of one of pycountry's databases."""

    def read(_cls: object) -> Domain:
        entries = getattr(importlib.import_module("pycountry"), database)
        return _listed(sorted({code for entry in entries if (code := getattr(entry, attribute, None))}))

    return read


def _colours(_cls: object) -> Domain:
    return Domain(1 << 24, "#{:06x}".format)


def _schedules(_cls: object) -> Domain:
    return Domain(24 * 60, lambda number: f"{number % 60} {number // 60} * * *")


def _account_numbers(_cls: object) -> Domain:
    """Number German account numbers with their check digits (ISO 13616); D and E stand for 13 and 14."""
    return Domain(10**18, lambda number: f"DE{98 - int(f'{number:018}131400') % 97:02}{number:018}")


def _book_numbers(_cls: object) -> Domain:
    def at(number: int) -> str:
        digits = f"978{number:09}"
        weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return f"{digits}{-weighted % 10}"

    return Domain(10**9, at)


def _routing_numbers(_cls: object) -> Domain:
    def at(number: int) -> str:
        digits = f"{number:08}"
        weighted = sum(int(digit) * (3, 7, 1)[place % 3] for place, digit in enumerate(digits))
        return f"{digits}{-weighted % 10}"

    return Domain(10**8, at)


def _hardware_addresses(_cls: object) -> Domain:
    # The second bit of the first byte marks an address that no maker of hardware was given.
    return Domain(1 << 40, lambda number: ":".join(["02", *(f"{each:02x}" for each in number.to_bytes(5, "little"))]))


def _versions(_cls: object) -> Domain:
    return Domain(10**4, lambda number: f"{number // 1000}.{number // 10 % 100}.{number % 10}")


def _phone_numbers(mark: object) -> Domain:
    """Number phone numbers that are nobody's, or the examples of the regions that are asked for."""
    regions = getattr(mark, "supported_regions", None) or ()
    if not regions or "US" in regions:
        return Domain(100, "+120155501{:02}".format)
    library = importlib.import_module("phonenumbers")
    kinds = range(5)
    found = [library.example_number_for_type(region, kind) for region in regions for kind in kinds]
    return _listed(sorted({library.format_number(each, library.PhoneNumberFormat.E164) for each in found if each}))


def _ulid_of(number: int) -> str:
    return "".join([_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(26))])


#: Module and class → the texts, numbered; the function is given the class, or the mark in ``Annotated``.
_TEXTS: dict[tuple[str, str], Callable[[UserValue], Domain]] = {
    ("color", "Color"): _colours,
    ("country", "CountryAlpha2"): _codes("countries", "alpha_2"),
    ("country", "CountryAlpha3"): _codes("countries", "alpha_3"),
    ("country", "CountryNumericCode"): _codes("countries", "numeric"),
    ("country", "CountryShortName"): _codes("countries", "name"),
    ("cron", "CronStr"): _schedules,
    ("currency_code", "Currency"): _codes("currencies", "alpha_3"),
    ("currency_code", "ISO4217"): _codes("currencies", "alpha_3"),
    ("domain", "DomainStr"): lambda _cls: _words("{}.example.com"),
    ("iban", "IBAN"): _account_numbers,
    ("isbn", "ISBN"): _book_numbers,
    ("language_code", "ISO639_3"): _codes("languages", "alpha_3"),
    ("language_code", "ISO639_5"): _codes("language_families", "alpha_3"),
    ("language_code", "LanguageAlpha2"): _codes("languages", "alpha_2"),
    ("language_code", "LanguageName"): _codes("languages", "name"),
    ("mac_address", "MacAddress"): _hardware_addresses,
    ("mime_types", "MimeType"): lambda _cls: _listed(_MEDIA_TYPES),
    ("mongo_object_id", "MongoObjectId"): lambda _cls: Domain(1 << 96, "{:024x}".format),
    ("phone_numbers", "PhoneNumber"): _phone_numbers,
    ("phone_numbers", "PhoneNumberValidator"): _phone_numbers,
    ("routing_number", "ABARoutingNumber"): _routing_numbers,
    ("s3", "S3Path"): lambda _cls: _words("s3://example/{}.txt"),
    ("script_code", "ISO_15924"): _codes("scripts", "alpha_4"),
    ("semantic_version", "SemanticVersion"): _versions,
    ("semver", "_VersionPydanticAnnotation"): _versions,
    ("timezone_name", "TimeZoneName"): lambda cls: _listed(cls.allowed_values_list),
    ("ulid", "ULID"): lambda _cls: Domain(1 << 120, _ulid_of),
}
#: Lists that also hold codes which the type refuses.
_TO_BE_SIFTED = frozenset({"Currency", "CountryShortName", "LanguageName"})


def _key_of(value: object) -> tuple[str, str] | None:
    """Return under which key a class of the library, one derived from it, or an instance of one is in the table."""
    cls = value if typeinfo.is_class(value) else type(value)
    for base in cls.__mro__:
        library, _, module = base.__module__.partition(".")
        if library == _LIBRARY and (module, base.__name__) in _TEXTS:
            return module, base.__name__
    return None


def is_text_type(request: Request) -> bool:
    """Say whether a class is asked for that reads text."""
    return typeinfo.is_class(request.annotation) and _key_of(request.annotation) is not None


def make_text_type(request: Request) -> Recipe:
    """Make what a class reads from text."""
    request.accept()
    return _recipe_of(request, request.annotation)


def is_text_mark(item: object) -> bool:
    """Say whether ``Annotated`` asks for what one of the library's classes reads from text."""
    return _key_of(item) is not None


def make_marked_text(request: Request, place: int) -> Recipe:
    """Make what a mark in ``Annotated`` reads from text."""
    request.accept()
    return _recipe_of(request, request.metadata[place])


def _recipe_of(request: Request, source: UserValue) -> Recipe:
    module, name = _key_of(source) or ("", "")
    validate = adapter_for(request.annotation, request.metadata).validate_python
    texts = _TEXTS[module, name](source)
    if name in _TO_BE_SIFTED:
        texts = _sift(texts, validate)
    count, at = texts.count, texts.at

    def make(stream: Random, _builder: object) -> UserValue:
        return validate(at(draw_below(stream, count)))

    return Recipe(make, domain=Domain(count, lambda number: validate(at(number))))


def _sift(texts: Domain, validate: Callable[[str], UserValue]) -> Domain:
    kept: list[str] = []
    for number in range(texts.count):
        try:
            validate(texts.at(number))
        except ValueError:
            continue
        kept.append(texts.at(number))
    return _listed(kept)


def _is_of(name: str, module: str) -> Callable[[Request], bool]:
    def is_asked(request: Request) -> bool:
        cls = request.annotation
        return typeinfo.is_class(cls) and any(
            base.__name__ == name and base.__module__ == f"{_LIBRARY}.{module}" for base in cls.__mro__
        )

    return is_asked


def make_coordinate(request: Request) -> Recipe:
    """Make coordinates."""
    request.accept()
    cls = request.annotation
    module = importlib.import_module(f"{_LIBRARY}.coordinate")
    latitude, longitude = request.recipe_for(module.Latitude), request.recipe_for(module.Longitude)

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        return cls(latitude=latitude.make(stream, builder), longitude=longitude.make(stream, builder))

    return Recipe(make)


def is_uuid_version(item: object) -> bool:
    """Say whether ``Annotated`` asks for a version of UUIDs in the library's own way."""
    return type(item).__module__ == f"{_LIBRARY}.uuid_types" and hasattr(item, "version")


def make_uuid_version(request: Request, place: int) -> Recipe:
    """Make UUIDs of a version."""
    mark: UserValue = request.metadata[place]
    request.accept()
    return recipe_of_uuids(mark.version)


register_family(is_text_type, make_text_type, first=True)
register_family(_is_of("PaymentCardNumber", "payment"), make_card_number, first=True)
register_family(_is_of("Coordinate", "coordinate"), make_coordinate, first=True)
register_marker(is_text_mark, make_marked_text)
register_marker(is_uuid_version, make_uuid_version)
