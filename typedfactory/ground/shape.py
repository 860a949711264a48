"""What a model looks like to a factory: the parameters of its constructor, whatever library it is made with."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


_NOTHING: Mapping[UserValue, UserValue] = MappingProxyType({})


@attrs.frozen(eq=False)
class FieldShape:
    """One parameter of a model's constructor.

    Its type is asked for with ``ModelShape.annotation_of``: names and defaults are known when a factory is defined,
    but what a forward reference points to may come later.

    Args:
        name: The name that a factory has for it: the keyword that the constructor takes, if it takes it.
        attribute: The name on the instance.
        required: Whether there is neither default nor default factory.
        hint_name: The name that is annotated in the class.
        keyword_only: Whether it cannot be given by position.
        positional_only: Whether it cannot be given by name.
        metadata: What the model's author attached to the field.
        resolve: Model → annotation, where the annotation in the class is not what counts; it may return
            ``typeinfo.MISSING`` to fall back on that.
        keyword: The keyword that the constructor takes, where it does not take the name.
        path: Where in the keyword's value this field stands (keys and indices); empty when it is the whole value.
        aliases: Other names under which the constructor knows the field.
        annotated: Whether its type is known at all; a field without is left to whoever calls the factory.
        taught: Model → the types by which a user may have taught values of the field, instead of by its annotation,
            nearest first: the classes of a library's own fields or columns.

    Example:
        >>> FieldShape("name", "name", required=True, hint_name="name", aliases=("full_name",)).keyword
        'name'
    """

    name: str
    attribute: str
    required: bool
    hint_name: str
    keyword_only: bool = False
    positional_only: bool = False
    metadata: Mapping[UserValue, UserValue] = _NOTHING
    resolve: Callable[[UserValue], object] | None = attrs.field(default=None, repr=False)
    keyword: str = attrs.field()
    path: tuple[str | int, ...] = ()
    aliases: tuple[str, ...] = ()
    annotated: bool = True
    taught: Callable[[UserValue], Iterable[object]] | None = attrs.field(default=None, repr=False)

    @keyword.default
    def _take_name(self) -> str:
        return self.name


def _hold(model: UserValue) -> Callable[[], UserValue]:
    # A shape is kept in a table that is weak in the class: it must not keep its own key alive.
    return weakref.ref(model) if typeinfo.is_class(model) else lambda: model


@attrs.frozen(eq=False, slots=False)
class ModelShape:
    """The constructor of a model.

    Args:
        model: The class, or an alias of it with arguments (``Box[int]``).
        fields: The parameters of the constructor, in order.
        closed: Whether the constructor refuses other names.
        attributes: Names that can be read on instances.
        declared: Whether the class declares its fields; of a plain class only the constructor's signature is known.

    Example:
        >>> from dataclasses import dataclass
        >>> from typedfactory.extension import shape_of
        >>> @dataclass
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> shape = shape_of(Point)
        >>> [(field.name, field.required, shape.annotation_of(field)) for field in shape.fields]
        [('x', True, <class 'int'>), ('y', False, <class 'int'>)]
    """

    _model: Callable[[], UserValue] = attrs.field(alias="model", converter=_hold, repr=False)
    fields: tuple[FieldShape, ...]
    closed: bool
    attributes: frozenset[str]
    declared: bool = True

    @functools.cached_property
    def by_name(self) -> Mapping[str, FieldShape]:
        """Name → field."""
        return {field.name: field for field in self.fields}

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The names that the constructor takes."""
        return frozenset(self.by_name)

    @functools.cached_property
    def required(self) -> tuple[str, ...]:
        """The names that it does not do without, and whose types are known, in order."""
        return tuple(field.name for field in self.fields if field.required and field.annotated)

    @functools.cached_property
    def optional(self) -> frozenset[str]:
        """All other names."""
        return self.names.difference(self.required)

    @functools.cached_property
    def itself(self) -> Mapping[str, str]:
        """Name → the same name, for all that the constructor takes."""
        return {name: name for name in self.names}

    @functools.cached_property
    def positional_only(self) -> tuple[str, ...]:
        """The names that it takes by position only, in order."""
        return tuple(field.name for field in self.fields if field.positional_only)

    @functools.cached_property
    def keywords(self) -> Mapping[str, str]:
        """Name → keyword, for the fields that the constructor takes under another name."""
        return {field.name: field.keyword for field in self.fields if field.keyword != field.name}

    @functools.cached_property
    def synonyms(self) -> Mapping[str, str]:
        """Alias → name, except for aliases that are the name of a field."""
        found = {alias: field.name for field in self.fields for alias in field.aliases}
        return {alias: name for alias, name in found.items() if alias not in self.by_name}

    @functools.cached_property
    def nested(self) -> bool:
        """Whether several fields may go into the value of one keyword."""
        return any(field.path for field in self.fields)

    def arguments(self, values: Mapping[str, UserValue]) -> UserValues:
        """Return the keyword arguments for the constructor.

        Args:
            values: Field → value; other names are passed as they are.

        Example:
            >>> fields = [
            ...     FieldShape("first", "first", True, "first", keyword="names", path=(0,)),
            ...     FieldShape("last", "last", True, "last", keyword="names", path=(1,)),
            ...     FieldShape("age", "age", True, "age", keyword="years"),
            ... ]
            >>> shape = ModelShape(object, tuple(fields), closed=True, attributes=frozenset())
            >>> shape.arguments({"first": "Ada", "last": "Lovelace", "age": 36})
            {'names': ['Ada', 'Lovelace'], 'years': 36}
        """
        placed: UserValues = {}
        for name, value in values.items():
            field = self.by_name.get(name)
            if field is None or not field.path:
                placed[name if field is None else field.keyword] = value
            else:
                placed[field.keyword] = _place(placed.get(field.keyword), field.path, value)
        return placed

    @property
    def model(self) -> UserValue:
        """The class, or the alias of it with arguments."""
        return self._model()

    def annotation_of(self, field: FieldShape | str) -> object:
        """Return the type that a field is to be filled with, resolved now.

        Args:
            field: A field of this shape, or its name.

        Raises:
            UnfillableError: The field has no annotation, or one that cannot be resolved.

        Example:
            >>> import dataclasses
            >>> from typedfactory.extension import shape_of
            >>> @dataclasses.dataclass
            ... class User:
            ...     friends: "list[str]"
            >>> shape_of(User).annotation_of("friends")
            list[str]
        """
        if isinstance(field, str):
            field = self.by_name[field]
        model = self.model
        hint: object = typeinfo.MISSING
        if field.resolve is not None:
            hint = field.resolve(model)
        if hint is typeinfo.MISSING:
            hint = typeinfo.resolve_hint(model, field.hint_name)
        if hint is typeinfo.MISSING:
            name = getattr(model, "__name__", str(model))
            raise UnfillableError(
                f"{name}.{field.name}: it has no annotation to be filled by. "
                f"Declare the field in the factory, or annotate it in {name}."
            )
        return typeinfo.replace_self(hint, model)


def column_of(model: UserValue, name: str) -> tuple[type, str]:
    """Return a field as one that the model may share with others: with the class that brought it in.

    Args:
        model: The model, or an alias of it with arguments.
        name: The field.

    Example:
        >>> class Named:
        ...     name: str
        >>> class User(Named): ...
        >>> column_of(User, "name") == column_of(Named, "name")
        True
    """
    cls = typeinfo.class_of(model)
    owners = [each for each in cls.__mro__ if name in vars(each) or name in typeinfo.raw_annotations(each)]
    return (owners[-1] if owners else cls), name


def _place(container: UserValue, path: tuple[str | int, ...], value: UserValue) -> UserValue:
    """Put a value at a path inside of a container, which is made or extended as needed."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        known = {} if container is None else container
        return {**known, step: _place(known.get(step), rest, value)}
    items = [] if container is None else list(container)
    items.extend([None] * (step + 1 - len(items)))
    items[step] = _place(items[step], rest, value)
    return items
