"""Factories without a class body: make_factory, and build, create, stub, generate for a model at hand."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from typedfactory import typeinfo
from typedfactory.declarations import BaseDeclaration
from typedfactory.errors import ArgumentError
from typedfactory.facade.class_body import AlikeBody, Keywords
from typedfactory.facade.factory import Factory
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.describe.refusing.obvious import is_plain_value

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


T = TypeVar("T")


def make_factory(klass: type[T], **kwargs: UserValue) -> type[Factory[T]]:
    """Make a factory class for a model.

    Args:
        klass: The model.
        **kwargs: Declarations; ``FACTORY_CLASS`` names the factory to derive from (default `Factory`).

    Example:
        >>> import typedfactory as factory
        >>> UserFactory = factory.make_factory(dict, name=factory.Sequence(lambda n: f"user{n}"))
        >>> UserFactory()
        {'name': 'user0'}

    Source: factory_boy's ``make_factory``.
    """
    base = kwargs.pop("FACTORY_CLASS", None)
    if base is None:
        base = Factory
    name = _name_of(klass)
    first = _first_made_for(klass) if not kwargs and base is Factory else None
    if first is not None:
        same: type[Factory[T]] = type(base)(f"{name}Factory", (base,), AlikeBody(first, {"__module__": __name__}))
        return same
    meta = type("Meta", (kwargs["Meta"],) if "Meta" in kwargs else (), {"model": klass})
    namespace = Keywords({"__module__": __name__, **kwargs, "Meta": meta})
    made: type[Factory[T]] = type(base)(f"{name}Factory", (base,), namespace)
    if not kwargs and base is Factory and typeinfo.is_class(klass):
        _first_made[klass] = weakref.ref(made._meta), Factory._meta.changes
    return made


#: Model → the options of the first factory that was made for it without declarations, as long as somebody has it, and
#: how often its base had been changed.
_first_made: weakref.WeakKeyDictionary[type, tuple[weakref.ref[FactoryOptions], int]] = weakref.WeakKeyDictionary()


def _first_made_for(model: object) -> FactoryOptions | None:
    """Return the options of a factory that another one can be made after: it declares nothing, and nobody has changed it."""
    known = _first_made.get(model) if typeinfo.is_class(model) else None
    first = None if known is None or known[1] != Factory._meta.changes else known[0]()
    return first if first is not None and first.is_obvious and not first.changes and first.is_as_read() else None


#: How many models a hidden factory is kept for.
MODELS_KEPT = 64

#: Model, by identity → the model, and the factory that makes its objects for calls that declare nothing; oldest first.
_shared: dict[int, tuple[object, type[Factory[UserValue]]]] = {}
_sharing = threading.Lock()

#: The keywords of `make_factory` that are no declarations.
_SPECIAL = frozenset({"FACTORY_CLASS", "Meta", "Params"})


def _share(model: type, factory: type[Factory[UserValue]]) -> tuple[object, type[Factory[UserValue]]]:
    """Keep the factory that makes a model's objects, and let go of the one that was kept longest where there are many."""
    with _sharing:
        while len(_shared) >= MODELS_KEPT:
            del _shared[next(iter(_shared))]
        known = _shared[id(model)] = model, factory
    return known


def factory_with(klass: type[T], values: dict[str, UserValue]) -> tuple[type[Factory[T]], dict[str, UserValue]]:
    """Return a factory for a call of a helper, and what it is to be called with.

    Where nothing is declared, it is the same for all calls, as long as it is kept; the values are overrides then.

    Args:
        klass: The model.
        values: The keywords of the call.
    """
    model: object = klass
    known = _shared.get(id(model))
    if known is None and typeinfo.is_class(model) and values.keys().isdisjoint(_SPECIAL):
        known = _share(klass, make_factory(klass))
    if known is None or not _are_overrides(known[1], values):
        return make_factory(klass, **values), {}
    factory: type[Factory[T]] = known[1]
    return factory, values


def _are_overrides(factory: type[Factory[UserValue]], values: Mapping[str, UserValue]) -> bool:
    """Say whether values mean the same in a class body and at the call: they are fields' and would not be copied."""
    shape = factory._meta.shape
    return (
        factory._meta.is_obvious
        and shape is not None
        and shape.names.issuperset(values)
        and not any(isinstance(value, (BaseDeclaration, list, dict, set)) for value in values.values())
        and all(map(is_plain_value, values.values()))
    )


def _name_of(klass: object) -> str:
    """Return the name of a model: of a class, of a function, or given as a text."""
    name = klass.rpartition(".")[2] if isinstance(klass, str) else getattr(klass, "__name__", "")
    if not isinstance(name, str) or not ((name and callable(klass)) or isinstance(klass, str)):
        raise ArgumentError(
            f"make_factory takes the class of the objects, or its full name, not {_described(klass)}. Pass the class."
        )
    return name


