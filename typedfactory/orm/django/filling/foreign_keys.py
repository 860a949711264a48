"""What a Django model says about the objects that its fields refer to, brought into the description of a factory."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
from django.db.models import ForeignKey, Model

from typedfactory.errors import UnfillableError
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.given import FactoryClass, UserValue, UserValues
from typedfactory.ground.shape import ModelShape
from typedfactory.orm.django.filling.cleaning import Wanted
from typedfactory.orm.django.filling.limit_choices import Limit, UnreadableLimitError, limit_of, read_limit, unreadable
from typedfactory.orm.django.filling.parents import leave_to_parent, leave_to_row, parent_links
from typedfactory.orm.shared.one_of_several import unless_given
from typedfactory.orm.shared.two_answers import TwoAnswers, check_call, leave_to_call, settle_layers
from typedfactory.plan.describe.filling import AutoSubFactory, AutoValue, factory_for
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.overrides import UNSET, Tree
from typedfactory.plan.describe.spec import FactorySpec

if TYPE_CHECKING:
    from typedfactory.orm.django.factory import DjangoModelFactory
    from typedfactory.orm.django.options import DjangoOptions

#: Model → its fields that answer one question.
_answers: weakref.WeakKeyDictionary[type, tuple[TwoAnswers, ...]] = weakref.WeakKeyDictionary()


class UnlimitedSubFactory(AutoSubFactory):
    """Stands for a foreign key whose ``limit_choices_to`` cannot be read: made when the call says how, else refused.

    Args:
        factory: The factory.
        annotation: The type of the field.
        message: What is wrong, and what to do.
    """

    def __init__(self, factory: FactoryClass, annotation: object, message: str) -> None:
        super().__init__(factory, annotation)
        self.message = message

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Make the nested object from what the call says about it.

        Raises:
            UnfillableError: The call says nothing.
        """
        if not extra:
            raise UnfillableError(self.message)
        return super().evaluate(instance, step, extra)


def refine(meta: DjangoOptions, spec: FactorySpec, wanted: Wanted) -> FactorySpec:
    """Return a specification whose foreign keys get objects that the model allows.

    Args:
        meta: The factory's options.
        spec: Its specification.
        wanted: The groups of fields of which the model's ``clean`` wants one each.
    """
    shape = meta.shape
    if shape is None:
        return spec
    others = {first: rest for first, *rest in wanted if rest}
    fields = {}
    for name, field in spec.fields.items():
        refined = _refined(meta, shape, field)
        if name in others and isinstance(refined.base, (AutoValue, AutoSubFactory)):
            refined = attrs.evolve(refined, base=unless_given(tuple(others[name]), refined.base))
        fields[name] = leave_to_row(meta, refined)
    return settle_layers(meta, attrs.evolve(spec, fields=fields), answers_of(shape.model))


def declared_keys(meta: DjangoOptions, tree: Tree) -> frozenset[str]:
    """Return the columns that a call gives of foreign keys which the factory declares.

    Args:
        meta: The factory's options.
        tree: What the call says.
    """
    synonyms = meta.synonyms
    declared = {
        *meta.collected.values,
        *(name for trait in meta.collected.traits().values() for name in trait.overrides),
    }
    return frozenset(
        name for name in tree if name in synonyms and synonyms[name] in declared and name not in ("pk", synonyms[name])
    )


def answers_of(model: UserValue) -> tuple[TwoAnswers, ...]:
    """Return the fields of a model that answer one question; none of what is no model.

    A foreign key and its column are one field under two names.

    Args:
        model: The model.
    """
    if not isinstance(model, type) or not issubclass(model, Model) or model is Model:
        return ()
    if model not in _answers:
        _answers[model] = (*_generic_keys(model), *_rows_of_parents(model))
    return _answers[model]


def _generic_keys(model: type[Model]) -> Iterator[TwoAnswers]:
    for field in model._meta.private_fields:
        parts = (getattr(field, "ct_field", ""), getattr(field, "fk_field", ""))
        if all(parts) and not field.auto_created and not field.one_to_many:
            yield TwoAnswers(field.name, parts, "a part of", each=True)


def _rows_of_parents(model: type[Model]) -> Iterator[TwoAnswers]:
    for link in parent_links(model):
        yield TwoAnswers(link.name, (link.target_field.name,), "the key of")


def leave_to_others(meta: DjangoOptions, tree: Tree) -> Tree:
    """Return what a call says, with left out what the factory declares of a question that the call answers.

    Args:
        meta: The factory's options.
        tree: What the call says, by the factory's names.
    """
    return leave_to_parent(meta, leave_to_call(meta, tree, answers_of(meta.model)))


def check_said_once(meta: DjangoOptions, tree: Tree) -> None:
    """Refuse a call that says in two ways what an object refers to.

    Args:
        meta: The factory's options.
        tree: What one call says, by itself.

    Raises:
        InvalidDeclarationError: It does.
    """
    check_call(meta, tree, answers_of(meta.model), lambda _, node: node.value is not UNSET and node.value is not None)


def _refined(meta: DjangoOptions, shape: ModelShape, field: FieldSpec) -> FieldSpec:
    if not isinstance(field.base, (AutoSubFactory, AutoValue)):
        return field
    described = shape.by_name.get(meta.rename.get(field.name, field.name))
    column = None if described is None else described.metadata.get("django")
    if not isinstance(column, ForeignKey):
        return field
    base = field.base
    if type(base) is AutoSubFactory:
        base = _limited(meta, field.name, column, base)
    elif column.related_model is meta.get_model_class() and column.null:
        base = AutoSubFactory(_root_factory(meta, column.related_model), base.annotation)
    return field if base is field.base else attrs.evolve(field, base=base)


def _limited(
    meta: DjangoOptions, name: str, column: ForeignKey[UserValue, UserValue], base: AutoSubFactory
) -> AutoSubFactory:
    """Return what makes an object that a foreign key's ``limit_choices_to`` allows."""
    condition = limit_of(column)
    if condition is None:
        return base
    # Where there is a field of Django's, the factory of what it refers to is one of Django's as well.
    factory: UserValue = base.get_factory()
    try:
        limit = read_limit(column.related_model, condition)
    except UnreadableLimitError as error:
        return UnlimitedSubFactory(
            factory, base.annotation, f"{meta.factory.__name__}.{name}: {unreadable(column, error)}"
        )
    return AutoSubFactory(variant_within(factory, column, limit), base.annotation) if limit.values else base


def variant_within(
    factory: type[DjangoModelFactory[UserValue]], column: ForeignKey[UserValue, UserValue], limit: Limit
) -> type[DjangoModelFactory[UserValue]]:
    """Return the factory that makes the same, within a limit; where there can be but one, it is looked up first."""
    meta = factory._meta
    options = {}
    if limit.keys and not meta.django_get_or_create:
        options["django_get_or_create"] = limit.keys
    return meta.variant(("limit", column), options, limit.values)


def _root_factory(meta: DjangoOptions, model: type[Model]) -> type[DjangoModelFactory[UserValue]]:
    """Return the factory of objects that refer to no other of their kind: where a model that refers to itself ends."""
    keys = [field for field in model._meta.fields if isinstance(field, ForeignKey) and field.null]
    values = {field.name: None for field in keys if field.related_model is model}
    found: UserValue = factory_for(meta, model)
    root: type[DjangoModelFactory[UserValue]] = found._meta.variant("root", {}, values)
    return root
