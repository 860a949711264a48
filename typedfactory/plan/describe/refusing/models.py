"""The model of a factory: by its type argument, by ``Meta.model``, by name."""

from __future__ import annotations

import enum
import importlib
import sys
import types
from typing import TYPE_CHECKING, Literal

from typedfactory import typeinfo
from typedfactory.errors import AssociatedClassError, FactoryError, MetaOptionError, did_you_mean
from typedfactory.plan.describe.refusing.misplaced import is_factory

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.plan.options import FactoryOptions


def agreed_model(owner: str, meta: type | None, model: UserValue, argument: object) -> UserValue:
    """Return the model of a factory from ``Meta.model`` and the type argument.

    Args:
        owner: The factory's name.
        meta: Its ``class Meta``.
        model: The model by ``Meta.model``, own or inherited.
        argument: The model by type argument, if there is one.

    Raises:
        MetaOptionError: The two contradict each other.
    """
    if argument is None:
        return model
    argument = _checked_argument(owner, argument)
    if isinstance(argument, types.GenericAlias):
        # dict[str, int] makes a dict; what it holds is known to type checkers only.
        argument = argument.__origin__
    own = meta is not None and "model" in dir(meta)
    if not own or model is None:
        return argument
    origin = getattr(argument, "__origin__", argument)
    if isinstance(model, type) and isinstance(origin, type) and not _fits(model, origin):
        raise MetaOptionError(
            f"{owner}.Meta.model: {model.__name__} is neither {origin.__name__}, the type argument, nor a subclass of "
            f"it. Write Factory[{model.__name__}], or drop Meta.model."
        )
    return model


def _fits(model: type, argument: type) -> bool:
    return argument in model.__mro__


def find_model(factory: FactoryClass, name: str) -> UserValue:
    """Find a model given by name in the module of its factory, or by its import path.

    Raises:
        AssociatedClassError: There is no such class.
    """
    full = name
    path, _, name = name.rpartition(".")
    try:
        module = importlib.import_module(path) if path else sys.modules[factory.__module__]
    except ModuleNotFoundError as error:
        if error.name is None or not f"{path}.".startswith(f"{error.name}."):
            raise
        raise AssociatedClassError(
            f"{factory.__name__}.Meta.model: {full!r} cannot be found, for there is no module {error.name!r}. Give the class, "
            f'or its full path, "package.module.Class"; the names of Django\'s models are known to DjangoModelFactory.'
        ) from error
    try:
        return getattr(module, name)
    except AttributeError:
        classes = [key for key, value in vars(module).items() if isinstance(value, type)]
        raise AssociatedClassError(
            f"{factory.__name__}.Meta.model: there is no {name!r} in {module.__name__}. {did_you_mean(name, classes)}"
        ) from None


def _checked_argument(owner: str, argument: object) -> object:
    """Return a type argument, an alias of a type as that type.

    Raises:
        MetaOptionError: It is no class of objects that a factory makes.
    """
    while typeinfo.is_type_alias(argument):
        argument = typeinfo.alias_value(argument)
    if isinstance(argument, str):
        return argument
    if is_factory(argument):
        model: object = argument._meta.model  # type: ignore[attr-defined]  # a factory has one
        raise _refused(owner, f"{argument.__name__} is a factory, not a model", _name_of(model))
    if isinstance(argument, type) and issubclass(argument, enum.Enum):
        raise MetaOptionError(
            f"{owner}: Factory[{argument.__name__}] would make members of an enum, which exist already. "
            f"Where one is wanted, write FuzzyChoice({argument.__name__}) or Iterator({argument.__name__})."
        )
    if typeinfo.is_union(argument):
        members = [each for each in typeinfo.arguments_of(argument) if each is not types.NoneType]
        raise _refused(owner, f"{_name_of(argument)} is a union, and a factory makes one class", _name_of(members[0]))
    if argument is types.NoneType or not callable(argument) or typeinfo.origin_of(argument) is _LITERAL:
        raise _refused(owner, f"{_name_of(argument)} is no class", "Model")
    return argument


#: What ``Literal["a"]`` comes from.
_LITERAL = typeinfo.origin_of(Literal[0])


def _refused(owner: str, why: str, instead: str) -> MetaOptionError:
    return MetaOptionError(f"{owner}: the type argument names the model, and {why}. Write Factory[{instead}].")


def _name_of(value: object) -> str:
    """Return a class or a type as it is written; of a value, what it is, for nobody asks it for its ``repr``."""
    if value is types.NoneType:
        return "None"
    if isinstance(value, type):
        return value.__name__
    if typeinfo.is_union(value):
        return " | ".join(map(_name_of, typeinfo.arguments_of(value)))
    return str(value) if typeinfo.origin_of(value) is not None else f"an object of class {type(value).__name__}"


def abstract_factory(meta: FactoryOptions) -> FactoryError:
    """Return the error for a factory that has no model, or said that it is abstract."""
    name = meta.factory.__name__
    home = next(base.__name__ for base in meta.factory.__mro__ if base.__module__.startswith("typedfactory."))
    forgotten = "" if meta.model is not None else f" Write class {name}({home}[Model])."
    return FactoryError(
        f"Cannot generate instances of abstract factory {name}; Ensure {name}.Meta.model is set and "
        f"{name}.Meta.abstract is either not set or False.{forgotten}"
    )
