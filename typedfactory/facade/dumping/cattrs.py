"""Objects of attrs classes, where cattrs is installed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import cattrs
from cattrs.preconf.json import make_converter

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


@functools.cache
def _converter() -> cattrs.Converter:
    return make_converter()


def as_dict(made: UserValue) -> UserValues:
    """Return what ``cattrs.unstructure`` does."""
    unstructured: UserValues = cattrs.unstructure(made)
    return unstructured


def as_jsonable(made: UserValue) -> UserValue:
    """Return what JSON has for an object, as cattrs' converter for JSON has it."""
    return _converter().unstructure(made)
