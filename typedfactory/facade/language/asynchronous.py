"""Making objects in async code."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from typedfactory.facade.batches import take_leading
from typedfactory.plan.describe.hooks import BY_NAME, own_hook

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions

T = TypeVar("T")


class AsyncMethods(Generic[T]):
    """What `typedfactory.Factory` offers to async code; libraries that save have methods of their own."""

    _meta: ClassVar[FactoryOptions]

    @classmethod
    @own_hook("await")
    async def acreate(cls, /, **kwargs: UserValue) -> T:
        """Make an object and save it with ``_acreate``; values of lazy functions and hooks may be awaited.

        Args:
            **kwargs: Overrides, as for `create`.

        Returns:
            The object.

        Raises:
            FactoryError: A function that is not asynchronous asks for a value that is awaited later.

        Example:
            >>> import asyncio
            >>> import typedfactory as factory
            >>> async def fetch_name():
            ...     return "ann"
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.LazyFunction(fetch_name)
            ...     email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")
            >>> asyncio.run(UserFactory.acreate())
            {'name': 'ann', 'email': 'ann@example.com'}
        """
        from typedfactory.plan.call.awaiting import make_awaited  # noqa: PLC0415 - loaded when somebody asks

        made: T = await make_awaited(cls._meta, "create", kwargs)
        return made

    @classmethod
    async def acreate_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T]:
        """Make several objects, one after the other, and save them with ``_acreate``.

        Args:
            *args: ``size`` (how many), by position or by name.
            **kwargs: Overrides for each, as for `create`.

        Returns:
            The objects.

        Example:
            >>> import asyncio
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     id = factory.Sequence(lambda n: n)
            >>> asyncio.run(UserFactory.acreate_batch(2))
            [{'id': 0}, {'id': 1}]
        """
        (size,) = take_leading("acreate_batch", ("size",), args, kwargs)
        return [await cls.acreate(**kwargs) for _ in range(size)]

    @classmethod
    async def abuild(cls, /, **kwargs: UserValue) -> T:
        """Make an object without saving it; values of lazy functions and hooks may be awaited.

        Args:
            **kwargs: Overrides, as for `build`.

        Returns:
            The object.

        Raises:
            FactoryError: As for `acreate`.

        Example:
            >>> import asyncio
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            >>> asyncio.run(UserFactory.abuild())
            {'name': 'ann'}
        """
        from typedfactory.plan.call.awaiting import make_awaited  # noqa: PLC0415 - as above

        made: T = await make_awaited(cls._meta, "build", kwargs)
        return made

    @classmethod
    async def abuild_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T]:
        """Make several objects, one after the other, without saving them.

        Args:
            *args: ``size`` (how many), by position or by name.
            **kwargs: Overrides for each, as for `build`.

        Returns:
            The objects.

        Example:
            >>> import asyncio
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            >>> asyncio.run(UserFactory.abuild_batch(1))
            [{'name': 'ann'}]
        """
        (size,) = take_leading("abuild_batch", ("size",), args, kwargs)
        return [await cls.abuild(**kwargs) for _ in range(size)]

    @classmethod
    @own_hook("call", by_name=True)
    async def _acreate(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        """Make and save an object from its arguments, in async code; ``_create`` does it where nobody overrides this.

        Args:
            model_class: The model.
            *args: The fields of ``Meta.inline_args``.
            **kwargs: The other fields, by the model's names.

        Returns:
            The object.

        Example:
            >>> import asyncio
            >>> import typedfactory as factory
            >>> class Store(list):
            ...     async def save(self, row):
            ...         self.append(row)
            ...         return row
            >>> store = Store()
            >>> class RowFactory(factory.DictFactory):
            ...     id = 1
            ...     @classmethod
            ...     async def _acreate(cls, model_class, *args, **kwargs):
            ...         return await store.save(cls._build(model_class, *args, **kwargs))
            >>> asyncio.run(RowFactory.acreate()), store
            ({'id': 1}, [{'id': 1}])
        """
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        made: T = cls._create(model_class, *args, **kwargs)  # type: ignore[attr-defined]  # mixed into a factory
        return made
