"""``class Meta``: the options of a factory, where each comes from and what it accepts."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import attrs

from typedfactory import typeinfo
from typedfactory.errors import FactoryError, MetaOptionError, UnknownStrategy, did_you_mean
from typedfactory.ground.making.strategies import (
    BUILD_STRATEGY,
    CREATE_STRATEGY,
    STRATEGIES,
    STUB_STRATEGY,
    is_strategy,
    names_of_strategies,
)
from typedfactory.ground.old_names import META, today
from typedfactory.plan.describe.overrides import exact

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


__all__ = [
    "BUILD_STRATEGY",
    "CREATE_STRATEGY",
    "STRATEGIES",
    "STUB_STRATEGY",
    "OptionDefault",
    "core_options",
    "read_meta",
]

Checker: TypeAlias = "Callable[[type | None, UserValue], None]"


@attrs.frozen
class OptionDefault:
    """One option of ``class Meta``.

    Attributes:
        name: Its name.
        value: What it is where neither the factory nor (with ``inherit``) its base says.
        inherit: Whether it is taken from the base factory.
        checker: Called as ``checker(meta, value)`` with the ``class Meta`` and the value; raises what it objects to.

    Example:
        >>> import typedfactory as factory
        >>> class AuditedOptions(factory.FactoryOptions):
        ...     def _build_default_options(self):
        ...         return [*super()._build_default_options(), factory.OptionDefault("audit", False, inherit=True)]
        >>> class AuditedFactory(factory.DictFactory):
        ...     _options_class = AuditedOptions
        ...     class Meta:
        ...         audit = True
        >>> AuditedFactory._meta.audit
        True

    Source: factory_boy's ``OptionDefault``.
    """

    name: str
    value: UserValue
    inherit: bool = False
    checker: Checker | None = None

    def apply(self, meta: type | None, base_meta: FactoryOptions | None) -> UserValue:
        """Return the value of the option for a factory.

        Args:
            meta: Its ``class Meta``, if it has one.
            base_meta: The options of its base factory, if it has one.

        Returns:
            The value.

        Raises:
            FactoryError: The checker objects to the value.
        """
        value = getattr(base_meta, self.name, self.value) if self.inherit and base_meta is not None else self.value
        if meta is not None:
            value = getattr(meta, self.name, value)
        if self.checker is not None:
            self.checker(meta, value)
        return value

    def __str__(self) -> str:
        return f"{self.name}={self.value!r} (inherit={self.inherit})"


def core_options() -> list[OptionDefault]:
    """Return the options that every factory has."""
    return list(_core_options())


@functools.cache
def _core_options() -> tuple[OptionDefault, ...]:
    return (
        OptionDefault("model", None, inherit=True, checker=_check_model),
        OptionDefault("abstract", False),
        OptionDefault("strategy", CREATE_STRATEGY, inherit=True, checker=_check_strategy),
        OptionDefault("inline_args", (), inherit=True, checker=_check_names),
        OptionDefault("exclude", (), inherit=True, checker=_check_names),
        OptionDefault("rename", {}, inherit=True, checker=_check_rename),
        OptionDefault("autofill", "required", inherit=True, checker=_check_autofill),
        OptionDefault("default_for_model", False, checker=_check_flag),
        OptionDefault("optional", "value", inherit=True, checker=_check_optional),
        OptionDefault("collection_size", None, inherit=True, checker=_check_size),
        OptionDefault("max_depth", None, inherit=True, checker=_check_depth),
        OptionDefault("providers", {}, inherit=True, checker=_check_providers),
        OptionDefault("mocks", False, inherit=True, checker=_check_flag),
        OptionDefault("realistic", None, inherit=True, checker=_check_realistic),
        OptionDefault("max_tries", 1, inherit=True, checker=_check_tries),
        OptionDefault("strict", False, inherit=True, checker=_check_flag),
        OptionDefault("check_types", False, inherit=True, checker=_check_flag),
    )


@functools.cache
def _core_identities() -> frozenset[int]:
    return frozenset(map(id, _core_options()))


def read_meta(
    owner: str, meta: type | None, options: list[OptionDefault], base_meta: FactoryOptions | None
) -> UserValues:
    """Read a ``class Meta``.

    Args:
        owner: The factory's name, for messages.
        meta: The class, if the factory has one.
        options: The options it may hold.
        base_meta: The options of the base factory, if any.

    Returns:
        Option → value, without those that `inherited_options` gives.

    Raises:
        MetaOptionError: There is an option that nobody knows, or a value of the wrong kind.
    """
    said = set() if meta is None else {name for each in meta.__mro__[:-1] for name in vars(each) if name[:1] != "_"}
    unknown = said - CORE
    if unknown:
        unknown.difference_update([option.name for option in options])
    if unknown:
        name, known = min(unknown), [option.name for option in options]
        hint = today(name, META) or did_you_mean(name, known)
        raise MetaOptionError(f"{owner}.Meta.{name}: there is no such option. {hint}")
    values: UserValues = {}
    # What is inherited has been checked, as far as the library's own options go.
    core = frozenset() if base_meta is None else _core_identities()
    for option in options:
        if id(option) in core and option.name not in said:
            continue
        try:
            values[option.name] = option.apply(meta, base_meta)
        except FactoryError as error:
            error.locate(owner, f"Meta.{option.name}")
            raise
    return values


def inherited_options(base_meta: FactoryOptions) -> UserValues:
    """Return what a factory has of the options that every factory has, where its ``class Meta`` says nothing.

    Args:
        base_meta: The options of the base factory.
    """
    return {
        option.name: getattr(base_meta, option.name) if option.inherit else option.value for option in _core_options()
    }


def as_names(value: UserValue) -> tuple[str, ...]:
    """Return names given as one string or as an iterable of strings."""
    if type(value) is tuple and not value:
        return ()
    names = (value,) if isinstance(value, str) else tuple(value)
    return tuple(exact(name) if isinstance(name, str) else name for name in names)


def _as_renames(value: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a factory calls a field → what its model does; it can be replaced, but not changed."""
    return types.MappingProxyType({exact(old): new for old, new in value.items()})


