"""Objects given for a relation that is no column: many-to-many, reverse foreign keys, generic relations, one-to-one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Model

from typedfactory.errors import InvalidDeclarationError
from typedfactory.ground.given import UserValue, UserValues

if TYPE_CHECKING:
    from typedfactory.orm.django.options import DjangoOptions

#: The kinds of relations: rows in between, rows that refer to the object, one row that does.
_MANY, _CHILDREN, _ONE = "many", "children", "one"


def relations_to(model: type[UserValue]) -> dict[str, str]:
    """Return the relations of a model that are no columns: name → kind.

    Args:
        model: The model.
    """
    options: UserValue = getattr(model, "_meta", None)
    if options is None or not hasattr(options, "related_objects"):
        return {}
    found: dict[str, str] = {field.name: _MANY for field in options.many_to_many}
    for field in options.private_fields:
        if getattr(field, "one_to_many", False):
            found[field.name] = _CHILDREN
    # An abstract model has nothing that refers to it.
    for relation in () if options.abstract else options.related_objects:
        name = relation.get_accessor_name()
        if name and not getattr(relation, "parent_link", False):
            found[name] = _MANY if relation.many_to_many else _ONE if relation.one_to_one else _CHILDREN
    return found


def take_relations(model: type[UserValue], arguments: UserValues) -> UserValues:
    """Take the relations out of the arguments for a model: its constructor does not know them.

    Args:
        model: The model.
        arguments: Field → value; changed.

    Returns:
        Relation → what was given for it.
    """
    known = relations_to(model)
    return {name: arguments.pop(name) for name in list(arguments) if name in known}


def relate_built(meta: DjangoOptions, instance: UserValue, given: UserValues) -> None:
    """Relate objects to one that is only built, as far as that is possible.

    Args:
        meta: The factory's options.
        instance: The object.
        given: Relation → what was given for it.

    Raises:
        InvalidDeclarationError: The relation needs an object that was saved.
    """
    kinds = relations_to(type(instance))
    for name, value in given.items():
        if kinds[name] == _ONE:
            if value is not None:
                setattr(instance, name, value)
        elif _objects(meta, name, value):
            raise InvalidDeclarationError(
                f"{meta.factory.__name__}.{name}: this relation needs an object that is saved, and build() saves none. "
                f"Use create(), or leave {name} out."
            )


def relate_saved(meta: DjangoOptions, instance: UserValue, given: UserValues) -> None:
    """Relate objects to one that was saved.

    Args:
        meta: The factory's options.
        instance: The object.
        given: Relation → what was given for it.

    Raises:
        InvalidDeclarationError: What was given is no list of objects.
    """
    kinds = relations_to(type(instance))
    for name, value in given.items():
        if kinds[name] == _ONE:
            if value is not None:
                setattr(instance, name, value)
                value.save(using=instance._state.db)  # noqa: SLF001 - Django documents it
            continue
        objects = _objects(meta, name, value)
        if objects and kinds[name] == _MANY:
            meta.link_objects(instance, name, objects, {})
        elif objects:
            # Each is saved: it refers to the object now.
            getattr(instance, name).add(*objects, bulk=False)


def relate_given(instance: UserValue, name: str, value: UserValue, *, saved: bool) -> None:
    """Let objects refer to another one; those that do already are left alone.

    Args:
        instance: The object.
        name: The field by which they refer to it.
        value: One of them, or several in a list or tuple; anything else is left alone.
        saved: Whether the object was saved, and they are to be.
    """
    for each in value if isinstance(value, (list, tuple)) else [value]:
        if not isinstance(each, Model) or not any(field.name == name for field in each._meta.get_fields()):
            continue
        if getattr(each, name, None) is not instance:
            setattr(each, name, instance)
            if saved:
                each.save(using=instance._state.db)  # noqa: SLF001 - Django documents it


def _objects(meta: DjangoOptions, name: str, value: UserValue) -> list[UserValue]:
    if value is None:
        return []
    if isinstance(value, (str, bytes, Model)) or not isinstance(value, Iterable):
        raise InvalidDeclarationError(
            f"{meta.factory.__name__}.{name}: takes the related objects as a list, not {type(value).__name__}. "
            f"Write [one, two]."
        )
    return list(value)
