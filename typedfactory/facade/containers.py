"""Factories of dicts and lists: DictFactory, ListFactory and their bases."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from typedfactory.errors import MetaOptionError
from typedfactory.facade.factory import Factory
from typedfactory.plan.describe.hooks import BY_NAME, own_hook

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


T = TypeVar("T")


class BaseDictFactory(Factory[T]):
    """The base of factories of mappings; set ``Meta.model`` to the class.

    Source: factory_boy's ``BaseDictFactory``.
    """

    @classmethod
    @own_hook("dict", by_name=True)
    def _build(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        if args:
            raise MetaOptionError(f"{cls.__name__}.Meta.inline_args: a dict takes no positional arguments. Remove it.")
        return model_class(**kwargs)

    @classmethod
    @own_hook("dict", by_name=True)
    def _create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        return cls._build(model_class, *args, **kwargs)


class DictFactory(BaseDictFactory[dict[str, Any]]):
    """A factory of dicts: each declaration is a key.

    Example:
        >>> import typedfactory as factory
        >>> class PayloadFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        ...     kind = "user"
        >>> PayloadFactory(kind="bot")
        {'id': 0, 'kind': 'bot'}

    Source: factory_boy's ``DictFactory``.
    """

    _keeps_own_counter: ClassVar[bool] = True


class BaseListFactory(Factory[T]):
    """The base of factories of sequences; set ``Meta.model`` to the class.

    Example:
        >>> import typedfactory as factory
        >>> class TupleFactory(factory.BaseListFactory[tuple]):
        ...     class Meta:
        ...         model = tuple
        >>> class PointFactory(factory.DictFactory):
        ...     at = factory.List([1, 2], list_factory=TupleFactory)
        >>> PointFactory()
        {'at': (1, 2)}

    Source: factory_boy's ``BaseListFactory``.
    """

    @classmethod
    @own_hook("list", by_name=True)
    def _build(cls, model_class: UserValue, /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        if args:
            raise MetaOptionError(f"{cls.__name__}.Meta.inline_args: a list takes no positional arguments. Remove it.")
        made: T = model_class(list(kwargs.values()))
        return made

    @classmethod
    @own_hook("list", by_name=True)
    def _create(cls, model_class: UserValue, /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        return cls._build(model_class, *args, **kwargs)


class ListFactory(BaseListFactory[list[Any]]):
    """A factory of lists: the values of the declarations, in order.

    Source: factory_boy's ``ListFactory``.
    """

    _keeps_own_counter: ClassVar[bool] = True


class TupleFactory(BaseListFactory[tuple[Any, ...]]):
    """A factory of tuples, for items that are data of models."""

    _keeps_own_counter: ClassVar[bool] = True


class SetFactory(BaseListFactory[set[Any]]):
    """A factory of sets, likewise."""

    _keeps_own_counter: ClassVar[bool] = True


class FrozensetFactory(BaseListFactory[frozenset[Any]]):
    """A factory of frozen sets, likewise."""

    _keeps_own_counter: ClassVar[bool] = True


class DequeFactory(BaseListFactory[deque[Any]]):
    """A factory of deques, likewise."""

    _keeps_own_counter: ClassVar[bool] = True
