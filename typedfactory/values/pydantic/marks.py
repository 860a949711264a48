"""What pydantic's marks in ``Annotated`` ask for: JSON, encodings, versions of UUIDs, the case of text, tags."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import TYPE_CHECKING

import attrs
import pydantic
from pydantic import Discriminator, ImportString, Json, StringConstraints, Tag
from pydantic.fields import FieldInfo
from pydantic.types import EncodedBytes, EncodedStr, UuidVersion
from pydantic_core import to_json

from typedfactory import typeinfo
from typedfactory.errors import InapplicableError, UnfillableError
from typedfactory.ground.constraints import NONE, Examples
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.alternatives.unions import sometimes_none
from typedfactory.values.core.recipes import Conversion, Domain, Generator, Recipe, any_possible
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request, find_peeled, request_without
from typedfactory.values.core.variants import show_members
from typedfactory.values.pydantic.adapting import convert

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: The bits of a UUID that are its own: all but four for the version and two for the variant.
_UUID_BITS = 122
_LOW_BITS = 62
_VARIANT = 0x8000_0000_0000_0000
#: A path of a text, for ``ImportString[str]``: importing it gives a str.
_PATH_OF_TEXT = "string.ascii_letters"
#: How None is written as a type.
_NONE = (None, type(None))
#: How often text is drawn whose case is changed under a pattern.
_TRIES = 100


def unpack_field(item: object) -> Iterable[object] | None:
    """Return what a ``Field(…)`` inside ``Annotated`` asks of the values."""
    if not isinstance(item, FieldInfo):
        return None
    discriminator = item.discriminator
    examples = (Examples(item.examples),) if item.examples else ()
    return (*item.metadata, *((discriminator,) if isinstance(discriminator, Discriminator) else ()), *examples)


def _is_mark(item: object, *marks: type) -> bool:
    """Say whether metadata is one of some marks, which may be written with or without a call."""
    return any(item is mark or isinstance(item, mark) for mark in marks)


def is_json(item: object) -> bool:
    """Say whether ``Annotated`` asks for JSON."""
    return _is_mark(item, Json)


def make_json(request: Request, place: int) -> Recipe:
    """Make the JSON of values of a type; the values themselves where nobody is going to read it."""
    recipe = find_peeled(request_without(request, place))
    return convert(recipe, _write) if request.settings.parses else recipe


def make_any_json(request: Request) -> Recipe:
    """Make the JSON of an object, for a ``Json`` that does not say of what."""
    request.accept()
    recipe = request.recipe_for(dict[str, str])
    return convert(recipe, _write) if request.settings.parses else recipe


def _write(value: object) -> str:
    return to_json(_reveal(value), by_alias=True, bytes_mode="base64", fallback=str).decode()


def _reveal(value: object) -> UserValue:
    """Return a value with what secrets hide in their place, for they are written as stars."""
    reveal: Callable[[], UserValue] | None = getattr(value, "get_secret_value", None)
    if reveal is not None:
        return _reveal(reveal())
    if isinstance(value, Mapping):
        return {_reveal(key): _reveal(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_reveal(each) for each in value]
    return value


def is_import(item: object) -> bool:
    """Say whether ``Annotated`` asks for something imported."""
    return _is_mark(item, ImportString)


def make_import(request: Request, place: int) -> Recipe:
    """Make what is imported: objects of the type, for what is no text is taken for the object itself."""
    recipe = find_peeled(request_without(request, place))
    if not request.settings.parses:
        return recipe
    converted = recipe.mapped(lambda value: _PATH_OF_TEXT if isinstance(value, str) else value)
    return attrs.evolve(converted, hashable=recipe.hashable)


def is_uuid_version(item: object) -> bool:
    """Say whether ``Annotated`` asks for a version of UUIDs."""
    return isinstance(item, UuidVersion)


def make_uuid_version(request: Request, place: int) -> Recipe:
    """Make UUIDs that say they are of a version, their other bits random."""
    mark: UserValue = request.metadata[place]
    request.accept()
    return recipe_of_uuids(mark.uuid_version)


def recipe_of_uuids(version: int) -> Recipe:
    """Return the recipe of UUIDs of a version.

    Args:
        version: 1 to 8.
    """

    def at(number: int) -> uuid.UUID:
        low = number & (1 << _LOW_BITS) - 1
        high = number >> _LOW_BITS
        # The version stands in bits 12 to 15 of the upper half.
        upper = (high >> 12) << 16 | version << 12 | high & 0xFFF
        return uuid.UUID(int=upper << 64 | _VARIANT | low)

    return Recipe(
        lambda stream, _builder: at(stream.getrandbits(_UUID_BITS)),
        domain=Domain(1 << _UUID_BITS, at),
    )


def is_encoded(item: object) -> bool:
    """Say whether ``Annotated`` asks for bytes or text in an encoding."""
    return isinstance(item, (EncodedBytes, EncodedStr))


def make_encoded(request: Request, place: int) -> Recipe:
    """Make the encoded form of bytes or text; what is asked of length holds for the decoded one."""
    mark: UserValue = request.metadata[place]
    recipe = find_peeled(request_without(request, place))
    if not request.settings.parses:
        return recipe
    return convert(recipe, mark.encode_str if isinstance(mark, EncodedStr) else mark.encode)


def is_changed_text(item: object) -> bool:
    """Say whether ``Annotated`` asks for text that is changed on the way: stripped, or in another case."""
    return isinstance(item, StringConstraints) and bool(item.strip_whitespace or item.to_upper or item.to_lower)


def make_changed_text(request: Request, place: int) -> Recipe:
    """Make text that stays as it is when it is stripped and its case is changed."""
    mark: UserValue = request.metadata[place]
    recipe = find_peeled(request_without(request, place))

    def change(value: object) -> object:
        # What is said of a union is said of its members that are text.
        if not isinstance(value, str):
            return value
        text = value.strip() if mark.strip_whitespace else value
        text = text.upper() if mark.to_upper else text
        return text.lower() if mark.to_lower else text

    if not request.constraints.pattern:
        return convert(recipe, change, hashable=recipe.hashable, numbered=False)
    return _changed_under_pattern(request, recipe, change, strips=bool(mark.strip_whitespace))


def _changed_under_pattern(request: Request, recipe: Recipe, change: Conversion, *, strips: bool) -> Recipe:
    asked = request.constraints
    patterns = [re.compile(each) for each in asked.pattern]
    fewest, most = asked.min_length or 0, asked.max_length

    def fits(text: str) -> bool:
        return len(text) >= fewest and (most is None or len(text) <= most) and all(p.search(text) for p in patterns)

    def searched(draw: Generator) -> Generator:
        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            for _ in range(_TRIES):
                value = draw(stream, builder)
                changed = change(value)
                if not isinstance(value, str) or fits(changed):
                    return changed
                # Pydantic looks at the pattern before it changes the case, and after it strips.
                if not strips or value.strip() == value:
                    return value
            raise UnfillableError(
                f"{request.where}: none of {_TRIES} texts that match {asked.shown('pattern')} still does when it is "
                f"stripped. Correct the constraints, or declare the field."
            )

        return make

    return attrs.evolve(recipe.rewritten(searched), domain=None)


def is_discriminator(item: object) -> bool:
    """Say whether ``Annotated`` asks for a function that tells the members of a union apart."""
    return isinstance(item, Discriminator) and callable(item.discriminator)


def make_tagged(request: Request, place: int) -> Recipe:
    """Make the first member of a union that its discriminator recognises by the tag it carries."""
    mark: UserValue = request.metadata[place]
    inner = request_without(request, place)
    members = _members_of(inner) if typeinfo.is_union(request.annotation) else []
    if not members:
        return find_peeled(inner)
    recipe = _tell_apart(request, members, mark.discriminator)
    if not any(typeinfo.peel(each).bare in _NONE for each in request.arguments):
        return recipe
    wanted = request.settings.optional
    if wanted == "none":
        return attrs.evolve(choose_among((None,)), variants=recipe.variants)
    return recipe if wanted == "value" else attrs.evolve(recipe, make=sometimes_none(recipe.make, wanted))


def _tell_apart(request: Request, members: list[tuple[str | None, Recipe]], tell: Conversion) -> Recipe:
    name = getattr(tell, "__qualname__", "its discriminator")

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        for tag, recipe in members:
            if recipe.possible is not None and not recipe.possible(builder):
                continue
            value = recipe.make(stream, builder)
            if tag is None or tell(value) == tag:
                return value
        raise UnfillableError(
            f"{request.where}: {name} gives no member of {request.shown} its own tag. "
            f"Let it recognise instances of the members, or declare the field."
        )

    def shown() -> tuple[Recipe, ...]:
        return tuple(_told(each, tag, tell, make) for tag, recipe in members for each in show_members([recipe], make))

    recipes = [recipe for _, recipe in members]
    return Recipe(make, any_possible(recipes), hashable=all(each.hashable for each in recipes), variants=shown)


def _told(recipe: Recipe, tag: str | None, tell: Conversion, otherwise: Generator) -> Recipe:
    """Return the recipe of those values that the discriminator gives their own tag; of any where it gives another."""

    def rewrite(draw: Generator) -> Generator:
        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            value = draw(stream, builder)
            return value if tag is None or tell(value) == tag else otherwise(stream, builder)

        return make

    return recipe.rewritten(rewrite)


def _metadata_of(member: object) -> Iterable[object]:
    """Return what ``Annotated`` says of a member of a union, innermost first, also behind the name of an alias."""
    peeled = typeinfo.peel(member)
    if not typeinfo.is_type_alias(peeled.bare):
        return peeled.metadata
    value = typeinfo.peel(typeinfo.alias_value(peeled.bare))
    return (*value.metadata, *peeled.metadata)


def _members_of(request: Request) -> list[tuple[str | None, Recipe]]:
    """Return the members of a union that can be made, each with its tag, None last."""
    found: list[tuple[str | None, Recipe]] = []
    for member in sorted(request.arguments, key=lambda each: typeinfo.peel(each).bare in _NONE):
        tags = [item.tag for item in _metadata_of(member) if isinstance(item, Tag)]
        try:
            recipe = request.recipe_for(member, request.constraints if not tags else NONE)
        except InapplicableError:
            continue
        found.append((tags[-1] if tags else None, recipe))
    return found


MAKERS: dict[object, Maker] = {pydantic.Json: make_any_json}
