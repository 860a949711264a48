"""The refusal of async creation, for libraries whose driver has none."""

from __future__ import annotations

from typing import ClassVar, NoReturn

from typedfactory.errors import UnsupportedStrategy
from typedfactory.ground.given import UserValue


class NoAsync:
    """Refuses async creation, rather than block the event loop."""

    _library: ClassVar[str]

    @classmethod
    async def acreate(cls, /, **kwargs: UserValue) -> NoReturn:
        """Refuse: the library blocks.

        Args:
            **kwargs: Overrides.

        Raises:
            UnsupportedStrategy: Always.
        """
        raise cls._refusal("acreate", "create")

    @classmethod
    async def acreate_batch(cls, /, *args: UserValue, **kwargs: UserValue) -> NoReturn:
        """Refuse.

        Args:
            *args: How many.
            **kwargs: Overrides.

        Raises:
            UnsupportedStrategy: Always.
        """
        raise cls._refusal("acreate_batch", "create_batch")

    @classmethod
    def _refusal(cls, asked: str, instead: str) -> UnsupportedStrategy:
        return UnsupportedStrategy(
            f"{cls.__name__}.{asked}: {cls._library} has no async driver. "
            f"Use await asyncio.to_thread({cls.__name__}.{instead}, …)."
        )
