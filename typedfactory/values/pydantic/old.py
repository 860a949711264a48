"""Types of ``pydantic.v1``, known by the names of their classes: it is not imported here."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pydantic

from typedfactory import typeinfo
from typedfactory.ground.constraints import Constraints, Pattern
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.requests import Request
from typedfactory.values.pydantic.marks import recipe_of_uuids
from typedfactory.values.pydantic.networks import spell

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_MODULE = "pydantic.v1"
_LETTERS = 12
_SAID = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "max_digits", "decimal_places")
#: A constrained class → the type that it constrains.
_CONSTRAINED: dict[str, object] = {
    "ConstrainedInt": int,
    "ConstrainedFloat": float,
    "ConstrainedDecimal": Decimal,
    "ConstrainedStr": str,
    "ConstrainedBytes": bytes,
}
_COLLECTIONS: dict[str, UserValue] = {"ConstrainedList": list, "ConstrainedSet": set, "ConstrainedFrozenSet": frozenset}


def _of_word(write: Callable[[UserValue, str], object]) -> Callable[[Request], Recipe]:
    """Return a maker of what is written with a word of random letters."""

    def make(request: Request) -> Recipe:
        request.accept()
        cls = request.annotation
        return request.recipe_for(int, Constraints(ge=0)).mapped(
            lambda number: write(cls, spell(number, _LETTERS)), hashable=True
        )

    return make


def _secret_of(kind: object) -> Callable[[Request], Recipe]:
    return lambda request: request.recipe_for(kind, request.constraints).mapped(request.annotation)


def _url(cls: UserValue, word: str) -> str:
    schemes = sorted(getattr(cls, "allowed_schemes", None) or {"https"})
    scheme = "https" if "https" in schemes else schemes[0]
    return f"{scheme}:///tmp/{word}" if scheme == "file" else f"{scheme}://user:{word}@{word}.example.com/{word}"


def _uuid_of(version: int) -> Callable[[Request], Recipe]:
    return lambda _request: recipe_of_uuids(version)


_MAKERS: dict[str, Callable[[Request], Recipe]] = {
    "EmailStr": _of_word(lambda _cls, word: f"{word}@example.com"),
    "AnyUrl": _of_word(_url),
    "SecretStr": _secret_of(str),
    "SecretBytes": _secret_of(bytes),
    "PastDate": lambda request: request.recipe_for(pydantic.PastDate, request.constraints),
    "FutureDate": lambda request: request.recipe_for(pydantic.FutureDate, request.constraints),
    **{f"UUID{version}": _uuid_of(version) for version in (1, 3, 4, 5)},
}


def _known_base(annotation: object) -> str:
    """Return the name of the class there that a class is or derives from; empty where it is none."""
    if not typeinfo.is_class(annotation):
        return ""
    theirs = [base.__name__ for base in annotation.__mro__ if str(base.__module__).startswith(_MODULE)]
    return next((name for name in theirs if name in _CONSTRAINED or name in _COLLECTIONS or name in _MAKERS), "")


def is_old(request: Request) -> bool:
    """Say whether a type of ``pydantic.v1`` is asked for."""
    return bool(_known_base(request.annotation))


def make_old(request: Request) -> Recipe:
    """Make values that such a type takes."""
    cls: UserValue = request.annotation
    name = _known_base(cls)
    if name in _MAKERS:
        return _MAKERS[name](request)
    if name in _COLLECTIONS:
        asked = Constraints(min_length=cls.min_items, max_length=cls.max_items)
        return request.recipe_for(_COLLECTIONS[name][cls.item_type], asked.merged_with(request.constraints))
    said = {each: value for each in _SAID if (value := getattr(cls, each, None)) is not None}
    asked = Constraints(**said)
    regex = getattr(cls, "regex", None)
    if regex is not None:
        asked = asked.merged_with(Constraints(pattern=(Pattern(regex, "match"),)))
    return request.recipe_for(_CONSTRAINED[name], asked.merged_with(request.constraints))
