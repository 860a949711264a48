"""``class Meta`` of factories of SQLAlchemy models, and how their calls begin and end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.declarations import RelatedFactoryList
from typedfactory.errors import MetaOptionError
from typedfactory.ground.context import BuildStep
from typedfactory.ground.given import FactoryClass, UserValue, UserValues
from typedfactory.ground.shape import ModelShape
from typedfactory.orm.sqlalchemy.collections import link
from typedfactory.orm.sqlalchemy.filling.adapter import shape_of_mapper
from typedfactory.orm.sqlalchemy.filling.instead import leave_out, leave_to_keys
from typedfactory.orm.sqlalchemy.sessions.asynchronous import waiting_hooks
from typedfactory.orm.sqlalchemy.sessions.chosen import AnySession, SessionFactory
from typedfactory.orm.sqlalchemy.sessions.lookup import LookingUp
from typedfactory.orm.sqlalchemy.sessions.work import PERSISTENCE, Work, current_work, run_work
from typedfactory.plan.describe import checks
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.meta import CREATE_STRATEGY, OptionDefault, as_names
from typedfactory.plan.describe.overrides import Tree
from typedfactory.plan.describe.spec import FactorySpec
from typedfactory.plan.options import FactoryOptions

Start: TypeAlias = Callable[[UserValues], UserValue]


def _check_persistence(meta: type | None, value: UserValue) -> None:
    if value not in PERSISTENCE:
        raise MetaOptionError(f'takes None (the default), "flush" or "commit", not {value!r}.')


def _check_session(meta: type | None, value: UserValue) -> None:
    if isinstance(value, type):
        raise MetaOptionError(f"takes a session, not the class {value.__name__}. Make one, or use a scoped_session.")


def _check_session_factory(meta: type | None, value: UserValue) -> None:
    if value is None:
        return
    if not callable(value):
        raise MetaOptionError(f"takes a function that returns a session, not {type(value).__name__}.")
    if getattr(meta, "sqlalchemy_session", None) is not None:
        raise MetaOptionError("there is a sqlalchemy_session as well. Give one of the two.")


def _check_names(meta: type | None, value: UserValue) -> None:
    if isinstance(value, Mapping) or not all(isinstance(name, str) for name in as_names(value)):
        raise MetaOptionError("takes a tuple of field names. Write ('name', 'email').")


class SQLAlchemyOptions(FactoryOptions):
    """The options of a factory of SQLAlchemy models.

    Attributes:
        sqlalchemy_session: The session to save with, or a ``scoped_session``.
        sqlalchemy_session_factory: A function that returns the session; asked once for each call, nested factories
            included.
        sqlalchemy_session_persistence: None only adds objects to the session, ``"flush"`` writes them, ``"commit"``
            commits.
        sqlalchemy_get_or_create: The fields by which an object is looked up before it is made.

    Source: factory_boy's ``SQLAlchemyOptions``.
    """

    #: Objects need not be saved to be related, see `ManyToMany`.
    links_unsaved = True
    sqlalchemy_session: AnySession | None
    sqlalchemy_session_factory: SessionFactory | None
    sqlalchemy_session_persistence: str | None
    sqlalchemy_get_or_create: tuple[str, ...]

    def __init__(self) -> None:
        super().__init__()
        self._full_shape: ModelShape | None = None

    def _build_default_options(self) -> list[OptionDefault]:
        return [
            *super()._build_default_options(),
            OptionDefault("sqlalchemy_get_or_create", (), inherit=True, checker=_check_names),
            OptionDefault("sqlalchemy_session", None, inherit=True, checker=_check_session),
            OptionDefault("sqlalchemy_session_factory", None, inherit=True, checker=_check_session_factory),
            OptionDefault("sqlalchemy_session_persistence", None, inherit=True, checker=_check_persistence),
        ]

    def contribute_to_class(
        self, factory: FactoryClass, meta: type | None = None, *args: UserValue, **kwargs: UserValue
    ) -> None:
        """Take over a new factory class; see `FactoryOptions.contribute_to_class`."""
        kwargs["values"] = waiting_hooks(kwargs.get("values") or {})
        super().contribute_to_class(factory, meta, *args, **kwargs)
        self.sqlalchemy_get_or_create = as_names(self.sqlalchemy_get_or_create)
        # What a class says itself sets aside what it inherits of the other kind.
        if getattr(meta, "sqlalchemy_session_factory", None) is not None:
            self.sqlalchemy_session = None
        elif getattr(meta, "sqlalchemy_session", None) is not None:
            self.sqlalchemy_session_factory = None
        if self.sqlalchemy_get_or_create and effect_of(factory, "_generate") is not None:
            # What looks up comes before the plan; a method that is not the base's own is always asked.
            type.__setattr__(factory, "_generate", classmethod(_generate))
            self.reset_plans()

    @property
    def shape(self) -> ModelShape | None:
        """The shape of the model; known in full once all models that its relationships name exist."""
        if self._full_shape is None and self.model is not None:
            mapper = sa.inspect(self.get_model_class(), raiseerr=False)
            if not isinstance(mapper, orm.Mapper):
                return super().shape
            shape = shape_of_mapper(mapper, assigning=True)
            if not mapper.configured:
                return shape
            self._full_shape, self._model_names = shape, None
        return self._full_shape

    @property
    def model_names(self) -> frozenset[str]:
        """The fields of the model as the factory names them (see ``Meta.rename``)."""
        if self._full_shape is None:
            self._model_names = None
        return super().model_names

    @property
    def spec(self) -> FactorySpec:
        """The frozen description of the factory."""
        if self._spec is None:
            if self._full_shape is None and self.model is not None:
                mapper = sa.inspect(self.get_model_class(), raiseerr=False)
                if isinstance(mapper, orm.Mapper):
                    # Making the object would do the same; what is missing still, SQLAlchemy says best itself.
                    mapper.registry.configure()
                    checks.check_fields(self)
            self._spec = leave_out(self, super().spec)
        return self._spec

    def read_call(self, tree: Tree) -> Tree:
        """Return what a call says, by the factory's names; a foreign key that it gives comes before a declared parent."""
        return leave_to_keys(self, super().read_call(tree))

    def takes_related(self, name: str, value: UserValue) -> bool:
        """Say whether an attribute can hold what a related factory of its name makes: a collection is no one object."""
        mapper = sa.inspect(self.get_model_class(), raiseerr=False)
        relation = mapper.relationships.get(self.rename.get(name, name)) if isinstance(mapper, orm.Mapper) else None
        return relation is None or not relation.uselist or isinstance(value, RelatedFactoryList)

    # A call begins and ends a unit of work. The starters are replaced now and then, so they are wrapped when set.

    @property
    def start_create(self) -> Start:
        """How ``create`` starts."""
        return self._start_create

    @start_create.setter
    def start_create(self, start: Start) -> None:
        self._start_create = lambda kwargs: self.as_work(lambda: start(kwargs))

    @property
    def start_default(self) -> Start:
        """How calling the factory starts."""
        return self._start_default

    @start_default.setter
    def start_default(self, start: Start) -> None:
        saving = self.strategy == CREATE_STRATEGY
        self._start_default = (lambda kwargs: self.as_work(lambda: start(kwargs))) if saving else start

    def run(self, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
        """Make an object: what ``Factory._generate`` does."""
        if strategy != CREATE_STRATEGY:
            return super().run(strategy, params)
        if self.sqlalchemy_get_or_create:
            return self.as_work(lambda: LookingUp.find_or_create(self, params))
        return self.as_work(lambda: super(SQLAlchemyOptions, self).run(strategy, params))

    def batch(self, strategy: str, size: int, kwargs: UserValues) -> list[UserValue]:
        """Make several objects, written together."""
        if strategy != CREATE_STRATEGY:
            return super().batch(strategy, size, kwargs)
        made: list[UserValue] = self.as_work(
            lambda: super(SQLAlchemyOptions, self).batch(strategy, size, kwargs), whole=size > 1
        )
        return made

    def link_many(
        self,
        step: BuildStep,
        instance: UserValue,
        name: str,
        objects: list[UserValue],
        through: Mapping[str, UserValue],
    ) -> None:
        """Put objects into a collection of another one; see `ManyToMany`."""
        link(step, instance, name, objects, through)

    def as_work(self, call: Callable[[], UserValue], *, whole: bool = False) -> UserValue:
        """Make objects as part of the call in progress, or as one of its own.

        Args:
            call: Makes them.
            whole: Whether a failure takes back all of it.
        """
        if current_work() is not None:
            return call()
        return run_work(Work(self, whole=whole), call)


def _generate(cls: FactoryClass, strategy: str, params: UserValues) -> UserValue:
    """Make one object, after looking for it; see `Factory._generate`."""
    return cls._meta.run(strategy, params)
