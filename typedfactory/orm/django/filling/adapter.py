"""Django's models as shapes: what their constructors take, and the types that their fields are filled with."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs
from django.db.models import Field, ForeignKey, Manager, Model

from typedfactory.ground.constraints import Constraints
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.orm.django.filling.constructors import own_constructor
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
from typedfactory.orm.django.filling.parents import adopt_parent, is_parent_link, parent_links
from typedfactory.orm.django.filling.rules import Rules, read_rules
from typedfactory.orm.django.filling.validators import read_validators
from typedfactory.orm.django.saving.moments import is_moment
from typedfactory.orm.shared.constructors import OwnConstructor
from typedfactory.orm.shared.marks import annotated, chosen, counter_of, drawn, refused, shared_by_column

if TYPE_CHECKING:
    from django.contrib.contenttypes.models import ContentType
    from django.db.models.options import Options


@attrs.frozen(eq=False)
class Relations:
    """What the constructor of a model takes objects for.

    Attributes:
        keys: Foreign key → its column's attribute.
        targets: Key of a generic foreign key → its content type.
        links: What points to the row of a parent's table.
        columns: The names of columns, and of the attributes that hold them; what is given besides may be a relation.
        moments: The columns that Django writes the time of saving into.
    """

    keys: dict[str, str]
    targets: dict[str, str]
    links: list[ForeignKey[UserValue, UserValue]] = attrs.Factory(list)
    columns: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()
    #: Whether there is anything to fit.
    fits: bool = attrs.field(init=False)

    @fits.default
    def _has_any(self) -> bool:
        return bool(self.keys or self.targets or self.links)


_relations: weakref.WeakKeyDictionary[type, Relations] = weakref.WeakKeyDictionary()


class DjangoAdapter:
    """Django's models: concrete, abstract, proxies, inherited."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a Django model."""
        return issubclass(model, Model) and model is not Model

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a model."""
        return read_shape(model, clean=False)


def read_shape(model: type, *, clean: bool) -> ModelShape:
    """Return the constructor of a model.

    Args:
        model: The model.
        clean: Whether objects are to pass ``full_clean()``.
    """
    options: Options[Model] = model._meta  # type: ignore[attr-defined]  # a Django model
    rules = read_rules(model, clean=clean)
    constructor = own_constructor(model)
    fields = [_describe(field, rules, constructor, clean=clean) for field in options.fields]
    if constructor is not None:
        fields = [field for field in fields if constructor.takes(field.name)]
        fields += constructor.others({*(field.name for field in fields)})
    known = {field.name for field in fields}
    loose = [*_private_names(options), *_settable_properties(model)]
    fields += [
        FieldShape(name, name, required=False, hint_name=name, keyword_only=True, annotated=False)
        for name in loose
        if name not in known and (constructor is None or constructor.takes(name))
    ]
    # What the class answers is not asked for: it may warn, count or raise.
    attributes = frozenset(dir(model)) | known
    closed = constructor is None or not constructor.open
    return ModelShape(model, tuple(fields), closed=closed and _creates_as_django(options), attributes=attributes)


def is_of_django(shape: ModelShape) -> bool:
    """Say whether a shape is one that was read here."""
    return any("django" in field.metadata for field in shape.fields)


def _describe(
    field: Field[UserValue, UserValue], rules: Rules, constructor: OwnConstructor | None, *, clean: bool
) -> FieldShape:
    aliases = []
    if isinstance(field, ForeignKey) and field.attname != field.name:
        aliases.append(field.attname)
    if field.primary_key and field.name != "pk" and not is_parent_link(field):
        aliases.append("pk")
    required = _is_required(field, rules, clean=clean)
    return FieldShape(
        name=field.name,
        attribute=field.name,
        required=required if constructor is None else constructor.requires(field.name, required),
        hint_name=field.name,
        keyword_only=True,
        metadata={"django": field},
        resolve=functools.partial(_annotate, name=field.name, clean=clean),
        aliases=tuple(aliases),
        annotated=not _is_set_elsewhere(field),
        taught=functools.partial(_kinds_of, name=field.name),
    )


def _kinds_of(model: type[Model], *, name: str) -> list[object]:
    """Return the classes of a field, with what it asks of its values."""
    field: Field[UserValue, UserValue] = model._meta.get_field(name)  # type: ignore[assignment]  # as in `_annotate`
    limits = read_validators(field.validators).limits.merged_with(
        Constraints(max_length=getattr(field, "max_length", None))
    )
    return [annotated(kind, limits) for kind in type(field).__mro__ if issubclass(kind, Field)]


def _is_required(field: Field[UserValue, UserValue], rules: Rules, *, clean: bool) -> bool:
    return not _is_set_elsewhere(field) and (field.name in rules.forced or needs_value(field, clean=clean))


def _is_set_elsewhere(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field is never filled, for somebody else gives it its value."""
    return is_left_out(field) or (is_tree(field.model) and field.name in _TREE_FIELDS)


