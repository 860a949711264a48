"""What of a mapped class answers one question: a relationship and its key, a composite and its columns, two names."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.errors import InvalidDeclarationError
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.shared.two_answers import TwoAnswers
from typedfactory.orm.sqlalchemy.filling.columns import mapper_of

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions

#: Object, attribute that a key refers to, value → whether it is that key.
IsKey: TypeAlias = Callable[[UserValue, str, UserValue], bool]
#: Model → relationship → foreign key → what it refers to.
_pairs: weakref.WeakKeyDictionary[type, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    weakref.WeakKeyDictionary()
)
_known: weakref.WeakKeyDictionary[type, tuple[TwoAnswers, ...]] = weakref.WeakKeyDictionary()


def answers_of(model: UserValue) -> tuple[TwoAnswers, ...]:
    """Return the attributes of a model that answer one question; none of what is not mapped, or not yet in full.

    Args:
        model: The model.
    """
    mapper = mapper_of(model)
    if mapper is None or not mapper.configured:
        return ()
    if model not in _known:
        _known[model] = (*_keys(mapper), *_composites(mapper), *_other_names(mapper))
    return _known[model]


def _keys(mapper: orm.Mapper[UserValue]) -> Iterator[TwoAnswers]:
    for relation in mapper.relationships:
        if relation.direction is orm.RelationshipDirection.MANYTOONE and not relation.viewonly:
            columns = [
                column for column, _ in relation.local_remote_pairs or () if mapper.columns.contains_column(column)
            ]
            keys = tuple(dict.fromkeys(mapper.get_property_by_column(column).key for column in columns))
            if keys:
                yield TwoAnswers(relation.key, keys, "the key of", compared=True)


def is_key(parent: UserValue, attribute: str, value: UserValue) -> bool:
    """Say whether a value is the key of an object, as far as that is known without a statement.

    Args:
        parent: The object, or None.
        attribute: Its attribute that the key refers to.
        value: The key.
    """
    if parent is None:
        return False
    state = sa.inspect(parent, raiseerr=False)
    if state is None:
        # SQLAlchemy refuses it itself.
        return True
    known = orm.attributes.instance_dict(parent)
    if attribute not in known:
        # Of an object that has been saved it is read when somebody asks; one that has not been has none.
        return bool(state.has_identity)
    return bool(known[attribute] == value) or str(known[attribute]) == str(value)


def check_keys_agree(meta: SQLAlchemyOptions, model: UserValue, arguments: UserValues, is_key: IsKey = is_key) -> None:
    """Refuse a relationship, and the key of another object besides: when it is written, the key would be lost.

    Args:
        meta: The factory's options.
        model: The model.
        arguments: Attribute → value.
        is_key: Says whether a value is the key of an object.

    Raises:
        InvalidDeclarationError: It is so, as far as that is known without a statement.
    """
    for relation, pairs in _pairs_of(model):
        if relation not in arguments:
            continue
        parent = arguments[relation]
        for key, target in pairs:
            value = arguments.get(key)
            if value is None or isinstance(value, sa.ClauseElement) or is_key(parent, target, value):
                continue
            back = meta.renamed_back
            name, whole = back.get(key, key), back.get(relation, relation)
            raise InvalidDeclarationError(
                f"{meta.factory.__name__}.{name}: this is not the key of {whole!r}, which is said too, and it would be lost. "
                f"Say one of the two."
            )


def _pairs_of(model: UserValue) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return relationship to one → its keys, and what they refer to."""
    try:
        return _pairs[model]
    except (KeyError, TypeError):
        mapper = mapper_of(model)
        if mapper is None:
            return ()
        mapper.registry.configure()
        found = _pairs[model] = tuple(_key_pairs(mapper))
        return found


def _key_pairs(mapper: orm.Mapper[UserValue]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for relation in mapper.relationships:
        pairs = relation.local_remote_pairs or ()
        known = all(
            mapper.columns.contains_column(own) and relation.mapper.columns.contains_column(other)
            for own, other in pairs
        )
        if known and relation.direction is orm.RelationshipDirection.MANYTOONE and not relation.viewonly:
            names = mapper.get_property_by_column, relation.mapper.get_property_by_column
            yield relation.key, tuple((names[0](own).key, names[1](other).key) for own, other in pairs)


def _composites(mapper: orm.Mapper[UserValue]) -> Iterator[TwoAnswers]:
    for composite in mapper.composites:
        yield TwoAnswers(composite.key, tuple(part.key for part in composite.props), "a part of", each=True)


def _other_names(mapper: orm.Mapper[UserValue]) -> Iterator[TwoAnswers]:
    for synonym in mapper.synonyms:
        # One with a property of the user's does with the value what it likes.
        setter = getattr(synonym.descriptor, "fset", None)
        if str(getattr(setter, "__module__", "")).startswith("sqlalchemy."):
            yield TwoAnswers(synonym.key, (synonym.name,), "another name of")
    for name, descriptor in mapper.all_orm_descriptors.items():
        target: str = getattr(descriptor, "target_collection", "")
        if target in mapper.relationships and mapper.relationships[target].uselist:
            yield TwoAnswers(name, (target,), "what fills")
