"""Selectors: what is said of all fields of a type, or of a name, however deep they are in what a factory makes."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.declarations import SPLITTER, RelatedFactory
from typedfactory.errors import ArgumentError, FactoryError, did_you_mean
from typedfactory.plan.describe.branches import branches, is_own_subfactory
from typedfactory.plan.describe.filling import factory_for, is_model
from typedfactory.plan.tell.alternatives import members_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions

#: Collections whose only element is reached into.
_LISTS = (list, tuple)


@attrs.frozen
class Place:
    """A field, somewhere in what a factory makes.

    Attributes:
        path: The way to it, as a call has it.
        name: Its name.
        annotation: Its type; ``typeinfo.MISSING`` where that is not known.
        models: The models that it is in, the outermost first.
    """

    path: str
    name: str
    annotation: object
    models: tuple[object, ...]


@attrs.frozen(eq=False)
class Selector:
    """Fields, by type or by name; ``selector == value`` says what they get.

    Attributes:
        kind: The type that they have, if that matters.
        pattern: The name that they have; ``*`` stands for anything.
        within: The model that they are in, or in something nested in it.

    Example:
        >>> import typedfactory as factory
        >>> print(factory.where(int), "and", factory.fields("*_id", within=dict))
        of type int and called '*_id' within dict
    """

    kind: object | None = None
    pattern: str = "*"
    within: type | None = None

    def __eq__(self, value: object) -> Selection:  # type: ignore[override]  # that is what it is for
        return Selection(self, value)

    __hash__ = None  # type: ignore[assignment]  # nothing is equal to it

    def takes(self, place: Place) -> bool:
        """Say whether it selects a field."""
        if not fnmatch.fnmatchcase(place.name, self.pattern):
            return False
        if self.within is not None and not any(_is_a(model, self.within) for model in place.models):
            return False
        return self.kind is None or any(_is_of(member, self.kind) for member in members_of(place.annotation))

    def __str__(self) -> str:
        name = getattr(self.kind, "__name__", str(self.kind))
        what = f"called {self.pattern!r}" if self.kind is None else f"of type {name}"
        return what if self.within is None else f"{what} within {self.within.__name__}"


@attrs.frozen(eq=False)
class Selection:
    """What selected fields get.

    Attributes:
        selector: Selects them.
        value: A value or a declaration.

    Example:
        >>> import typedfactory as factory
        >>> (factory.where(int) == 3).value
        3
    """

    selector: Selector
    value: UserValue


def where(kind: object, *, within: type | None = None) -> Selector:
    """Select all fields of a type: ``where(str, within=Address) == "x"`` is for `Factory.build_where`.

    Args:
        kind: The type: a class, a ``Literal``, an alias; of a union, one of its members will do.
        within: The model that the fields are in, or in something nested in it; left out, they may be anywhere.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> @dataclasses.dataclass
        ... class Address:
        ...     city: str
        >>> @dataclasses.dataclass
        ... class User:
        ...     name: str
        ...     home: Address
        >>> class UserFactory(factory.Factory[User]):
        ...     name = "ann"
        >>> UserFactory.build_where(factory.where(str, within=Address) == "Rome")
        User(name='ann', home=Address(city='Rome'))

    Source: Instancio's selectors.
    """
    return Selector(kind, within=within)


def fields(pattern: str, *, within: type | None = None) -> Selector:
    """Select all fields of a name: ``fields("*_id") == 7`` is for `Factory.build_where`.

    Args:
        pattern: The name; ``*`` stands for anything, ``?`` for one character.
        within: As for `where`.

    Raises:
        ArgumentError: The pattern is no text.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> @dataclasses.dataclass
        ... class Line:
        ...     tenant_id: int
        >>> @dataclasses.dataclass
        ... class Order:
        ...     tenant_id: int
        ...     line: Line
        >>> class OrderFactory(factory.Factory[Order]):
        ...     pass
        >>> OrderFactory.build_where(factory.fields("*_id") == 7)
        Order(tenant_id=7, line=Line(tenant_id=7))
    """
    given: object = pattern
    if not isinstance(given, str):
        raise ArgumentError(f'fields takes the name of fields, as in fields("*_id"), not {type(given).__name__}.')
    return Selector(None, pattern, within)


def select(meta: FactoryOptions, selections: Iterable[Selection], overrides: Mapping[str, UserValue]) -> UserValues:
    """Return the overrides that selections amount to, and those of a call.

    Args:
        meta: The factory's options.
        selections: What selected fields get; the later ones are stronger.
        overrides: What the call says besides, which is stronger still.

    Raises:
        ArgumentError: A selection selects nothing, or is none.
    """
    places = list(places_of(meta))
    found: UserValues = {}
    for selection in selections:
        if not isinstance(selection, Selection):
            raise ArgumentError(
                f'{meta.factory.__name__}.build_where takes selections, as in where(str) == "x", not '
                f"{type(selection).__name__}. Give fields by name."
            )
        taken = [place for place in places if selection.selector.takes(place)]
        if not taken:
            names = sorted({place.name for place in places})
            raise ArgumentError(
                f"{meta.factory.__name__}: no field {selection.selector} is in what it makes. "
                f"{did_you_mean(selection.selector.pattern, names)}"
            )
        for place in taken:
            for path in [path for path in found if _is_below(path, place.path)]:
                # What is set as a whole leaves nothing to set inside.
                del found[path]
            found[place.path] = selection.value
    kept = {
        path: value
        for path, value in found.items()
        if not any(path == given or _is_below(path, given) or _is_below(given, path) for given in overrides)
    }
    return {**_outermost(kept), **overrides}


def _outermost(paths: UserValues) -> UserValues:
    """Leave out what is inside of what is set as a whole."""
    return {path: value for path, value in paths.items() if not any(_is_below(path, other) for other in paths)}


def _is_below(path: str, other: str) -> bool:
    return path.startswith(other + SPLITTER)


def places_of(meta: FactoryOptions, prefix: str = "", models: tuple[object, ...] = ()) -> Iterator[Place]:
    """Yield all fields of what a factory makes, those of nested objects that it makes, too.

    Args:
        meta: The factory's options.
        prefix: The way to the object.
        models: The models around it.
    """
    shape, model = meta.shape, meta.get_model_class()
    if model in models or shape is None:
        return
    models = (*models, model)
    back, described = meta.renamed_back, meta.spec.fields
    for field in shape.fields:
        name = back.get(field.name, field.name)
        try:
            annotation = shape.annotation_of(field) if field.annotated else typeinfo.MISSING
        except FactoryError:
            annotation = typeinfo.MISSING
        yield Place(prefix + name, name, annotation, models)
        if name in described:
            for step, nested in _nested_in(meta, described[name].base, annotation):
                yield from places_of(nested, f"{prefix}{name}{SPLITTER}{step}", models)
    for name, hook in meta.spec.hooks.items():
        if isinstance(hook.base, RelatedFactory):
            for place in places_of(hook.base.get_factory()._meta, f"{prefix}{name}{SPLITTER}", models):
                if place.path != f"{prefix}{name}{SPLITTER}{hook.base.name}":
                    yield place


def _nested_in(meta: FactoryOptions, value: UserValue, annotation: object) -> Iterator[tuple[str, FactoryOptions]]:
    """Yield the factories that a field is made by, and what more the way to their objects has."""
    found = [each for each in branches(value) if is_own_subfactory(each)]
    if found:
        yield "", found[0].get_factory()._meta
        return
    for member in members_of(annotation):
        arguments = typeinfo.arguments_of(member)
        if typeinfo.origin_of(member) in _LISTS and arguments and meta.collection_size is None:
            item = typeinfo.peel(arguments[0]).bare
            if is_model(item) and getattr(value, "annotation", None) is not None:
                yield f"0{SPLITTER}", factory_for(meta, item)._meta
                return


def _is_a(model: object, kind: type) -> bool:
    return issubclass(typeinfo.class_of(model), kind)


def _is_of(member: object, kind: object) -> bool:
    if member is kind or member == kind:
        return True
    if not isinstance(kind, type) or not isinstance(member, type) or kind in (int, object):
        # A boolean is a number to Python alone.
        return False
    return issubclass(member, kind)
