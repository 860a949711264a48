"""What cannot be done in bulk, and what only the unit of work can do."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.declarations import Maybe, is_declaration, is_post_declaration
from typedfactory.ground.given import FactoryClass, UserValue
from typedfactory.orm.sqlalchemy.filling.columns import is_mapped
from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions
from typedfactory.orm.sqlalchemy.sessions.chosen import overriding_session
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.overrides import SEQUENCE_KEY, UNSET, split_path

#: Methods that make or save one object: where a user wrote one, rows cannot take the place of objects.
SAVING = ("_create", "_save", "_generate", "create")
#: Methods that want the object itself; the unit of work gives it to them.
_LOOKING = ("_build", "build")


def refusal(factory: FactoryClass, path: tuple[SQLAlchemyOptions, ...] = ()) -> str | None:
    """Return what keeps a factory, or one nested in it, from being saved in bulk; None where nothing does."""
    meta = factory._meta
    if not isinstance(meta, SQLAlchemyOptions) or meta in path:
        return None
    if meta.sqlalchemy_get_or_create:
        return f"{factory.__name__} looks each object up first (Meta.sqlalchemy_get_or_create)"
    for name in SAVING:
        if effect_of(factory, name) is None:
            return f"{factory.__name__}.{name} saves objects its own way"
    nested = nested_factories(meta, hooks=True)
    return next((said for each in nested if (said := refusal(each, (*path, meta)))), None)


def needs_objects(factory: FactoryClass, given: Iterable[str] = (), path: tuple[SQLAlchemyOptions, ...] = ()) -> bool:
    """Say whether a factory, or one nested in it, needs the objects themselves, which the unit of work writes.

    Args:
        factory: The factory.
        given: The overrides' names.
        path: The options of the factories around it.
    """
    meta = factory._meta
    if not isinstance(meta, SQLAlchemyOptions) or meta in path or not is_mapped(meta.get_model_class()):
        return False
    if any(effect_of(factory, name) is None for name in _LOOKING) or (path and _has_other_session(meta, path[0])):
        return True
    spec = meta.spec
    hooks = {
        name for name, field in (*spec.hooks.items(), *spec.fields.items()) if field.is_hook or field.hangs_on_traits
    }
    names = {*(name for name in spec.fields if name not in spec.hidden), *(split_path(name)[0] for name in given)}
    names -= {*spec.hidden, *hooks}
    if not {meta.rename.get(name, name) for name in names} <= _insertable(meta.get_model_class()):
        return True
    return any(needs_objects(each, (), (*path, meta)) for each in nested_factories(meta, hooks=False))


def _has_other_session(meta: SQLAlchemyOptions, root: SQLAlchemyOptions) -> bool:
    if overriding_session() is not None:
        return False
    return meta.saves_to not in ((None, None), root.saves_to)


def _insertable(model: type[UserValue]) -> set[str]:
    """Return the attributes that are columns, parents that columns refer to, or many-to-many collections."""
    mapper = sa.inspect(model)
    columns = {each.key for each in mapper.column_attrs if isinstance(each.columns[0], sa.Column)}
    many_to_one = orm.RelationshipDirection.MANYTOONE
    relations = {each.key for each in mapper.relationships if each.direction is many_to_one or is_linked(each)}
    return columns | relations | {SEQUENCE_KEY}


def is_linked(relation: orm.RelationshipProperty[UserValue]) -> bool:
    """Say whether a relationship is a many-to-many collection that may be written."""
    return relation.secondary is not None and bool(relation.uselist) and not relation.viewonly


def nested_factories(meta: SQLAlchemyOptions, *, hooks: bool) -> list[FactoryClass]:
    """Return the factories of the objects that a factory makes.

    Args:
        meta: The factory's options.
        hooks: Whether those count that its hooks make.
    """
    found: list[FactoryClass] = []
    fields = [*meta.spec.fields.values(), *(meta.spec.hooks.values() if hooks else ())]
    pending = [value for field in fields for value in (field.base, *(layer.value for layer in field.layers))]
    while pending:
        value = pending.pop()
        if value is UNSET or not is_declaration(value) or (is_post_declaration(value) and not hooks):
            continue
        if isinstance(value, Maybe):
            pending += [value.yes, value.no]
        elif hasattr(value, "get_factory"):
            found.append(value.get_factory())
    return found
