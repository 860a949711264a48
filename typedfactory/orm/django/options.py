"""``class Meta`` of factories of Django models, and how their calls begin."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TYPE_CHECKING

import attrs
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, router, transaction

from typedfactory.declarations import is_post_declaration
from typedfactory.errors import AssociatedClassError, InvalidDeclarationError, MetaOptionError, did_you_mean
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.given import FactoryClass, UserValue, UserValues
from typedfactory.ground.shape import ModelShape
from typedfactory.orm.django.bulk.creation import deferring_nested, make_chunk
from typedfactory.orm.django.bulk.judging import looks_the_same
from typedfactory.orm.django.filling.adapter import is_of_django, read_shape
from typedfactory.orm.django.filling.cleaning import Wanted, wanted_by_clean
from typedfactory.orm.django.filling.foreign_keys import check_said_once, declared_keys, leave_to_others, refine
from typedfactory.orm.django.filling.limit_choices import values_within
from typedfactory.orm.django.filling.needs import is_abstract
from typedfactory.orm.django.saving.changes import watch
from typedfactory.orm.django.saving.collecting import current_bulk
from typedfactory.orm.django.saving.lookup import LookingUp, looks_first, remembering
from typedfactory.orm.django.saving.places import USING_KEY, named_database, place_of_call, placed, within_place
from typedfactory.orm.django.saving.relations import relate_given, relations_to
from typedfactory.plan.call.cache import is_tree
from typedfactory.plan.describe.checks import check_fields
from typedfactory.plan.describe.filling import derived_factory, factory_for, home_of
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.meta import CREATE_STRATEGY, STUB_STRATEGY, OptionDefault, as_names
from typedfactory.plan.describe.overrides import Tree, Unset, parse_overrides
from typedfactory.plan.describe.spec import FactorySpec
from typedfactory.plan.options import FactoryOptions

if TYPE_CHECKING:
    from typedfactory.ground.context import Call
    from typedfactory.orm.django.factory import DjangoModelFactory

#: So few objects are saved one by one: to find out whether somebody may look costs more than it saves.
_FEW = 4
#: How many objects of a batch are written with one statement.
_CHUNK = 1_000


def _check_database(meta: type | None, value: UserValue) -> None:
    if not isinstance(value, str):
        raise MetaOptionError(f"takes the alias of a database as a string, not {type(value).__name__}.")


def _check_key(meta: type | None, value: UserValue) -> None:
    if isinstance(value, Mapping) or not all(isinstance(name, str) for name in as_names(value)):
        raise MetaOptionError("takes a tuple of field names. Write ('name', 'email').")
    if "defaults" in as_names(value):
        raise MetaOptionError("'defaults' means something else to get_or_create. Take it out.")


def _check_autofill(meta: type | None, value: UserValue) -> None:
    if not (value is False or value is True or value in ("required", "clean", "all")):
        raise MetaOptionError('takes "required" (the default), "clean", "all" or False.')


def _check_flag(meta: type | None, value: UserValue) -> None:
    if not isinstance(value, bool):
        raise MetaOptionError(f"takes True or False, not {type(value).__name__}.")


class DjangoOptions(FactoryOptions):
    """The options of a factory of Django models.

    Attributes:
        database: The alias of the database to save to.
        django_get_or_create: The fields by which an object is looked up before it is made.
        skip_postgeneration_save: Whether an object is left alone although a hook has changed it after it was saved.

    Source: factory_boy's ``DjangoOptions``.
    """

    factory: type[DjangoModelFactory[UserValue]]  # type: ignore[mutable-override]  # set once
    database: str
    django_get_or_create: tuple[str, ...]
    late_options = FactoryOptions.late_options | {"django_get_or_create"}
    skip_postgeneration_save: bool

    def __init__(self) -> None:
        super().__init__()
        #: What is different → the factory that makes the same otherwise.
        self._variants: dict[Hashable, type[DjangoModelFactory[UserValue]]] = {}
        self._many_limits: dict[str, UserValues] = {}
        #: Whether the factory, or one that it derives from, has a database of its own.
        self.names_database = False

    def _build_default_options(self) -> list[OptionDefault]:
        core = [each for each in super()._build_default_options() if each.name != "autofill"]
        return [
            *core,
            OptionDefault("autofill", "required", inherit=True, checker=_check_autofill),
            OptionDefault("django_get_or_create", (), inherit=True, checker=_check_key),
            OptionDefault("database", DEFAULT_DB_ALIAS, inherit=True, checker=_check_database),
            OptionDefault("skip_postgeneration_save", False, inherit=True, checker=_check_flag),
        ]

    def contribute_to_class(self, factory: FactoryClass, *args: UserValue, **kwargs: UserValue) -> None:
        """Take over a new factory class; see `FactoryOptions.contribute_to_class`."""
        own, base = kwargs.get("meta"), kwargs.get("base_meta")
        self.names_database = hasattr(own, "database") or bool(getattr(base, "names_database", False))
        super().contribute_to_class(factory, *args, **kwargs)
        self._look_up_first()
        if type(self) is DjangoOptions and effect_of(factory, "_create") is not None and not self.has_hooks:
            # The compiler asks the class of the options what it may leave out.
            self.__class__ = _PlainOptions

    def read_again(self, option: str) -> None:
        """Read anew what depends on an option that is set when the factory was used already."""
        super().read_again(option)
        if option == "django_get_or_create":
            self._look_up_first()

    def _look_up_first(self) -> None:
        self.__dict__["django_get_or_create"] = as_names(self.django_get_or_create)
        if self.django_get_or_create and effect_of(self.factory, "_generate") is not None:
            # What looks up comes before the plan; a method that is not the base's own is always asked.
            type.__setattr__(self.factory, "_generate", classmethod(_generate))
            self.reset_plans()

    def _get_counter_reference(self) -> FactoryOptions:
        """Return the options whose counter is used: those for an abstract model count apart from real ones'."""
        reference = super()._get_counter_reference()
        base = self.base_factory
        if reference is self or base is None or (isinstance(self.model, str) and self.model == base._meta.model):
            return reference
        return (
            self if is_abstract(base._meta.get_model_class()) and not is_abstract(self.get_model_class()) else reference
        )

    def get_model_class(self) -> UserValue:
        """Return the model, which may be given as ``"app.Model"``."""
        if isinstance(self.model, str) and self.model.count(".") == 1:
            self.model = self._find_model(self.model)
        return super().get_model_class()

    def _find_model(self, label: str) -> UserValue:
        try:
            return apps.get_model(label)
        except LookupError as error:
            known = [model._meta.label for model in apps.get_models()]
            raise AssociatedClassError(
                f"{self.factory.__name__}.Meta.model: {error} {did_you_mean(label, known)}"
            ) from None

    @property
    def spec(self) -> FactorySpec:
        """The frozen description of the factory; it fills what the model allows, saved to its own database."""
        if self._spec is None:
            if isinstance(self.model, str):
                self.get_model_class()
                check_fields(self)
            wanted = self._ask_clean()
            self._spec = refine(self, super().spec, wanted)
        return self._spec

    @property
    def shape(self) -> ModelShape | None:
        """The shape of the model; it says which fields are filled."""
        if isinstance(self._shape, Unset) or isinstance(self.model, str):
            found = super().shape
            if found is not None and self.autofill in ("clean", "all") and is_of_django(found):
                self._shape = read_shape(found.model, clean=True)
        return super().shape

    @property
    def other_names(self) -> frozenset[str]:
        """The model's relations to many objects, and those from elsewhere to one."""
        return frozenset() if self.shape is None else frozenset(relations_to(self.shape.model))

    call_options = frozenset({*FactoryOptions.call_options, USING_KEY})

    def within(self, strategy: str, tree: Tree, call: Call) -> Call:
        """Return a way of making objects that are saved, with all that they ask for, to the same database."""
        return within_place(self, strategy, tree, call)

    def silent_keys(self, tree: Tree) -> frozenset[str]:
        """Return the columns of declared foreign keys that a call gives."""
        if self.shape is None or self.shape.by_name.keys() >= tree.keys():
            return frozenset()
        return declared_keys(self, tree)

    def read_call(self, tree: Tree) -> Tree:
        """Return what a call says, by the factory's names; a content type that it gives comes before a declared target."""
        return leave_to_others(self, super().read_call(tree))

    def check_said_once(self, tree: Tree, silent: Collection[str] = ()) -> None:
        """Refuse a call that says one thing twice: a generic foreign key and its parts, a parent's row and its key."""
        super().check_said_once(tree, silent)
        check_said_once(self, tree)

    def _ask_clean(self) -> Wanted:
        """Let fields be filled that the model's ``clean`` wants; return the groups of which one is enough."""
        shape = self.shape
        if shape is None or self.autofill not in ("clean", "all") or is_abstract(shape.model):
            return ()
        back = self.renamed_back
        groups = wanted_by_clean(home_of(self.factory), shape.model)
        groups = tuple(tuple(back.get(name, name) for name in group) for group in groups)
        groups = tuple(group for group in groups if not self.collected.values.keys() & set(group))
        asked = {self.rename.get(group[0], group[0]) for group in groups}
        if asked:
            fields = [attrs.evolve(each, required=True) if each.name in asked else each for each in shape.fields]
            self._shape = ModelShape(shape.model, tuple(fields), closed=shape.closed, attributes=shape.attributes)
        return groups

    def variant(self, key: Hashable, options: UserValues, values: UserValues) -> type[DjangoModelFactory[UserValue]]:
        """Return the factory that makes the same with other options and values.

        Args:
            key: What it is remembered by.
            options: Options of its ``class Meta``.
            values: Field → value or declaration.
        """
        if key not in self._variants:
            self._variants[key] = derived_factory(self.factory, self.factory.__name__, options, values)
        return self._variants[key]

    def writes_to(self) -> str:
        """Return the alias of the database that objects are saved to.

        Raises:
            MetaOptionError: No such database is configured.
        """
        return named_database(self) or router.db_for_write(self.get_model_class())

    def check_usable(self, strategy: str, *, nested: bool = False) -> None:
        """Raise unless the factory can make objects with a strategy."""
        super().check_usable(strategy, nested=nested)
        if strategy == CREATE_STRATEGY:
            named_database(self)

    @property
    def has_hooks(self) -> bool:
        """Whether anything is declared for after the object exists."""
        traits = self.collected.traits().values()
        declared = [*self.collected.values.values(), *(value for each in traits for value in each.overrides.values())]
        return any(map(is_post_declaration, declared))

    def run(self, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
        """Make an object: what ``Factory._generate`` does."""
        if strategy == CREATE_STRATEGY and self.django_get_or_create:
            self.check_usable(strategy)
            if looks_first(self):
                return self._found(params)
            with remembering(self, params):
                return self._run_here(strategy, params)
        return self._run_here(strategy, params)

    def _run_here(self, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
        bulk = current_bulk()
        if bulk is not None and strategy == CREATE_STRATEGY and self.has_hooks:
            parent, number = self.plans._enclosing()  # noqa: SLF001 - ours: the place that nested calls come from
            return deferring_nested(self, parse_overrides(params, strict=True), parent, number)
        return super().run(strategy, params)

    def _found(self, params: Mapping[str, UserValue]) -> UserValue:
        return self.within(CREATE_STRATEGY, parse_overrides(params, strict=True), self._find)(params, None, None)

    def _find(
        self, params: Mapping[str, UserValue], _parent: Resolver[UserValue] | None, _number: int | None
    ) -> UserValue:
        bulk = current_bulk()
        if bulk is None:
            return LookingUp.find_or_create(self, params)
        # What is looked up has to be there, and what it is looked up by as well.
        bulk.flush()
        with bulk.paused():
            return LookingUp.find_or_create(self, params)

    def make_nested(
        self, strategy: str, params: UserValue, parent: Resolver[UserValue] | None, number: int | None
    ) -> UserValue:
        """Make an object of this factory inside another one's; see `FactoryOptions.make_nested`."""
        if strategy == CREATE_STRATEGY and current_bulk() is not None and not self.plans.is_hooked(strategy):
            self.check_usable(strategy, nested=True)
            tree = params if is_tree(params) else parse_overrides(params, strict=False)
            return deferring_nested(self, tree, parent, number)
        return super().make_nested(strategy, params, parent, number)

    def plain_batch(self, size: int, kwargs: UserValues) -> list[UserValue]:
        """Make several objects, with no transaction around them."""
        return super().batch(CREATE_STRATEGY, size, kwargs)

    def limits_of_many(self, name: str) -> UserValues:
        """Return what a many-to-many field's ``limit_choices_to`` asks of its objects, as far as it is of simple form.

        Args:
            name: The field; from the other side nothing is limited.
        """
        if name not in self._many_limits:
            fields = {field.name: field for field in self.get_model_class()._meta.many_to_many}
            self._many_limits[name] = values_within(fields[name]) if name in fields else {}
        return self._many_limits[name]

    def link_many(
        self,
        step: BuildStep,
        instance: UserValue,
        name: str,
        objects: list[UserValue],
        through_defaults: Mapping[str, UserValue],
    ) -> None:
        """Put objects into a many-to-many relation; see `ManyToMany`.

        Raises:
            InvalidDeclarationError: The model has no such relation.
        """
        self.link_objects(instance, name, objects, through_defaults)

    def link_objects(
        self, instance: UserValue, name: str, objects: list[UserValue], through_defaults: Mapping[str, UserValue]
    ) -> None:
        """Put objects into a many-to-many relation.

        Args:
            instance: The object, which is saved.
            name: The relation.
            objects: The others.
            through_defaults: Fields of the model in between → value or declaration.

        Raises:
            InvalidDeclarationError: The model has no such relation.
        """
        manager: UserValue = getattr(instance, name, None)
        if not hasattr(manager, "through"):
            options = type(instance)._meta
            known = [field.name for field in options.many_to_many]
            accessors = [each.get_accessor_name() for each in options.related_objects if each.many_to_many]
            known += [accessor for accessor in accessors if accessor]
            raise InvalidDeclarationError(
                f"{self.factory.__name__}.{name}: {options.object_name} has no many-to-many relation {name!r}. "
                f"{did_you_mean(name, known)}"
            )
        through, bulk = manager.through, current_bulk()
        if not through._meta.auto_created:
            ends = {manager.source_field_name: instance}
            for each in objects:
                row = {**through_defaults, **ends, manager.target_field_name: each}
                factory_for(self, through)._meta.run(CREATE_STRATEGY, row)
        elif bulk is None:
            manager.add(*objects)
        else:
            bulk.link(instance, manager, objects)

    def relate_given(self, strategy: str, instance: UserValue, name: str, value: UserValue) -> None:
        """Let objects that a call gives for a ``RelatedFactory`` refer to the object, as those that it makes do."""
        if strategy != STUB_STRATEGY:
            relate_given(instance, name, value, saved=strategy == CREATE_STRATEGY)

    def instantiate(self, step: BuildStep, args: tuple[UserValue, ...], kwargs: UserValues) -> UserValue:
        """Make the object from its arguments with the step's strategy; hooks are watched."""
        bulk = current_bulk()
        if bulk is not None and step.builder.strategy == CREATE_STRATEGY:
            if bulk.problem_of(self) is None:
                return super().instantiate(step, args, kwargs)
            bulk.flush()
            with bulk.paused():
                return super().instantiate(step, args, kwargs)
        made = super().instantiate(step, args, kwargs)
        if step.builder.strategy == CREATE_STRATEGY:
            watch(made)
        return made

    def use_postgeneration_results(self, step: BuildStep, instance: UserValue, results: UserValues) -> None:
        """Hand the results of the hooks to ``_after_postgeneration``."""
        super().use_postgeneration_results(step, instance, results)

    def batch(self, strategy: str, size: int, kwargs: UserValues) -> list[UserValue]:
        """Make several objects: all of them are saved, or none."""
        if strategy != CREATE_STRATEGY or size <= 1 or self.abstract:
            return super().batch(strategy, size, kwargs)
        with placed(place_of_call(self, kwargs)), transaction.atomic(using=self.writes_to()):
            if size > _FEW and current_bulk() is None and looks_the_same(self, kwargs):
                sizes = [min(_CHUNK, size - done) for done in range(0, size, _CHUNK)]
                return [each for part in sizes for each in make_chunk(self, part, kwargs, strict=False, late=True)]
            return super().batch(strategy, size, kwargs)


class _PlainOptions(DjangoOptions):
    """The options of a factory without hooks and without a ``_create`` of its own: there is nothing to watch."""

    instantiate = FactoryOptions.instantiate
    use_postgeneration_results = FactoryOptions.use_postgeneration_results


def _generate(cls: FactoryClass, strategy: str, params: UserValues) -> UserValue:
    """Make one object, after looking for it; see `Factory._generate`."""
    return cls._meta.run(strategy, params)
