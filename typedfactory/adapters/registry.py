"""Which model library a class belongs to, and what its constructor looks like."""

from __future__ import annotations

import importlib
import sys
import weakref
from types import ModuleType
from typing import Protocol

from typedfactory import typeinfo
from typedfactory.ground.libraries import is_present
from typedfactory.ground.shape import ModelShape


class Adapter(Protocol):
    """Knows the models of one library.

    Example:
        >>> from typedfactory.extension import FieldShape, ModelShape
        >>> class Record:
        ...     columns = ("id", "name")
        >>> class RecordAdapter:
        ...     def recognises(self, model):
        ...         return issubclass(model, Record)
        ...     def shape(self, model):
        ...         fields = [FieldShape(name, name, True, name) for name in model.columns]
        ...         return ModelShape(model, tuple(fields), closed=True, attributes=frozenset(model.columns))
        >>> sorted(RecordAdapter().shape(Record).names)
        ['id', 'name']

    `register_adapter` makes all factories use it.
    """

    def recognises(self, model: type) -> bool:
        """Say whether this class is a model of the library.

        Args:
            model: Any class.
        """

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a model that was recognised.

        Names and defaults only: annotations are resolved later, by ``FieldShape.resolve``.

        Args:
            model: A class that was recognised.
        """


class OptionalAdapter:
    """Stands for the adapter of a library that may not be installed: it is loaded once the library is in use.

    A library that is too old has no models here: see `typedfactory.ground.libraries.why_unread`.

    Args:
        library: The module of the library that is loaded wherever it has models.
        module: Our module that has the adapter.
        name: The adapter's class in it.
    """

    def __init__(self, library: str, module: str, name: str) -> None:
        self._library = library
        self._package = library.partition(".")[0]
        #: The library itself, once it was found to be new enough.
        self._accepted: ModuleType | None = None
        self._module = module
        self._name = name
        self._loaded: Adapter | None = None

    def _load(self) -> Adapter:
        if self._loaded is None:
            self._loaded = getattr(importlib.import_module(self._module), self._name)()
        return self._loaded

    def recognises(self, model: type) -> bool:
        """Say whether this class is a model of the library."""
        if self._library not in sys.modules:
            return False
        package = sys.modules.get(self._package)
        if package is None or package is not self._accepted:
            if not is_present(self._library):
                return False
            self._accepted = package
        return self._load().recognises(model)

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a model that was recognised."""
        return self._load().shape(model)


_adapters: list[Adapter] = []
#: Class → its shape, and which constructor that was read from: a test may put another one in its place for a while.
_shapes: weakref.WeakKeyDictionary[type, tuple[tuple[int, ...], ModelShape | None]] = weakref.WeakKeyDictionary()


def register_adapter(adapter: Adapter) -> None:
    """Teach typedfactory another kind of model; the adapter registered last is asked first.

    Args:
        adapter: Recognises the models and gives their shapes.

    Example:
        >>> import typedfactory as factory
        >>> from typedfactory.extension import FieldShape, ModelShape
        >>> class Row(dict):
        ...     row_columns = {"id": int}
        >>> class RowAdapter:
        ...     def recognises(self, model):
        ...         return hasattr(model, "row_columns")
        ...     def shape(self, model):
        ...         fields = [
        ...             FieldShape(name, name, True, name, resolve=lambda model, name=name: model.row_columns[name])
        ...             for name in model.row_columns
        ...         ]
        ...         return ModelShape(model, tuple(fields), closed=True, attributes=frozenset())
        >>> register_adapter(RowAdapter())
        >>> class RowFactory(factory.Factory[Row]):
        ...     pass
        >>> type(RowFactory.build()["id"])
        <class 'int'>
    """
    _adapters.insert(0, adapter)
    _shapes.clear()


def constructor_of(model: object) -> tuple[int, ...]:
    """Return what tells one constructor of a class from another that is put in its place.

    Args:
        model: A class, or an alias of one with arguments; anything else has no constructor.

    Example:
        >>> class Point:
        ...     def __init__(self, x): ...
        >>> before = constructor_of(Point)
        >>> Point.__init__ = lambda self, **anything: None
        >>> constructor_of(Point) == before
        False
    """
    cls = model if typeinfo.is_class(model) else typeinfo.origin_of(model)
    # By identity: keeping the functions would keep their class alive, and a shape is forgotten with its class.
    if not typeinfo.is_class(cls):
        return ()
    return _identity(cls, "__init__"), _identity(cls, "__new__")


def _identity(cls: type, name: str) -> int:
    for base in cls.__mro__:
        found = base.__dict__.get(name)
        if found is not None:
            return id(found)
    raise AttributeError(name)  # pragma: no cover - every class has these from object


def shape_of(model: object) -> ModelShape | None:
    """Return what the constructor of a model looks like.

    Args:
        model: A class, or an alias of one with arguments (``Box[int]``).

    Returns:
        The shape; None when no adapter knows the class (or it is no class).

    Example:
        >>> import attrs
        >>> @attrs.define
        ... class Account:
        ...     _secret: str
        >>> [(field.name, field.attribute) for field in shape_of(Account).fields]
        [('secret', '_secret')]
        >>> shape_of(int) is None
        True
    """
    if typeinfo.is_class(model):
        constructor = constructor_of(model)
        known = _shapes.get(model)
        if known is not None and known[0] == constructor:
            return known[1]
        found = next((adapter.shape(model) for adapter in _adapters if adapter.recognises(model)), None)
        _shapes[model] = constructor, found
        return found
    origin = typeinfo.origin_of(model)
    generic = shape_of(origin) if typeinfo.is_class(origin) else None
    if generic is None:
        return None
    return ModelShape(model, generic.fields, generic.closed, generic.attributes, declared=generic.declared)
