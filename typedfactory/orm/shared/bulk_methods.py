"""``bulk_create`` and ``abulk_create``, as users call them and type checkers see them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Generic, Literal, TypeAlias, TypeVar, overload

import attrs

from typedfactory.declarations.sizes import checked_size
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.shared.progress_bar import show_progress

T = TypeVar("T")
#: What is done about objects that cannot be made in bulk: all but ``"where-possible"`` refuse them.
Mode: TypeAlias = Literal["always", "only", "where-possible"]


@attrs.frozen
class BulkCall:
    """What a call of ``bulk_create`` asks for.

    Attributes:
        size: How many objects.
        chunk: How many at a time.
        keep: Whether they are returned.
        mode: What is done about those that cannot be made in bulk; None where the call does not say.
        progress: Whether a progress bar is shown.
        overrides: The overrides of each object.
    """

    size: int
    chunk: int
    keep: bool
    mode: str | None
    progress: bool
    overrides: UserValues

    def chunks(self) -> Iterator[int]:
        """Yield the size of each chunk; who takes the next one has made the one before."""
        sizes = [min(self.chunk, self.size - done) for done in range(0, self.size, self.chunk)]
        return show_progress(sizes, self.size) if self.progress else iter(sizes)


class BulkMethods(Generic[T]):
    """What factories offer for many objects at once."""

    @overload
    @classmethod
    def bulk_create(
        cls,
        size: int,
        /,
        *,
        chunk: int = ...,
        keep: Literal[True] = ...,
        bulk: Mode | None = ...,
        progress: bool = ...,
        **kwargs: UserValue,
    ) -> list[T]: ...
    @overload
    @classmethod
    def bulk_create(
        cls,
        size: int,
        /,
        *,
        chunk: int = ...,
        keep: Literal[False],
        bulk: Mode | None = ...,
        progress: bool = ...,
        **kwargs: UserValue,
    ) -> int: ...
    @classmethod
    def bulk_create(
        cls,
        size: int,
        /,
        *,
        chunk: int = 1_000,
        keep: bool = True,
        bulk: Mode | None = None,
        progress: bool = False,
        **kwargs: UserValue,
    ) -> list[T] | int:
        """Make and save many objects with as few statements as there can be.

        Parents are inserted before the objects that refer to them, level by level, each model of a chunk with one
        multi-row INSERT; hooks run after that. A chunk is saved as a whole or not at all.

        Args:
            size: How many.
            chunk: How many at a time; no more are held in memory with ``keep=False``.
            keep: Whether to return the objects.
            bulk: ``"where-possible"`` does row by row what cannot be done in bulk: what a model or factory saves its own
                way, and what looks objects up first. Left out (or ``"always"``, with Django ``"only"``), it is refused.
            progress: Whether to show a progress bar, with rich or tqdm where installed.
            **kwargs: Overrides for each, as for ``create``.

        Returns:
            The objects; with ``keep=False`` their number.

        Raises:
            BulkError: Something has to be done row by row, and ``bulk`` does not allow it.

        Example:
            >>> import sqlalchemy as sa
            >>> from sqlalchemy.orm import Session, declarative_base
            >>> from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
            >>> Base = declarative_base()
            >>> class Town(Base):
            ...     __tablename__ = "town"
            ...     id = sa.Column(sa.Integer, primary_key=True)
            ...     name = sa.Column(sa.String(20), nullable=False)
            >>> class TownFactory(SQLAlchemyModelFactory[Town]):
            ...     name = "Ulm"
            >>> engine = sa.create_engine("sqlite://")
            >>> Base.metadata.create_all(engine)
            >>> with Session(engine) as session, use_session(session):
            ...     TownFactory.bulk_create(2_000, keep=False)
            ...     session.scalar(sa.select(sa.func.count()).select_from(Town))
            2000
            2000
            >>> engine.dispose()
        """
        checked_size(f"{cls.__name__}.bulk_create: size", size)
        return cls._make_in_bulk(BulkCall(size, chunk, keep, bulk, progress, kwargs))

    @overload
    @classmethod
    async def abulk_create(
        cls,
        size: int,
        /,
        *,
        chunk: int = ...,
        keep: Literal[True] = ...,
        bulk: Mode | None = ...,
        progress: bool = ...,
        **kwargs: UserValue,
    ) -> list[T]: ...
    @overload
    @classmethod
    async def abulk_create(
        cls,
        size: int,
        /,
        *,
        chunk: int = ...,
        keep: Literal[False],
        bulk: Mode | None = ...,
        progress: bool = ...,
        **kwargs: UserValue,
    ) -> int: ...
    @classmethod
    async def abulk_create(cls, size: int, /, **kwargs: UserValue) -> list[T] | int:
        """Make and save many objects in few statements, in async code.

        Args:
            size: How many.
            **kwargs: As for `bulk_create`.

        Returns:
            The objects; with ``keep=False`` their number.

        Raises:
            BulkError: As for `bulk_create`.

        Example:
            >>> import asyncio
            >>> import sqlalchemy as sa
            >>> from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
            >>> from sqlalchemy.orm import declarative_base
            >>> from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
            >>> Base = declarative_base()
            >>> class Town(Base):
            ...     __tablename__ = "town"
            ...     id = sa.Column(sa.Integer, primary_key=True)
            ...     name = sa.Column(sa.String(20), nullable=False)
            >>> class TownFactory(SQLAlchemyModelFactory[Town]):
            ...     name = "Ulm"
            >>> async def main():
            ...     engine = create_async_engine("sqlite+aiosqlite://")
            ...     async with engine.begin() as connection:
            ...         await connection.run_sync(Base.metadata.create_all)
            ...     async with AsyncSession(engine) as session:
            ...         with use_session(session):
            ...             made = await TownFactory.abulk_create(2_000, keep=False)
            ...     await engine.dispose()
            ...     return made
            >>> asyncio.run(main())
            2000
        """
        made: list[T] | int = await cls._awaited(lambda: cls.bulk_create(size, **kwargs))
        return made

    @classmethod
    @abstractmethod
    def _make_in_bulk(cls, call: BulkCall) -> list[T] | int:
        """Make and save objects in bulk."""

    @classmethod
    @abstractmethod
    async def _awaited(cls, make: Callable[[], UserValue]) -> UserValue:
        """Run what makes objects where async code may wait for it."""
