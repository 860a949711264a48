"""Get or create: an object is looked up by some of its fields before it, or anything that it needs, is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from typedfactory.context import Resolver
from typedfactory.errors import FactoryError, UnknownFieldError, did_you_mean
from typedfactory.orm.django_saving import watch
from typedfactory.plan.checks import check_call, known_names, model_name
from typedfactory.plan.evaluation import note_field
from typedfactory.plan.hooks import effect_of
from typedfactory.plan.options import CREATE_STRATEGY
from typedfactory.plan.overrides import SEQUENCE_KEY, UNSET, Tree, parse_overrides
from typedfactory.plan.resolver import Interpreter
from typedfactory.plan.steps import StepView


def find_or_create(meta: Any, params: Mapping[str, Any]) -> Any:
    """Return the object with the given or generated key fields, made if there is none.

    Args:
        meta: The factory's options.
        params: The overrides.

    Raises:
        UnknownFieldError: An override is misspelt.
        FactoryError: A key field has no value.
    """
    meta.check_usable(CREATE_STRATEGY)
    parent, number = meta.plans._enclosing()  # noqa: SLF001 - ours: the place that nested calls come from
    tree = parse_overrides(params, strict=True)
    check_call(meta, tree)
    _check_names(meta, tree)
    return LookingUp(meta, CREATE_STRATEGY, tree).make(parent, number)


def looks_first(meta: Any) -> bool:
    """Say whether objects of a factory can be looked up before anything else is made: no method of the user's has a say.

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


def _check_names(meta: Any, tree: Tree) -> None:
    # The core leaves names to factories whose _generate is not its own.
    spec = meta.spec
    known = {*spec.fields, *spec.hooks, *known_names(meta)}
    if meta.shape is None or not meta.shape.closed or not looks_first(meta):
        return
    for name in tree:
        if name not in known and name != SEQUENCE_KEY:
            raise UnknownFieldError(
                f"{meta.factory.__name__}.{name}: neither the factory nor {model_name(meta)} has a field {name!r}. "
                f"{did_you_mean(name, known)}"
            )


class LookingUp(Interpreter):
    """Makes one object, unless it is there already."""

    def finish(self, resolver: Resolver[Any]) -> Any:
        """Find or make the object of a resolver that was started, and run its hooks."""
        step = StepView(resolver)
        try:
            instance = self.find_or_insert(resolver, step)
        except Exception as error:
            note_field(error, self.spec.owner, "")
            raise
        watch(instance)
        results = self.run_hooks(resolver, step, instance)
        self.meta.use_postgeneration_results(step, instance, results)
        return instance

    def find_or_insert(self, resolver: Resolver[Any], step: StepView) -> Any:
        """Return the object, from the database or new; what is made for a new one is taken back if it is not."""
        key = self.key_values(resolver)
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

    def key_values(self, resolver: Resolver[Any]) -> dict[str, Any]:
        """Compute the key fields, and no others.

        Returns:
            Field of the model → value.
        """
        back = {new: old for old, new in self.meta.rename.items()}
        key: dict[str, Any] = {}
        for field in self.meta.django_get_or_create:
            name = back.get(field, field)
            name = self.meta.synonyms.get(name, name)
            if name not in resolver.__dict__:
                if name not in self.names() or not self.is_set(resolver, name):
                    raise missing_key(self.spec.owner, field)
                self.evaluate(resolver, name)
            key[field] = resolver.__dict__[name]
        return key

    def look_up(self, key: Mapping[str, Any]) -> Any:
        """Return the object with these fields, or None."""
        model = self.meta.get_model_class()
        try:
            return self.meta.factory._get_manager(model).get(**key)  # noqa: SLF001 - factory_boy's name
        except model.DoesNotExist:
            return None

    def look_again(self, key: Mapping[str, Any]) -> Any:
        """Return the object that stood in the way of a new one: somebody else's, or one that the call means."""
        found = self.look_up(key)
        given = {name: key[name] for name in key if name in self.tree and self.tree[name].value is not UNSET}
        if found is None and given and len(given) < len(key):
            # The call names some of the key, and the row that has them differs in what was generated for the rest.
            found = self.look_up(given)
        return found
