"""Every declaration is generic in the value that it yields, and checkers infer which."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
from collections.abc import Iterable
from typing import Any

from typing_extensions import assert_type

import typedfactory as factory
from typedfactory import fuzzy
from typedfactory.ground.context import BuildStep, Resolver


@dataclasses.dataclass
class User:
    """A model."""

    name: str
    age: int


class UserFactory(factory.Factory[User]):
    """Attributes of a factory class are the declarations themselves."""

    name = factory.Sequence(lambda n: f"user{n}")
    age = factory.LazyFunction(lambda: 42)

    @factory.lazy_attribute
    def email(self: Any) -> str:
        """Return an address."""
        return f"{self.name}@example.org"

    @factory.sequence
    def number(n: Any) -> int:  # noqa: N805 - a function of the counter
        """Return the number itself."""
        return int(n)

    @factory.lazy_attribute_sequence
    def key(self: Any, n: int) -> bytes:
        """Return a key."""
        return f"{self.name}{n}".encode()

    @factory.iterator
    def lang() -> Iterable[str]:
        """Give languages."""
        yield "en"

    @factory.container_attribute
    def depth(self: Any, containers: tuple[Any, ...]) -> int:
        """Return how deep the object is nested."""
        return len(containers)

    @factory.post_generation
    def welcome(obj: Any, create: bool, extracted: object, **kwargs: object) -> bool:  # noqa: N805 - the object
        """Say whether the object was welcomed."""
        return create


# Functions
assert_type(factory.LazyFunction(datetime.date.today), factory.LazyFunction[datetime.date])
assert_type(factory.LazyFunction(lambda: input()), factory.LazyFunction[str])
assert_type(factory.LazyAttribute(lambda o: f"{o.name}"), factory.LazyAttribute[str])
assert_type(factory.LazyAttribute(lambda o: o.name), factory.LazyAttribute[Any])
assert_type(factory.Sequence(lambda n: f"user{n}"), factory.Sequence[str])
assert_type(factory.Sequence(lambda n: n + 1), factory.Sequence[int])
assert_type(factory.LazyAttributeSequence(lambda o, n: f"{o.name}{n}"), factory.LazyAttributeSequence[str])

# Values of other places
assert_type(factory.SelfAttribute("name"), factory.SelfAttribute[Any])
assert_type(factory.ContainerAttribute(lambda _, containers: len(containers)), factory.ContainerAttribute[int])

# Values in turn, and transformed ones
assert_type(factory.Iterator(["en", "fr"]), factory.Iterator[str])
assert_type(factory.Iterator(["en", "fr"], cycle=False), factory.Iterator[str])
assert_type(factory.Iterator(["en", "fr"], getter=len), factory.Iterator[int])
assert_type(factory.Transformer("joe", transform=str.upper), factory.Transformer[str])

# Choices
whole, text = factory.Sequence(lambda n: n), factory.Sequence(lambda n: f"{n}")
words = str(whole), str(text)
assert_type(factory.Maybe("active", whole, factory.Sequence(lambda n: n)), factory.Maybe[int])
assert_type(factory.Maybe("active", text, words[0]), factory.Maybe[str])
assert_type(factory.Maybe("active", words[0], text), factory.Maybe[str])
assert_type(factory.Maybe("active", words[0], words[1]), factory.Maybe[str])
assert_type(factory.Maybe(factory.SelfAttribute("active"), text), factory.Maybe[str])

# Objects inside objects
assert_type(factory.SubFactory(UserFactory), factory.SubFactory[User])
assert_type(factory.SubFactory(UserFactory, name="ann", boss__age=3), factory.SubFactory[User])
assert_type(factory.SubFactory("cases.declarations.UserFactory"), factory.SubFactory[Any])
assert_type(factory.Dict({"a": whole, "b": whole}), factory.Dict[int])
assert_type(factory.Dict({"a": 1, "b": 2}), factory.Dict[int])
assert_type(factory.List([whole, whole]), factory.List[int])
assert_type(factory.List([1, 2]), factory.List[int])

# After the object
assert_type(factory.RelatedFactory(UserFactory, "friend"), factory.RelatedFactory[User])
assert_type(factory.RelatedFactory("cases.declarations.UserFactory"), factory.RelatedFactory[Any])
assert_type(factory.RelatedFactoryList(UserFactory, "friend", size=3), factory.RelatedFactoryList[User])

# Random values
assert_type(fuzzy.FuzzyAttribute(lambda: input()), fuzzy.FuzzyAttribute[str])
assert_type(fuzzy.FuzzyChoice(["a", "b"]), fuzzy.FuzzyChoice[str])
assert_type(fuzzy.FuzzyChoice(["a", "b"], getter=len), fuzzy.FuzzyChoice[int])


def take(
    integer: factory.Declaration[int],
    text: factory.Declaration[str],
    number: factory.Declaration[float],
    amount: factory.Declaration[decimal.Decimal],
    date: factory.Declaration[datetime.date],
    moment: factory.Declaration[datetime.datetime],
) -> None:
    """Take declarations of these values; a declaration is covariant in its value."""


take(
    fuzzy.FuzzyInteger(0, 9),
    fuzzy.FuzzyText(),
    fuzzy.FuzzyFloat(1.0),
    fuzzy.FuzzyDecimal(1.0),
    fuzzy.FuzzyDate(datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)),
    fuzzy.FuzzyNaiveDateTime(datetime.datetime(2020, 1, 1), datetime.datetime(2021, 1, 1)),  # noqa: DTZ001 - naive
)
take(
    factory.Faker("random_int"),
    factory.Faker("first_name", locale="de_DE"),
    whole,
    factory.LazyFunction(decimal.Decimal),
    fuzzy.FuzzyAttribute(datetime.date.today),
    factory.Iterator([datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)]),
)

# As attributes of a factory
assert_type(UserFactory.name, factory.Sequence[str])
assert_type(UserFactory.age, factory.LazyFunction[int])
assert_type(UserFactory.email, factory.LazyAttribute[str])
assert_type(UserFactory.number, factory.Sequence[int])
assert_type(UserFactory.key, factory.LazyAttributeSequence[bytes])
assert_type(UserFactory.lang, factory.Iterator[str])
assert_type(UserFactory.depth, factory.ContainerAttribute[int])
assert_type(UserFactory.welcome, factory.PostGeneration[bool])


class Loud(factory.declarations.BaseDeclaration[str]):
    """A declaration of the user's own."""

    def evaluate(self, instance: Resolver[Any], step: BuildStep, extra: dict[str, Any]) -> str:
        """Return a loud word."""
        return str(extra["word"]).upper()


def take_text(text: factory.Declaration[str]) -> None:
    """Take a declaration of text."""


take_text(Loud(word="hey"))
