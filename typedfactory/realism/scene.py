"""What the maker of one realistic value sees: the random stream, the locale, and the fields that belong to its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs

from typedfactory.errors import CyclicDefinitionError, UnknownAttributeError, UnknownProviderError
from typedfactory.faker import Faker
from typedfactory.ground.constraints import Constraints
from typedfactory.ground.context import evaluator_of
from typedfactory.realism.casting import Cast
from typedfactory.realism.countries import LOCALE_OF_COUNTRY
from typedfactory.realism.reading import Meaning

if TYPE_CHECKING:
    from typedfactory.ground.context import Resolver
    from typedfactory.ground.given import UserValue

T = TypeVar("T")

#: The locale that stands in for one that has no words for something.
_FALLBACK = "en_US"


@attrs.define(eq=False)
class Scene:
    """The making of one value.

    Attributes:
        cast: The fields of the model.
        name: The field; empty where the value is part of a list.
        meaning: What it means.
        constraints: What its values must satisfy.
        stream: The random stream in force.
        resolver: The object being made; None where no other field matters.
        unique: Whether values must not repeat.
        attempt: How many values were refused before.
    """

    cast: Cast
    name: str
    meaning: Meaning
    constraints: Constraints
    stream: Random
    resolver: Resolver[UserValue] | None = None
    unique: bool = False
    attempt: int = 0

    # Other fields

    def read(self, *kinds: str) -> UserValue:
        """Return the value of the first of some kinds of field that the object has one of; None where it has none.

        Only for kinds that do not follow this one.
        """
        for kind in kinds:
            name = self._relative(kind)
            value = None if name is None else self._value_of(name)
            if value is not None:
                return value
        return None

    def given(self, *kinds: str) -> UserValue:
        """Return the same of those fields that the call, a trait or the factory decides on."""
        for kind in kinds:
            name = self._relative(kind)
            if name is not None and self._is_decided(name):
                value = self._value_of(name)
                if value is not None:
                    return value
        return None

    def read_text(self, *kinds: str) -> str:
        """Return the text of a field, as `read` does; empty where there is none."""
        return next((value for kind in kinds if isinstance(value := self.read(kind), str) and value), "")

    def given_text(self, *kinds: str) -> str:
        """Return the text of a field that is decided on, as `given` does; empty where there is none."""
        return next((value for kind in kinds if isinstance(value := self.given(kind), str) and value), "")

    def neighbours(self) -> tuple[list[UserValue], list[UserValue]]:
        """Return the moments known so far that this one is not before, and those that it is not after."""
        before, after = self.cast.neighbours(self.name, self.meaning)
        return self._moments(before), self._moments(after)

    def _moments(self, names: tuple[str, ...]) -> list[UserValue]:
        if self.resolver is None:
            return []
        known = self.resolver.__dict__
        values = [self._value_of(name) for name in names if name in known or self._is_decided(name)]
        return [value for value in values if value is not None]

    def _relative(self, kind: str) -> str | None:
        if self.resolver is None:
            return None
        name = self.cast.relative(self.meaning, kind)
        return None if name == self.name else name

    def _is_decided(self, name: str) -> bool:
        return self.resolver is not None and evaluator_of(self.resolver).is_decided(self.resolver, name)

    def _value_of(self, name: str) -> UserValue:
        try:
            return getattr(self.resolver, name)
        except (CyclicDefinitionError, UnknownAttributeError):
            # It is computed from this field, or this call has no value for it: then it has nothing to say here.
            return None

    # Drawing

    def pick(self, values: Sequence[T]) -> T:
        """Return one of some values."""
        return values[int(self.stream.random() * len(values))]

    def digits(self, count: int) -> str:
        """Return random digits."""
        return f"{int(self.stream.random() * 10**count):0{count}}"

    def below(self, count: int) -> int:
        """Return a whole number from 0 up, less than another."""
        return int(self.stream.random() * count)

    def fake(self, provider: str, **arguments: object) -> UserValue:
        """Return what a provider of Faker gives in the object's locale, or in English where that has none."""
        generator = self.generator()
        if not hasattr(generator, provider):
            generator = Faker._get_faker(_FALLBACK)  # noqa: SLF001 - ours
        return generator.format(provider, **arguments)

    def generator(self) -> UserValue:
        """Return Faker's generator for the object: one locale, which fits a country that is given."""
        if self.resolver is None:
            return _one_of(Faker._get_faker(), self.stream)  # noqa: SLF001 - ours
        kept = self.resolver.__dict__.setdefault("*locales", {})
        group = self.meaning.group
        if group not in kept:
            country = country_of(self.given_text("country_code"))
            kept[group] = self._generator_of(LOCALE_OF_COUNTRY.get(country.alpha_2_code) if country else None)
        return kept[group]

    def _generator_of(self, locale: str | None) -> UserValue:
        current = Faker._get_faker()  # noqa: SLF001 - ours
        if locale is None or getattr(current, "locale_name", "").endswith(locale[-3:]):
            return _one_of(current, self.stream)
        try:
            return Faker._get_faker(locale)  # noqa: SLF001 - ours
        except UnknownProviderError:
            return _one_of(current, self.stream)

    @property
    def locale(self) -> str:
        """The locale's name, ``"de_DE"``."""
        name: str = self.generator().locale_name
        return name

    @property
    def country(self) -> str:
        """The alpha-2 code of the country that the object names, or of the locale's."""
        found = country_of(self.read_text("country_code"))
        return found.alpha_2_code if found else self.territory

    @property
    def territory(self) -> str:
        """The country of the locale, ``"DE"``; ``"US"`` where it has none."""
        return self.locale.partition("_")[2] or "US"


def _one_of(generator: UserValue, stream: Random) -> UserValue:
    """Return one generator of several, by their weights."""
    several = getattr(generator, "factories", None)
    return generator if not isinstance(several, Sequence) else stream.choices(several, generator.weights)[0]


#: Makes a value; None where it has none to offer.
Maker: TypeAlias = "Callable[[Scene], UserValue]"
#: Type of the field → maker.
Makers = Mapping[type, Maker]


@attrs.frozen
class Kind:
    """A kind of value.

    Attributes:
        makers: Type of the field → what makes it.
        follows: The kinds of other fields that its values go by.
        heeds: The kinds of those that they go by only where the call, a trait or the factory decides on them.
    """

    makers: Makers
    follows: tuple[str, ...] = ()
    heeds: tuple[str, ...] = ()


def faked(provider: str) -> Maker:
    """Return what makes text with a provider of Faker, in the object's locale.

    Args:
        provider: Its name.
    """
    return lambda scene: str(scene.fake(provider))


def country_of(code: str) -> UserValue:
    """Return what Faker knows of a country: ``name``, ``timezones``, ``alpha_2_code`` …; None where it knows nothing.

    Args:
        code: Its ISO 3166 code, alpha-2 or alpha-3.
    """
    # Faker is slow to import, and what is described need not be made.
    from typedfactory.declarations.random.faker.generators import find_country  # noqa: PLC0415 - see above

    return find_country(code)


def today() -> datetime.date:
    """Return the present day."""
    return datetime.datetime.now(datetime.timezone.utc).date()
