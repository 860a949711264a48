"""Factories without a class body: make_factory, and build, create, stub, generate for a model at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar, overload

from typedfactory.errors import ArgumentError
from typedfactory.facade.factory import Factory
from typedfactory.facade.keywords import Keywords
from typedfactory.ground.stubs import StubObject

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


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
    meta = type("Meta", (kwargs["Meta"],) if "Meta" in kwargs else (), {"model": klass})
    namespace = Keywords({"__module__": __name__, **kwargs, "Meta": meta})
    made: type[Factory[T]] = type(base)(f"{name}Factory", (base,), namespace)
    return made


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
    return make_factory(klass, **kwargs).build()


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
    return make_factory(klass, **kwargs).build_batch(size)


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
    return make_factory(klass, **kwargs).create()


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
    return make_factory(klass, **kwargs).create_batch(size)


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
    return make_factory(klass, **kwargs).stub()


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
    return make_factory(klass, **kwargs).stub_batch(size)


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
    return make_factory(klass, **kwargs).generate(strategy)


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
    return make_factory(klass, **kwargs).generate_batch(strategy, size)


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
    return make_factory(klass, **kwargs).simple_generate(create)


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
    return make_factory(klass, **kwargs).simple_generate_batch(create, size)
