"""Faker's generators, made to draw from our stream, and quicker for the same values.

The only file that imports Faker; it is itself imported when the first fake value is made.
"""

from __future__ import annotations

import functools
import itertools
import locale as posix_locale
import re
from collections import OrderedDict
from typing import TYPE_CHECKING

import attrs
import faker
from faker.config import AVAILABLE_LOCALES
from faker.providers import BaseProvider, date_time

from typedfactory.errors import UnknownProviderError, did_you_mean
from typedfactory.random import current_stream, randgen

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    from typedfactory.ground.given import UserFunction, UserValue

_TOKEN = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_OTHER_ATTRIBUTES = frozenset({"providers", "locale_name", "unique", "optional"})
_PLAIN_SEQUENCES = frozenset({tuple, list, str})


class StreamGenerator(faker.Generator):
    """A Faker generator whose numbers come from the stream in force, so that seeds and ``seeded`` blocks hold.

    With the same seed it gives the values of a plain Faker generator after ``seed_instance(seed)``.

    Args:
        locale: The locale's name as Faker has it, ``"en_US"``.

    Attributes:
        locale_name: That name.
        unique: Faker's own memory of unique values; it knows nothing of ``Faker(…, unique=True)``.
        optional: Faker's own way to values that may be None.
    """

    unique: UserValue
    optional: UserValue

    def __init__(self, locale: str) -> None:
        self.locale_name = locale
        self._own_random: random.Random | None = None
        super().__init__(locale=locale)  # type: ignore[arg-type]  # Faker itself passes a str there
        # Faker takes the bytes of a generator that was never seeded from the system, beside the stream.
        super().seed_instance(0)

    @property
    def random(self) -> random.Random:
        """The stream in force, or the one that was set here."""
        return self._own_random or current_stream()

    @random.setter
    def random(self, value: random.Random) -> None:
        self._own_random = value

    def seed_instance(self, seed: UserValue = None) -> StreamGenerator:
        """Reseed what this generator draws from."""
        (self._own_random or randgen).seed(seed)
        return self

    def add_provider(self, provider: BaseProvider | type[BaseProvider]) -> None:
        """Add a provider; its methods win over those of the same name."""
        if isinstance(provider, type):
            provider = provider(self)
        else:
            # A DynamicProvider comes with a generator of its own, which draws from Faker's shared stream.
            provider.generator = self
        keep_weights(provider)
        super().add_provider(provider)

    def format(self, formatter: str, *args: UserValue, **kwargs: UserValue) -> UserValue:
        """Call a provider method by name.

        Raises:
            UnknownProviderError: There is none of that name.
        """
        try:
            method = getattr(self, formatter)
        except AttributeError:
            raise _unknown_provider(formatter, self.locale_name, self.formatters()) from None
        return method(*args, **kwargs)

    def formatters(self) -> list[str]:
        """Return the names of all provider methods."""
        return [name for name in vars(self) if not name.startswith("_") and name not in _OTHER_ATTRIBUTES]

    def parse(self, text: str) -> str:
        """Replace the ``{{provider}}`` tokens of a text by values."""
        pieces = _split(text)
        if pieces is None:
            return super().parse(text)
        return "".join([str(self.format(piece)) if odd else piece for piece, odd in pieces])


class SeveralLocales:
    """Generators of several locales: each value comes from one of them, chosen by the stream in force.

    Args:
        generators: The generators.
        weights: How often each is chosen, relative to the others; None for all the same.
    """

    def __init__(self, generators: Sequence[StreamGenerator], weights: Sequence[float] | None = None) -> None:
        self.factories = generators
        self.weights = weights if weights is not None else [1] * len(generators)

    def format(self, formatter: str, *args: UserValue, **kwargs: UserValue) -> UserValue:
        """Call a provider method by name, in a locale that has it.

        Raises:
            UnknownProviderError: No locale has it.
        """
        having = [pair for pair in zip(self.factories, self.weights, strict=True) if hasattr(pair[0], formatter)]
        if not having:
            names = [name for generator in self.factories for name in generator.formatters()]
            locales = ", ".join(generator.locale_name for generator in self.factories)
            raise _unknown_provider(formatter, locales, names)
        generators, weights = zip(*having, strict=True)
        return current_stream().choices(generators, weights)[0].format(formatter, *args, **kwargs)

    def __getattr__(self, name: str) -> UserFunction:
        """Return the provider method of a name."""
        if name.startswith("_") or not any(name in generator.formatters() for generator in self.factories):
            raise AttributeError(name)
        return functools.partial(self.format, name)

    def add_provider(self, provider: BaseProvider | type[BaseProvider]) -> None:
        """Add a provider to each locale."""
        for generator in self.factories:
            generator.add_provider(provider)


