"""Get or create: an object is looked up by some of its fields before it, or anything that it needs, is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.manager import BaseManager

from typedfactory.errors import FactoryError
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.saving.changes import watch
from typedfactory.orm.shared.lookup import KeyFirst
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.orm.django.options import DjangoOptions


#: What a call gives a factory that gets or creates, while that makes the object.
_given: ContextVar[tuple[DjangoOptions, Mapping[str, UserValue]] | None] = ContextVar(
    "typedfactory_django_given", default=None
)


@contextmanager
def remembering(meta: DjangoOptions, params: Mapping[str, UserValue]) -> Iterator[None]:
    """Remember what a call gives, for a second look at a row that is in the way.

    Args:
        meta: The factory's options.
        params: The overrides.
    """
    token = _given.set((meta, params))
    try:
        yield
    finally:
        _given.reset(token)


def get_or_create(
    meta: DjangoOptions, manager: UserValue, args: tuple[UserValue, ...], kwargs: UserValues
) -> UserValue:
    """Let a manager get or create an object, whatever its own ``get_or_create`` does.

    Args:
        meta: The factory's options.
        manager: The manager.
        args: The positional arguments of the model.
        kwargs: Its other arguments.

    Raises:
        FactoryError: One of the fields of ``Meta.django_get_or_create`` has no value.
    """
    for name in meta.django_get_or_create:
        if name not in kwargs:
            raise missing_key(meta.factory.__name__, name)
    key = {name: kwargs.pop(name) for name in meta.django_get_or_create}
    try:
        return manager.get_or_create(*args, **key, defaults=kwargs)[0]
    except IntegrityError:
        given = {name: key[name] for name in _names_given(meta) if name in key}
        if not given:
            raise
        try:
            return manager.get(**given)
        except manager.model.DoesNotExist:
            pass
        raise


def _names_given(meta: DjangoOptions) -> Iterable[str]:
    call = _given.get()
    return () if call is None or call[0] is not meta else call[1]


def looks_first(meta: DjangoOptions) -> bool:
    """Say whether objects of a factory can be looked up first: no method of the user's has a say in how they are made.

    Args:
        meta: The factory's options.
    """
    factory = meta.factory
    own = effect_of(factory, "_create") is not None and effect_of(factory, "_get_or_create") is not None
    if not own or effect_of(factory, "_adjust_kwargs") is None:
        return False
    return _is_djangos(factory._get_manager(meta.get_model_class()))  # noqa: SLF001 - factory_boy's name


def _is_djangos(manager: UserValue) -> bool:
    """Say whether a manager gets and creates as Django does."""
    if not isinstance(manager, (BaseManager, QuerySet)):
        return False
    methods = [getattr(each, name) for each in (manager, manager.all()) for name in ("get", "create", "get_or_create")]
    return all(getattr(method, "__func__", method).__module__.startswith("django.") for method in methods)


def missing_key(owner: str, name: str) -> FactoryError:
    """Return the error for a key field that has no value."""
    return FactoryError(
        f"{owner}.Meta.django_get_or_create: nothing gives {name!r} a value. "
        f"Declare it in the factory, or give it at the call."
    )


class LookingUp(KeyFirst):
    """Makes one object, unless it is there already."""

    meta: DjangoOptions  # type: ignore[mutable-override]  # the options of a factory are of its back end

    def run_hooks(self, resolver: Resolver[UserValue], step: StepView, instance: UserValue) -> UserValue:
        """Run the hooks of an object, and notice what they change."""
        watch(instance)
        return super().run_hooks(resolver, step, instance)

    def find_or_insert(self, resolver: Resolver[UserValue], step: StepView) -> UserValue:
        """Return the object, from the database or new; what is made for a new one is taken back if it is not."""
        key = self.key_values(resolver, self.meta.django_get_or_create)
        found = self.look_up(key)
        if found is not None:
            return found
        try:
            with transaction.atomic(using=self.meta.writes_to()):
                args, kwargs = self.meta.prepare_arguments(self.resolve(resolver))
                return self.meta.instantiate(step, args, kwargs)
        except IntegrityError:
            found = self.look_again(key)
            if found is None:
                raise
            return found

    def missing_key(self, attribute: str) -> FactoryError:
        """Return the error for a key field that has no value."""
        return missing_key(self.spec.owner, attribute)

    def look_up(self, key: Mapping[str, UserValue]) -> UserValue:
        """Return the object with these fields, or None."""
        model, factory = self.meta.get_model_class(), self.meta.factory
        try:
            return factory._get_manager(model).get(**key)  # noqa: SLF001 - factory_boy's name
        except model.DoesNotExist:
            return None

    def look_again(self, key: Mapping[str, UserValue]) -> UserValue:
        """Return the object that stood in the way of a new one: somebody else's, or one that the call means."""
        found = self.look_up(key)
        given = self.given_keys(key)
        if found is None and given:
            found = self.look_up(given)
        return found
