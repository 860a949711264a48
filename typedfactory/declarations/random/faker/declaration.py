"""Values made by Faker.

Faker itself is imported when the first value is made. All its values come from the stream in force of
``typedfactory.random``, never from Faker's own shared one.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from typedfactory import typeinfo
from typedfactory.declarations.base import BaseDeclaration, T_co, is_declaration
from typedfactory.declarations.marks import comparable
from typedfactory.errors import UniqueExhaustedError, UnknownProviderError
from typedfactory.ground.blocks import block
from typedfactory.ground.context import Everywhere
from typedfactory.random import refuse

if TYPE_CHECKING:
    from faker.providers import BaseProvider

    from typedfactory.ground.context import BuildStep, Resolver
    from typedfactory.ground.given import UserValue, UserValues

#: One of Faker's locales, several, or several with weights.
Locale: TypeAlias = "str | Sequence[str] | Mapping[str, float]"

#: How often a value is drawn again because it was given before.
MAX_TRIES = 1_000

_locale_override: ContextVar[Locale | None] = ContextVar("typedfactory.faker.locale", default=None)
_creation = threading.RLock()
_unique = threading.RLock()


class Faker(BaseDeclaration[T_co]):
    """A value made by a provider of Faker.

    The locale and the provider's arguments may be declarations; they, and ``unique``, may be overridden at the call:
    ``UserFactory(name__locale="fr_FR")``.

    Args:
        provider: The name of the provider, a method of ``faker.Faker()``: ``"first_name"``, ``"date_of_birth"``, ….
        locale: Faker's locale (``"de_DE"``); several, of which one is chosen for each value, with weights if given as
            a mapping; None for the default one.
        unique: Whether all values of this declaration differ, in all factories that inherit it, until the sequence of
            one is reset. Where the provider itself has an argument of that name (``words``, ``random_elements``), it is
            handed on to it.
        **kwargs: Arguments of the provider.

    Raises:
        UnknownProviderError: When the value is made: Faker has no such provider, or no such locale.
        UniqueExhaustedError: When the value is made: no new one was found.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = factory.Faker("name")
        ...     age = factory.Faker("pyint", min_value=18, max_value=65)
        >>> with factory.random.seeded(42):
        ...     UserFactory()
        {'name': 'Allison Hill', 'age': 32}

    Source: factory_boy's ``Faker``; ``unique`` is from Faker's own ``unique`` proxy.
    """

    #: The generator of each locale that was used; factory_boy's name.
    _FAKER_REGISTRY: ClassVar[dict[UserValue, UserValue]] = {}
    #: The locale where none is given; factory_boy's name, set by projects.
    _DEFAULT_LOCALE: ClassVar[Locale] = "en_US"

    def __init__(
        self, /, provider: str, *, locale: UserValue = None, unique: bool = False, **kwargs: UserValue
    ) -> None:
        super().__init__(locale=locale, **kwargs)
        self.provider = provider
        self.locale = locale
        self.unique = unique
        self.arguments = kwargs

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return the provider's arguments."""
        return self.arguments

    @property
    def is_plain(self) -> bool:
        """Whether `draw` gives what ``evaluate`` would: nothing to evaluate first, to remember or to override."""
        kind = type(self)
        return (
            not self.unique
            and not any(map(is_declaration, self._defaults.values()))
            and kind.evaluate is Faker.evaluate
            and kind.evaluate_pre is BaseDeclaration.evaluate_pre
            and kind.unroll_context is BaseDeclaration.unroll_context
        )

    def draw(self) -> T_co:
        """Return a value without a step; shared with compiled factories. Only if `is_plain`."""
        return cast("T_co", self._get_faker(self.locale).format(self.provider, **self.arguments))

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Call the provider with the parameters.

        Args:
            instance: Not used.
            step: The step in progress; remembers unique values.
            extra: ``locale``, ``unique`` and the provider's arguments.
        """
        arguments = dict(extra)
        generator = self._get_faker(arguments.pop("locale", None))
        if "unique" in arguments or self.unique:
            if _takes_unique(generator, self.provider):
                arguments.setdefault("unique", self.unique)
            elif arguments.pop("unique", self.unique):
                seen = step.unique_scope(Everywhere(("Faker", self.creation_counter)))
                return cast("T_co", self._draw_new(seen, lambda: generator.format(self.provider, **arguments)))
        return cast("T_co", generator.format(self.provider, **arguments))

    def _draw_new(self, seen: set[Hashable], draw: Callable[[], UserValue]) -> UserValue:
        for _ in range(MAX_TRIES):
            value = draw()
            key = comparable(value, f'Faker("{self.provider}", unique=True): the provider')
            with _unique:
                if key not in seen:
                    seen.add(key)
                    return value
            refuse()
        raise UniqueExhaustedError(
            f'Faker("{self.provider}", unique=True): none of {MAX_TRIES:,} tries gave a new value, after {len(seen):,} '
            f"different ones. Call reset_sequences() between tests, or widen what the provider may give."
        )

    @classmethod
    @block
    def override_default_locale(cls, locale: Locale) -> Iterator[None]:
        """Make another locale the default one, in a ``with`` block or for a decorated function.

        It holds for the thread or asyncio task that enters the block, and for tasks started inside.

        Args:
            locale: As for `Faker` itself.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     city = factory.Faker("current_country")
            >>> with factory.Faker.override_default_locale("de_DE"):
            ...     UserFactory()
            {'city': 'Germany'}
        """
        token = _locale_override.set(locale)
        try:
            yield
        finally:
            _locale_override.reset(token)

    @classmethod
    def add_provider(cls, provider: BaseProvider | type[BaseProvider], locale: Locale | None = None) -> None:
        """Add a provider of your own; its methods win over those of the same name.

        Args:
            provider: A provider, or its class.
            locale: Where to add it; None for the default locale.

        Example:
            >>> import typedfactory as factory
            >>> from faker.providers import BaseProvider
            >>> class Planets(BaseProvider):
            ...     def planet(self):
            ...         return self.random_element(["Mars"])
            >>> factory.Faker.add_provider(Planets)
            >>> class TripFactory(factory.DictFactory):
            ...     to = factory.Faker("planet")
            >>> TripFactory()
            {'to': 'Mars'}
        """
        cls._get_faker(locale).add_provider(provider)

    @classmethod
    def _get_faker(cls, locale: UserValue = None) -> UserValue:
        """Return the generator of a locale: a ``faker.Generator``, or what chooses from several.

        Args:
            locale: As for `Faker` itself; None for the default one.
        """
        if locale is None:
            locale = _locale_override.get() or cls._DEFAULT_LOCALE
        key = locale if isinstance(locale, str) else _locale_key(locale)
        return cls._FAKER_REGISTRY.get(key) or cls._make_faker(key, locale)

    @classmethod
    def _make_faker(cls, key: Hashable, locale: UserValue) -> UserValue:
        # Faker is slow to import, and many factories do without.
        from typedfactory.declarations.random.faker import generators as faker_generators  # noqa: PLC0415 - see above

        registry = cls._FAKER_REGISTRY
        with _creation:
            if isinstance(key, str):
                name = faker_generators.find_locale(key)
                made = registry.get(name) or registry.setdefault(name, faker_generators.make_generator(name))
            else:
                generators = [cls._get_faker(name) for name in locale]
                weights = list(locale.values()) if isinstance(locale, Mapping) else None
                # One locale needs no choice, and so draws nothing for it.
                made = faker_generators.SeveralLocales(generators, weights) if len(generators) > 1 else generators[0]
            return registry.setdefault(key, made)


def _locale_key(locale: UserValue) -> Hashable:
    is_several = isinstance(locale, (Sequence, Mapping)) and len(locale) > 0
    if not is_several or not all(isinstance(name, str) for name in locale):
        raise UnknownProviderError(f'Faker has no locale {locale!r}. Give a name like "en_US", or several.')
    return tuple(locale), tuple(locale.values()) if isinstance(locale, Mapping) else None


def _takes_unique(generator: UserValue, provider: str) -> bool:
    method = getattr(generator, provider, None)
    if not (inspect.ismethod(method) or inspect.isfunction(method)):
        return False
    return "unique" in typeinfo.parameters_of(method)
