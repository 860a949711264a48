"""factory_boy's ``factory.base``: the factories, none of which fills a field by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import TypeVar

from typedfactory.facade import containers, factory, strategies
from typedfactory.facade.factory import FactoryMetaClass
from typedfactory.facade.strategies import use_strategy
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.describe.meta import OptionDefault
from typedfactory.plan.options import FactoryOptions

__all__ = [
    "BaseDictFactory",
    "BaseFactory",
    "BaseListFactory",
    "DictFactory",
    "Factory",
    "FactoryMetaClass",
    "FactoryOptions",
    "ListFactory",
    "OptionDefault",
    "StubFactory",
    "StubObject",
    "use_strategy",
]

T = TypeVar("T", default=Any)
F = TypeVar("F", bound=type[factory.Factory[Any]])


def fill_nothing(made: F) -> F:
    """Let a factory, and those that derive from it, leave out what nobody declared; ``Meta.autofill`` says otherwise.

    Args:
        made: The factory.
    """
    made._meta.autofill = False  # a class Meta would forbid subclasses theirs, in the eyes of type checkers
    return made


@fill_nothing
class Factory(factory.Factory[T]):
    """The base of all factories of a suite that moves over: `typedfactory.Factory`, with ``Meta.autofill = False``.

    Example:
        >>> import typedfactory.factory_boy as factory
        >>> class User:
        ...     def __init__(self, name: str, age: int = 0):
        ...         self.name, self.age = name, age
        >>> class UserFactory(factory.Factory):
        ...     class Meta:
        ...         model = User
        ...     name = "ann"
        >>> vars(UserFactory())
        {'name': 'ann', 'age': 0}

    Source: factory_boy's ``Factory``.
    """


@fill_nothing
class BaseDictFactory(containers.BaseDictFactory[T], Factory[T]):
    """The base of factories of mappings, as `typedfactory.BaseDictFactory`.

    Source: factory_boy's ``BaseDictFactory``.
    """


@fill_nothing
class DictFactory(containers.DictFactory, BaseDictFactory[dict[str, Any]]):
    """A factory of dicts, as `typedfactory.DictFactory`.

    Source: factory_boy's ``DictFactory``.
    """


@fill_nothing
class BaseListFactory(containers.BaseListFactory[T], Factory[T]):
    """The base of factories of sequences, as `typedfactory.BaseListFactory`.

    Source: factory_boy's ``BaseListFactory``.
    """


@fill_nothing
class ListFactory(containers.ListFactory, BaseListFactory[list[Any]]):
    """A factory of lists, as `typedfactory.ListFactory`.

    Source: factory_boy's ``ListFactory``.
    """


@fill_nothing
class StubFactory(strategies.StubFactory, Factory[StubObject]):
    """A factory whose default strategy is ``stub``, as `typedfactory.StubFactory`.

    Source: factory_boy's ``StubFactory``.
    """


#: factory_boy's name for the class below `Factory` that has no model; here they are one.
BaseFactory = Factory

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
