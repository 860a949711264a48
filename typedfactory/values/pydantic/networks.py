"""Addresses: URLs and the names of data sources, e-mail, IP.

They lead nowhere: hosts are below ``example.com``, which is reserved for examples (RFC 2606).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

import attrs
import pydantic
from pydantic import networks
from pydantic_core import MultiHostUrl, SchemaValidator, Url

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.lengths import length_range
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.pydantic.adapting import adapter_for, nodes_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues

_LETTERS = "abdeiklmnoprstuv"
_USUAL_LENGTH = 12
_DOMAIN = "example.com"
_URL_SCHEMAS = ("url", "multi-host-url")

#: The longest local part, label and the whole of an e-mail address (RFC 5321 and 1035).
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
_LONGEST_EMAIL = 254
_SHORT_DOMAIN = "e.co"
_SHORTEST_EMAIL = len(f"a@{_SHORT_DOMAIN}")


def spell(number: int, length: int) -> str:
    """Return a number as a word of lower-case letters, the lowest digit first.

    Example:
        >>> spell(0, 3), spell(17, 3)
        ('aaa', 'bba')
    """
    return "".join([_LETTERS[number >> 4 * place & 15] for place in range(length)])


def _recipe_of_words(length: int, function: Callable[[str], UserValue]) -> Recipe:
    count = 16**length

    def make(stream: Random, _builder: object) -> UserValue:
        return function(spell(draw_below(stream, count), length))

    return Recipe(make, domain=Domain(count, lambda number: function(spell(number, length))))


def make_url(request: Request) -> Recipe:
    """Make URLs of a class with its schemes, defaults and greatest length, and those that ``Annotated`` adds."""
    request.accept("max_length")
    marks = tuple(item for item in request.metadata if isinstance(item, networks.UrlConstraints))
    adapter = adapter_for(request.annotation, marks)
    schema = next(node for node in nodes_of(adapter.core_schema) if node["type"] in _URL_SCHEMAS)
    scheme = _scheme_of(schema.get("allowed_schemes"))
    lengths = [each for each in (schema.get("max_length"), request.constraints.max_length) if each is not None]
    validate = adapter.validate_python
    # Long ones are to be measured, too.
    better = None if request.source is None else request.source.recipe_like(request, str, validate, "url")
    if better is not None:
        return better
    measure = SchemaValidator(_without_limit(schema)).validate_python
    template, length = _fit_url(request, scheme, min(lengths, default=None), lambda text: str(measure(text)))
    return _recipe_of_words(length, lambda word: validate(template.format(word)))


def _scheme_of(allowed: list[str] | None) -> str:
    return "https" if allowed is None or "https" in allowed else allowed[0]


def _without_limit(schema: UserValues) -> UserValues:
    return {name: value for name, value in schema.items() if name != "max_length"}


def _fit_url(request: Request, scheme: str, longest: int | None, normalise: Callable[[str], str]) -> tuple[str, int]:
    """Return a template for a URL and the length of the word in it, the fullest that is not too long."""
    host = ("{}.txt", "{}") if scheme == "file" else (f"{{}}.{_DOMAIN}", "{}")
    slashes = ":///" if scheme == "file" else "://"
    for place in host:
        template = f"{scheme}{slashes}{place}"
        # Validating appends default port and path, and those count.
        room = _USUAL_LENGTH if longest is None else longest + 1 - len(normalise(template.format("a")))
        if room >= _USUAL_LENGTH or (place == "{}" and room > 0):
            return template, min(room, _USUAL_LENGTH)
    raise UnfillableError(
        f"{request.where}: no {request.shown} with scheme {scheme} satisfies max_length={longest}. "
        f"Correct the constraints, or declare the field."
    )


def make_email(request: Request) -> Recipe:
    """Make e-mail addresses of a wanted length."""
    request.accept("min_length", "max_length")
    fewest, most = length_range(request)
    if fewest > _LONGEST_EMAIL or (most is not None and most < _SHORTEST_EMAIL):
        raise request.unsatisfiable("min_length", "max_length")
    better = None if request.source is None else request.source.recipe_like(request, str, _checked_email, "email")
    if better is not None:
        return better
    usual = _USUAL_LENGTH + len(f"@{_DOMAIN}")
    wanted = max(fewest, usual if most is None else min(most, usual))
    local, domain = _split_email(wanted)
    length = min(local, _USUAL_LENGTH)
    return _recipe_of_words(length, lambda word: f"{word:a<{local}}@{domain}")


def _checked_email(text: str) -> str:
    """Return an address as it is, one of somebody's own making as well.

    Raises:
        ValueError: It is none.
    """
    local, _, domain = text.partition("@")
    if not local or "." not in domain:
        raise ValueError(text)
    return text


def _split_email(length: int) -> tuple[int, str]:
    """Return the length of the local part and a domain that together have a length."""
    if length > len(f"@{_DOMAIN}"):
        local = min(length - len(f"@{_DOMAIN}"), _LONGEST_LOCAL)
        return local, _domain_of(length - local - 1)
    return length - len(f"@{_SHORT_DOMAIN}"), _SHORT_DOMAIN


def _domain_of(length: int) -> str:
    """Return a domain name of a length, at least that of ``example.com``."""
    rest = length - len(_DOMAIN)
    labels: list[str] = []
    while rest:
        # A label and its dot; what is left must not be a dot alone.
        size = min(rest, _LONGEST_LABEL + 1)
        size -= rest - size == 1
        if size == 1:
            return "".join([*labels, "x", _DOMAIN])
        labels.append("a" * (size - 1) + ".")
        rest -= size
    return "".join([*labels, _DOMAIN])


def make_named_email(request: Request) -> Recipe:
    """Make addresses with the name of their owner."""
    request.accept()
    cls: UserValue = request.annotation
    recipe = _recipe_of_words(_USUAL_LENGTH, lambda word: cls(name=word.capitalize(), email=f"{word}@{_DOMAIN}"))
    return attrs.evolve(recipe, hashable=cls.__hash__ is not None)


def _maker_of_address(kind: type) -> Maker:
    def make_address(request: Request) -> Recipe:
        return request.recipe_for(kind, request.constraints)

    return make_address


def is_url(request: Request) -> bool:
    """Say whether a class of URLs is asked for that somebody has made for themselves."""
    return typeinfo.is_class(request.annotation) and issubclass(request.annotation, _URL_CLASSES)


def is_named_email(request: Request) -> bool:
    """Say whether a class of addresses with names is asked for."""
    return typeinfo.is_class(request.annotation) and issubclass(request.annotation, pydantic.NameEmail)


_URLS = tuple(
    value
    for name in networks.__all__
    if name.endswith(("Url", "Dsn", "DSN")) and typeinfo.is_class(value := getattr(networks, name))
)
#: What a user's own class of URLs derives from; up to pydantic 2.9 those of pydantic_core were all there are.
_URL_CLASSES: tuple[type, ...] = tuple(
    {base for url in _URLS for base in url.__mro__ if base.__module__.startswith("pydantic")} | {Url, MultiHostUrl}
)

MAKERS: dict[object, Maker] = {
    **dict.fromkeys((*_URLS, Url, MultiHostUrl), make_url),
    pydantic.EmailStr: make_email,
    pydantic.NameEmail: make_named_email,
    pydantic.IPvAnyAddress: _maker_of_address(ipaddress.IPv4Address),
    pydantic.IPvAnyInterface: _maker_of_address(ipaddress.IPv4Interface),
    pydantic.IPvAnyNetwork: _maker_of_address(ipaddress.IPv4Network),
}
