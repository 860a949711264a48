"""Who may look between two objects of a batch: where nobody can, they are written together."""

from __future__ import annotations

import inspect
import types
import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property

from typedfactory.declarations import PostGenerationMethodCall, is_declaration
from typedfactory.ground.given import UserValue
from typedfactory.orm.shared.sight import Sight
from typedfactory.orm.sqlalchemy.filling.columns import all_mappers, is_mapped
from typedfactory.orm.sqlalchemy.filling.instead import parent_key
from typedfactory.orm.sqlalchemy.listeners import is_of, registered
from typedfactory.plan.describe.filling import AutoValue, factory_for
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.overrides import UNSET, Template, Tree, flatten
from typedfactory.values.core.registry import is_anything_provided

if TYPE_CHECKING:
    from typedfactory.plan.options import FactoryOptions

#: The methods of a factory that are called for each object.
_HOOKS = (
    "create",
    "_generate",
    "_create",
    "_save",
    "_get_or_create",
    "_build",
    "_adjust_kwargs",
    "_after_postgeneration",
)
#: The rooms whose declarations do what they say and no more; what they hold is looked at.
_OURS = ("typedfactory.declarations.", "typedfactory.plan.", "typedfactory.orm.", "typedfactory.faker")
#: What mapped classes hold that is a column's or a relationship's; loading one sends a statement, which is noticed.
_LOADED = (orm.attributes.QueryableAttribute, orm.MapperProperty)
_ROWS = ("before_insert", "after_insert", "before_update", "after_update")
_ASSIGNED = ("set", "append", "remove", "bulk_replace", "init_scalar", "init_collection")

#: Registry → how many models it had, and the classes that these consisted of.
_around: weakref.WeakKeyDictionary[orm.registry, tuple[int, frozenset[type]]] = weakref.WeakKeyDictionary()


