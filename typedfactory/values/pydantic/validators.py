"""What only a function can judge: validators, and classes and marks that bring a core schema of their own.

Nothing can be constructed here, so values are drawn and shown to pydantic, a bounded number of times.
"""

from __future__ import annotations

import enum
import itertools
import uuid
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pydantic
from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetPydanticSchema,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WrapValidator,
)

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import NONE, Constraints, Examples, read_constraints
from typedfactory.ground.context import ModelBuilder
from typedfactory.random import refuse
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values.classes.models import make_model
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.recipes import Generator, Recipe, any_possible
from typedfactory.values.core.requests import Request, find_peeled, request_without
from typedfactory.values.pydantic.adapting import adapter_for, nodes_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues

#: How many rounds of values are shown before giving up.
_TRIES = 100
#: What a validator that converts may have been written for, the most usual first.
_USUAL_INPUTS: tuple[UserValue, ...] = (str, int, float, bytes, bool, list[str], dict[str, str])
#: What a validator written for text says of a number, and the like.
_WRONG_INPUT = (ValidationError, TypeError, AttributeError, LookupError, ArithmeticError, ValueError)

_ValidateAs: UserValue = getattr(pydantic, "ValidateAs", None)
_CONVERTING: tuple[UserValue, ...] = (BeforeValidator, PlainValidator, WrapValidator, GetPydanticSchema) + (
    () if _ValidateAs is None else (_ValidateAs,)
)

_BY_SCHEMA: UserValues = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "bytes": bytes,
    "decimal": Decimal,
    "date": datetime.date,
    "datetime": datetime.datetime,
    "time": datetime.time,
    "timedelta": datetime.timedelta,
    "uuid": uuid.UUID,
    "list": list[str],
    "dict": dict[str, str],
}
_CONSTRAINTS = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "max_digits", "decimal_places")


def is_validator(item: object) -> bool:
    """Say whether ``Annotated`` asks for a validator, pydantic's or one of somebody's own."""
    if isinstance(item, (AfterValidator, *_CONVERTING)):
        return True
    cls = item if typeinfo.is_class(item) else type(item)
    library = cls.__module__.partition(".")[0]
    return library != "pydantic" and hasattr(cls, "__get_pydantic_core_schema__")


def make_validated(request: Request, place: int) -> Recipe:
    """Make values that a validator accepts."""
    mark: object = request.metadata[place]
    inner = request_without(request, place)
    converting = not isinstance(mark, AfterValidator)
    recipes = _recipes_of(inner, place, _inputs_of(mark) if converting else ())
    function = getattr(mark, "func", None)
    name = getattr(function, "__qualname__", None) or type(mark).__name__
    search = _Search(
        request,
        tuple(recipes),
        f"the validator {name}",
        _WRONG_INPUT if converting else (ValidationError,),
    )
    return search.recipe()


def _inputs_of(mark: object) -> tuple[UserValue, ...]:
    source = getattr(mark, "from_type", None)
    if source is not None:
        return (source,)
    known = getattr(mark, "json_schema_input_type", Any)
    # Pydantic's own word for "nothing was said" differs from version to version; it is no type.
    return _USUAL_INPUTS if typeinfo.is_any(known) or not _is_type(known) else (known, *_USUAL_INPUTS)


def _is_type(value: object) -> bool:
    return typeinfo.is_class(value) or typeinfo.origin_of(value) is not None


def _recipes_of(inner: Request, place: int, others: tuple[object, ...]) -> list[Recipe]:
    """Return what to draw from: the type itself, also without what is asked after the validator, then other types."""
    early = inner.metadata[:place]
    requests = [inner]
    if read_constraints(inner.metadata[place:]) is not NONE:
        requests.append(attrs.evolve(inner, metadata=early, constraints=read_constraints(early)))
    requests.extend(
        attrs.evolve(inner, annotation=other, metadata=(), constraints=NONE)
        for other in others
        if other is not inner.annotation
    )
    recipes: list[Recipe] = []
    refused: UnfillableError | None = None
    for each in requests:
        try:
            recipes.append(find_peeled(each))
        except UnfillableError as error:
            refused = refused or error
    if refused is not None and not recipes:
        raise refused
    return recipes