def make_generator(locale: str) -> StreamGenerator:
    """Make the generator of one locale.

    Args:
        locale: Its name, as `find_locale` returns it.
    """
    generator = StreamGenerator(locale)
    proxy = faker.Faker(locale, generator=generator)
    generator.unique = proxy.unique
    generator.optional = proxy.optional
    return generator


def find_locale(locale: str) -> str:
    """Return the name of a locale as Faker has it: ``"en_US"`` for ``"en-US"`` and ``"en"``.

    Raises:
        UnknownProviderError: Faker has no such locale.
    """
    wanted = locale.replace("-", "_")
    name = posix_locale.normalize(wanted).split(".")[0]
    if name not in AVAILABLE_LOCALES:
        raise UnknownProviderError(f'Faker has no locale "{locale}". {did_you_mean(wanted, AVAILABLE_LOCALES)}')
    return name


@functools.lru_cache(maxsize=512)
def find_country(code: str) -> UserValue:
    """Return what Faker knows of a country: ``name``, ``timezones``, ``alpha_2_code`` …; None where it knows nothing.

    Args:
        code: Its ISO 3166 code, alpha-2 or alpha-3.
    """
    known = date_time.Provider.countries
    return next((each for each in known if code in (each.alpha_2_code, each.alpha_3_code)), None)


def _unknown_provider(name: str, locale: str, known: Iterable[str]) -> UnknownProviderError:
    return UnknownProviderError(f'Faker has no provider "{name}" in locale {locale}. {did_you_mean(name, known)}')


@functools.lru_cache(maxsize=1024)
def _split(text: str) -> tuple[tuple[str, int], ...] | None:
    """Split a text into literals (paired with 0) and names of providers (with 1); None if a token has arguments."""
    pieces = tuple((piece, place % 2) for place, piece in enumerate(_TOKEN.split(text)) if piece)
    return None if any("{{" in piece for piece, odd in pieces if not odd) else pieces


@attrs.frozen(eq=False)
class WeightedElements:
    """The elements of a provider with their weights added up.

    Attributes:
        elements: What to choose from.
        cumulative: For each element, its weight and those before it.
    """

    elements: tuple[UserValue, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, source: Mapping[UserValue, float]) -> WeightedElements:
        """Add up the weights of a mapping."""
        return cls(tuple(source), tuple(itertools.accumulate(source.values())))


class WeightKeeper:
    """Chooses a provider's elements as Faker does, but adds up their weights once instead of for each value.

    Adding up is nearly all that a first name costs; the values for a seed stay the same. Only collections that are
    class attributes of Faker's own providers are kept. All others, of users or made for one call, go to Faker.

    Args:
        provider: The provider whose choices are made.
    """

    def __init__(self, provider: BaseProvider) -> None:
        self._provider = provider
        self._choose_by_faker = provider.random_elements
        # Keyed by identity: the collections are held here, so that no other object can take their place.
        self._sources = {
            id(value): value
            for kind in type(provider).__mro__
            if kind.__module__.partition(".")[0] == "faker"
            for value in vars(kind).values()
            if isinstance(value, OrderedDict)
        }
        self._kept: dict[int, WeightedElements] = {}

    def random_elements(
        self,
        elements: UserValue = ("a", "b", "c"),
        length: int | None = None,
        unique: bool = False,
        use_weighting: bool | None = None,
    ) -> Sequence[UserValue]:
        """Stand in for the provider's ``random_elements``."""
        kept = None if unique or length is None else self._find(elements)
        weighted = self._provider.__use_weighting__ if use_weighting is None else use_weighting
        if kept is None or length is None or not weighted:
            return self._choose_by_faker(elements, length, unique, use_weighting)
        stream: random.Random = self._provider.generator.random
        return stream.choices(kept.elements, cum_weights=kept.cumulative, k=length)

    def random_element(self, elements: UserValue = ("a", "b", "c")) -> UserValue:
        """Stand in for the provider's ``random_element``."""
        if type(elements) in _PLAIN_SEQUENCES:
            return self._provider.generator.random.choice(elements)
        return self.random_elements(elements, 1)[0]

    def _find(self, elements: UserValue) -> WeightedElements | None:
        key = id(elements)
        kept = self._kept.get(key)
        if kept is None and key in self._sources:
            kept = self._kept[key] = WeightedElements.of(elements)
        # Whoever adds a name to Faker's own collections gets Faker's own answer.
        return kept if kept is None or len(kept.elements) == len(elements) else None


def keep_weights(provider: BaseProvider) -> None:
    """Let a provider choose through a `WeightKeeper`, unless it has its own way to choose.

    Args:
        provider: Gets the attributes ``random_element`` and ``random_elements``.
    """
    kind = type(provider)
    if kind.random_elements is BaseProvider.random_elements:
        keeper = WeightKeeper(provider)
        vars(provider)["random_elements"] = keeper.random_elements
        if kind.random_element is BaseProvider.random_element:
            vars(provider)["random_element"] = keeper.random_element
