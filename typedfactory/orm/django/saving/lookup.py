"""Get or create: an object is looked up by some of its fields before it, or anything that it needs, is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from typedfactory.errors import FactoryError
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue
from typedfactory.orm.django.saving.changes import watch
from typedfactory.orm.shared.lookup import KeyFirst
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.orm.django.options import DjangoOptions


def looks_first(meta: DjangoOptions) -> bool:
    """Say whether objects of a factory can be looked up first: no method of the user's has a say in how they are made.

    Args:
        meta: The factory's options.
    """
    factory = meta.factory
    own = effect_of(factory, "_create") is not None and effect_of(factory, "_get_or_create") is not None
    return own and effect_of(factory, "_adjust_kwargs") is not None


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
