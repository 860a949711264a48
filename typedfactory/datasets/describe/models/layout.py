"""The columns that the rows of a model have."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import DatasetError, FactoryError
from typedfactory.ground.libraries import is_present

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.ground.shape import ModelShape

#: Fields that are a key where nobody says another, in this order.
_KEYS = ("id", "pk", "uuid", "key")


@attrs.frozen
class Field:
    """One column of a model.

    Attributes:
        name: The factory's name for it, and the column's.
        attribute: The name on objects.
        annotation: The type of its values.
        default: The value that it has where the factory says nothing; `MISSING` where there is none, or a new one each time.
        unique: Whether no value comes twice.
        late: Whether its default is found when an object is saved.
    """

    name: str
    attribute: str
    annotation: object
    default: UserValue = typeinfo.MISSING
    unique: bool = False
    late: bool = False


@attrs.frozen
class Layout:
    """The columns of a model.

    Attributes:
        model: The model.
        fields: The columns.
        key: The column that tells rows apart; None where nobody says which.
        relations: Relation → the column that holds the key of what it leads to.
        stores: Whether the constructor stores what it is given, as it is, and does nothing else.
    """

    model: UserValue
    fields: tuple[Field, ...]
    key: str | None
    relations: Mapping[str, str]
    stores: bool

    def field(self, name: str) -> Field | None:
        """Return the column of a name, if there is one."""
        return next((each for each in self.fields if each.name == name), None)


def layout_of(factory: FactoryClass) -> Layout:
    """Return the columns of the rows that a factory makes.

    Args:
        factory: The factory.

    Raises:
        DatasetError: Nobody says what columns they have.
    """
    model = factory._meta.get_model_class()
    if model is not None and is_present("sqlalchemy"):
        from typedfactory.datasets.describe.models import sqlalchemy  # noqa: PLC0415 - the library may be missing

        if sqlalchemy.is_mapped(model):
            return sqlalchemy.layout_of(model)
    if model is not None and is_present("django.db.models"):
        from typedfactory.datasets.describe.models import django  # noqa: PLC0415 - the library may be missing

        if django.is_model(model):
            return django.layout_of(model)
    shape = None if model is None else shape_of(model)
    if shape is None or not shape.fields or not shape.declared:
        raise DatasetError(
            f"{factory.__name__}: a {getattr(model, '__name__', model)} does not say which fields it has, of which types. "
            f"Make a table of a dataclass, a TypedDict, or another model with annotations."
        )
    return _layout_of_shape(factory, shape)


def _layout_of_shape(factory: FactoryClass, shape: ModelShape) -> Layout:
    model = shape.model
    defaults = _defaults_of(model)
    fields: list[Field] = []
    for each in shape.fields:
        try:
            annotation = shape.annotation_of(each)
        except FactoryError as error:
            raise DatasetError(f"{factory.__name__}.{each.name}: a column needs a type. Annotate the field.") from error
        fields.append(Field(each.name, each.attribute, annotation, defaults.get(each.name, typeinfo.MISSING)))
    names = [each.name for each in fields]
    key = next((name for name in _KEYS if name in names), None)
    return Layout(model, tuple(fields), key, {}, _stores(model))


def _defaults_of(model: UserValue) -> dict[str, UserValue]:
    try:
        parameters = inspect.signature(model).parameters
    except (TypeError, ValueError):
        return {}
    return {
        name: each.default
        for name, each in parameters.items()
        if each.default is not inspect.Parameter.empty and "factory" not in type(each.default).__name__.lower()
    }


def _stores(model: UserValue) -> bool:
    """Say whether a constructor stores its arguments and does nothing else, as far as the library's conventions tell."""
    cls = typeinfo.class_of(model)
    if any(hasattr(cls, name) for name in ("__post_init__", "__attrs_post_init__", "__attrs_pre_init__")):
        return False
    if hasattr(cls, "__dataclass_fields__"):
        return "__init__" in vars(cls) and _is_written_by_dataclass(cls)
    if issubclass(cls, tuple):
        return hasattr(cls, "_fields") and "__new__" in vars(cls)
    return typeinfo.class_of(model) is dict or hasattr(cls, "__struct_fields__") or _is_typed_dict(cls)


def _is_written_by_dataclass(cls: type) -> bool:
    # What dataclass wrote comes from no file.
    code = getattr(vars(cls)["__init__"], "__code__", None)
    return code is not None and code.co_filename == "<string>"


def _is_typed_dict(cls: type) -> bool:
    return hasattr(cls, "__total__") and hasattr(cls, "__required_keys__")
