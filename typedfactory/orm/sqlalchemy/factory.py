"""Factories of SQLAlchemy models: `SQLAlchemyModelFactory`, its options, and the session that it saves with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import attrs
from sqlalchemy import orm
from typing_extensions import TypeVar

from typedfactory.adapters import register_adapter
from typedfactory.facade.factory import Factory
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.shared.bulk_methods import BulkCall, BulkMethods
from typedfactory.orm.sqlalchemy.bulk.creation import Bulk
from typedfactory.orm.sqlalchemy.filling.adapter import SQLAlchemyAdapter
from typedfactory.orm.sqlalchemy.filling.answers import check_keys_agree
from typedfactory.orm.sqlalchemy.filling.columns import is_mapped
from typedfactory.orm.sqlalchemy.filling.constructors import construct
from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions
from typedfactory.orm.sqlalchemy.sessions.asynchronous import run_async
from typedfactory.orm.sqlalchemy.sessions.chosen import one_session
from typedfactory.orm.sqlalchemy.sessions.demand import current_work
from typedfactory.orm.sqlalchemy.sessions.lookup import Search, missing_key
from typedfactory.orm.sqlalchemy.sessions.pretending import look_saved
from typedfactory.orm.sqlalchemy.sessions.work import Work, run_work
from typedfactory.plan.describe.hooks import BY_NAME, own_hook

T = TypeVar("T", default=Any)

register_adapter(SQLAlchemyAdapter())


class SQLAlchemyModelFactory(BulkMethods[T], Factory[T]):
    """The base of factories of SQLAlchemy models: ``class UserFactory(SQLAlchemyModelFactory[User])``.

    ``create`` adds the object to the session; ``Meta.sqlalchemy_session_persistence`` says whether it is flushed or
    committed as well.

    Raises:
        MissingSessionError: When an object is created: there is no session to save it with.

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
        ...     town = TownFactory.create()
        ...     town in session, town.name
        (True, 'Ulm')
        >>> engine.dispose()

    Source: factory_boy's ``SQLAlchemyModelFactory``.
    """

    _options_class: ClassVar[type[SQLAlchemyOptions]] = SQLAlchemyOptions  # type: ignore[mutable-override]  # set once
    _meta: ClassVar[SQLAlchemyOptions]  # type: ignore[mutable-override]  # as above
    _is_home: ClassVar[bool] = True

    @classmethod
    @own_hook("construct", by_name=True)
    def _build(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        check_keys_agree(cls._meta, model_class, kwargs)
        made: T = construct(model_class, args, kwargs)
        return made

    @classmethod
    @own_hook("save", by_name=True)
    def _create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        if not is_mapped(model_class):
            # What a column holds that is kept as JSON, or pickled: no row of its own.
            value: T = construct(model_class, args, kwargs)
            return value
        work = current_work()
        if work is None:
            # Nested in a factory that knows nothing of sessions.
            alone: T = run_work(Work(cls._meta), lambda: cls._create(model_class, *args, **kwargs))
            return alone
        session = work.session_for(cls._meta, (*args, *kwargs.values()))
        if cls._meta.sqlalchemy_get_or_create:
            found: T = cls._get_or_create(model_class, session, args, kwargs)
            return found
        return cls._save(model_class, session, args, kwargs)

    @classmethod
    def _look_saved(cls, instance: T, number: int) -> T:
        if is_mapped(type(instance)):
            look_saved(cls.__name__, instance, number)
        return instance

    @classmethod
    def _make_in_bulk(cls, call: BulkCall) -> list[T] | int:
        with one_session(cls, call.overrides) as given:
            made = Bulk(cls, attrs.evolve(call, overrides=given)).run()
        return made if call.keep else call.size

    @classmethod
    async def _awaited(cls, make: Callable[[], UserValue]) -> UserValue:
        return await run_async(cls._meta, make)

    @classmethod
    async def acreate(cls, /, **kwargs: UserValue) -> T:
        """Make an object and save it with an ``AsyncSession``, which stays open.

        Hooks may be ``async def``; they run once the object is written.

        Args:
            **kwargs: Overrides, as for ``build``.

        Returns:
            The object.

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
            ...             made = await TownFactory.acreate()
            ...     await engine.dispose()
            ...     return made.name
            >>> asyncio.run(main())
            'Ulm'
        """
        with one_session(cls, kwargs) as given:
            made: T = await cls._awaited(lambda: cls.create(**given))
        return made

    @classmethod
    async def acreate_batch(cls, size: int, /, **kwargs: UserValue) -> list[T]:
        """Make several objects and save them together with an ``AsyncSession``.

        Args:
            size: How many.
            **kwargs: Overrides for each, as for ``build``.

        Returns:
            The objects.

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
            ...             made = await TownFactory.acreate_batch(2)
            ...     await engine.dispose()
            ...     return [town.name for town in made]
            >>> asyncio.run(main())
            ['Ulm', 'Ulm']
        """
        with one_session(cls, kwargs) as given:
            made: list[T] = await cls._awaited(lambda: cls.create_batch(size, **given))
        return made

    @classmethod
    @own_hook("save")
    def _get_or_create(
        cls, model_class: type[T], session: orm.Session, args: tuple[UserValue, ...], kwargs: UserValues
    ) -> T:
        """Return the object with the fields that ``Meta.sqlalchemy_get_or_create`` names, saved if it is not there.

        Where a factory has one of its own (or a ``_create`` or ``_adjust_kwargs``), all fields are computed before it
        is called; else the lookup comes before what it does not need, and this is not called.

        Args:
            model_class: The model.
            session: The session.
            args: Its positional arguments.
            kwargs: Its other arguments.

        Returns:
            The object.

        Raises:
            MetaOptionError: A key field has no value.

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
            ...     class Meta:
            ...         sqlalchemy_get_or_create = ("name",)
            ...     @classmethod
            ...     def _get_or_create(cls, model_class, session, args, kwargs):
            ...         return super()._get_or_create(model_class, session, args, {"name": kwargs["name"].title()})
            >>> engine = sa.create_engine("sqlite://")
            >>> Base.metadata.create_all(engine)
            >>> with Session(engine) as session, use_session(session):
            ...     TownFactory(name="ulm") is TownFactory(name="Ulm")
            True
            >>> engine.dispose()

        Source: factory_boy's ``SQLAlchemyModelFactory._get_or_create``.
        """
        meta, work = cls._meta, current_work()
        if work is None:
            alone: T = run_work(Work(meta), lambda: cls._get_or_create(model_class, session, args, kwargs))
            return alone
        missing = [name for name in meta.sqlalchemy_get_or_create if name not in kwargs]
        if missing:
            raise missing_key(meta, missing[0])
        key = {name: kwargs[name] for name in meta.sqlalchemy_get_or_create}
        given = {name: key[name] for name in key if name in work.given.get(meta, ())}
        found: T = Search(meta, session, key).find_or_make(
            given if len(given) < len(key) else {}, lambda: cls._save(model_class, session, args, kwargs)
        )
        return found

    @classmethod
    @own_hook("save")
    def _save(cls, model_class: type[T], session: orm.Session, args: tuple[UserValue, ...], kwargs: UserValues) -> T:
        """Make an object and add it to the session.

        Args:
            model_class: The model.
            session: The session.
            args: Its positional arguments.
            kwargs: Its other arguments.

        Returns:
            The object.

        Example:
            >>> import sqlalchemy as sa
            >>> from sqlalchemy.orm import Session, declarative_base
            >>> from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
            >>> Base = declarative_base()
            >>> class Town(Base):
            ...     __tablename__ = "town"
            ...     id = sa.Column(sa.Integer, primary_key=True)
            >>> class TownFactory(SQLAlchemyModelFactory[Town]):
            ...     @classmethod
            ...     def _save(cls, model_class, session, args, kwargs):
            ...         print("adding a", model_class.__name__)
            ...         return super()._save(model_class, session, args, kwargs)
            >>> with Session() as session, use_session(session):
            ...     TownFactory.create() in session
            adding a Town
            True

        Source: factory_boy's ``SQLAlchemyModelFactory._save``.
        """
        check_keys_agree(cls._meta, model_class, kwargs)
        instance: T = construct(model_class, args, kwargs)
        work = current_work()
        if work is None:
            work = Work(cls._meta)
            run_work(work, lambda: work.add(session, instance, cls._meta.sqlalchemy_session_persistence))
        else:
            work.add(session, instance, cls._meta.sqlalchemy_session_persistence)
        return instance
