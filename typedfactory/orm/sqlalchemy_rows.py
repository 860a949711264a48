"""Rows in the place of objects: what a factory would make, as parameters of INSERT statements."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import Any, NoReturn

import attrs
import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.declarations import Maybe, SubFactory, is_declaration
from typedfactory.errors import FactoryError
from typedfactory.orm.sqlalchemy_marks import KeyOf
from typedfactory.orm.sqlalchemy_options import SQLAlchemyOptions
from typedfactory.plan.autofill import AutoValue
from typedfactory.plan.evaluation import is_own_subfactory
from typedfactory.plan.hooks import effect_of, own_hook
from typedfactory.plan.layers import FieldSpec
from typedfactory.plan.overrides import SEQUENCE_KEY, UNSET, split_path
from typedfactory.plan.spec import FactorySpec
from typedfactory.typeinfo import peel

#: Methods that make or save one object: where a user wrote one, rows cannot take the place of objects.
SAVING = ("_create", "_save", "_generate", "create")
#: Methods that want the object itself; the unit of work gives it to them.
_LOOKING = ("_build", "build", "_after_postgeneration")

_twins: weakref.WeakKeyDictionary[Any, Any] = weakref.WeakKeyDictionary()


class BulkError(FactoryError):
    """What was asked for cannot be done in bulk."""


class Row:
    """An object that is not made: the arguments of its constructor, to be inserted as they are.

    Args:
        model: The model.
        values: Argument → value; other rows among them.
    """

    __slots__ = ("__weakref__", "instance", "model", "values", "written")

    def __init__(self, model: Any, values: dict[str, Any]) -> None:
        self.model = model
        self.values = values
        #: Attribute → value of what is known to be in the database; the keys, once it is inserted.
        self.written: dict[str, Any] = {}
        #: The object, where it was asked for.
        self.instance: Any = None

    def __getattr__(self, name: str) -> Any:
        """Return an argument, for functions that look at the object."""
        if name.startswith("__"):
            raise AttributeError(name)
        values = self.values
        if name in values:
            return values[name]
        return _refuse(self, name)


def _refuse(row: Row, name: str) -> NoReturn:
    raise BulkError(
        f"a function asks for {row.model.__name__}.{name}, which is not known before the row is inserted. "
        f'Give it another way, or let bulk="where-possible" make the objects one by one.'
    )


@own_hook("row")
def _build_row(cls: Any, model_class: Any, *args: Any, **kwargs: Any) -> Row:
    return Row(model_class, kwargs)


class RowOptions(SQLAlchemyOptions):
    """The options of a factory of rows: that of the objects, whose nested factories make rows as well."""

    @property
    def spec(self) -> FactorySpec:
        """The frozen description of the factory."""
        if self._spec is None:
            spec = super().spec
            fields = {name: _with_rows(field) for name, field in spec.fields.items()}
            self._spec = attrs.evolve(spec, fields=fields)
        return self._spec


def _with_rows(field: FieldSpec) -> FieldSpec:
    layers = tuple(attrs.evolve(layer, value=_of_rows(layer.value)) for layer in field.layers)
    return attrs.evolve(field, base=_of_rows(field.base), layers=layers)


def _of_rows(value: Any) -> Any:
    """Return a declaration with factories of rows in the place of those of objects."""
    if type(value) is Maybe:
        return Maybe(value.decider, _of_rows(value.yes), _of_rows(value.no))
    if is_own_subfactory(value) and isinstance(value.get_factory()._meta, SQLAlchemyOptions):
        return SubFactory(row_factory(value.get_factory()), **value._defaults)  # noqa: SLF001 - ours
    return value


def row_factory(factory: Any) -> Any:
    """Return the factory that makes rows where another one makes objects; it takes its numbers from that one.

    Args:
        factory: The factory of objects.
    """
    if issubclass(factory._meta.__class__, RowOptions):
        return factory
    found = _twins.get(factory)
    if found is None:
        namespace = {
            "__module__": factory.__module__,
            "_options_class": RowOptions,
            "_build": classmethod(_build_row),
            "Meta": type("Meta", (), {}),
        }
        found = _twins[factory] = type(factory)(factory.__name__, (factory,), namespace)
    return found


# --- what cannot be done ------------------------------------------------------------------------------------------------


def refusal(factory: Any, path: tuple[Any, ...] = ()) -> str | None:
    """Return what keeps a factory, or one nested in it, from being saved in bulk; None where nothing does."""
    meta = factory._meta
    if not isinstance(meta, SQLAlchemyOptions) or factory in path:
        return None
    if meta.sqlalchemy_get_or_create:
        return f"{factory.__name__} looks each object up first (Meta.sqlalchemy_get_or_create)"
    for name in SAVING:
        if effect_of(factory, name) is None:
            return f"{factory.__name__}.{name} saves objects its own way"
    return next((said for each in _nested(meta) if (said := refusal(each, (*path, factory)))), None)


def needs_objects(factory: Any, given: Iterable[str] = (), path: tuple[Any, ...] = ()) -> bool:
    """Say whether a factory, or one nested in it, needs the objects themselves, which the unit of work writes.

    Args:
        factory: The factory.
        given: The overrides' names.
        path: The factories around it.
    """
    meta = factory._meta
    if not isinstance(meta, SQLAlchemyOptions) or factory in path:
        return False
    spec = meta.spec
    if spec.hooks or any(field.may_be_hook for field in spec.fields.values()) or meta.inline_args:
        return True
    if any(effect_of(factory, name) is None for name in _LOOKING):
        return True
    if not is_plain_model(meta.get_model_class()) or any(_is_parent_key(field.base) for field in spec.fields.values()):
        return True
    names = {*(name for name in spec.fields if name not in spec.hidden), *(split_path(name)[0] for name in given)}
    if not {meta.rename.get(name, name) for name in names - spec.hidden} <= _insertable(meta.get_model_class()):
        return True
    return any(needs_objects(each, (), (*path, factory)) for each in _nested(meta))


def _insertable(model: Any) -> set[str]:
    """Return the attributes that are columns, or parents that columns refer to."""
    mapper = sa.inspect(model)
    columns = {each.key for each in mapper.column_attrs if isinstance(each.columns[0], sa.Column)}
    many_to_one = orm.RelationshipDirection.MANYTOONE
    return columns | {each.key for each in mapper.relationships if each.direction is many_to_one} | {SEQUENCE_KEY}


def is_plain_model(model: Any) -> bool:
    """Say whether an object of a model is nothing but one row with the values that its constructor is given."""
    mapper = sa.inspect(model, raiseerr=False)
    if not isinstance(mapper, orm.Mapper) or len(mapper.tables) != 1 or mapper.version_id_col is not None:
        return False
    if mapper.validators or mapper.concrete or hasattr(model, "__dataclass_fields__"):
        return False
    listeners = [*mapper.dispatch.before_insert, *mapper.dispatch.after_insert, *mapper.class_manager.dispatch.init]
    if not all(_is_of_sqlalchemy(each) for each in listeners):
        return False
    return _is_of_sqlalchemy(getattr(model.__init__, "_sa_original_init", model.__init__))


def _is_of_sqlalchemy(function: Any) -> bool:
    return str(getattr(function, "__module__", "")).partition(".")[0] == "sqlalchemy"


def _is_parent_key(value: Any) -> bool:
    return isinstance(value, AutoValue) and any(isinstance(item, KeyOf) for item in peel(value.annotation).metadata)


def _nested(meta: Any) -> list[Any]:
    """Return the factories of the objects that a factory's fields and hooks make."""
    found: list[Any] = []
    fields = [*meta.spec.fields.values(), *meta.spec.hooks.values()]
    pending = [value for field in fields for value in (field.base, *(layer.value for layer in field.layers))]
    while pending:
        value = pending.pop()
        if value is UNSET or not is_declaration(value):
            continue
        if isinstance(value, Maybe):
            pending += [value.yes, value.no]
        elif hasattr(value, "get_factory"):
            found.append(value.get_factory())
    return found
