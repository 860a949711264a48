"""Values taken from elsewhere: SelfAttribute from a path, ContainerAttribute from the enclosing factories."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from typing_extensions import TypeVar

from typedfactory.declarations.base import BaseDeclaration, NotProvided, T_co
from typedfactory.errors import ContainerError, UnknownAttributeError
from typedfactory.ground.context import BuildStep, Resolver

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


T = TypeVar("T")

_UNSPECIFIED: UserValue = NotProvided


class SelfAttribute(BaseDeclaration[T_co]):
    """A value copied from another field, or from an attribute of it.

    Args:
        attribute_name: A dotted path. ``"country.lang"`` starts at this factory's fields, ``"..lang"`` at those of
            the enclosing factory, ``"...lang"`` one further up. Below the first name it also leads into mappings and
            lists: ``"roles.admin"``, ``"flags.0"``.
        default: The value where the path leads nowhere (out of the outermost factory too); without it that is
            an error.

    Raises:
        ContainerError: When a value is made: the path climbs out of the outermost factory.
        UnknownAttributeError: When a value is made: the path begins with a name that the factory does not have.

    Example:
        >>> import typedfactory as factory
        >>> class OwnerFactory(factory.DictFactory):
        ...     lang = factory.SelfAttribute("..lang")
        >>> class CompanyFactory(factory.DictFactory):
        ...     lang = "fr"
        ...     owner = factory.SubFactory(OwnerFactory)
        >>> CompanyFactory()
        {'lang': 'fr', 'owner': {'lang': 'fr'}}

    Source: factory_boy's ``SelfAttribute``.
    """

    TAKES_PARAMETERS = False

    def __init__(self, attribute_name: str, default: UserValue = _UNSPECIFIED) -> None:
        super().__init__()
        path = attribute_name.lstrip(".")
        self.depth = len(attribute_name) - len(path)
        self.attribute_name = path
        self.default = default
        self.fetch: Callable[[UserValue], UserValue] = _reader(path)

    @property
    def levels_up(self) -> int:
        """How many enclosing factories the path climbs."""
        return max(self.depth - 1, 0)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Follow the path from the resolver it starts at."""
        if not self.levels_up:
            return self.read(instance)
        chain = step.chain
        if self.levels_up < len(chain):
            return self.read(chain[self.levels_up])
        if self.default is _UNSPECIFIED:
            raise self._too_high(len(chain) - 1)
        default: T_co = self.default
        return default

    def _too_high(self, around: int) -> ContainerError:
        enclosing = {0: "nothing encloses", 1: "one factory encloses"}.get(around, f"{around} factories enclose")
        return ContainerError(
            f'SelfAttribute("{"." * self.depth}{self.attribute_name}") climbs {self.levels_up} level(s) up, but '
            f"{enclosing} this one. Use it inside a SubFactory, Dict or List, take dots away, or give a default."
        )

    def read(self, start: UserValue) -> T_co:
        """Follow the path from a given start; shared with compiled factories."""
        value: T_co
        if self.default is _UNSPECIFIED or not self.attribute_name:
            value = self.fetch(start)
        else:
            value = deepgetattr(start, self.attribute_name, self.default)
        return value

    def __repr__(self) -> str:
        return f"<SelfAttribute({'.' * self.depth + self.attribute_name!r})>"


def _reader(path: str) -> Callable[[UserValue], UserValue]:
    """Return a function that follows a path from a resolver."""
    if not path:
        return _itself
    first, *rest = path.split(".")
    start = operator.attrgetter(first)
    if not rest:
        return start

    def read(resolver: UserValue) -> UserValue:
        value = start(resolver)
        for name in rest:
            value = _enter(value, name)
        return value

    return read


def _itself(start: UserValue) -> UserValue:
    return start


def _enter(value: UserValue, name: str) -> UserValue:
    """Return an attribute of a value; a key of a mapping (a ``Dict``), an item of a list."""
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if name.isdigit() and isinstance(value, Sequence):
        return value[int(name)]
    return getattr(value, name)


def deepgetattr(obj: UserValue, name: str, default: UserValue = _UNSPECIFIED) -> UserValue:
    """Follow a path, giving the default only where an attribute is truly missing.

    An ``AttributeError`` from inside a property or a lazy function is the user's and passes through.

    Args:
        obj: Where the path starts.
        name: The dotted path.
        default: The value where it leads nowhere; without it that is an error.

    Raises:
        AttributeError: The path leads nowhere, and there is no default.

    Example:
        >>> deepgetattr(3, "real.numerator"), deepgetattr(3, "unreal.numerator", default=0)
        (3, 0)

    Source: factory_boy's ``deepgetattr``.
    """
    if default is _UNSPECIFIED:
        return _reader(name)(obj)
    value = obj
    for part in name.split("."):
        try:
            value = _enter(value, part)
        except IndexError:
            return default
        except UnknownAttributeError as error:
            if _names(error, value, part):
                return default
            raise
        except AttributeError:
            if isinstance(value, Resolver) or hasattr(type(value), part):
                raise
            return default
    return value


def _names(error: UnknownAttributeError, owner: UserValue, name: str) -> bool:
    return getattr(error, "obj", None) is owner and getattr(error, "name", None) == name


class ContainerAttribute(BaseDeclaration[T_co]):
    """A value computed from this factory's fields and those of the factories around it.

    Args:
        function: Receives the resolver and the tuple of enclosing resolvers, innermost first.
        strict: Whether it is an error to use the factory on its own, where nothing encloses it.

    Raises:
        ContainerError: When a value is made: nothing encloses the factory, and it is strict.

    Example:
        >>> import typedfactory as factory
        >>> class OwnerFactory(factory.DictFactory):
        ...     lang = factory.ContainerAttribute(lambda o, containers: containers[0].lang)
        >>> class CompanyFactory(factory.DictFactory):
        ...     lang = "fr"
        ...     owner = factory.SubFactory(OwnerFactory)
        >>> CompanyFactory()["owner"]
        {'lang': 'fr'}

    Source: factory_boy's ``ContainerAttribute``.
    """

    TAKES_PARAMETERS = False

    def __init__(
        self, function: Callable[[Resolver[UserValue], tuple[Resolver[UserValue], ...]], T_co], strict: bool = True
    ) -> None:
        super().__init__()
        self.function = function
        self.strict = strict

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Call the function with the resolver and its containers."""
        containers = step.chain[1:]
        if self.strict and not containers:
            raise ContainerError(
                "A ContainerAttribute in 'strict' mode can only be used within a SubFactory. "
                "Pass strict=False to allow the factory on its own."
            )
        return self.function(instance, containers)


def container_attribute(func: Callable[[UserValue, tuple[UserValue, ...]], T]) -> ContainerAttribute[T]:
    """Turn a method of resolver and containers into a `ContainerAttribute` that also works at the top.

    Args:
        func: Called with the resolver and the tuple of enclosing resolvers, innermost first; its name is the field's.

    Example:
        >>> import typedfactory as factory
        >>> class OwnerFactory(factory.DictFactory):
        ...     @factory.container_attribute
        ...     def lang(self, containers):
        ...         return containers[0].lang if containers else "en"
        >>> OwnerFactory()
        {'lang': 'en'}

    Source: factory_boy's ``container_attribute``.
    """
    return ContainerAttribute(func, strict=False)
