"""Making objects in async code, as Django's own async methods do it: in the thread that synchronous code belongs to."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable
from contextvars import ContextVar
from typing import Generic, TypeVar

from asgiref.sync import async_to_sync, sync_to_async

from typedfactory.errors import UnsupportedStrategy
from typedfactory.facade.batches import take_leading
from typedfactory.ground.given import UserFunction, UserValue, UserValues

T = TypeVar("T")

_awaits: ContextVar[bool] = ContextVar("typedfactory_django_awaits", default=False)


class AsyncMethods(Generic[T]):
    """What factories offer to async code."""

    @classmethod
    async def acreate(cls, /, **kwargs: UserValue) -> T:
        """Make an object and save it; post-generation hooks may be ``async def``.

        Args:
            **kwargs: Overrides, as for ``create``.

        Returns:
            The object.

        Example:
            >>> from asgiref.sync import async_to_sync
            >>> from django.contrib.auth.models import Group
            >>> import typedfactory as factory
            >>> from typedfactory.orm.django import DjangoModelFactory
            >>> class GroupFactory(DjangoModelFactory[Group]):
            ...     name = factory.Sequence(lambda n: f"group {n}")
            >>> async def main():
            ...     group = await GroupFactory.acreate(name="staff")
            ...     return group.name, await Group.objects.aexists()
            >>> async_to_sync(main)()
            ('staff', True)
        """
        made: T = await _run(cls.create, kwargs)  # type: ignore[attr-defined]  # mixed into a factory
        return made

    @classmethod
    async def acreate_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> list[T]:
        """Make several objects and save them: all of them, or none.

        Args:
            *args: ``size`` (how many), by position or by name.
            **kwargs: Overrides for each, as for ``create``.

        Returns:
            The objects.

        Example:
            >>> from asgiref.sync import async_to_sync
            >>> from django.contrib.auth.models import Group
            >>> import typedfactory as factory
            >>> from typedfactory.orm.django import DjangoModelFactory
            >>> class GroupFactory(DjangoModelFactory[Group]):
            ...     name = factory.Sequence(lambda n: f"group {n}")
            >>> async def main():
            ...     return [group.name for group in await GroupFactory.acreate_batch(2)]
            >>> async_to_sync(main)()
            ['group 0', 'group 1']
        """
        (size,) = take_leading("acreate_batch", ("size",), args, kwargs)
        made: list[T] = await _run(lambda **given: cls.create_batch(size, **given), kwargs)  # type: ignore[attr-defined]  # as above
        return made

    @classmethod
    async def abulk_create(cls, n: int, /, **kwargs: UserValue) -> UserValue:
        """Make many objects at once; see ``bulk_create``.

        Args:
            n: How many.
            **kwargs: What ``bulk_create`` takes.

        Returns:
            The objects; with ``keep=False`` their number.

        Raises:
            BulkError: As for ``bulk_create``.

        Example:
            >>> from asgiref.sync import async_to_sync
            >>> from django.contrib.auth.models import Group
            >>> import typedfactory as factory
            >>> from typedfactory.orm.django import DjangoModelFactory
            >>> class GroupFactory(DjangoModelFactory[Group]):
            ...     name = factory.Sequence(lambda n: f"group {n}")
            >>> async_to_sync(GroupFactory.abulk_create)(2_000, keep=False)
            2000
        """
        return await _run(lambda **given: cls.bulk_create(n, **given), kwargs)  # type: ignore[attr-defined]  # as above


async def _run(method: UserFunction, kwargs: UserValues) -> UserValue:
    def call() -> UserValue:
        token = _awaits.set(True)
        try:
            return method(**kwargs)
        finally:
            _awaits.reset(token)

    return await sync_to_async(call)()


async def _wait(pending: Awaitable[UserValue]) -> UserValue:
    return await pending


def settle_results(owner: str, results: UserValues | None) -> None:
    """Wait for what async hooks have begun.

    Args:
        owner: The factory's name.
        results: Hook → what it returned; replaced by what it comes to.

    Raises:
        UnsupportedStrategy: There is nobody who could wait.
    """
    for name, value in (results or {}).items():
        if not inspect.iscoroutine(value):
            continue
        if not _awaits.get():
            value.close()
            raise UnsupportedStrategy(
                f"{owner}.{name}: the hook is async, and create() cannot wait for it. Use await {owner}.acreate()."
            )
        results[name] = async_to_sync(_wait)(value)  # type: ignore[index]  # there are results