def _described(value: object) -> str:
    return "None" if value is None else f"an object of class {type(value).__name__}"


def build(klass: type[T], **kwargs: UserValue) -> T:
    """Make an object of a model without saving it.

    Args:
        klass: The model.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.build(dict, name="ann", mail=factory.LazyAttribute(lambda o: f"{o.name}@example.com"))
        {'name': 'ann', 'mail': 'ann@example.com'}

    Source: factory_boy's ``build``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.build(**given)


def build_batch(klass: type[T], size: int, **kwargs: UserValue) -> list[T]:
    """Make several objects of a model without saving them.

    Args:
        klass: The model.
        size: How many.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.build_batch(dict, 2, id=factory.Sequence(lambda n: n))
        [{'id': 0}, {'id': 1}]

    Source: factory_boy's ``build_batch``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.build_batch(size, **given)


def create(klass: type[T], **kwargs: UserValue) -> T:
    """Make an object of a model and save it, where ``FACTORY_CLASS`` knows how.

    Args:
        klass: The model.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.create(dict, name="ann")
        {'name': 'ann'}

    Source: factory_boy's ``create``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.create(**given)


def create_batch(klass: type[T], size: int, **kwargs: UserValue) -> list[T]:
    """Make and save several objects of a model.

    Args:
        klass: The model.
        size: How many.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.create_batch(dict, 2, id=factory.Sequence(lambda n: n))
        [{'id': 0}, {'id': 1}]

    Source: factory_boy's ``create_batch``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.create_batch(size, **given)


def stub(klass: type[UserValue], **kwargs: UserValue) -> StubObject:
    """Make a stub: an object with the fields of a model as attributes, without the model.

    Args:
        klass: The model.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.stub(dict, name="ann")
        StubObject(name='ann')

    Source: factory_boy's ``stub``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.stub(**given)


def stub_batch(klass: type[UserValue], size: int, **kwargs: UserValue) -> list[StubObject]:
    """Make several stubs for a model.

    Args:
        klass: The model.
        size: How many.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.stub_batch(dict, 2, id=factory.Sequence(lambda n: n))
        [StubObject(id=0), StubObject(id=1)]

    Source: factory_boy's ``stub_batch``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.stub_batch(size, **given)


@overload
def generate(klass: type[UserValue], strategy: Literal["stub"], **kwargs: UserValue) -> StubObject: ...
@overload
def generate(klass: type[T], strategy: str, **kwargs: UserValue) -> T: ...
def generate(klass: type[T], strategy: str, **kwargs: UserValue) -> T | StubObject:
    """Make an object of a model with a strategy given by name.

    Args:
        klass: The model.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
        **kwargs: Declarations and values, as for `make_factory`.

    Raises:
        UnknownStrategy: There is no such strategy.

    Example:
        >>> import typedfactory as factory
        >>> factory.generate(dict, "build", name="ann")
        {'name': 'ann'}

    Source: factory_boy's ``generate``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.generate(strategy, **given)


@overload
def generate_batch(
    klass: type[UserValue], strategy: Literal["stub"], size: int, **kwargs: UserValue
) -> list[StubObject]: ...
@overload
def generate_batch(klass: type[T], strategy: str, size: int, **kwargs: UserValue) -> list[T]: ...
def generate_batch(klass: type[T], strategy: str, size: int, **kwargs: UserValue) -> list[T] | list[StubObject]:
    """Make several objects of a model with a strategy given by name.

    Args:
        klass: The model.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
        size: How many.
        **kwargs: Declarations and values, as for `make_factory`.

    Raises:
        UnknownStrategy: There is no such strategy.

    Example:
        >>> import typedfactory as factory
        >>> factory.generate_batch(dict, "stub", 2, name="ann")
        [StubObject(name='ann'), StubObject(name='ann')]

    Source: factory_boy's ``generate_batch``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.generate_batch(strategy, size, **given)


def simple_generate(klass: type[T], create: bool, **kwargs: UserValue) -> T:
    """Make an object of a model, saved or not.

    Args:
        klass: The model.
        create: Whether to save.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.simple_generate(dict, False, name="ann")
        {'name': 'ann'}

    Source: factory_boy's ``simple_generate``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.simple_generate(create, **given)


def simple_generate_batch(klass: type[T], create: bool, size: int, **kwargs: UserValue) -> list[T]:
    """Make several objects of a model, saved or not.

    Args:
        klass: The model.
        create: Whether to save.
        size: How many.
        **kwargs: Declarations and values, as for `make_factory`.

    Example:
        >>> import typedfactory as factory
        >>> factory.simple_generate_batch(dict, False, 2, name="ann")
        [{'name': 'ann'}, {'name': 'ann'}]

    Source: factory_boy's ``simple_generate_batch``.
    """
    factory, given = factory_with(klass, kwargs)
    return factory.simple_generate_batch(create, size, **given)
