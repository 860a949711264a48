"""msgspec's types: what was not given, and messages that are kept for later. Loaded once a program has imported msgspec."""

from __future__ import annotations

import json

import msgspec

from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.registry import register_makers
from typedfactory.values.core.requests import Request

#: Types of extensions that are not msgspec's own.
_CODES = 128


def make_unset(request: Request) -> Recipe:
    """Make ``UNSET``, whatever is asked of the other members of its union."""
    del request
    return choose_among((msgspec.UNSET,))


def make_raw(request: Request) -> Recipe:
    """Make a message that is not decoded yet: a text as JSON."""
    request.accept()
    return request.recipe_for(str).mapped(lambda text: msgspec.Raw(json.dumps(text).encode()))


def make_extension(request: Request) -> Recipe:
    """Make extensions of MessagePack, of a type that is the application's own."""
    request.accept()
    return request.recipe_for(tuple[int, bytes]).mapped(lambda parts: msgspec.msgpack.Ext(parts[0] % _CODES, parts[1]))


register_makers({msgspec.UnsetType: make_unset, msgspec.Raw: make_raw, msgspec.msgpack.Ext: make_extension})
