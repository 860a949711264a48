"""What cannot be a function of a row's number, or would be lost: it is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import EnumMeta
from typing import TYPE_CHECKING

from typedfactory.declarations import Iterator, RelatedFactory, SubFactory
from typedfactory.errors import DatasetError
from typedfactory.plan.describe.hooks import effect_of

if TYPE_CHECKING:
    from typedfactory.datasets.describe.models.layout import Layout
    from typedfactory.ground.given import FactoryClass, UserValue

#: The hooks that making an object passes through.
_HOOKS = ("_adjust_kwargs", "_after_postgeneration", "_build", "_generate", "build")


def refuse_related(factory: FactoryClass, given: Mapping[str, UserValue]) -> None:
    """Refuse declarations that make rows of other tables, which nobody would write.

    Args:
        factory: The table's factory.
        given: What the table says of fields.

    Raises:
        DatasetError: There is one.
    """
    for name, spec in factory._meta.spec.hooks.items():
        if name not in given and any(isinstance(value, RelatedFactory) for value in spec.possible_values()):
            other = next(value for value in spec.possible_values() if isinstance(value, RelatedFactory))
            raise DatasetError(
                f"{factory.__name__}.{name}: {type(other).__name__} makes rows of another table, which would be lost. "
                f"Make them a table with per=…, and say here {name}=None."
            )


def refuse_unpicked(
    factory: FactoryClass,
    layout: Layout,
    declared: Mapping[str, UserValue],
    columns: Mapping[str, object],
    given: Mapping[str, UserValue],
) -> None:
    """Refuse keys of rows that no table of the data set has.

    Args:
        factory: The factory.
        layout: Its model's columns.
        declared: Field → declaration.
        columns: The fields that are known.
        given: What the table says of fields.

    Raises:
        DatasetError: There is one.
    """
    for relation, held in layout.relations.items():
        field = layout.field(held)
        if field is None or held in columns or relation in given or held in declared or held in given:
            continue
        if relation in declared or field.default is not None:
            raise DatasetError(
                f"{factory.__name__}.{held}: it refers to a row of another table. Say which: {relation}=Pick(…)."
            )


def iterators_in(factory: FactoryClass, declared: Mapping[str, UserValue], way: str = "") -> list[Iterator[UserValue]]:
    """Return the iterators of a factory and those nested in it, which can be told where to stand; refuse others.

    Args:
        factory: The factory.
        declared: Field → declaration.
        way: The fields that led to the factory.

    Raises:
        DatasetError: There is one that gives its values in turn only.
    """
    found: list[Iterator[UserValue]] = []
    for name, value in declared.items():
        if isinstance(value, Iterator):
            if values_of(value) is None:
                raise DatasetError(
                    f"{factory.__name__}.{name}: this Iterator gives the next value, and a row's value must not depend on "
                    f"the rows before it. Give it a list, or write a Sequence that looks the value up by its number."
                )
            found.append(value)
        if isinstance(value, SubFactory) and way.count(".") < _DEEPEST:
            nested = value.get_factory()
            if not nested._meta.abstract:
                fields = nested._meta.spec.fields.items()
                found += iterators_in(nested, {each: spec.base for each, spec in fields}, f"{way}{name}.")
    return found


def values_of(value: Iterator[UserValue]) -> list[UserValue] | None:
    """Return the values of an iterator that come again and again; None where there is no end to them.

    Args:
        value: The declaration.
    """
    iterable = value.values.iterable
    if not isinstance(iterable, (list, tuple, range, EnumMeta, dict, str)) or not value.values.cycles:
        return None
    values: list[UserValue] = list(iterable)
    return values or None


#: Nested factories that refer to each other end somewhere.
_DEEPEST = 5


def hooked(factory: FactoryClass, given: Mapping[str, UserValue]) -> bool:
    """Say whether making an object does more than calling the model.

    Args:
        factory: The factory.
        given: What the table says of fields.
    """
    meta = factory._meta
    hooks = [name for name in meta.spec.hooks if given.get(name, ...) is not None]
    others = meta.rename or meta.exclude or meta.mixins or meta.max_tries > 1
    return bool(hooks or others) or any(effect_of(factory, name) is None for name in _HOOKS)
