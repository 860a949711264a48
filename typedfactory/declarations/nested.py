"""Objects inside objects: SubFactory, Dict and List."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, overload

from typing_extensions import TypeVar

from typedfactory.declarations.base import BaseDeclaration, NotProvided, T_co
from typedfactory.errors import FactoryImportError, FactoryReferenceError, UnknownStrategy, did_you_mean
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.making.strategies import is_strategy, names_of_strategies

if TYPE_CHECKING:
    from typing import TypeGuard

    from typedfactory.ground.given import FactoryClass, UserValue, UserValues


T = TypeVar("T")

#: The deep key that chooses how one nested object is made: ``author____strategy="build"``.
STRATEGY_KEY = "__strategy"


class FactoryOf(Protocol[T_co]):
    """A factory class, as far as declarations need to know one: what it makes."""

    def build(self, /, *args: UserValue, **kwargs: UserValue) -> T_co:
        """Make an object; any signature will do, one that names the fields among them."""


def _is_factory(value: object) -> TypeGuard[FactoryClass]:
    # Django's models have a `_meta` too.
    return hasattr(getattr(value, "_meta", None), "make_nested")


class FactoryReference:
    """A factory given as a class or, to let factories refer to each other, as an import path.

    Args:
        factory_or_path: The class, or ``"package.module.ClassName"``.

    Raises:
        FactoryReferenceError: It is neither.

    Example:
        >>> FactoryReference("typedfactory.DictFactory").get().__name__
        'DictFactory'
    """

    def __init__(self, factory_or_path: object) -> None:
        self.factory: type | None = None
        self.path: str | None = None
        if isinstance(factory_or_path, type) and factory_or_path is not NotProvided:
            self.factory = factory_or_path
        elif isinstance(factory_or_path, str) and "." in factory_or_path.strip("."):
            self.path = factory_or_path
        else:
            raise FactoryReferenceError(
                f"A factory= argument must receive either a class or the fully qualified path to a Factory "
                f'subclass ("package.module.ClassName"); got {_described(factory_or_path)} instead.'
                f"{_BRACKETS if _is_made(factory_or_path) else ''}"
            )

    def get(self) -> FactoryClass:
        """Return the factory class, importing it on first use.

        Raises:
            FactoryImportError: The path leads nowhere.
            FactoryReferenceError: It does not lead to a factory.
        """
        if self.factory is None:
            self.factory = self._load(cast("str", self.path))
        if not _is_factory(self.factory):
            raise FactoryReferenceError(
                f"{self.factory!r} stands where a factory belongs, but is no Factory subclass. "
                f"Pass the factory of this class instead."
            )
        return self.factory

    def _load(self, path: str) -> type:
        module_name, _, name = path.rpartition(".")
        try:
            module = importlib.import_module(module_name)
        except ModuleNotFoundError as error:
            if error.name is None or not (module_name + ".").startswith(error.name + "."):
                raise
            raise FactoryImportError(
                f'The factory path "{path}" cannot be imported: there is no module "{error.name}". '
                f'Give the full path, "package.module.ClassName".'
            ) from error
        try:
            found: type = getattr(module, name)
        except AttributeError:
            factories = [key for key, value in vars(module).items() if _is_factory(value)]
            hint = did_you_mean(name, factories) if factories else "There are no factories in it."
            raise FactoryImportError(
                f'The factory path "{path}" cannot be imported: module "{module_name}" has no "{name}". {hint}'
            ) from None
        return found

    def __repr__(self) -> str:
        given = self.path or self.factory
        return f"<FactoryReference {getattr(given, '__name__', given)}>"


#: What to do where an object stands in the place of a factory.
_BRACKETS = " Leave out the brackets: SubFactory(UserFactory), not SubFactory(UserFactory())."


def _is_made(value: object) -> bool:
    return value is not NotProvided and not isinstance(value, (str, int, type(None)))


def _described(value: object) -> str:
    if value is NotProvided:
        return "nothing"
    if isinstance(value, (str, int, type(None))):
        return repr(value)
    return f"an object of class {type(value).__name__}"


class SubFactory(BaseDeclaration[T_co]):
    """An object made by another factory, with the same strategy.

    Args:
        factory: The factory class, or its import path ``"package.module.ClassName"``.
        strategy: How the object is made, whatever makes the one around it: ``"build"``, ``"create"``, ``"stub"``,
            ``"persisted"`` or a name of `register_strategy`; by position, for a field may be called like this.
        **kwargs: Overrides for it, deep ones (``a__b``) included; values may be declarations, which are
            evaluated among the nested factory's fields (``SelfAttribute("..x")`` reaches the enclosing one's).

    Raises:
        FactoryReferenceError: ``factory`` is neither a factory nor the path of one.
        UnknownStrategy: There is no such strategy.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "joe"
        >>> class CompanyFactory(factory.DictFactory):
        ...     owner = factory.SubFactory(UserFactory, name="ann")
        >>> CompanyFactory(), CompanyFactory(owner__name="eve"), CompanyFactory(owner=None)
        ({'owner': {'name': 'ann'}}, {'owner': {'name': 'eve'}}, {'owner': None})

    Source: factory_boy's ``SubFactory``.
    """

    UNROLL_CONTEXT_BEFORE_EVALUATION = False
    #: Whether the nested object takes the number of the enclosing one instead of its own next.
    FORCE_SEQUENCE: ClassVar[bool] = False

    @overload
    def __init__(self, factory: FactoryOf[T_co], strategy: str | None = ..., /, **kwargs: UserValue) -> None: ...
    @overload
    def __init__(self, factory: str, strategy: str | None = ..., /, **kwargs: UserValue) -> None: ...
    @overload
    def __init__(self, /, *, factory: FactoryOf[T_co] | str, **kwargs: UserValue) -> None: ...
    def __init__(self, factory: object = NotProvided, strategy: str | None = None, /, **kwargs: UserValue) -> None:
        if factory is NotProvided:
            factory = kwargs.pop("factory", NotProvided)
        super().__init__(**kwargs)
        self.factory_wrapper = FactoryReference(factory)
        if strategy is not None:
            if not is_strategy(strategy):
                known = ", ".join(map(repr, names_of_strategies(strategy)))
                raise UnknownStrategy(f"SubFactory: there is no strategy {strategy!r}. Use one of {known}.")
            self._defaults = {**kwargs, STRATEGY_KEY: strategy}

    def get_factory(self) -> FactoryClass:
        """Return the factory class, importing it if it was given by path."""
        return self.factory_wrapper.get()

    @property
    def shares(self) -> bool:
        """Whether a shared object of the model may stand in its place: see `typedfactory.shared`."""
        return not self.FORCE_SEQUENCE

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return the overrides of the nested factory."""
        return self._defaults

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Make the nested object."""
        number = step.sequence if self.FORCE_SEQUENCE else None
        return cast("T_co", step.recurse(self.get_factory(), extra, force_sequence=number))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {self.factory_wrapper!r}>"


class Dict(SubFactory[dict[str, T_co]]):
    """A dict whose values may be declarations.

    They are evaluated inside the dict (``SelfAttribute("..x")`` reaches the factory's fields), with the number of
    the enclosing object. ``field__key=…`` overrides one value or adds one.

    Args:
        params: Key → value or declaration.
        dict_factory: The factory class (or its path) that makes the dict.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     admin = False
        ...     roles = factory.Dict({"staff": True, "admin": factory.SelfAttribute("..admin")})
        >>> UserFactory(admin=True, roles__staff=None)
        {'admin': True, 'roles': {'staff': None, 'admin': True}}

    Source: factory_boy's ``Dict``.
    """

    FORCE_SEQUENCE = True

    # Declarations alone come first: mypy takes the value for Any where a union would do for both.
    @overload
    def __init__(self, params: Mapping[str, BaseDeclaration[T_co]], dict_factory: FactoryClass | str = ...) -> None: ...
    @overload
    def __init__(
        self, params: Mapping[str, BaseDeclaration[T_co] | T_co], dict_factory: FactoryClass | str = ...
    ) -> None: ...
    def __init__(
        self,
        params: Mapping[str, BaseDeclaration[T_co] | T_co],
        dict_factory: FactoryClass | str = "typedfactory.DictFactory",
    ) -> None:
        super().__init__(dict_factory, **dict(params))


class List(SubFactory[list[T_co]]):
    """A list whose items may be declarations; ``field__0=…`` overrides the first.

    Args:
        params: The items.
        list_factory: The factory class (or its path) that makes the list.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     flags = factory.List(["user", "active", factory.Sequence(lambda n: f"no{n}")])
        >>> UserFactory(flags__1="retired")
        {'flags': ['user', 'retired', 'no0']}

    Source: factory_boy's ``List``.
    """

    FORCE_SEQUENCE = True

    @overload
    def __init__(self, params: Iterable[BaseDeclaration[T_co]], list_factory: FactoryClass | str = ...) -> None: ...
    @overload
    def __init__(
        self, params: Iterable[BaseDeclaration[T_co] | T_co], list_factory: FactoryClass | str = ...
    ) -> None: ...
    def __init__(
        self,
        params: Iterable[BaseDeclaration[T_co] | T_co],
        list_factory: FactoryClass | str = "typedfactory.ListFactory",
    ) -> None:
        super().__init__(list_factory, **{str(index): value for index, value in enumerate(params)})
