"""Django's models as shapes: what their constructors take, and the types that their fields are filled with."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
from django.db.models import Field, ForeignKey, Manager, Model

from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.orm.django.filling.content_types import (
    Target,
    TypeOf,
    ensure_content_types,
    next_content_type,
    next_target,
    target_key,
)
from typedfactory.orm.django.filling.fields import annotation_of
from typedfactory.orm.django.filling.limit_choices import UnreadableLimitError, limit_of, limited_models, unreadable
from typedfactory.orm.django.filling.needs import is_left_out, needs_value
from typedfactory.orm.django.filling.rules import Rules, read_rules
from typedfactory.orm.shared.marks import chosen, counter_of, drawn, refused, shared_by_column

if TYPE_CHECKING:
    from django.contrib.contenttypes.models import ContentType
    from django.db.models.options import Options


@attrs.frozen(eq=False)
class _Relations:
    """What the constructor of a model takes objects for.

    Attributes:
        keys: Foreign key → its column's attribute.
        targets: Key of a generic foreign key → its content type.
    """

    keys: dict[str, str]
    targets: dict[str, str]


_relations: weakref.WeakKeyDictionary[type, _Relations] = weakref.WeakKeyDictionary()


class DjangoAdapter:
    """Django's models: concrete, abstract, proxies, inherited."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a Django model."""
        return issubclass(model, Model) and model is not Model

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a model."""
        options: Options[Model] = model._meta  # type: ignore[attr-defined]  # a Django model
        rules = read_rules(model)
        fields = [_describe(field, rules) for field in options.fields if not _is_parent_link(field)]
        known = {field.name for field in fields}
        loose = [*_private_names(options), *_settable_properties(model)]
        fields += [
            FieldShape(name, name, required=False, hint_name=name, keyword_only=True, annotated=False)
            for name in loose
            if name not in known
        ]
        attributes = frozenset(dir(model)) | known
        return ModelShape(model, tuple(fields), closed=_is_closed(model), attributes=attributes)


def _describe(field: Field[UserValue, UserValue], rules: Rules) -> FieldShape:
    aliases = []
    if isinstance(field, ForeignKey) and field.attname != field.name:
        aliases.append(field.attname)
    if field.primary_key and field.name != "pk":
        aliases.append("pk")
    return FieldShape(
        name=field.name,
        attribute=field.name,
        required=_is_required(field, rules),
        hint_name=field.name,
        keyword_only=True,
        metadata={"django": field},
        resolve=functools.partial(_annotate, name=field.name),
        aliases=tuple(aliases),
        annotated=not _is_set_elsewhere(field),
    )


def _is_required(field: Field[UserValue, UserValue], rules: Rules) -> bool:
    return not _is_set_elsewhere(field) and (field.name in rules.forced or needs_value(field))


def _is_set_elsewhere(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field is never filled, for somebody else gives it its value."""
    return is_left_out(field) or (is_tree(field.model) and field.name in _TREE_FIELDS)


#: What django-treebeard keeps of a node's place, and writes itself.
_TREE_FIELDS = frozenset({"path", "depth", "numchild", "lft", "rgt", "tree_id", "sib_order"})


def is_tree(model: type[UserValue]) -> bool:
    """Say whether objects of a model are nodes of django-treebeard, which are added and not just saved."""
    return any(base.__module__.partition(".")[0] == "treebeard" for base in model.__mro__)


def _annotate(model: type[Model], *, name: str) -> object:
    """Return the type that a field is filled with."""
    field: Field[UserValue, UserValue] = model._meta.get_field(name)  # type: ignore[assignment]  # what is filled is no relation from elsewhere
    relations = relations_of(model)
    if isinstance(field, ForeignKey):
        related = field.related_model
        if related._meta.label == "contenttypes.ContentType":
            return _content_type(model, field, is_target=name in relations.targets.values())
    elif name in relations.targets:
        return drawn(object, next_target(model, alone=name in read_rules(model).distinct))
    rules = read_rules(model)
    stride = rules.strides.get(name, 1)
    found = annotation_of(field, unique=name in rules.distinct, marks=rules.marks.get(name, ()), stride=stride)
    return shared_by_column(found, counter_of(field.model, name))


def _content_type(model: type[Model], field: Field[UserValue, UserValue], *, is_target: bool) -> UserValue:
    """Return the type of a foreign key to content types: to one that the field allows."""
    related: type[ContentType] = field.related_model  # type: ignore[assignment]  # so says the caller
    condition = limit_of(field)
    if condition is not None:
        try:
            allowed = [TypeOf(each) for each in limited_models(condition)]
        except UnreadableLimitError as error:
            return refused(related, unreadable(field, error))
        return chosen(allowed) if allowed else refused(related, unreadable(field, "no model satisfies it"))
    if field.unique:
        return drawn(object, next_content_type(related, counter_of(field.model, field.name)))
    if not is_target:
        own = TypeOf(model)
        return drawn(related, lambda _stream: own)
    ensure_content_types(related)
    return related | None if field.null else related


def _is_parent_link(field: Field[UserValue, UserValue]) -> bool:
    remote = field.remote_field
    return bool(remote is not None and getattr(remote, "parent_link", False) and field.primary_key)


def _private_names(options: Options[Model]) -> Iterator[str]:
    for field in options.private_fields:
        if not field.auto_created and not getattr(field, "many_to_many", False) and hasattr(field, "ct_field"):
            yield field.name


def _settable_properties(model: type) -> Iterator[str]:
    for name in dir(model):
        value = getattr(model, name, None) if name != "objects" else None
        if isinstance(value, property) and value.fset is not None and name != "pk":
            yield name


def _is_closed(model: type[Model]) -> bool:
    """Say whether the constructor and the manager are Django's own, so that they take no other names."""
    init = model.__init__
    manager = getattr(model, "objects", None) or getattr(model, "_default_manager", None)
    create = getattr(type(manager), "create", Manager.create)
    return all(getattr(each, "__module__", "").partition(".")[0] in ("django", "") for each in (init, create))


def relations_of(model: type[UserValue]) -> _Relations:
    """Return what the constructor of a model takes objects for."""
    try:
        return _relations[model]
    except KeyError:
        options = getattr(model, "_meta", None)
        if options is None:
            # Something else, for which the factory has a ``_create`` of its own.
            return _Relations({}, {})
        keys = {field.name: field.attname for field in options.fields if isinstance(field, ForeignKey)}
        generic = [
            field for field in options.private_fields if hasattr(field, "ct_field") and hasattr(field, "fk_field")
        ]
        targets = {
            field.fk_field: field.ct_field for field in generic if not field.auto_created and not field.one_to_many
        }
        found = _relations[model] = _Relations(keys, targets)
        return found


def fit_arguments(model: type[UserValue], arguments: UserValues, *, using: str | None) -> UserValues:
    """Return the arguments as the constructor takes them: a key in the place of an object goes into the column.

    Args:
        model: The model.
        arguments: Field → value.
        using: The database that the object is saved to; None where it is not saved.
    """
    relations = relations_of(model)
    for name, attname in relations.keys.items():
        value = arguments.get(name)
        if isinstance(value, TypeOf):
            arguments[name] = value.found(model._meta.get_field(name).related_model, using)
        elif value is not None and not isinstance(value, Model):
            arguments[attname] = arguments.pop(name)
    for name, kind in relations.targets.items():
        target = arguments.get(name)
        if isinstance(target, Target):
            arguments[name] = target_key(target, arguments.get(kind), using=using)
    return arguments
