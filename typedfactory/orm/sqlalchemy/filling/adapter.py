"""SQLAlchemy's models as shapes: what a mapper asks of an object before its row can be written."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal

import attrs
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.declarative import AbstractConcreteBase

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.given import UserValue
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.orm.sqlalchemy.filling.checks import read_checks
from typedfactory.orm.sqlalchemy.filling.columns import (
    all_mappers,
    classes_below,
    columns_of,
    has_value,
    is_given,
    is_mapped,
    single_foreign_key,
)
from typedfactory.orm.sqlalchemy.filling.constructors import follow_constructor
from typedfactory.orm.sqlalchemy.filling.marks import Empty, Taught
from typedfactory.orm.sqlalchemy.filling.rivals import Rivals
from typedfactory.orm.sqlalchemy.filling.types import annotation_of_type, hint_of_mutable
from typedfactory.orm.sqlalchemy.filling.unique import distinct_marks
from typedfactory.values.core.recipes import DEFAULT, Settings
from typedfactory.values.core.registry import provider_of


class SQLAlchemyAdapter:
    """Classes with a mapper: declarative ones of all styles, imperative ones, SQLModel's tables."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is mapped."""
        return is_mapped(model)

    def shape(self, model: type) -> ModelShape:
        """Return what the constructor of a mapped class takes."""
        return shape_of_mapper(sa.inspect(model))


def is_ready(mapper: orm.Mapper[UserValue]) -> bool:
    """Say whether all that a mapper's relationships name is there, so that it can be configured.

    Asking SQLAlchemy itself too early would make it refuse the model for good.
    """
    if mapper.configured:
        return True
    if any(map(_waits_for_subclasses, classes_below(mapper.class_.__mro__))):
        return False
    mappers = all_mappers(mapper)
    names = {each.class_.__name__ for each in mappers}
    return all(_is_known(argument, names) for each in mappers for argument in _arguments_of_relationships(each))


def _waits_for_subclasses(model: type[UserValue]) -> bool:
    """Say whether a class cannot be mapped before one that derives from it is."""
    if not issubclass(model, AbstractConcreteBase) or model is AbstractConcreteBase or is_mapped(model):
        return False
    return not any(map(is_mapped, classes_below([model])))


def _arguments_of_relationships(mapper: orm.Mapper[UserValue]) -> Iterator[object]:
    for base in mapper.class_.__mro__:
        for attribute in vars(base).values():
            found = getattr(attribute, "prop", None) if isinstance(attribute, orm.InstrumentedAttribute) else None
            if isinstance(found, orm.RelationshipProperty):
                yield found.argument


def _is_known(argument: object, names: set[str]) -> bool:
    argument = getattr(argument, "__forward_arg__", argument)
    return not isinstance(argument, str) or argument.strip("'\"").rpartition(".")[2] in names


def shape_of_mapper(
    mapper: orm.Mapper[UserValue],
    *,
    assigning: bool = False,
    nulls: bool = False,
    settings: Settings = DEFAULT,
) -> ModelShape:
    """Return the shape of a mapped class.

    Args:
        mapper: Its mapper. Where classes are missing that its relationships name, the shape is open and knows no types.
        assigning: Whether attributes that the constructor does not take are set afterwards.
        nulls: Whether columns that may be NULL are to be filled where the constructor asks for them.
        settings: What the factory wants of filled fields: it may know how values of a column's type are made.
    """
    model = mapper.class_
    if not is_ready(mapper):
        names = tuple(mapper.all_orm_descriptors.keys())
        bare = tuple(FieldShape(name, name, required=False, hint_name=name, annotated=False) for name in names)
        return ModelShape(model, bare, closed=False, attributes=frozenset(names))
    mapper.registry.configure()
    fields = _Reader(mapper, settings).fields()
    attributes = frozenset((*fields, *(name for name in dir(model) if not name.startswith("__"))))
    return ModelShape(
        model,
        tuple(follow_constructor(mapper, fields, assigning=assigning, nulls=nulls)),
        closed=True,
        attributes=attributes,
    )


