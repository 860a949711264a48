"""The batch methods of factories: several objects in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar, overload

from typedfactory.declarations.sizes import checked_size
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.describe.meta import BUILD_STRATEGY, CREATE_STRATEGY, STUB_STRATEGY
from typedfactory.plan.options import FactoryOptions

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


T = TypeVar("T")


class BatchMethods(Generic[T]):
    """What `Factory` offers for several objects at once."""

    _meta: ClassVar[FactoryOptions]

    @overload
    @classmethod
    def build_batch(cls, size: int, /, **kwargs: UserValue) -> list[T]: ...
    @overload
    @classmethod
    def build_batch(cls, /, *, size: int, **kwargs: UserValue) -> list[T]: ...
    @classmethod
    def build_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T]:
        """Make several objects without saving them.

        Args:
            *args: ``size`` (how many), by position or by name; fields of these names are overridden beside
                arguments by position.
            **kwargs: Overrides for each, as for `Factory.build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            >>> UserFactory.build_batch(2)
            [{'name': 'user0'}, {'name': 'user1'}]

        Source: factory_boy's ``Factory.build_batch``.
        """
        (size,) = take_leading("build_batch", ("size",), args, kwargs)
        checked_size(f"{cls.__name__}.build_batch: size", size)
        return cls._meta.batch(BUILD_STRATEGY, size, kwargs)

    @overload
    @classmethod
    def create_batch(cls, size: int, /, **kwargs: UserValue) -> list[T]: ...
    @overload
    @classmethod
    def create_batch(cls, /, *, size: int, **kwargs: UserValue) -> list[T]: ...
    @classmethod
    def create_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T]:
        """Make and save several objects.

        Args:
            *args: ``size`` (how many), by position or by name; fields of these names are overridden beside
                arguments by position.
            **kwargs: Overrides for each, as for `Factory.build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            >>> UserFactory.create_batch(2, age=3)
            [{'name': 'user0', 'age': 3}, {'name': 'user1', 'age': 3}]

        Source: factory_boy's ``Factory.create_batch``.
        """
        (size,) = take_leading("create_batch", ("size",), args, kwargs)
        checked_size(f"{cls.__name__}.create_batch: size", size)
        return cls._meta.batch(CREATE_STRATEGY, size, kwargs)

    @overload
    @classmethod
    def stub_batch(cls, size: int, /, **kwargs: UserValue) -> list[StubObject]: ...
    @overload
    @classmethod
    def stub_batch(cls, /, *, size: int, **kwargs: UserValue) -> list[StubObject]: ...
    @classmethod
    def stub_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[StubObject]:
        """Make several stubs.

        Args:
            *args: ``size`` (how many), by position or by name; fields of these names are overridden beside
                arguments by position.
            **kwargs: Overrides for each, as for `Factory.build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            >>> UserFactory.stub_batch(2)
            [StubObject(name='user0'), StubObject(name='user1')]

        Source: factory_boy's ``Factory.stub_batch``.
        """
        (size,) = take_leading("stub_batch", ("size",), args, kwargs)
        checked_size(f"{cls.__name__}.stub_batch: size", size)
        return cls._meta.batch(STUB_STRATEGY, size, kwargs)

    @overload
    @classmethod
    def generate_batch(cls, strategy: Literal["stub"], size: int, /, **kwargs: UserValue) -> list[StubObject]: ...
    @overload
    @classmethod
    def generate_batch(cls, strategy: Literal["stub"], /, *, size: int, **kwargs: UserValue) -> list[StubObject]: ...
    @overload
    @classmethod
    def generate_batch(cls, /, *, strategy: Literal["stub"], size: int, **kwargs: UserValue) -> list[StubObject]: ...
    @overload
    @classmethod
    def generate_batch(cls, strategy: str, size: int, /, **kwargs: UserValue) -> list[T]: ...
    @overload
    @classmethod
    def generate_batch(cls, strategy: str, /, *, size: int, **kwargs: UserValue) -> list[T]: ...
    @overload
    @classmethod
    def generate_batch(cls, /, *, strategy: str, size: int, **kwargs: UserValue) -> list[T]: ...
    @classmethod
    def generate_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T] | list[StubObject]:
        """Make several objects with a strategy given by name.

        Args:
            *args: ``strategy`` (``"build"``, ``"create"`` or ``"stub"``) and ``size`` (how many), by position or by
                name; fields of these names are overridden beside arguments by position.
            **kwargs: Overrides for each, as for `Factory.build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            >>> UserFactory.generate_batch("stub", 2)
            [StubObject(name='user0'), StubObject(name='user1')]

        Source: factory_boy's ``Factory.generate_batch``.
        """
        strategy, size = take_leading("generate_batch", ("strategy", "size"), args, kwargs)
        checked_size(f"{cls.__name__}.generate_batch: size", size)
        return cls._meta.batch(strategy, size, kwargs)

    @overload
    @classmethod
    def simple_generate_batch(cls, create: bool, size: int, /, **kwargs: UserValue) -> list[T]: ...
    @overload
    @classmethod
    def simple_generate_batch(cls, create: bool, /, *, size: int, **kwargs: UserValue) -> list[T]: ...
    @overload
    @classmethod
    def simple_generate_batch(cls, /, *, create: bool, size: int, **kwargs: UserValue) -> list[T]: ...
    @classmethod
    def simple_generate_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T]:
        """Make several objects, saved or not.

        Args:
            *args: ``create`` (whether to save them) and ``size`` (how many), by position or by name; fields of these
                names are overridden beside arguments by position.
            **kwargs: Overrides for each, as for `Factory.build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            >>> UserFactory.simple_generate_batch(False, 2)
            [{'name': 'user0'}, {'name': 'user1'}]

        Source: factory_boy's ``Factory.simple_generate_batch``.
        """
        create, size = take_leading("simple_generate_batch", ("create", "size"), args, kwargs)
        checked_size(f"{cls.__name__}.simple_generate_batch: size", size)
        return cls._meta.batch(CREATE_STRATEGY if create else BUILD_STRATEGY, size, kwargs)


def take_leading(
    method: str, names: tuple[str, ...], args: tuple[UserValue, ...], kwargs: UserValues
) -> tuple[UserValue, ...]:
    """Return a method's own arguments, given by position or else by name; what is left over are overrides.

    Args:
        method: The method's name, for messages.
        names: Its own arguments, in order.
        args: What was given by position.
        kwargs: What was given by name; own arguments are taken out of it.

    Raises:
        TypeError: There are too few or too many of them.

    Example:
        >>> overrides = {"size": "XL", "colour": "red"}
        >>> take_leading("build_batch", ("size",), (3,), overrides), overrides
        ((3,), {'size': 'XL', 'colour': 'red'})
    """
    if len(args) > len(names):
        raise TypeError(
            f"{method}() takes {', '.join(names)} by position, but got {len(args)} arguments. Give fields by name."
        )
    missing = [name for name in names[len(args) :] if name not in kwargs]
    if missing:
        raise TypeError(f"{method}() needs {missing[0]!r}. Give it by position or by name.")
    return (*args, *(kwargs.pop(name) for name in names[len(args) :]))
