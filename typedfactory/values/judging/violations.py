"""Values that break one rule of a type each, for testing those who validate."""

from __future__ import annotations

import enum
from collections import abc
from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING, ForwardRef, Literal, TypeAlias

import attrs

from typedfactory import typeinfo
from typedfactory.ground.constraints import NONE, Constraints, read_constraints
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.recipes import DEFAULT, Generator, Recipe, Settings
from typedfactory.values.core.requests import Request
from typedfactory.values.judging.breaking import break_constraint, usual
from typedfactory.values.judging.checking import is_among

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: A rule, by the name of its constraint or ``"type"``, and what makes values that break it.
Violation = tuple[str, Generator]
#: Collection, what breaks a rule → the same collection with that in it.
Putter: TypeAlias = "Callable[[UserValue, object], UserValue]"


@attrs.frozen(repr=False)
class Foreign:
    """What fits nowhere: a value of the wrong type for every type but ``Any``."""

    def __repr__(self) -> str:
        return "<a value of the wrong type>"


def violations_of(
    annotation: object,
    *,
    where: str,
    is_model: Callable[[object], bool],
    constraints: Constraints = NONE,
    settings: Settings = DEFAULT,
) -> tuple[Violation, ...]:
    """Return, for each rule of a type, what makes values that break it and, where that can be, no other.

    Rules are named like constraints (``"ge"``, ``"pattern"``, …), besides ``"type"``, ``"literal"`` and ``"enum"``;
    those of elements stand behind the place: ``"items.ge"``, ``"keys.type"``, ``"values.type"``, ``"items[0].ge"``.

    Args:
        annotation: The type, resolved; ``Annotated`` and qualifiers may still be on it.
        where: ``"UserFactory.email"``, for messages.
        is_model: Says whether a class is a model that an automatic factory can make.
        constraints: What is asked besides what ``Annotated`` says.
        settings: What the factory wants.

    Example:
        >>> import random
        >>> rules = violations_of(list[bool], where="F.x", is_model=lambda t: False)
        >>> [(rule, make(random.Random(1), None)) for rule, make in rules]
        [('type', <a value of the wrong type>), ('items.type', [<a value of the wrong type>])]
    """
    return tuple(_walk(Request(annotation, constraints, where, is_model, settings)))


def _walk(request: Request) -> Iterator[Violation]:
    peeled = typeinfo.peel(request.annotation)
    constraints = read_constraints(peeled.metadata).merged_with(request.constraints)
    request = attrs.evolve(request, annotation=peeled.bare, constraints=constraints)
    bare: object = peeled.bare
    if typeinfo.is_type_alias(bare):
        if bare not in request.aliases:
            aliases = (*request.aliases, bare)
            yield from _walk(attrs.evolve(request, annotation=typeinfo.alias_value(bare), aliases=aliases))
        return
    if typeinfo.is_type_variable(bare):
        yield from _walk(attrs.evolve(request, annotation=typeinfo.meaning_of_variable(bare)))
        return
    if isinstance(bare, ForwardRef):
        # It leads back to where it stands.
        return
    if typeinfo.is_union(bare):
        yield from _walk_union(request)
        return
    if not typeinfo.is_any(bare) and bare is not object and bare is not abc.Hashable:
        yield "type", _give_foreign
    yield from _break_choice(request)
    for name in constraints.given:
        broken = break_constraint(request, name)
        if broken is not None:
            yield name, broken
    yield from _walk_elements(request)


def _give_foreign(_stream: Random, _builder: ModelBuilder) -> UserValue:
    return Foreign()


def _walk_union(request: Request) -> Iterator[Violation]:
    members = [each for each in request.arguments if each is not type(None)]
    if len(members) == 1:
        yield from _walk(attrs.evolve(request, annotation=members[0]))
    elif not any(typeinfo.is_any(each) or each is object for each in members):
        # What breaks a rule of one member may be just right for another.
        yield "type", _give_foreign


def _break_choice(request: Request) -> Iterator[Violation]:
    """Give values of the right type that are not among those there are."""
    bare: object = request.annotation
    values: tuple[object, ...] = ()
    rule = "literal"
    if typeinfo.origin_of(bare) is Literal:
        values = request.arguments
    elif typeinfo.is_class(bare) and issubclass(bare, enum.Enum):
        values, rule = tuple(member.value for member in bare), "enum"
    kinds = [kind for kind in (str, int, bytes) if any(type(each) is kind for each in values)]
    if kinds:
        other = usual(request.recipe_for(kinds[0]), lambda value: not is_among(value, values))
        if other is not None:
            yield rule, other


def _walk_elements(request: Request) -> Iterator[Violation]:
    origin, arguments = typeinfo.origin_of(request.annotation), request.arguments
    if not typeinfo.is_class(origin) or not arguments:
        return
    if origin is tuple and arguments[1:] != (Ellipsis,):
        for place, argument in enumerate(arguments):
            yield from _in_collection(request, f"items[{place}]", argument, _putter_at(place))
    elif issubclass(origin, abc.Mapping):
        yield from _in_collection(request, "keys", arguments[0], _put_key)
        for value_type in arguments[1:]:
            yield from _in_collection(request, "values", value_type, _put_value)
    elif issubclass(origin, (list, tuple, set, frozenset)) or origin in _SEQUENCES:
        yield from _in_collection(request, "items", arguments[0], _putter_at(0))


_SEQUENCES = (abc.Sequence, abc.MutableSequence, abc.Collection, abc.Iterable, abc.Set, abc.MutableSet)


def _in_collection(request: Request, place: str, element: object, put: Putter) -> Iterator[Violation]:
    """Give collections of which one element breaks a rule of its own."""
    whole = _filled(request)
    if whole is None:
        return
    inner = attrs.evolve(request, annotation=element, constraints=NONE)
    for rule, make in _walk(inner):
        yield f"{place}.{rule}", _putting(whole.make, make, put)


def _filled(request: Request) -> Recipe | None:
    """Return what makes a collection that is not empty; None where it must be."""
    asked = request.constraints
    if asked.max_length == 0:
        return None
    if request.annotation is not tuple and typeinfo.origin_of(request.annotation) is not tuple:
        asked = asked.merged_with(Constraints(min_length=1))
    recipe = request.recipe_for(request.annotation, asked)
    return recipe if any(recipe.alternatives) else None


def _putting(whole: Generator, part: Generator, put: Putter) -> Generator:
    return lambda stream, builder: put(whole(stream, builder), part(stream, builder))


def _putter_at(place: int) -> Putter:
    def put(values: UserValue, broken: object) -> UserValue:
        members = list(values)
        members[place] = broken
        return type(values)(members)

    return put


def _put_key(values: UserValue, broken: object) -> UserValue:
    (_, value), *rest = values.items()
    return type(values)({broken: value, **dict(rest)}) if type(values) is not dict else {broken: value, **dict(rest)}


def _put_value(values: UserValue, broken: object) -> UserValue:
    (key, _), *rest = values.items()
    changed = {key: broken, **dict(rest)}
    return changed if type(values) is dict else type(values)(changed)