class _Reader:
    """Reads the attributes of one mapper.

    Args:
        mapper: The mapper, configured.
        settings: What the factory wants of filled fields.
    """

    def __init__(self, mapper: orm.Mapper[UserValue], settings: Settings) -> None:
        self.mapper = mapper
        self.settings = settings
        self.columns = {each.key: each for each in mapper.column_attrs if isinstance(each.columns[0], sa.Column)}
        #: Key of a column attribute → the relationships over it that lead to one parent.
        self.parents: dict[str, list[str]] = {}
        for relation in mapper.relationships:
            if self.leads_to_parent(relation):
                for column in relation.local_columns:
                    self.parents.setdefault(mapper.get_property_by_column(column).key, []).append(relation.key)
        self.composites = {part.key: composite.key for composite in mapper.composites for part in composite.props}

    @staticmethod
    def leads_to_parent(relation: orm.RelationshipProperty[UserValue]) -> bool:
        return relation.direction is orm.RelationshipDirection.MANYTOONE and not relation.viewonly

    def fields(self) -> dict[str, FieldShape]:
        """Return attribute → field, of all attributes that can be set."""
        found: dict[str, FieldShape] = {}
        for key, attribute in self.columns.items():
            found[key] = self.column(key, attribute)
        for relation in self.mapper.relationships:
            found[relation.key] = self.relationship(relation)
        for composite in self.mapper.composites:
            found[composite.key] = self.field(
                composite.key, False, functools.partial(_composite, key=composite.key), Rivals()
            )
        settable = {name for name in dir(self.mapper.class_) if _is_settable(self.mapper.class_, name)}
        for name in sorted({*self.mapper.all_orm_descriptors.keys(), *settable}):
            if name not in found:
                found[name] = FieldShape(name, name, required=False, hint_name=name, keyword_only=True, annotated=False)
        return found

    @staticmethod
    def field(key: str, required: bool, resolve: Callable[[type[UserValue]], object], rivals: Rivals) -> FieldShape:
        return FieldShape(key, key, required, key, keyword_only=True, metadata={Rivals: rivals}, resolve=resolve)

    def column(self, key: str, attribute: orm.ColumnProperty[UserValue]) -> FieldShape:
        parents = self.parents.get(key, [])
        others = [self.composites[key]] if key in self.composites else []
        required = self.needs_value(attribute) and not (parents and _is_plain_foreign_key(attribute))
        found = self.field(
            key,
            required,
            functools.partial(_column, key=key, settings=self.settings),
            Rivals(tuple(others), tuple(parents)),
        )
        given = any(is_given(self.mapper, column) for column in columns_of(attribute))
        return attrs.evolve(found, annotated=not given)

    def needs_value(self, attribute: orm.ColumnProperty[UserValue]) -> bool:
        """Say whether a row cannot be written without a value for a column."""
        if any(has_value(self.mapper, column) for column in columns_of(attribute)):
            return False
        return not any(column.nullable for column in columns_of(attribute))

    def relationship(self, relation: orm.RelationshipProperty[UserValue]) -> FieldShape:
        required = False
        keys: list[str] = []
        if self.leads_to_parent(relation):
            keys = [self.mapper.get_property_by_column(column).key for column in relation.local_columns]
            required = any(self.needs_value(self.columns[key]) for key in keys if key in self.columns)
            # Of several relationships over the same columns, the first one is filled.
            required = required and any(self.parents[key][0] == relation.key for key in keys)
        others = [other for key in keys for other in self.parents[key] if other != relation.key]
        return self.field(
            relation.key, required, functools.partial(_relationship, key=relation.key), Rivals((*keys, *others))
        )


def _is_plain_foreign_key(attribute: orm.ColumnProperty[UserValue]) -> bool:
    return any(column.foreign_keys for column in columns_of(attribute))


def _is_settable(model: type[UserValue], name: str) -> bool:
    found = inspect.getattr_static(model, name, None)
    return isinstance(found, property) and found.fset is not None


# --- annotations --------------------------------------------------------------------------------------------------


def _mapper_of(model: type[UserValue]) -> orm.Mapper[UserValue]:
    return sa.inspect(typeinfo.class_of(model))


def _hint(model: type[UserValue], key: str) -> object:
    """Return what stands in ``Mapped[…]``, or in the annotation alone."""
    hint = typeinfo.resolve_hint(model, key)
    origin = typeinfo.origin_of(hint)
    if typeinfo.is_class(origin) and issubclass(origin, orm.base.SQLORMExpression):
        hint = typeinfo.arguments_of(hint)[0]
    if typeinfo.is_union(hint):
        members = [each for each in typeinfo.arguments_of(hint) if each is not None and each is not type(None)]
        return members[0] if len(members) == 1 else hint
    return typeinfo.MISSING if typeinfo.is_any(hint) else hint


def _column(model: type[UserValue], *, key: str, settings: Settings) -> object:
    mapper = _mapper_of(model)
    attribute = mapper.column_attrs[key]
    column = columns_of(attribute)[0]
    parent = single_foreign_key(mapper, column)
    if parent is not None:
        # In a tuple, for deep overrides must not take the key for the parent itself.
        return Annotated[types.GenericAlias(tuple, (parent.model,)), parent]
    discriminator = mapper.polymorphic_on
    if (
        discriminator is not None
        and any(each is discriminator for each in attribute.columns)
        and mapper.polymorphic_map
    ):
        return Literal.__getitem__(tuple(mapper.polymorphic_map))
    annotation: UserValue = _type_of(model, key, column, settings)
    # SQLModel's tables say in Field(ge=…) what the database does not check.
    said: Iterable[object] = getattr(getattr(model, "model_fields", {}).get(key), "metadata", ())
    for mark in (*said, *read_checks(column), *distinct_marks(mapper, column)):
        annotation = Annotated[annotation, mark]
    return annotation


def _type_of(model: type[UserValue], key: str, column: sa.Column[UserValue], settings: Settings) -> object:
    """Return the annotation for the values of a column, without what its table asks of them."""
    taught = (
        provider_of(kind, settings) for kind in type(column.type).__mro__ if issubclass(kind, sa.types.TypeEngine)
    )
    provider = next((each for each in taught if each is not None), None)
    if provider is not None:
        limit = types.SimpleNamespace(max_length=getattr(column.type, "length", None))
        return Annotated[object, limit, Taught(provider)]
    try:
        hint = _hint(model, key)
    except UnfillableError:
        # Names that exist for type checkers only; the column's type may say enough.
        hint = typeinfo.MISSING
    if hint is typeinfo.MISSING:
        hint = hint_of_mutable(getattr(_mapper_of(model).class_, key))
    annotation = annotation_of_type(column.type, hint)
    if annotation is typeinfo.MISSING:
        raise UnfillableError(
            f"{model.__name__}.{key}: nobody knows the values of the column type {column.type!r}. "
            f"Declare the field in the factory."
        )
    return annotation


def _relationship(model: type[UserValue], *, key: str) -> object:
    relation = _mapper_of(model).relationships[key]
    if relation.uselist:
        kind = relation.collection_class or list
        return Annotated[object, Empty(kind)]
    target: UserValue = relation.mapper.class_
    required = any(not column.nullable for column in relation.local_columns)
    return target if required and _Reader.leads_to_parent(relation) else target | None


def _composite(model: type[UserValue], *, key: str) -> object:
    return _mapper_of(model).composites[key].composite_class
