"""What values of a type must satisfy besides being of the type, in one normal form for all libraries.

The names are those of annotated_types, whose objects (and any that carry the same attributes, such as
``msgspec.Meta``) are read without importing the library.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


_BOUNDS = ("gt", "ge", "lt", "le")
_READ_AS_WRITTEN = (*_BOUNDS, "multiple_of", "min_length", "max_length", "max_digits", "decimal_places")


@attrs.frozen
class Pattern:
    """Text (or bytes) matches a regular expression.

    Args:
        regex: The expression, as text or compiled.
        mode: Where it must match: anywhere, from the start, or the whole of it, like the functions of ``re``.

    Example:
        >>> from typing import Annotated
        >>> import typedfactory as factory
        >>> factory.build_any(Annotated[str, Pattern("[ab]{3}", mode="fullmatch")]).strip("ab")
        ''
    """

    regex: UserValue
    mode: Literal["search", "match", "fullmatch"] = "search"

    def __repr__(self) -> str:
        return repr(getattr(self.regex, "pattern", self.regex))


def _as_tuple(values: Iterable[UserValue]) -> tuple[UserValue, ...]:
    return tuple(values)


@attrs.frozen
class OneOf:
    """The value is one of these.

    Args:
        values: What may be chosen.

    Example:
        >>> from typing import Annotated
        >>> import typedfactory as factory
        >>> factory.build_any(Annotated[str, OneOf(["red", "blue"])]) in ("red", "blue")
        True
    """

    values: tuple[UserValue, ...] = attrs.field(converter=_as_tuple)


@attrs.frozen
class MaxDigits:
    """A decimal number has at most so many digits, places included.

    Args:
        max_digits: How many.

    Example:
        >>> read_constraints([MaxDigits(5), DecimalPlaces(2)])
        Constraints(max_digits=5, decimal_places=2)
    """

    max_digits: int


@attrs.frozen
class DecimalPlaces:
    """A decimal number has at most so many decimal places.

    Args:
        decimal_places: How many.

    Example:
        >>> read_constraints([DecimalPlaces(2)])
        Constraints(decimal_places=2)
    """

    decimal_places: int


@attrs.frozen(eq=False)
class Examples:
    """Values that a field's author gives as examples: they are tried where nothing but a function judges.

    Args:
        values: The examples.
        model: The model whose own validators judge the field; None where none do.
        name: The field.
    """

    values: tuple[UserValue, ...] = attrs.field(converter=_as_tuple)
    model: UserValue = None
    name: str = ""


@attrs.frozen
class Alternatives:
    """Says of a union that its members are alternatives which something accepts: those that nothing satisfies count not."""


@attrs.frozen
class CheckedType:
    """Says that a model checks the type itself, which a class without validation does not."""


@attrs.frozen
class InstanceOf:
    """The value is an instance of a class.

    Args:
        cls: The class, or several in a tuple.

    Example:
        >>> from typing import Annotated, Any
        >>> import typedfactory as factory
        >>> type(factory.build_any(Annotated[Any, InstanceOf(bool)]))
        <class 'bool'>
    """

    cls: UserValue


def _combine_multiples(one: UserValue, other: UserValue) -> UserValue:
    """Return the least number that is a multiple of both."""
    first, second = Fraction(one), Fraction(other)
    common = Fraction(
        math.lcm(first.numerator, second.numerator),
        math.gcd(first.denominator, second.denominator),
    )
    return common.numerator if common.denominator == 1 else common


def _join(one: tuple[UserValue, ...], other: tuple[UserValue, ...]) -> tuple[UserValue, ...]:
    return (*one, *(each for each in other if each not in one))


_MERGE: dict[str, Callable[[UserValue, UserValue], UserValue]] = {
    "gt": max,
    "ge": max,
    "lt": min,
    "le": min,
    "multiple_of": _combine_multiples,
    "min_length": max,
    "max_length": min,
    "max_digits": min,
    "decimal_places": min,
}


@attrs.frozen
class Constraints:
    """What a value must satisfy; in ``Annotated`` it says so of the type.

    Args:
        gt: The value is greater.
        ge: The value is greater or equal.
        lt: The value is less.
        le: The value is less or equal.
        multiple_of: The value is a multiple of it.
        min_length: The fewest characters, bytes or elements.
        max_length: The most characters, bytes or elements.
        pattern: Regular expressions that the text matches, all of them; those in a ``Pattern`` say where.
        max_digits: The most digits of a decimal number, places included.
        decimal_places: The most decimal places.
        predicates: Functions that say yes to the value, all of them.
        unique: Whether the elements of a sequence differ.
        time_zone: The ``tz`` of annotated_types' ``Timezone``, in a tuple; empty when nothing is asked.
        one_of: Choices; the value is in all of them.
        instance_of: Classes that the value is an instance of.

    Example:
        >>> Constraints(ge=0).merged_with(Constraints(ge=5, lt=9))
        Constraints(ge=5, lt=9)
    """

    gt: UserValue = None
    ge: UserValue = None
    lt: UserValue = None
    le: UserValue = None
    multiple_of: UserValue = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: tuple[UserValue, ...] = ()
    max_digits: int | None = None
    decimal_places: int | None = None
    predicates: tuple[Callable[[UserValue], object], ...] = ()
    unique: bool = False
    time_zone: tuple[UserValue, ...] = ()
    one_of: tuple[OneOf, ...] = ()
    instance_of: tuple[InstanceOf, ...] = ()

    def __repr__(self) -> str:
        return f"Constraints({', '.join(f'{name}={getattr(self, name)!r}' for name in self.given)})"

    @property
    def given(self) -> tuple[str, ...]:
        """The names of what is asked for."""
        return () if self is NONE else tuple([name for name in _NAMES if _is_given(getattr(self, name))])

    def merged_with(self, other: Constraints) -> Constraints:
        """Return what satisfies both: of two bounds the tighter, of two patterns both.

        Args:
            other: More constraints for the same value.

        Example:
            >>> Constraints(ge=0, multiple_of=2).merged_with(Constraints(ge=5, multiple_of=3))
            Constraints(ge=5, multiple_of=6)
        """
        if other is NONE:
            return self
        merged: UserValues = {}
        for name in other.given:
            mine, theirs = getattr(self, name), getattr(other, name)
            if name not in self.given or name == "unique":
                merged[name] = theirs
            else:
                merge: Callable[[UserValue, UserValue], UserValue] = _MERGE.get(name, _join)
                merged[name] = merge(mine, theirs)
        return attrs.evolve(self, **merged)

    def shown(self, *names: str) -> str:
        """Return what is asked for as it reads in a message.

        Args:
            *names: Only these; all when none are named.

        Example:
            >>> Constraints(gt=5, lt=6, multiple_of=2).shown()
            'gt=5, lt=6 and multiple_of=2'
        """
        parts = [f"{name}={_show(getattr(self, name))}" for name in self.given if not names or name in names]
        return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


_NAMES: tuple[str, ...] = tuple(field.name for field in attrs.fields(Constraints))

#: No constraints at all.
NONE = Constraints()


def _is_given(value: UserValue) -> bool:
    # By identity: 0 is a bound like any other, though it equals False.
    return value is not None and value is not False and not (type(value) is tuple and not value)


def _show(value: UserValue) -> str:
    if type(value) is tuple:
        return ", ".join(_show(each) for each in value)
    if isinstance(value, OneOf):
        return repr(value.values)
    if isinstance(value, InstanceOf):
        return _show(value.cls)
    return getattr(value, "__name__", None) or repr(value)


def read_constraints(metadata: Iterable[object]) -> Constraints:
    """Return the constraints among the metadata of ``Annotated``; what is something else is left alone.

    Args:
        metadata: The objects that ``Annotated`` carries, innermost first.

    Example:
        >>> from types import SimpleNamespace
        >>> read_constraints([SimpleNamespace(ge=1, le=None), "a comment", OneOf([1, 2])])
        Constraints(ge=1, one_of=(OneOf(values=(1, 2)),))
    """
    found = NONE
    for item in metadata:
        found = found.merged_with(_read_item(item))
    return found


def _read_item(item: object) -> Constraints:
    if isinstance(item, Constraints):
        return item
    if isinstance(item, (Pattern, OneOf, InstanceOf)):
        return _read_marker(item)
    grouped = _grouped(item)
    read = {name: value for name in _READ_AS_WRITTEN if (value := _stored(item, name)) is not None}
    pattern = _stored(item, "pattern")
    if pattern is not None:
        # A compiled expression beside other metadata stands for itself.
        read["pattern"] = (item if isinstance(item, re.Pattern) else pattern,)
    read.update(_read_known(item))
    return (Constraints(**read) if read else NONE).merged_with(read_constraints(grouped))


def _read_marker(item: Pattern | OneOf | InstanceOf) -> Constraints:
    if isinstance(item, Pattern):
        return Constraints(pattern=(item,))
    return Constraints(one_of=(item,)) if isinstance(item, OneOf) else Constraints(instance_of=(item,))


def _grouped(item: object) -> Iterable[object]:
    """Return the metadata that an object gathers: annotated_types' groups, and what ``pydantic.Field`` returns."""
    if isinstance(item, type):
        return ()
    if hasattr(type(item), "__is_annotated_types_grouped_metadata__"):
        inner: UserValue = item
        return tuple(inner)
    gathered = _stored(item, "metadata")
    return gathered if type(gathered) is list and hasattr(type(item), "from_annotation") else ()


def _read_known(item: object) -> UserValues:
    """Read what cannot be told by the names of attributes."""
    annotated = sys.modules.get("annotated_types")
    if annotated is not None and isinstance(item, annotated.Predicate):
        return {"predicates": (item.func,)}
    if annotated is not None and isinstance(item, annotated.Timezone):
        return {"time_zone": (item.tz,)}
    # msgspec.Meta: True asks for any time zone, False for none.
    aware = _stored(item, "tz")
    return {"time_zone": (... if aware else None,)} if aware is True or aware is False else {}


def _stored(item: object, name: str) -> UserValue:
    """Return an attribute that an object really has and that is a value: no method, nothing made up when asked for."""
    if isinstance(item, type) or not (hasattr(type(item), name) or name in getattr(item, "__dict__", ())):
        return None
    value = getattr(item, name, None)
    return None if callable(value) else value
