"""Rows in the place of objects: what a factory would make, as parameters of INSERT statements."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.hybrid import hybrid_property

from typedfactory.errors import FactoryError
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.sqlalchemy.filling.columns import has_value, mapper_of
from typedfactory.orm.sqlalchemy.listeners import is_of

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.bulk.twins import Waiting


class BulkError(FactoryError):
    """What was asked for cannot be done in bulk."""


class NeedsObjectsError(BulkError):
    """A function looks at an object whose attributes its own class decides; the unit of work makes it first."""


class Row:
    """An object that is not made: the arguments of its constructor, to be inserted as they are.

    Args:
        model: The model.
        values: Argument → value; other rows among them.
        args: Positional arguments.
    """

    __slots__ = ("__weakref__", "args", "done", "instance", "later", "links", "model", "values", "written")

    def __init__(self, model: type[UserValue], values: UserValues, args: tuple[UserValue, ...] = ()) -> None:
        self.model = model
        self.values = values
        self.args = args
        #: Attribute → value of what is known to be in the database; the keys, once it is inserted.
        self.written: UserValues = {}
        #: The object, where it was asked for.
        self.instance: UserValue = None
        #: The hooks that run once it is inserted.
        self.later: list[Waiting] | None = None
        #: Relationship → objects or rows that a secondary table links to it.
        self.links: dict[orm.RelationshipProperty[UserValue], list[UserValue]] | None = None
        self.done = False

    def __getattr__(self, name: str) -> UserValue:
        """Return an argument, or what the class makes of them, for functions that look at the object."""
        if name.startswith("__"):
            raise AttributeError(name)
        model, values = self.model, self.values
        if self.args or not is_plain_model(model):
            raise NeedsObjectsError(
                f"a function asks for {model.__name__}.{name}, which its own class decides. "
                f"Give it another way, or use create_batch."
            )
        if name in values:
            return values[name]
        return _of_class(self, name)


def _of_class(row: Row, name: str) -> UserValue:
    """Return an attribute that is no argument: one of the class, or a column that stays empty."""
    mapper = sa.inspect(row.model)
    if name in mapper.column_attrs:
        return None if _stays_empty(mapper, name) else _refuse(row, name)
    if name in mapper.relationships:
        return _refuse(row, name)
    found = inspect.getattr_static(row.model, name, None)
    if isinstance(found, (property, hybrid_property)) and found.fget is not None:
        return found.fget(row)
    if isinstance(found, types.FunctionType):
        return types.MethodType(found, row)
    return _refuse(row, name) if found is None or hasattr(type(found), "__get__") else found


def _stays_empty(mapper: orm.Mapper[UserValue], name: str) -> bool:
    """Say whether a column that nobody gives a value has none in the database either."""
    column = mapper.column_attrs[name].columns[0]
    return isinstance(column, sa.Column) and not column.foreign_keys and not has_value(mapper, column)


def _refuse(row: Row, name: str) -> NoReturn:
    raise BulkError(
        f"a function asks for {row.model.__name__}.{name}, which is not known before the row is inserted. "
        f'Give it another way, or let bulk="where-possible" make the objects one by one.'
    )


class RowKey:
    """The key of a row that is not inserted yet: what a foreign key without a relationship holds.

    Args:
        row: The parent.
        attribute: The parent's attribute that the foreign key refers to.
    """

    __slots__ = ("attribute", "row")

    def __init__(self, row: Row, attribute: str) -> None:
        self.row = row
        self.attribute = attribute

    def _unknown(self, *_others: object) -> NoReturn:
        _refuse(self.row, self.attribute)

    __str__ = __format__ = __int__ = __index__ = __float__ = __bool__ = _unknown
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _unknown
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _unknown
    __hash__ = object.__hash__


def is_plain_model(model: type[UserValue]) -> bool:
    """Say whether an object of a model is nothing but one row with the values that its constructor is given."""
    mapper = mapper_of(model)
    if mapper is None or len(mapper.tables) != 1 or mapper.version_id_col is not None:
        return False
    if mapper.validators or mapper.concrete or hasattr(model, "__dataclass_fields__"):
        return False
    listeners = [*mapper.dispatch.before_insert, *mapper.dispatch.after_insert, *mapper.class_manager.dispatch.init]
    if not all(is_of("sqlalchemy", each) for each in listeners):
        return False
    return is_of("sqlalchemy", getattr(model.__init__, "_sa_original_init", model.__init__))


def key_of(parent: UserValue, attribute: str) -> UserValue:
    """Return what a foreign key to a parent holds that is in the database.

    Args:
        parent: A row, or an object.
        attribute: The parent's attribute that the foreign key refers to.
    """
    if type(parent) is not Row:
        return getattr(parent, attribute)
    written: Mapping[str, UserValue] = parent.written
    return written[attribute] if attribute in written else getattr(parent.instance, attribute)