#: How the values of options are read: option → function.
READERS: Mapping[str, Callable[[UserValue], object]] = {
    "exclude": as_names,
    "inline_args": as_names,
    "rename": _as_renames,
}


def _check_model(meta: type | None, value: UserValue) -> None:
    if isinstance(value, type) and hasattr(value, "_meta") and hasattr(value._meta, "make_nested"):
        raise MetaOptionError(
            f"{value.__name__} is already a factory, not a model. Name the class that it makes, or derive from it."
        )
    if typeinfo.is_union(value):
        raise MetaOptionError("takes one class, not a union. Make a factory for each of its members.")
    if value is not None and not isinstance(value, str) and not callable(value):
        raise MetaOptionError(f"takes the class of the objects, not an object of class {type(value).__name__}.")


def _check_names(meta: type | None, value: UserValue) -> None:
    if isinstance(value, Mapping) or not hasattr(value, "__iter__"):
        raise MetaOptionError(f"takes a tuple of field names, not {type(value).__name__}. Write ('a', 'b').")
    if not all(isinstance(name, str) for name in as_names(value)):
        raise MetaOptionError("takes names of fields as strings. Write ('a', 'b').")


def _check_strategy(meta: type | None, value: UserValue) -> None:
    if not is_strategy(value):
        known = ", ".join(map(repr, names_of_strategies(value)))
        raise UnknownStrategy(f"there is no strategy {value!r}. Use one of {known}.")


def _check_rename(meta: type | None, value: UserValue) -> None:
    if not isinstance(value, Mapping):
        raise MetaOptionError(
            f"takes a dict of the factory's name → the model's name, not {type(value).__name__}. "
            f"Write {{'build_number': 'build'}}."
        )


def _check_autofill(meta: type | None, value: UserValue) -> None:
    if value == "clean":
        raise MetaOptionError('"clean" is for models of Django\'s. Use "required" (the default), "all" or False.')
    if not (value is False or value is True or value in ("required", "all")):
        raise MetaOptionError('takes "required" (the default), "all" or False.')


def _check_flag(meta: type | None, value: UserValue) -> None:
    if not isinstance(value, bool):
        raise MetaOptionError(f"takes True or False, not {type(value).__name__}.")


def _check_realistic(meta: type | None, value: UserValue) -> None:
    if value is not None:
        _check_flag(meta, value)


def _check_optional(meta: type | None, value: UserValue) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return
    if not isinstance(value, str) or value not in ("value", "none", "random"):
        raise MetaOptionError(
            'takes "value" (the default), "none", "random" or the share of values, a number from 0 to 1.'
        )


def _check_size(meta: type | None, value: UserValue) -> None:
    if value is not None and as_drawn_size(value) is None:
        as_size_range(value)


def as_drawn_size(value: UserValue) -> Callable[[], int] | None:
    """Return what draws sizes, where an option is a distribution or a function; None where it is something else.

    Example:
        >>> as_drawn_size(3) is None, as_drawn_size(lambda: 3)()
        (True, 3)
    """
    draw: UserValue = getattr(value, "fuzz", value)
    return draw if callable(draw) and not isinstance(value, type) else None


def as_size_range(value: UserValue) -> tuple[int, int]:
    """Return a size as the fewest and the most: given as a number, a pair or a ``range``.

    Raises:
        MetaOptionError: It is none of these, or the fewest are more than the most.

    Example:
        >>> as_size_range(2), as_size_range((1, 3)), as_size_range(range(1, 4))
        ((2, 2), (1, 3), (1, 3))
    """
    if isinstance(value, int) and not isinstance(value, bool):
        bounds = (value, value)
    elif isinstance(value, range) and value.step == 1 and len(value):
        bounds = (value[0], value[-1])
    elif isinstance(value, tuple) and len(value) == 2 and all(isinstance(bound, int) for bound in value):  # noqa: PLR2004 - a pair
        bounds = (value[0], value[1])
    else:
        raise MetaOptionError("takes a number, a pair (fewest, most), a range of numbers, or a distribution.")
    if not 0 <= bounds[0] <= bounds[1]:
        raise MetaOptionError(f"takes sizes from 0 up, the fewest first, not {bounds}.")
    return bounds


def _check_depth(meta: type | None, value: UserValue) -> None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise MetaOptionError("takes a number from 1 up: how many models may be nested in each other.")


def _check_providers(meta: type | None, value: UserValue) -> None:
    if not isinstance(value, Mapping) or not all(callable(provider) for provider in value.values()):
        raise MetaOptionError(
            "takes a dict of type → function, called with the random stream and the constraints, or → factory."
        )


def _check_tries(meta: type | None, value: UserValue) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise MetaOptionError("takes a number from 1 up: how many attempts a model may be given.")


#: The names of the options that every factory has.
CORE = frozenset([option.name for option in _core_options()])
