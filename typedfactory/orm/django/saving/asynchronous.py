"""Making objects in async code, as Django's own async methods do it: in the thread that synchronous code belongs to."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Generic, TypeVar

from asgiref.sync import async_to_sync, sync_to_async

from typedfactory.errors import UnsupportedStrategy
from typedfactory.facade.batches import take_leading
from typedfactory.ground.given import UserValue, UserValues

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
        made: T = await run_waiting(lambda: cls.create(**kwargs))  # type: ignore[attr-defined]  # mixed into a factory
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
        made: list[T] = await run_waiting(lambda: cls.create_batch(size, **kwargs))  # type: ignore[attr-defined]  # as above
        return made


async def run_waiting(make: Callable[[], UserValue]) -> UserValue:
    """Run what makes objects in the thread that synchronous code belongs to.

    Args:
        make: Makes them; async hooks are waited for.
    """

    def call() -> UserValue:
        token = _awaits.set(True)
        try:
            return make()
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
