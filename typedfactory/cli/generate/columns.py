"""Which columns the objects of a factory have: the fields of its model, and those of the models nested in it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.cli.frame.plain import annotation_of

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.ground.shape import ModelShape

#: What stands between the names of a path.
SPLITTER = "__"


@attrs.frozen
class Column:
    """One column.

    Attributes:
        name: Its name: a field, or a path of fields, ``address__city``.
        path: The attributes that lead to its values.
        annotation: The type of its values; None where nobody says it.
    """

    name: str
    path: tuple[str, ...]
    annotation: object = None


def columns_of(factory: FactoryClass, first: UserValue) -> list[Column]:
    """Return the columns of a factory's objects.

    Args:
        factory: The factory.
        first: Its first object, which says the columns where the model does not: the keys of a dict.
    """
    if isinstance(first, dict):
        return [Column(str(key), (key,)) for key in first]
    shape = shape_of(type(first)) or factory._meta.shape
    if shape is None or not shape.fields:
        return [Column(name, (name,)) for name in getattr(first, "__dict__", ())]
    return _columns(shape, (), (), (typeinfo.class_of(shape.model),))


def _columns(shape: ModelShape, names: Sequence[str], path: Sequence[str], above: tuple[type, ...]) -> list[Column]:
    found: list[Column] = []
    for field in shape.fields:
        annotation = annotation_of(shape, field.name)
        here, way = (*names, field.name), (*path, field.attribute)
        nested = nested_model(annotation)
        if nested is None:
            found.append(Column(SPLITTER.join(here), way, annotation))
        elif typeinfo.class_of(nested.model) not in above:
            found.extend(_columns(nested, here, way, (*above, typeinfo.class_of(nested.model))))
    return found


def sole_type(annotation: object) -> object:
    """Return the one type that a value has where it is not None; None where there are several.

    Args:
        annotation: The type of a field.

    Example:
        >>> sole_type(int | None), sole_type(int | str)
        (<class 'int'>, None)
    """
    bare = typeinfo.peel(annotation).bare
    if not typeinfo.is_union(bare):
        return bare
    members = [each for each in typeinfo.arguments_of(bare) if each is not type(None)]
    return typeinfo.peel(members[0]).bare if len(members) == 1 else None


def nested_model(annotation: object) -> ModelShape | None:
    """Return the model that a field holds an object of; None where it holds something else.

    Args:
        annotation: The type of the field.
    """
    bare = sole_type(annotation)
    if not typeinfo.is_class(bare) or issubclass(bare, dict):
        return None
    shape = shape_of(bare)
    return shape if shape is not None and shape.declared and shape.fields else None


def reader_of(columns: Sequence[Column]) -> Callable[[Sequence[UserValue]], list[tuple[UserValue, ...]]]:
    """Return what takes objects apart into the values of columns, fast where nothing on the way is None.

    Args:
        columns: The columns.
    """
    paths = [column.path for column in columns]

    def slow(made: UserValue) -> tuple[UserValue, ...]:
        return tuple(_follow(made, path) for path in paths)

    at_once = slow if len(columns) < FEWEST_AT_ONCE else operator.attrgetter(*(".".join(path) for path in paths))

    def read(objects: Sequence[UserValue]) -> list[tuple[UserValue, ...]]:
        if any(issubclass(kind, dict) for kind in set(map(type, objects))):
            return list(map(slow, objects))
        try:
            return list(map(at_once, objects))
        except Exception:  # noqa: BLE001 - None on the way, or what is not kept; looked at one by one
            return [_read_one(made, at_once, slow) for made in objects]

    return read


def _read_one(
    made: UserValue,
    at_once: Callable[[UserValue], tuple[UserValue, ...]],
    slow: Callable[[UserValue], tuple[UserValue, ...]],
) -> tuple[UserValue, ...]:
    try:
        return at_once(made)
    except Exception:  # noqa: BLE001 - as above
        return slow(made)


#: `operator.attrgetter` gives a tuple for two names or more.
FEWEST_AT_ONCE = 2


def _follow(made: UserValue, path: tuple[str, ...]) -> UserValue:
    for name in path:
        try:
            made = made.get(name) if isinstance(made, dict) else getattr(made, name)
        except Exception:  # noqa: BLE001 - None on the way, or a relation that is not set
            return None
    return made