@attrs.frozen
class _Search:
    """A bounded search for a value that pydantic accepts.

    Args:
        request: What is asked, with the metadata that counts.
        recipes: Draw candidates, one each in a round.
        judge: ``"the validator is_even"``, for messages.
        refusals: What counts as a refusal.
    """

    request: Request
    recipes: tuple[Recipe, ...]
    judge: str
    refusals: tuple[type[Exception], ...]

    def recipe(self) -> Recipe:
        """Return the recipe that searches each time."""
        request = self.request
        known: list[TypeAdapter[UserValue]] = []

        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            # Late: models that the type mentions may not be complete when it is first seen.
            if not known:
                known.append(adapter_for(request.annotation, request.metadata))
            return self.search(known[0], stream, builder)

        first = self.recipes[0]
        shown = (
            None if first.variants is None else lambda: tuple(self._showing(each, make) for each in first.alternatives)
        )
        return Recipe(make, any_possible(self.recipes), hashable=first.hashable, variants=shown)

    def _showing(self, alternative: Recipe, otherwise: Generator) -> Recipe:
        """Return the recipe of values of one alternative of the type; of any where none of them is accepted."""
        narrowed = attrs.evolve(self, recipes=(alternative,)).recipe()

        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            try:
                return narrowed.make(stream, builder)
            except UnfillableError:
                return otherwise(stream, builder)

        return attrs.evolve(narrowed, make=make, variants=None)

    def search(self, adapter: TypeAdapter[UserValue], stream: Random, builder: ModelBuilder) -> UserValue:
        """Return the first value that is accepted, as pydantic gives it back where it would take that again."""
        recipes = [each for each in self.recipes if each.possible is None or each.possible(builder)]
        last: Exception | None = None
        for attempt in range(_TRIES):
            values = (recipe.make(stream, builder) for recipe in recipes)
            for value in itertools.chain(values, () if attempt else examples_of(self.request, stream)):
                try:
                    result = adapter.validate_python(value)
                except self.refusals as error:
                    last = last or error
                    continue
                return self._settle(adapter, value, result)
            refuse()
        raise UnfillableError(
            f"{self.request.where}: {self.judge} accepted none of {_TRIES} values of type {self.request.shown}; "
            f"the first was refused with: {_reason(last)}. Declare the field, or register a function that makes the type."
        ) from last

    def _settle(self, adapter: TypeAdapter[UserValue], value: object, result: object) -> UserValue:
        if not self.request.settings.parses:
            return result
        try:
            adapter.validate_python(result)
        except self.refusals:
            return value
        return result


def examples_of(request: Request, stream: Random) -> Iterator[UserValue]:
    """Yield the examples that are given of a field's values, beginning anywhere.

    Args:
        request: What is asked, with the metadata that counts.
        stream: Says where to begin.
    """
    values = [value for item in request.metadata if isinstance(item, Examples) for value in item.values]
    start = draw_below(stream, len(values)) if values else 0
    yield from (*values[start:], *values[:start])


def is_judged(item: object) -> bool:
    """Say whether there are examples of a field that a model's own validators judge."""
    return isinstance(item, Examples) and item.model is not None


def make_judged(request: Request, place: int) -> Recipe:
    """Make values that the validators of the model accept, or give an example."""
    mark: UserValue = request.metadata[place]
    recipe = find_peeled(request_without(request, place))

    def is_taken(value: object) -> bool:
        try:
            mark.model.__pydantic_validator__.validate_assignment(mark.model.model_construct(), mark.name, value)
        except ValidationError as error:
            return not any(each["loc"][:1] == (mark.name,) for each in error.errors(include_url=False))
        except Exception:  # noqa: BLE001 - validators of the whole model miss the other fields
            return True
        return True

    def searched(draw: Generator) -> Generator:
        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            value = draw(stream, builder)
            if is_taken(value):
                return value
            refuse()
            return next(filter(is_taken, examples_of(request, stream)), value)

        return make

    return attrs.evolve(recipe.rewritten(searched), domain=None)


def _reason(error: Exception | None) -> str:
    if isinstance(error, ValidationError):
        return error.errors(include_url=False, include_context=False, include_input=False)[0]["msg"]
    return f"{type(error).__name__}: {error}"


def is_custom(request: Request) -> bool:
    """Say whether a class is asked for that tells pydantic itself how it is validated, and is no model of its."""
    cls = request.annotation if typeinfo.is_class(request.annotation) else typeinfo.origin_of(request.annotation)
    if not typeinfo.is_class(cls) or not hasattr(cls, "__get_pydantic_core_schema__"):
        return False
    return not issubclass(cls, (pydantic.BaseModel, enum.Enum))


def make_custom(request: Request) -> Recipe:
    """Make what pydantic gives for a class that describes itself, from the types that its schema mentions."""
    adapter = adapter_for(request.annotation, request.metadata)
    recipes: list[Recipe] = [make_model(request)] if request.is_model(request.annotation) else []
    for node in nodes_of(adapter.core_schema):
        kind = _BY_SCHEMA.get(node["type"])
        if kind is not None:
            recipes.append(request.recipe_for(kind, _constraints_of(node)))
    if not recipes:
        recipes = [request.recipe_for(kind) for kind in _USUAL_INPUTS]
    return _Search(request, tuple(recipes), f"pydantic's schema of {request.shown}", _WRONG_INPUT).recipe()


def _constraints_of(node: UserValues) -> Constraints:
    asked = {name: node[name] for name in _CONSTRAINTS if node.get(name) is not None}
    if node.get("pattern") is not None:
        asked["pattern"] = (node["pattern"],)
    return Constraints(**asked)
