"""Factory: the class that users derive from. It delegates; what a factory knows lives in ``_meta``."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, overload

from typing_extensions import TypeVar

from typedfactory import typeinfo
from typedfactory.declarations import Special
from typedfactory.errors import (
    AssociatedClassError,
    MetaOptionError,
    UnknownStrategy,
    UnsupportedStrategy,
)
from typedfactory.facade.batches import BatchMethods, take_leading
from typedfactory.facade.class_body import AlikeBody, part_declarations
from typedfactory.facade.extension_points import ExtensionPoints
from typedfactory.facade.inspection import InspectionMethods
from typedfactory.facade.language.asynchronous import AsyncMethods
from typedfactory.facade.language.methods import LanguageMethods
from typedfactory.ground.old_names import ATTRIBUTES, OPTIONS, OldAttribute, option_today
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.describe.hooks import HOOKS, own_hook
from typedfactory.plan.options import FactoryOptions

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues

#: A factory that names its model in class Meta alone may leave it out.
T = TypeVar("T", default=Any)


#: The names that a class body may use for fields although `Factory` has a method of that name.
_METHODS: set[str] = set()


class FactoryMetaClass(Special, type):
    """Turns a class body into a factory: reads Meta, Params and declarations, then gets out of the way.

    Source: factory_boy's ``FactoryMetaClass``.
    """

    _meta: FactoryOptions

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: UserValues, **kwargs: UserValue
    ) -> FactoryMetaClass:
        """Make a factory class."""
        if isinstance(namespace, AlikeBody):
            alike: UserValue = super().__new__(mcs, name, bases, dict(namespace), **kwargs)
            alike._meta = alike._options_class()
            alike._meta.take_after(namespace.first, alike)
            return alike  # type: ignore[no-any-return]  # a factory, which mypy takes no class for
        meta = namespace.get("Meta")
        params = namespace.get("Params")
        factories = [base for base in bases if isinstance(base, FactoryMetaClass)]
        values, body = part_declarations(name, namespace, factories, _METHODS)
        cls = super().__new__(mcs, name, bases, body, **kwargs)
        base = factories[0] if factories else None
        options = cls._options_class()  # type: ignore[attr-defined]  # every factory has one
        cls._meta = options
        options.contribute_to_class(
            cls,
            meta=meta,
            base_meta=None if base is None else base._meta,
            base_factory=base,
            params=params,
            values=values,
            type_argument=_own_type_argument(cls, base),
        )
        return cls

    if not TYPE_CHECKING:
        # Out of type checkers' sight, who ask `Factory.__new__` instead: what is generated names the fields there.

        def __call__(cls, /, **kwargs: UserValue) -> UserValue:
            """Make an object with the factory's default strategy."""
            return cls._meta.start_default(kwargs)

    def __setattr__(cls, name: str, value: UserValue) -> None:
        """Notice when a hook is replaced after the class was made (a mock, a signal muter).

        Raises:
            MetaOptionError: The name is that of an option in older versions of factory_boy, and would do nothing.
        """
        if name in OPTIONS and name.isupper():
            raise MetaOptionError(f"{cls.__name__}.{name}: nothing reads it. {option_today(name)}")
        super().__setattr__(name, value)
        cls._notice(name)

    def __delattr__(cls, name: str) -> None:
        """Notice when a replaced hook is taken away again."""
        super().__delattr__(name)
        cls._notice(name)

    def _notice(cls, name: str) -> None:
        options = vars(cls).get("_meta")
        # A class whose definition failed has no plans; it is still listed among the subclasses until it is collected.
        if options is not None and name in HOOKS and options.defined:
            options.reset_plans()
            subclasses: list[UserValue] = type.__subclasses__(cls)
            for subclass in subclasses:
                subclass._notice(name)  # noqa: SLF001 - the same method, of a subclass

    def misplaced_as_value(cls) -> str:
        """Say what to write where a factory stands for what it makes."""
        name = cls.__name__
        return (
            f"{name} is a factory, not a value. Write SubFactory({name}); for the class itself, "
            f"LazyFunction(lambda: {name})."
        )

    def __str__(cls) -> str:
        if cls._meta.abstract:
            return f"<{cls.__name__} (abstract)>"
        return f"<{cls.__name__} for {cls._meta.model}>"