class Onlookers:
    """Finds who may look while a factory makes several objects."""

    def __init__(self) -> None:
        #: Registry → one of its mappers.
        self.registries: dict[orm.registry, orm.Mapper[UserValue]] = {}
        self.sight = Sight(self.runs, is_object)
        self.seen: list[FactoryOptions] = []

    def runs(self, name: str) -> Iterator[UserValue]:
        """Yield what models run when they are asked for an attribute."""
        for mapper in self.registries.values():
            for owner in _classes_around(mapper):
                code = _code_in(vars(owner)[name]) if name in vars(owner) else ()
                if not all(is_of("sqlalchemy", each) for each in code):
                    yield from code

    def may_look(self, meta: FactoryOptions, given: Mapping[str, UserValue]) -> bool:
        """Say whether anybody may look between two objects of a factory.

        Args:
            meta: The factory's options.
            given: What the call gives.
        """
        said = {meta.rename.get(name, name): value for name, value in given.items() if name not in meta.call_options}
        return self.factory(meta) or any(map(self.value, said.values())) or self.sight.asks(said)

    def factory(self, meta: FactoryOptions) -> bool:
        """Say whether anybody may look while a factory makes one object, nested ones included."""
        if meta in self.seen:
            return False
        self.seen.append(meta)
        factory, model = meta.factory, meta.get_model_class()
        if any(hasattr(factory, name) and effect_of(factory, name) is None for name in _HOOKS):
            return True
        if not is_mapped(model):
            return effect_of(factory, "_build") not in ("dict", "list") and self.sight.reaches(model)
        if self.model(model):
            return True
        fields = [*meta.spec.fields.values(), *meta.spec.hooks.values()]
        names = [meta.rename.get(field.name, field.name) for field in fields]
        return self.sight.asks(names) or any(self.said(meta, field) for field in fields)

    def said(self, meta: FactoryOptions, field: FieldSpec) -> bool:
        """Say whether what a factory says of one field may look."""
        contexts: list[Tree] = [field.context, *(layer.context for layer in field.layers)]
        below = [value for context in contexts for value in flatten(context, copy=False).values()]
        return any(self.value(value, meta) for value in (*field.possible_values(), *below))

    def value(self, value: UserValue, meta: FactoryOptions | None = None) -> bool:
        """Say whether a declaration, or a value that functions may look at, may look itself.

        Args:
            value: The declaration or value.
            meta: The options of the factory that declares it; None for what a call gives.
        """
        if type(value) is Template:
            value = value.value
        if value is UNSET or not is_declaration(value):
            return value is not UNSET and self.sight.reaches(value)
        if not type(value).__module__.startswith(_OURS):
            return True
        if isinstance(value, AutoValue):
            return self.filled(value, meta)
        if isinstance(value, PostGenerationMethodCall) and self.sight.asks([value.method_name]):
            return True
        if hasattr(value, "get_factory") and self.factory(value.get_factory()._meta):
            return True
        return any(map(self.part, vars(value).items()))

    def part(self, part: tuple[str, UserValue]) -> bool:
        """Say whether what a declaration of the library's holds may look."""
        name, value = part
        kind = type(value)
        if name == "factory_wrapper" or (isinstance(value, types.FunctionType) and is_of("typedfactory", value)):
            return False
        if is_declaration(value):
            return self.value(value)
        if kind.__module__.startswith(_OURS) and not isinstance(value, type):
            return any(self.part(each) for each in getattr(value, "__dict__", {}).items() if each[0] != "_lock")
        if kind is dict:
            return any(map(self.part, value.items()))
        return any(self.part(("", each)) for each in value) if kind in (list, tuple) else self.sight.reaches(value)

    def filled(self, value: AutoValue, meta: FactoryOptions | None) -> bool:
        """Say whether anybody may look while a field is filled by its type."""
        mark = parent_key(value)
        if mark is not None and meta is not None:
            return self.factory(factory_for(meta, mark.model)._meta)
        return value.nested or meta is None or bool(meta.providers) or is_anything_provided()

    def model(self, model: type[UserValue]) -> bool:
        """Say whether making and writing an object of a model may run code that looks."""
        mapper: orm.Mapper[UserValue] = sa.inspect(model)
        self.registries.setdefault(mapper.registry, mapper)
        manager = mapper.class_manager
        listeners = [*manager.dispatch.init, *(each for name in _ROWS for each in getattr(mapper.dispatch, name))]
        for attribute in mapper.attrs:
            dispatch = getattr(getattr(model, attribute.key), "dispatch", None)
            listeners += [each for name in _ASSIGNED for each in getattr(dispatch, name, ())]
        if not all(is_of("sqlalchemy", each) or is_of("typedfactory", each) for each in listeners):
            return True
        return self.constructor(model) or any(map(self.column, mapper.columns))

    def constructor(self, model: type[UserValue]) -> bool:
        """Say whether a model's constructor may look; those that dataclasses and SQLAlchemy make do not."""
        init = getattr(model.__init__, "_sa_original_init", model.__init__)
        if is_of("sqlalchemy", init):
            return False
        fields = getattr(model, "__dataclass_fields__", None)
        if fields is None or not init.__code__.co_filename.startswith("<") or hasattr(model, "__post_init__"):
            return True
        return any(self.sight.reaches(registered(field.default_factory)) for field in fields.values())

    def column(self, column: sa.ColumnElement[UserValue]) -> bool:
        """Say whether a column's default may look."""
        default = getattr(column, "default", None)
        if default is None or default.is_sequence or default.is_scalar:
            return False
        if default.is_callable:
            return self.sight.reaches(registered(default.arg))
        parts = sa.sql.visitors.iterate(default.arg)
        return any(isinstance(each, (sa.sql.expression.SelectBase, sa.TextClause)) for each in parts)


def is_object(value: UserValue) -> bool:
    """Say whether a value is an object of a mapped class."""
    return isinstance(sa.inspect(value, raiseerr=False), orm.state.InstanceState)


def _classes_around(mapper: orm.Mapper[UserValue]) -> frozenset[type]:
    """Return the classes that the models of a mapper's registry consist of."""
    mappers = all_mappers(mapper)
    count, found = _around.get(mapper.registry, (-1, frozenset()))
    if count != len(mappers):
        found = frozenset(base for each in mappers for base in each.class_.__mro__ if base is not object)
        _around[mapper.registry] = len(mappers), found
    return found


def _code_in(value: UserValue) -> Iterable[UserValue]:
    """Return what runs when an attribute is read, set or called: functions, or what cannot be looked into."""
    if isinstance(value, types.FunctionType):
        return [value]
    if isinstance(value, (classmethod, staticmethod)):
        return [value.__func__]
    if isinstance(value, (property, hybrid_property)):
        return [each for each in (value.fget, value.fset) if each is not None]
    if isinstance(value, hybrid_method):
        return [value.func]
    if isinstance(value, (*_LOADED, type)) or inspect.isbuiltin(value) or not hasattr(type(value), "__get__"):
        return []
    return [value]
