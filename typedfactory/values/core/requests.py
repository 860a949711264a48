"""What is asked of a maker, and the way from a type to its recipe: found when a type is seen, never when a value is made."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, NoReturn, Protocol

import attrs

from typedfactory import typeinfo
from typedfactory.errors import InapplicableError, UnfillableError
from typedfactory.ground.constraints import NONE, Constraints, read_constraints
from typedfactory.ground.context import ModelBuilder
from typedfactory.ground.libraries import why_unread
from typedfactory.values.core.optional import load_present
from typedfactory.values.core.recipes import DEFAULT, Conversion, Provider, Recipe, Settings
from typedfactory.values.core.registry import maker_of, maker_of_mark, provider_of, unpacked

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Deeper nesting of type aliases is a recursion that never repeats itself.
DEEPEST_ALIAS = 40


class Source(Protocol):
    """Where values come from that are better than those made by the type alone; see ``Meta.realistic``."""

    def recipe_for(self, request: Request) -> Recipe | None:
        """Return the recipe for a type that has been taken out of its wrapping; None where it is to be made as usual."""

    def recipe_like(
        self, request: Request, kind: object, take: Conversion | None = None, default: str = ""
    ) -> Recipe | None:
        """Return the recipe for a type (or None) whose values ``take`` makes from those of another type, ``kind``.

        ``default`` is the kind of value where the field says nothing.
        """

    def for_items(self, annotation: object) -> Source | None:
        """Return the source for what is nested in a type; None where it has none."""


@attrs.frozen
class Request:
    """What is asked of a maker.

    Args:
        annotation: The type, peeled of ``Annotated`` and the like.
        constraints: What its values must satisfy.
        where: ``"UserFactory.email"``, for messages.
        is_model: Says whether a class is a model that an automatic factory can make.
        settings: What the factory wants.
        aliases: The type aliases that led here.
        metadata: What ``Annotated`` says besides, innermost first.
        source: Where better values come from, if there is such.
        model_variants: Model → the alternatives that its fields have, where they are to be shown.
    """

    annotation: UserValue
    constraints: Constraints
    where: str
    is_model: Callable[[object], bool]
    settings: Settings
    aliases: tuple[object, ...] = ()
    metadata: tuple[object, ...] = ()
    source: Source | None = None
    model_variants: Callable[[object], tuple[Recipe, ...]] | None = None

    @property
    def arguments(self) -> tuple[UserValue, ...]:
        """The arguments of the type."""
        return typeinfo.arguments_of(self.annotation)

    @property
    def shown(self) -> str:
        """The type, as it reads in a message."""
        return show(self.annotation)

    def accept(self, *names: str) -> None:
        """Refuse all constraints but these.

        Args:
            *names: The constraints that mean something to the type.

        Raises:
            InapplicableError: Another one was given.
        """
        others = [name for name in self.constraints.given if name not in names]
        if others:
            raise InapplicableError(
                f"{self.where}: {self.constraints.shown(*others)} cannot be satisfied for {self.shown}. "
                f"Declare the field, or correct its constraints."
            )

    def unsatisfiable(self, *names: str) -> UnfillableError:
        """Return the error that says that no value satisfies the constraints.

        Args:
            *names: The constraints that contradict each other.
        """
        return UnfillableError(
            f"{self.where}: no {self.shown} satisfies {self.constraints.shown(*names)}. "
            f"Correct the constraints, or declare the field."
        )

    def recipe_for(self, annotation: object, constraints: Constraints = NONE) -> Recipe:
        """Return how a type nested in this one is made.

        Args:
            annotation: The nested type.
            constraints: What is asked of it from outside, besides what it carries itself.
        """
        # What is said of a union is said of its members.
        union = typeinfo.is_union(self.annotation)
        source = self.source if union or self.source is None else self.source.for_items(self.annotation)
        metadata = self.metadata if union else ()
        return find_recipe(
            attrs.evolve(self, annotation=annotation, constraints=constraints, metadata=metadata, source=source)
        )


def show(annotation: object) -> str:
    """Return a type as it reads in a message.

    Unions read alike on every Python version, whichever way they were written.

    Example:
        >>> show(int), show(list[int]), show(int | None)
        ('int', 'list[int]', 'int | None')
    """
    if annotation is type(None):
        return "None"
    if typeinfo.is_union(annotation):
        return " | ".join(map(show, typeinfo.arguments_of(annotation)))
    return (
        annotation.__name__
        if typeinfo.is_class(annotation)
        else re.sub(r"\btyping(_extensions)?\.", "", str(annotation))
    )


def find_recipe(request: Request) -> Recipe:
    """Return how the values of a type are made.

    Args:
        request: The type as it was written, and what is asked of its values.

    Raises:
        UnfillableError: Nobody makes the type, or its constraints cannot be satisfied.
    """
    provided = provider_of(request.annotation, request.settings)
    if provided is not None:
        return _recipe_of_provider(request, provided)
    peeled = typeinfo.peel(request.annotation)
    if peeled.bare is request.annotation and not peeled.metadata:
        return find_peeled(request)
    constraints, metadata = request.constraints, request.metadata
    if peeled.metadata:
        inner = tuple(unpacked(peeled.metadata))
        constraints = read_constraints(inner).merged_with(constraints)
        metadata = (*inner, *metadata)
    return find_peeled(attrs.evolve(request, annotation=peeled.bare, constraints=constraints, metadata=metadata))


def request_without(request: Request, place: int) -> Request:
    """Return what is asked apart from one mark in the metadata.

    Args:
        request: What is asked.
        place: The place of the mark.
    """
    metadata = request.metadata
    return attrs.evolve(request, metadata=(*metadata[:place], *metadata[place + 1 :]))


def find_peeled(request: Request) -> Recipe:
    """Return how the values of a type are made that has been taken out of its wrapping.

    Args:
        request: The bare type, with the constraints and the metadata that were on it.

    Raises:
        UnfillableError: As for `find_recipe`.
    """
    if request.source is not None:
        better = request.source.recipe_for(request)
        if better is not None:
            return better
    # The mark that was written last is the outermost.
    for place in reversed(range(len(request.metadata))):
        marked = maker_of_mark(request.metadata[place])
        if marked is not None:
            # What a mark does to a value is meant for those that are made by the type.
            return marked(request if request.source is None else attrs.evolve(request, source=None), place)
    provided = provider_of(request.annotation, request.settings)
    if provided is not None:
        return _recipe_of_provider(request, provided)
    if typeinfo.is_type_alias(request.annotation):
        return _open_alias(request)
    maker = maker_of(request)
    if maker is None:
        why = why_unread(request.annotation) or _why_none_is_made(request.annotation)
        raise InapplicableError(
            f"{request.where}: values of type {request.shown} cannot be made{why and ': '}{why}. "
            f"Declare the field, or give it a default."
        )
    return maker(request)


def _why_none_is_made(annotation: object) -> str:
    return "it is an abstract class" if inspect.isabstract(annotation) else ""


def _recipe_of_provider(request: Request, provider: Provider) -> Recipe:
    constraints = request.constraints
    return Recipe(lambda stream, _builder: provider(stream, constraints))


def _open_alias(request: Request) -> Recipe:
    alias = request.annotation
    if alias in request.aliases or len(request.aliases) > DEEPEST_ALIAS:
        return end_recursion(request)
    try:
        value = typeinfo.alias_value(alias)
    except NameError as error:
        raise UnfillableError(
            f'{request.where}: the name "{error.name}" in the type alias {request.shown} does not exist at run time. '
            f"Import {error.name} at run time (not only under TYPE_CHECKING), or declare the field."
        ) from error
    return find_recipe(attrs.evolve(request, annotation=value, aliases=(*request.aliases, alias)))


def end_recursion(request: Request) -> Recipe:
    """Return the recipe of a type that contains itself, at the place where it does: it cannot be made there."""
    error = f"{request.where}: {request.shown} contains itself without end. Declare the field."

    def refuse(_stream: Random, _builder: ModelBuilder) -> NoReturn:
        raise UnfillableError(error)

    return Recipe(refuse, possible=lambda _builder: False, variants=lambda: ())


def make_recipe(
    annotation: object,
    *,
    where: str,
    constraints: Constraints = NONE,
    is_model: Callable[[object], bool],
    settings: Settings = DEFAULT,
    source: Source | None = None,
    model_variants: Callable[[object], tuple[Recipe, ...]] | None = None,
) -> Recipe:
    """Return how values of a type are made, with what is known about them.

    Args:
        annotation: The type, resolved; ``Annotated`` and qualifiers may still be on it.
        where: ``"UserFactory.email"``, for messages.
        constraints: What is asked besides what ``Annotated`` says.
        is_model: Says whether a class is a model that an automatic factory can make.
        settings: What the factory wants.
        source: Where better values come from, if any.
        model_variants: Model → the alternatives that its fields have, where they are to be shown.

    Returns:
        The recipe; its ``possible`` says whether a value can be made where some models are being built already.

    Raises:
        UnfillableError: Nobody makes the type, or its constraints cannot be satisfied.

    Example:
        >>> import random
        >>> recipe = make_recipe(bool, where="UserFactory.active", is_model=lambda t: False)
        >>> recipe.make(random.Random(1), None) in (True, False)
        True
    """
    load_present()
    return find_recipe(
        Request(annotation, constraints, where, is_model, settings, source=source, model_variants=model_variants)
    )
