"""Factories by strategy: StubFactory, and the deprecated use_strategy."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from typedfactory.errors import UnsupportedStrategy
from typedfactory.facade.factory import Factory
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.describe.meta import STUB_STRATEGY

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


F = TypeVar("F", bound="type[Factory[UserValue]]")


class StubFactory(Factory[StubObject]):
    """A factory whose default strategy is ``stub``.

    Example:
        >>> import typedfactory as factory
        >>> class PointFactory(factory.StubFactory):
        ...     x = 1
        >>> PointFactory().x
        1

    Source: factory_boy's ``StubFactory``.
    """

    _keeps_own_counter: ClassVar[bool] = True

    @classmethod
    def build(cls, /, **kwargs: UserValue) -> StubObject:
        """Make a stub.

        Args:
            **kwargs: Overrides, as for `Factory.build`.

        Example:
            >>> import typedfactory as factory
            >>> class PointFactory(factory.StubFactory):
            ...     x = 1
            >>> PointFactory.build(y=2)
            StubObject(x=1, y=2)
        """
        return cls.stub(**kwargs)

    @classmethod
    def create(cls, /, **kwargs: UserValue) -> StubObject:
        """Refuse: stubs are not saved.

        Args:
            **kwargs: Overrides, which make no difference.

        Raises:
            UnsupportedStrategy: Always.

        Example:
            >>> import typedfactory as factory
            >>> class PointFactory(factory.StubFactory):
            ...     x = 1
            >>> PointFactory.create()
            Traceback (most recent call last):
                ...
            typedfactory.errors.UnsupportedStrategy: PointFactory: a StubFactory makes stubs, which cannot be created. Use stub().
        """
        raise UnsupportedStrategy(f"{cls.__name__}: a StubFactory makes stubs, which cannot be created. Use stub().")


StubFactory._meta.strategy = STUB_STRATEGY  # a class Meta here would forbid subclasses theirs


def use_strategy(new_strategy: str) -> Callable[[F], F]:
    """Change the default strategy of the decorated factory; deprecated, say ``Meta.strategy`` instead.

    Args:
        new_strategy: ``"build"``, ``"create"`` or ``"stub"``.

    Example:
        >>> import warnings
        >>> import typedfactory as factory
        >>> with warnings.catch_warnings():
        ...     warnings.simplefilter("ignore")
        ...     @factory.use_strategy(factory.STUB_STRATEGY)
        ...     class PointFactory(factory.DictFactory):
        ...         x = 1
        >>> PointFactory().x
        1

    Source: factory_boy's ``use_strategy``.
    """
    warnings.warn("use_strategy() is deprecated; set Meta.strategy instead.", DeprecationWarning, stacklevel=2)

    def decorate(factory: F) -> F:
        factory._meta.strategy = new_strategy
        return factory

    return decorate
