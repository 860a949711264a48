"""Values computed by a function: LazyFunction, LazyAttribute, LazyAttributeSequence, Sequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from typing_extensions import TypeVar

from typedfactory.declarations.base import BaseDeclaration, T_co, checked_function
from typedfactory.ground.context import BuildStep, Resolver

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


T = TypeVar("T")


class LazyFunction(BaseDeclaration[T_co]):
    """A value made by a function without arguments, anew for each object.

    Args:
        function: Called once per object.

    Raises:
        ArgumentError: What is given cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class TeamFactory(factory.DictFactory):
        ...     members = factory.LazyFunction(lambda: ["ann"])
        >>> TeamFactory()
        {'members': ['ann']}

    Source: factory_boy's ``LazyFunction``.
    """

    TAKES_PARAMETERS = False

    def __init__(self, function: Callable[[], T_co]) -> None:
        super().__init__()
        self.function = checked_function(type(self).__name__, function)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Call the function."""
        return self.function()


class LazyAttribute(BaseDeclaration[T_co]):
    """A value computed from the other fields.

    Args:
        function: Receives the resolver: ``o.name`` is what ``name`` will be.

    Raises:
        ArgumentError: What is given cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "joe"
        ...     email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")
        >>> UserFactory(name="ann")
        {'name': 'ann', 'email': 'ann@example.com'}

    Source: factory_boy's ``LazyAttribute``.
    """

    TAKES_PARAMETERS = False

    def __init__(self, function: Callable[[Resolver[UserValue]], T_co]) -> None:
        super().__init__()
        self.function = checked_function(type(self).__name__, function)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Call the function with the resolver."""
        return self.function(instance)


class Sequence(BaseDeclaration[T_co]):
    """A value computed from the factory's counter, different for each object.

    Args:
        function: Receives the number of this object, 0 for the first.

    Raises:
        ArgumentError: What is given cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = factory.Sequence(lambda n: f"user{n}")
        >>> UserFactory(), UserFactory(), UserFactory(__sequence=42)
        ({'name': 'user0'}, {'name': 'user1'}, {'name': 'user42'})

    Source: factory_boy's ``Sequence``.
    """

    TAKES_PARAMETERS = False
    OLD_ARGUMENTS = frozenset({"type"})

    def __init__(self, function: Callable[[int], T_co]) -> None:
        super().__init__()
        self.function = checked_function(type(self).__name__, function)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Call the function with the number."""
        return self.function(int(step.sequence))


class LazyAttributeSequence(BaseDeclaration[T_co]):
    """A value computed from the other fields and the counter.

    Args:
        function: Receives the resolver and the number of this object.

    Raises:
        ArgumentError: What is given cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "joe"
        ...     email = factory.LazyAttributeSequence(lambda o, n: f"{o.name}@s{n}.example.com")
        >>> UserFactory()
        {'name': 'joe', 'email': 'joe@s0.example.com'}

    Source: factory_boy's ``LazyAttributeSequence``.
    """

    TAKES_PARAMETERS = False
    OLD_ARGUMENTS = frozenset({"type"})

    def __init__(self, function: Callable[[Resolver[UserValue], int], T_co]) -> None:
        super().__init__()
        self.function = checked_function(type(self).__name__, function)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Call the function with the resolver and the number."""
        return self.function(instance, int(step.sequence))


def lazy_attribute(func: Callable[[UserValue], T]) -> LazyAttribute[T]:
    """Turn a method into a `LazyAttribute`: its ``self`` is the resolver.

    Args:
        func: Called with the resolver; its name is the field's.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "Joe"
        ...     @factory.lazy_attribute
        ...     def email(self):
        ...         return f"{self.name.lower()}@example.com"
        >>> UserFactory()["email"]
        'joe@example.com'

    Source: factory_boy's ``lazy_attribute``.
    """
    return LazyAttribute(func)


def sequence(func: Callable[[UserValue], T]) -> Sequence[T]:
    """Turn a function of the counter into a `Sequence`.

    Args:
        func: Called with the number of the object, 0 for the first; its name is the field's.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     @factory.sequence
        ...     def phone(n):
        ...         return f"555-{n:04}"
        >>> UserFactory()
        {'phone': '555-0000'}

    Source: factory_boy's ``sequence``.
    """
    return Sequence(func)


def lazy_attribute_sequence(func: Callable[[UserValue, int], T]) -> LazyAttributeSequence[T]:
    """Turn a method of resolver and counter into a `LazyAttributeSequence`.

    Args:
        func: Called with the resolver and the number of the object; its name is the field's.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     @factory.lazy_attribute_sequence
        ...     def email(self, n):
        ...         return f"{n}@example.com"
        >>> UserFactory()
        {'email': '0@example.com'}

    Source: factory_boy's ``lazy_attribute_sequence``.
    """
    return LazyAttributeSequence(func)
