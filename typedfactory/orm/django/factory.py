"""Factories of Django models: `DjangoModelFactory`, its options, and what files, passwords and signals need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from typing_extensions import TypeVar

from typedfactory.adapters import register_adapter
from typedfactory.errors import AssociatedClassError
from typedfactory.facade.factory import Factory
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.bulk.creation import make_in_bulk
from typedfactory.orm.django.filling.adapter import DjangoAdapter, fit_arguments, is_tree, relations_of
from typedfactory.orm.django.filling.content_types import register_home
from typedfactory.orm.django.options import DjangoOptions
from typedfactory.orm.django.saving.asynchronous import AsyncMethods, run_waiting, settle_results
from typedfactory.orm.django.saving.changes import has_changed, remember_moments, take_moments
from typedfactory.orm.django.saving.collecting import current_bulk
from typedfactory.orm.django.saving.lookup import get_or_create, looks_first
from typedfactory.orm.django.saving.moments import keeping, moments_given
from typedfactory.orm.django.saving.places import named_database
from typedfactory.orm.django.saving.pretending import look_saved
from typedfactory.orm.django.saving.relations import relate_built, relate_saved, take_relations
from typedfactory.orm.shared.bulk_methods import BulkCall, BulkMethods
from typedfactory.plan.describe.hooks import BY_NAME, own_hook

T = TypeVar("T", default=Any)


register_adapter(DjangoAdapter())


class DjangoModelFactory(BulkMethods[T], AsyncMethods[T], Factory[T]):
    """The base of factories of Django models: ``class UserFactory(DjangoModelFactory[User])``.

    ``create`` saves the object through the model's manager. Fields that have no default, may not be NULL and may not
    be blank are filled where the factory does not declare them; foreign keys get an object of their own.

    Example:
        >>> from django.contrib.auth.models import Group
        >>> import typedfactory as factory
        >>> from typedfactory.orm.django import DjangoModelFactory
        >>> class GroupFactory(DjangoModelFactory[Group]):
        ...     name = factory.Sequence(lambda n: f"group {n}")
        >>> group = GroupFactory.create()
        >>> group.name, Group.objects.get() == group
        ('group 0', True)
        >>> GroupFactory.build().pk is None
        True

    Source: factory_boy's ``DjangoModelFactory``.
    """

    _options_class: ClassVar[type[DjangoOptions]] = DjangoOptions  # type: ignore[mutable-override]  # set once
    _meta: ClassVar[DjangoOptions]  # type: ignore[mutable-override]  # as above
    _is_home: ClassVar[bool] = True

    @classmethod
    @own_hook("manager")
    def _get_manager(cls, model_class: type[UserValue]) -> UserValue:
        """Return the manager that makes and finds the objects.

        Args:
            model_class: The model.

        Raises:
            AssociatedClassError: There is none.

        Returns:
            The manager; ``objects`` if the model has it, with ``Meta.database``.

        Example:
            >>> from django.contrib.auth.models import Group
            >>> import typedfactory as factory
            >>> from typedfactory.orm.django import DjangoModelFactory
            >>> class GroupFactory(DjangoModelFactory[Group]):
            ...     name = factory.Sequence(lambda n: f"group {n}")
            ...     @classmethod
            ...     def _get_manager(cls, model_class):
            ...         print("saving a", model_class.__name__)
            ...         return super()._get_manager(model_class)
            >>> GroupFactory.create().name
            saving a Group
            'group 0'

        Source: factory_boy's ``DjangoModelFactory._get_manager``.
        """
        if model_class is None:
            raise AssociatedClassError(f"{cls.__name__}.Meta.model: there is no model. Name one.")
        # Where an abstract model has brought a manager of another name, there is no `objects`.
        manager = getattr(model_class, "objects", None)
        if manager is None:
            manager = getattr(model_class, "_default_manager", None)
        if manager is None:
            raise AssociatedClassError(
                f"{cls.__name__}.Meta.model: {model_class.__name__} is no model of Django's, it has no manager. "
                f"Name a model, or declare _create."
            )
        database = named_database(cls._meta)
        return manager if database is None else manager.using(database)

    @classmethod
    @own_hook("build", by_name=True)
    def _build(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        relations = relations_of(model_class)
        fitted = fit_arguments(model_class, relations, kwargs) if relations.fits else kwargs
        related = {} if relations.columns.issuperset(fitted) else take_relations(model_class, fitted)
        built = model_class(*args, **fitted)
        if related:
            relate_built(cls._meta, built, related)
        return built

    @classmethod
    @own_hook("save", by_name=True)
    def _create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        meta = cls._meta
        relations = relations_of(model_class)
        arguments = fit_arguments(model_class, relations, kwargs, using=meta.writes_to) if relations.fits else kwargs
        related = {} if relations.columns.issuperset(arguments) else take_relations(model_class, arguments)
        kept = moments_given(model_class, relations.moments, arguments) if relations.moments else []
        bulk = current_bulk()
        if bulk is not None:
            collected: T = bulk.take(meta, model_class, args, arguments, kept)
            if related:
                bulk.relate_later(meta, collected, related)
            return collected
        if not kept:
            made = cls._save_new(model_class, args, arguments)
        else:
            with keeping(kept):
                made = cls._save_new(model_class, args, arguments)
        if kept and meta.has_hooks:
            remember_moments(made, kept)
        if related:
            relate_saved(meta, made, related)
        return made

    @classmethod
    def _save_new(cls, model_class: type[T], args: tuple[UserValue, ...], arguments: UserValues) -> T:
        if cls._meta.django_get_or_create:
            return cls._get_or_create(model_class, *args, **arguments)
        if is_tree(model_class):
            node: T = model_class.add_root(**arguments)  # type: ignore[attr-defined]  # of django-treebeard
            return node
        made: T = cls._get_manager(model_class).create(*args, **arguments)
        return made

    @classmethod
    def _look_saved(cls, instance: T, number: int) -> T:
        look_saved(cls.__name__, instance, number, cls._meta.writes_to())  # type: ignore[arg-type]  # a Django model
        return instance

    @classmethod
    def _make_in_bulk(cls, call: BulkCall) -> list[T] | int:
        return make_in_bulk(cls._meta, call)

    @classmethod
    async def _awaited(cls, make: Callable[[], UserValue]) -> UserValue:
        return await run_waiting(make)

    @classmethod
    @own_hook("lookup", by_name=True)
    def _get_or_create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        """Make an object, unless there is one with the fields of ``Meta.django_get_or_create``.

        Raises:
            FactoryError: One of the fields has no value.
        """
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        manager = cls._get_manager(model_class)
        # Where it is looked up first, that was done before its other fields were made.
        first = looks_first(cls._meta)
        made: T = manager.create(*args, **kwargs) if first else get_or_create(cls._meta, manager, args, kwargs)
        return made

    @classmethod
    @own_hook("nothing")  # where there are no hooks; where there are, the options ask for it
    def _after_postgeneration(cls, instance: T, create: bool, results: UserValues | None = None) -> None:
        """Save the object again if hooks have changed it since it was saved, unless ``Meta.skip_postgeneration_save``.

        Args:
            instance: The object.
            create: Whether the strategy was ``create``.
            results: Declaration name → what it returned.
        """
        if not results:
            return
        settle_results(cls.__name__, results)
        if not create:
            return
        kept = take_moments(instance)
        if has_changed(instance) and not cls._meta.skip_postgeneration_save:
            with keeping(kept):
                instance.save()  # type: ignore[attr-defined]  # a Django model


register_home(DjangoModelFactory)