for _name in (*OPTIONS, *ATTRIBUTES):
    type.__setattr__(FactoryMetaClass, _name, OldAttribute(_name))


def _own_type_argument(cls: type, base: FactoryMetaClass | None) -> object:
    """Return the type argument of a factory where its own bases say something new."""
    if base is None:
        return None
    if "__orig_bases__" not in vars(cls) and (base._meta.model is not None or len(cls.__bases__) == 1):
        # What a single base says is its model already.
        return None
    return typeinfo.model_argument(cls, Factory)


class Factory(
    BatchMethods[T],
    AsyncMethods[T],
    InspectionMethods[T],
    LanguageMethods[T],
    ExtensionPoints[T],
    Generic[T],
    metaclass=FactoryMetaClass,
):
    """The base of all factories: ``class UserFactory(Factory[User])``.

    The class body declares how fields get their values; fields that it does not mention keep the model's default or
    are filled by their types. ``class Meta`` holds options, ``class Params`` parameters and traits.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> @dataclasses.dataclass
        ... class User:
        ...     name: str
        ...     email: str
        >>> class UserFactory(factory.Factory[User]):
        ...     name = factory.Sequence(lambda n: f"user{n}")
        ...     email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")
        >>> UserFactory()
        User(name='user0', email='user0@example.com')
        >>> UserFactory(name="ann")
        User(name='ann', email='ann@example.com')

    Source: factory_boy's ``Factory``.
    """

    _options_class: ClassVar[type[FactoryOptions]] = FactoryOptions
    _meta: ClassVar[FactoryOptions]
    _is_home: ClassVar[bool] = True

    # Where code written for factory_boy looks for them.
    AssociatedClassError: ClassVar[type[AssociatedClassError]] = AssociatedClassError
    UnknownStrategy: ClassVar[type[UnknownStrategy]] = UnknownStrategy
    UnsupportedStrategy: ClassVar[type[UnsupportedStrategy]] = UnsupportedStrategy
    # No class Meta here: type checkers would hold the one of each subclass against it.

    if TYPE_CHECKING:
        # What calling a factory gives is the metaclass's affair; checkers ask here.
        def __new__(cls, /, **overrides: UserValue) -> T: ...  # type: ignore[misc]  # noqa: D102 - no instance, by intent
    else:

        def __class_getitem__(cls, model: object) -> object:
            """Return the factory with its model, ``Factory[User]``: an alias of the quick kind where that will do."""
            if typeinfo.is_class(model) and len(cls.__parameters__) == 1:
                return types.GenericAlias(cls, model)
            return super().__class_getitem__(model)

    # Making objects

    @classmethod
    @own_hook("run")
    def build(cls, /, **kwargs: UserValue) -> T:
        """Make an object without saving it.

        Args:
            **kwargs: Overrides: field → value or declaration; ``author__name`` reaches into nested factories.

        Raises:
            UnknownFieldError: An override is misspelt.
            FactoryError: Anything else that is wrong with factory or call.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            >>> UserFactory.build(), UserFactory.build(name="ann")
            ({'name': 'user0'}, {'name': 'ann'})

        Source: factory_boy's ``Factory.build``.
        """
        made: T = cls._meta.start_build(kwargs)
        return made

    @classmethod
    @own_hook("run")
    def create(cls, /, **kwargs: UserValue) -> T:
        """Make an object and save it, where the factory's back end knows how.

        Args:
            **kwargs: Overrides, as for `build`.

        Raises:
            UnknownFieldError: An override is misspelt.
            FactoryError: Anything else that is wrong with factory or call.

        Example:
            >>> import typedfactory as factory
            >>> saved = []
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            ...     @classmethod
            ...     def _create(cls, model_class, *args, **kwargs):
            ...         saved.append(model_class(*args, **kwargs))
            ...         return saved[-1]
            >>> UserFactory.create(), saved
            ({'name': 'ann'}, [{'name': 'ann'}])

        Source: factory_boy's ``Factory.create``.
        """
        made: T = cls._meta.start_create(kwargs)
        return made

    @classmethod
    @own_hook("run")
    def stub(cls, /, **kwargs: UserValue) -> StubObject:
        """Make a stub: an object with the fields as attributes, without the model.

        Args:
            **kwargs: Overrides, as for `build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            >>> UserFactory.stub(age=3)
            StubObject(name='ann', age=3)

        Source: factory_boy's ``Factory.stub``.
        """
        made: StubObject = cls._meta.start_stub(kwargs)
        return made

    @classmethod
    def attributes(cls, /, **kwargs: UserValue) -> UserValues:
        """Return the arguments that the model would be called with, by name.

        Args:
            **kwargs: Overrides, as for `build`.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class User:
            ...     name: str
            ...     age: int = 18
            >>> class UserFactory(factory.Factory[User]):
            ...     name = "ann"
            >>> UserFactory.attributes(), UserFactory.attributes(age=3)
            ({'name': 'ann'}, {'name': 'ann', 'age': 3})
        """
        arguments: UserValues = cls._meta.run("attributes", kwargs)
        return arguments

    @overload
    @classmethod
    def generate(cls, strategy: Literal["stub"], /, **kwargs: UserValue) -> StubObject: ...
    @overload
    @classmethod
    def generate(cls, /, *, strategy: Literal["stub"], **kwargs: UserValue) -> StubObject: ...
    @overload
    @classmethod
    def generate(cls, strategy: str, /, **kwargs: UserValue) -> T: ...
    @overload
    @classmethod
    def generate(cls, /, *, strategy: str, **kwargs: UserValue) -> T: ...
    @classmethod
    def generate(cls, /, *args: UserValue, **kwargs: UserValue) -> T | StubObject:
        """Make an object with a strategy given by name.

        Args:
            *args: ``strategy`` (``"build"``, ``"create"`` or ``"stub"``), by position or by name; a field of this name
                is overridden beside a strategy by position.
            **kwargs: Overrides, as for `build`.

        Raises:
            UnknownStrategy: There is no such strategy.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            >>> UserFactory.generate("build"), UserFactory.generate("stub", name="bo")
            ({'name': 'ann'}, StubObject(name='bo'))

        Source: factory_boy's ``Factory.generate``.
        """
        (strategy,) = take_leading("generate", ("strategy",), args, kwargs)
        made: T = cls._meta.call_strategy(strategy, kwargs)
        return made

    @overload
    @classmethod
    def simple_generate(cls, create: bool, /, **kwargs: UserValue) -> T: ...
    @overload
    @classmethod
    def simple_generate(cls, /, *, create: bool, **kwargs: UserValue) -> T: ...
    @classmethod
    def simple_generate(cls, /, *args: UserValue, **kwargs: UserValue) -> T:
        """Make an object, saved or not.

        Args:
            *args: ``create`` (whether to save it), by position or by name; a field of this name is overridden beside
                one by position.
            **kwargs: Overrides, as for `build`.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            >>> UserFactory.simple_generate(create=False)
            {'name': 'ann'}

        Source: factory_boy's ``Factory.simple_generate``.
        """
        (create,) = take_leading("simple_generate", ("create",), args, kwargs)
        return cls.create(**kwargs) if create else cls.build(**kwargs)

    @classmethod
    def reset_sequence(cls, value: int | None = None, force: bool = False) -> None:
        """Restart the sequence counter.

        Args:
            value: The next number; None starts from ``_setup_next_sequence`` again.
            force: Whether to reset a counter that is shared with a base factory.

        Raises:
            SequenceResetError: The counter belongs to a base factory and ``force`` is not given.

        Example:
            >>> import typedfactory as factory
            >>> class RowFactory(factory.DictFactory):
            ...     id = factory.Sequence(lambda n: n)
            >>> RowFactory(), RowFactory()
            ({'id': 0}, {'id': 1})
            >>> RowFactory.reset_sequence(7)
            >>> RowFactory()
            {'id': 7}

        Source: factory_boy's ``Factory.reset_sequence``.
        """
        cls._meta.reset_sequence(value, force=force)


_METHODS.update(
    name
    for owner in (Factory, BatchMethods, AsyncMethods, InspectionMethods, LanguageMethods)
    for name in vars(owner)
    if not name.startswith("_")
)

#: factory_boy's name for the class below `Factory` that has no model; here they are one.
BaseFactory = Factory