#: What django-treebeard keeps of a node's place, and writes itself.
_TREE_FIELDS = frozenset({"path", "depth", "numchild", "lft", "rgt", "tree_id", "sib_order"})


def is_tree(model: type[UserValue]) -> bool:
    """Say whether objects of a model are nodes of django-treebeard, which are added and not just saved."""
    return any(base.__module__.partition(".")[0] == "treebeard" for base in model.__mro__)


def _annotate(model: type[Model], *, name: str, clean: bool) -> object:
    """Return the type that a field is filled with."""
    field: Field[UserValue, UserValue] = model._meta.get_field(name)  # type: ignore[assignment]  # what is filled is no relation from elsewhere
    relations = relations_of(model)
    if isinstance(field, ForeignKey):
        related = field.related_model
        if related._meta.label == "contenttypes.ContentType":
            return _content_type(model, field, is_target=name in relations.targets.values())
    elif name in relations.targets:
        return drawn(object, next_target(model, alone=name in read_rules(model, clean=clean).distinct))
    rules = read_rules(model, clean=clean)
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


def _private_names(options: Options[Model]) -> Iterator[str]:
    for field in options.private_fields:
        if not field.auto_created and not getattr(field, "many_to_many", False) and hasattr(field, "ct_field"):
            yield field.name


def _settable_properties(model: type) -> Iterator[str]:
    found = {name: value for owner in reversed(model.__mro__) for name, value in vars(owner).items()}
    for name, value in found.items():
        if isinstance(value, property) and value.fset is not None and name != "pk":
            yield name


def _creates_as_django(options: Options[Model]) -> bool:
    """Say whether the manager is Django's own, so that it takes no other names than the model."""
    manager = options.managers_map.get("objects") or options.default_manager
    create = getattr(type(manager), "create", Manager.create)
    return bool(getattr(create, "__module__", "").partition(".")[0] in ("django", ""))


def relations_of(model: type[UserValue]) -> Relations:
    """Return what the constructor of a model takes objects for."""
    try:
        return _relations[model]
    except KeyError:
        options = getattr(model, "_meta", None)
        if options is None:
            # Something else, for which the factory has a ``_create`` of its own.
            return Relations({}, {})
        keys = {field.name: field.attname for field in options.fields if isinstance(field, ForeignKey)}
        generic = [
            field for field in options.private_fields if hasattr(field, "ct_field") and hasattr(field, "fk_field")
        ]
        targets = {
            field.fk_field: field.ct_field for field in generic if not field.auto_created and not field.one_to_many
        }
        columns = frozenset(name for field in options.fields for name in (field.name, field.attname))
        moments = frozenset(field.name for field in options.fields if is_moment(field))
        found = _relations[model] = Relations(keys, targets, parent_links(model), columns, moments)
        return found


def fit_arguments(
    model: type[UserValue], relations: Relations, arguments: UserValues, *, using: Callable[[], str] | None = None
) -> UserValues:
    """Return the arguments as the constructor takes them: a key in the place of an object goes into the column.

    Args:
        model: The model.
        relations: What `relations_of` says of it.
        arguments: Field → value.
        using: Says what database the object is saved to; None where it is not saved.
    """
    for link in relations.links:
        adopt_parent(link, arguments, using=using)
    for name, attname in relations.keys.items():
        value = arguments.get(name)
        if isinstance(value, TypeOf):
            arguments[name] = value.found(model._meta.get_field(name).related_model, using and using())
        elif value is not None and not isinstance(value, Model):
            arguments[attname] = arguments.pop(name)
    for name, kind in relations.targets.items():
        target = arguments.get(name)
        if isinstance(target, Target):
            found = target_key(target, arguments.get(kind), using=using and using())
            column = model._meta.get_field(name)
            # Where it points nowhere, the column may want a value all the same.
            nowhere = using is not None and found is None and not column.null
            arguments[name] = column.to_python(target.number + 1) if nowhere else found
    return arguments
