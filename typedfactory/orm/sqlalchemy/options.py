"""``class Meta`` of factories of SQLAlchemy models, and how their calls begin and end."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import orm

from typedfactory.declarations import RelatedFactoryList
from typedfactory.errors import MetaOptionError
from typedfactory.ground.context import BuildStep, Call
from typedfactory.ground.given import FactoryClass, UserValue, UserValues
from typedfactory.ground.shape import ModelShape
from typedfactory.orm.sqlalchemy.collections import link, ties
from typedfactory.orm.sqlalchemy.filling.adapter import shape_of_mapper
from typedfactory.orm.sqlalchemy.filling.columns import mapper_of
from typedfactory.orm.sqlalchemy.filling.instead import check_keys, declared_keys, leave_out, leave_to_keys
from typedfactory.orm.sqlalchemy.sessions.asynchronous import waiting_hooks
from typedfactory.orm.sqlalchemy.sessions.chosen import (
    SESSION_KEY,
    AnySession,
    SessionFactory,
    is_suspicious,
    no_session,
    one_session,
)
from typedfactory.orm.sqlalchemy.sessions.demand import current_work
from typedfactory.orm.sqlalchemy.sessions.lookup import LookingUp
from typedfactory.orm.sqlalchemy.sessions.onlookers import Onlookers
from typedfactory.orm.sqlalchemy.sessions.places import within_session
from typedfactory.orm.sqlalchemy.sessions.work import PERSISTENCE, Work, run_work
from typedfactory.plan.describe import checks
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.meta import CREATE_STRATEGY, OptionDefault, as_names
from typedfactory.plan.describe.overrides import Tree
from typedfactory.plan.describe.spec import FactorySpec
from typedfactory.plan.options import FactoryOptions
from typedfactory.values.core.recipes import Settings

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.factory import SQLAlchemyModelFactory

Start: TypeAlias = Callable[[UserValues], UserValue]


def _check_persistence(meta: type | None, value: UserValue) -> None:
    if value not in PERSISTENCE:
        raise MetaOptionError(f'takes None (the default), "flush" or "commit", not {value!r}.')


def _check_session(meta: type | None, value: UserValue) -> None:
    said = no_session(value) if is_suspicious(value) else None
    if said is not None:
        raise MetaOptionError(said)


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

    factory: type[SQLAlchemyModelFactory[UserValue]]  # type: ignore[mutable-override]  # set once
    writes_in_order = True
    #: Objects need not be saved to be related, see `ManyToMany`.
    links_unsaved = True
    sqlalchemy_session_factory: SessionFactory | None
    sqlalchemy_session_persistence: str | None
    sqlalchemy_get_or_create: tuple[str, ...]
    late_options = FactoryOptions.late_options | {"sqlalchemy_get_or_create"}

    def __init__(self) -> None:
        super().__init__()
        self._full_shape: ModelShape | None = None
        self._session: AnySession | None = None
        #: The session that the session factory gave last; not kept alive.
        self._given: Callable[[], AnySession | None] | None = None

    def _build_default_options(self) -> list[OptionDefault]:
        return [
            *super()._build_default_options(),
            OptionDefault("sqlalchemy_get_or_create", (), inherit=True, checker=_check_names),
            OptionDefault("sqlalchemy_session", None, inherit=True, checker=_check_session),
            OptionDefault("sqlalchemy_session_factory", None, inherit=True, checker=self.check_session_factory),
            OptionDefault("sqlalchemy_session_persistence", None, inherit=True, checker=_check_persistence),
        ]

    def contribute_to_class(
        self, factory: FactoryClass, meta: type | None = None, *args: UserValue, **kwargs: UserValue
    ) -> None:
        """Take over a new factory class; see `FactoryOptions.contribute_to_class`."""
        kwargs["values"] = waiting_hooks(kwargs.get("values") or {})
        super().contribute_to_class(factory, meta, *args, **kwargs)
        # What a class says itself sets aside what it inherits of the other kind.
        if getattr(meta, "sqlalchemy_session", None) is not None:
            self.sqlalchemy_session_factory = None
        elif self.sqlalchemy_session_factory is not None:
            self.sqlalchemy_session = None
        self._look_up_first()

    def read_again(self, option: str) -> None:
        """Read anew what depends on an option that is set when the factory was used already."""
        super().read_again(option)
        self._full_shape = None if option == "model" else self._full_shape
        if option == "sqlalchemy_get_or_create":
            self._look_up_first()

    def _look_up_first(self) -> None:
        self.__dict__["sqlalchemy_get_or_create"] = as_names(self.sqlalchemy_get_or_create)
        if self.sqlalchemy_get_or_create and effect_of(self.factory, "_generate") is not None:
            # What looks up comes before the plan; a method that is not the base's own is always asked.
            type.__setattr__(self.factory, "_generate", classmethod(_generate))
            self.reset_plans()

    def check_session_factory(self, meta: type | None, value: UserValue) -> None:
        """Refuse what is no session factory, and one beside a session.

        Raises:
            MetaOptionError: It is none, or there is a session as well.
        """
        if value is None:
            return
        if not callable(value):
            raise MetaOptionError(f"takes a function that returns a session, not {type(value).__name__}.")
        if getattr(meta, "sqlalchemy_session", None) is not None:
            raise MetaOptionError("there is a sqlalchemy_session as well. Give one of the two.")

    @property
    def sqlalchemy_session(self) -> AnySession | None:
        """The session to save with; where a session factory gives it, the one that it gave last."""
        return self._session if self._given is None else self._given()

    @sqlalchemy_session.setter
    def sqlalchemy_session(self, session: AnySession | None) -> None:
        self._session, self._given = session, None

    def note_session(self, session: AnySession) -> None:
        """Remember what the session factory gave, as long as somebody else holds it.

        Args:
            session: The session.
        """
        try:
            self._given = weakref.ref(session)
        except TypeError:
            # Something of a user's with slots.
            self._given = None

    @property
    def saves_to(self) -> tuple[AnySession | None, SessionFactory | None]:
        """The session and the session factory of the factory's own."""
        return self._session, self.sqlalchemy_session_factory

    @property
    def shape(self) -> ModelShape | None:
        """The shape of the model; known in full once all models that its relationships name exist."""
        if self._full_shape is None and self.model is not None:
            mapper = mapper_of(self.get_model_class())
            if mapper is None:
                return super().shape
            shape = shape_of_mapper(
                mapper, assigning=True, nulls=self.autofill == "all", settings=Settings(providers=self.providers)
            )
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
                mapper = mapper_of(self.get_model_class())
                if mapper is not None:
                    # Making the object would do the same; what is missing still, SQLAlchemy says best itself.
                    mapper.registry.configure()
                    checks.check_fields(self)
            self._spec = leave_out(self, super().spec)
        return self._spec

    def silent_keys(self, tree: Tree) -> frozenset[str]:
        """Return the columns that a call gives of relationships which the factory declares."""
        return declared_keys(self, tree)

    def check_said_once(self, tree: Tree, silent: Collection[str] = ()) -> None:
        """Refuse a call that says one thing twice: a key, and fields for a new object in its place."""
        super().check_said_once(tree, silent)
        check_keys(self, tree, silent)

    def read_call(self, tree: Tree) -> Tree:
        """Return what a call says, by the factory's names; a foreign key that it gives comes before a declared parent."""
        return leave_to_keys(self, super().read_call(tree))

    def takes_related(self, name: str, value: UserValue) -> bool:
        """Say whether an attribute can hold what a related factory of its name makes: a collection is no one object."""
        mapper = mapper_of(self.get_model_class())
        relation = None if mapper is None else mapper.relationships.get(self.rename.get(name, name))
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
        if not self.sqlalchemy_get_or_create:
            return self.as_work(lambda: super(SQLAlchemyOptions, self).run(strategy, params))
        with one_session(self.factory, params) as given:
            return self.as_work(lambda: self._find_or_create(given))

    def _find_or_create(self, params: UserValues) -> UserValue:
        own = [effect_of(self.factory, name) for name in ("_create", "_get_or_create", "_adjust_kwargs")]
        if None not in own:
            return LookingUp.find_or_create(self, params)
        # A method of the user's wants all fields, or decides on the key; it is asked with everything computed.
        given = current_work().given  # type: ignore[union-attr]  # a call is in progress
        outer = given.get(self, {})
        given[self] = params
        try:
            return super().run(CREATE_STRATEGY, params)
        finally:
            given[self] = outer

    def save(
        self, model: UserValue, session: orm.Session, args: tuple[UserValue, ...], kwargs: UserValues
    ) -> UserValue:
        """Make an object and save it; see ``SQLAlchemyModelFactory._save``."""
        return self.factory._save(model, session, args, kwargs)  # noqa: SLF001 - ours

    def batch(self, strategy: str, size: int, kwargs: UserValues) -> list[UserValue]:
        """Make several objects; they are written together where nobody can tell the difference."""
        if strategy != CREATE_STRATEGY:
            return super().batch(strategy, size, kwargs)
        late = size > 1 and current_work() is None and not Onlookers().may_look(self, kwargs)
        made: list[UserValue] = self.as_work(
            lambda: super(SQLAlchemyOptions, self).batch(strategy, size, kwargs), whole=size > 1, late=late
        )
        return made

    #: What calls may say besides fields: ``Factory(__session=session)``, ``Factory(author____session=session)``.
    call_options = frozenset({*FactoryOptions.call_options, SESSION_KEY})

    def within(self, strategy: str, tree: Tree, call: Call) -> Call:
        """Return a way of making objects that are saved, with all that they ask for, with the same session."""
        return within_session(self, strategy, tree, call)

    def ties_of_many(self, name: str, instance: UserValue) -> UserValues:
        """Return what objects are made with that are to be put into a collection of another one; see `ManyToMany`."""
        return ties(type(instance), name, instance, getattr)

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

    def as_work(self, call: Callable[[], UserValue], *, whole: bool = False, late: bool = False) -> UserValue:
        """Make objects as part of the call in progress, or as one of its own.

        Args:
            call: Makes them.
            whole: Whether a failure takes back all of it.
            late: Whether nobody can look before all of it is made.
        """
        if current_work() is not None:
            return call()
        return run_work(Work(self, whole=whole, late=late), call)


def _generate(cls: FactoryClass, strategy: str, params: UserValues) -> UserValue:
    """Make one object, after looking for it; see `Factory._generate`."""
    return cls._meta.run(strategy, params)
