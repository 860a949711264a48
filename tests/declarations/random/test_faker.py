"""The Faker declaration: Faker's own values from our stream, locales, providers, and values that never repeat."""

from __future__ import annotations

import asyncio
import contextvars
import random as standard
import threading
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import attrs
import factory.faker
import faker as faker_library
import pytest
from faker.providers import BaseProvider, DynamicProvider

from typedfactory import random
from typedfactory.declarations.base import BaseDeclaration
from typedfactory.declarations.random.faker.generators import make_generator
from typedfactory.errors import InvalidDeclarationError, UniqueExhaustedError, UnknownProviderError
from typedfactory.faker import Faker

LOCALES = ["en_US", "de_DE", "fr_FR", "ja_JP", "pt_BR", "ru_RU", "es_CL"]

#: factory_boy has no type hints.
make_oracle: Any = factory.faker.Faker

#: Big blobs and pictures, which take long and are made of the same draws as the rest.
SLOW = {"binary", "image", "tar", "zip", "json_bytes", "fixed_width", "xml"}


class Constant(BaseDeclaration[Any]):
    """A declaration inside the arguments."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value

    def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
        return self.value


@attrs.define
class Step:
    """As much of a build step as Faker asks for."""

    scopes: dict[Any, set[Any]] = attrs.Factory(dict)

    def unroll(self, context: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value.value if isinstance(value, Constant) else value for name, value in context.items()}

    def unique_scope(self, key: Any) -> set[Any]:
        return self.scopes.setdefault(key, set())


def make(declaration: Faker[Any], step: Any = None, **overrides: Any) -> Any:
    """Evaluate a declaration as a factory would."""
    resolver: Any = None
    step = Step() if step is None else step
    return declaration.evaluate_pre(resolver, step, overrides)


def plain_faker(locale: str, seed: int) -> Any:
    generator = faker_library.Factory.create(locale)
    generator.seed_instance(seed)
    return generator


@pytest.fixture(autouse=True)
def _own_stream() -> Iterator[None]:
    with random.seeded("tests/test_faker.py"):
        yield


@pytest.fixture(autouse=True)
def _own_generators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a provider that one test adds be unknown to the next."""
    monkeypatch.setattr(Faker, "_FAKER_REGISTRY", {})


# --- the values are Faker's ---


def _outcome(generator: Any, name: str, seed: int) -> tuple[Any, Any]:
    generator.seed_instance(seed)
    # A few providers draw from elsewhere.
    standard.seed(seed)
    faker_library.generator.random.seed(seed)
    try:
        value = getattr(generator, name)()
    except Exception as error:  # noqa: BLE001 - providers that need arguments, or what is not installed
        value = type(error)
    return value, generator.random.getstate()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning", "ignore::UserWarning")
@pytest.mark.parametrize("locale", LOCALES)
def test_each_provider_gives_the_values_of_a_seeded_faker(locale: str) -> None:
    ours = make_generator(locale)
    plain = faker_library.Factory.create(locale)
    compared = 0
    for name in sorted(set(ours.formatters()) - SLOW):
        for seed in range(3):
            expected = _outcome(plain, name, seed)
            found = _outcome(ours, name, seed)
            # Some providers ask for the time; those may differ from themselves too.
            if _outcome(plain, name, seed) == expected:
                assert (name, found[0]) == (name, expected[0])
                assert (name, found[1]) == (name, expected[1])
                compared += 1
    assert compared > 600


@pytest.mark.parametrize("locale", LOCALES)
def test_a_row_of_names_is_that_of_a_seeded_faker(locale: str) -> None:
    plain = plain_faker(locale, 7)
    names = ["name", "first_name", "last_name", "company", "address", "email"]
    with random.seeded(7):
        values = [Faker(name, locale=locale).draw() for _ in range(50) for name in names]
    assert values == [plain.format(name) for _ in range(50) for name in names]


def test_binary_values_follow_the_seed_too() -> None:
    assert Faker("binary", length=9).draw() != Faker("binary", length=9).draw()
    with random.seeded(1):
        assert Faker("binary", length=9).draw() == plain_faker("en_US", 1).binary(length=9)


def test_making_a_generator_draws_nothing() -> None:
    before = random.get_random_state()
    for locale in LOCALES:
        make_generator(locale)
    assert random.get_random_state() == before


def test_values_do_not_come_from_faker_s_shared_stream() -> None:
    before = faker_library.generator.random.getstate()
    Faker("name").draw()
    assert faker_library.generator.random.getstate() == before


def test_reseeding_and_states_restore_the_values() -> None:
    declaration = Faker("name")
    random.reseed_random("seed")
    first = [declaration.draw() for _ in range(5)]
    state = random.get_random_state()
    second = [declaration.draw() for _ in range(5)]
    random.set_random_state(state)
    assert [declaration.draw() for _ in range(5)] == second
    random.reseed_random("seed")
    assert [declaration.draw() for _ in range(5)] == first


def test_values_follow_the_seeded_block_of_their_thread() -> None:
    Faker("name").draw()
    found: dict[int, list[str]] = {}

    def draw(seed: int) -> None:
        with random.seeded(seed):
            found[seed] = [Faker("name").draw() for _ in range(50)]

    threads = [threading.Thread(target=draw, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for seed in range(4):
        plain = plain_faker("en_US", seed)
        assert found[seed] == [plain.name() for _ in range(50)]


# --- arguments, overrides and the plain way ---


def test_arguments_reach_the_provider() -> None:
    assert make(Faker("pyint", min_value=5, max_value=5)) == 5
    assert make(Faker("numerify", text="no digit")) == "no digit"
    assert make(Faker("parse", text="a {{random_element}}")) in {"a a", "a b", "a c"}


def test_arguments_may_be_declarations_and_overridden() -> None:
    declaration = Faker("pyint", min_value=Constant(5), max_value=Constant(5))
    assert make(declaration) == 5
    assert make(declaration, max_value=4, min_value=4) == 4
    assert make(declaration, max_value=Constant(3), min_value=3) == 3


def test_overrides_do_not_stay() -> None:
    declaration = Faker("pyint", min_value=5, max_value=5)
    extra = {"min_value": 7, "max_value": 7, "locale": None}
    resolver: Any = None
    step: Any = Step()
    assert declaration.evaluate(resolver, step, extra) == 7
    assert extra == {"min_value": 7, "max_value": 7, "locale": None}
    assert make(declaration) == 5


def test_token_arguments_in_parse_are_faker_s() -> None:
    generator = Faker._get_faker()
    generator.set_arguments("typedfactory_low", {"min_value": 5, "max_value": 5})
    assert generator.parse("{{ pyint:typedfactory_low }} apples") == "5 apples"
    generator.del_arguments("typedfactory_low")


@pytest.mark.parametrize("provider", ["name", "pyint", "date_of_birth", "sentence"])
def test_a_plain_declaration_is_drawn_as_it_is_evaluated(provider: str) -> None:
    declaration: Faker[Any] = Faker(provider, locale="de_DE")
    assert declaration.is_plain
    with random.seeded(1):
        drawn = [declaration.draw() for _ in range(10)]
    with random.seeded(1):
        assert [make(declaration) for _ in range(10)] == drawn


def test_what_needs_a_step_is_not_plain() -> None:
    class Shouted(Faker[str]):
        def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> str:
            return super().evaluate(instance, step, extra).upper()

    assert not Faker("name", unique=True).is_plain
    assert not Faker("pyint", min_value=Constant(1)).is_plain
    assert not Faker("name", locale=Constant("de_DE")).is_plain
    assert not Shouted("name").is_plain
    assert make(Shouted("numerify", text="abc")) == "ABC"


def test_it_is_generic_in_its_value() -> None:
    declaration: Faker[str] = Faker("name")
    assert isinstance(declaration.draw(), str)


# --- locales ---


def _of(locale: str, provider: str, seed: int = 3) -> Any:
    return plain_faker(locale, seed).format(provider)


def _drawn(declaration: Faker[Any], seed: int = 3, **overrides: Any) -> Any:
    with random.seeded(seed):
        return make(declaration, **overrides)


def test_the_locale_is_an_argument_like_others() -> None:
    assert _drawn(Faker("name")) == _of("en_US", "name")
    assert _drawn(Faker("name", locale="fr_FR")) == _of("fr_FR", "name")
    assert _drawn(Faker("name", locale="fr_FR"), locale="de_DE") == _of("de_DE", "name")
    assert _drawn(Faker("name", locale="fr_FR"), locale=None) == _of("en_US", "name")
    assert _drawn(Faker("name", locale=Constant("de_DE"))) == _of("de_DE", "name")


@pytest.mark.parametrize("spelling", ["fr_FR", "fr-FR", "fr"])
def test_spellings_of_a_locale_share_a_generator(spelling: str) -> None:
    assert Faker._get_faker(spelling) is Faker._get_faker("fr_FR")


def test_another_default_locale_holds_in_its_block() -> None:
    declaration = Faker("name")
    with Faker.override_default_locale("fr_FR"):
        assert _drawn(declaration) == _of("fr_FR", "name")
        assert _drawn(Faker("name", locale="ja_JP")) == _of("ja_JP", "name")
        with Faker.override_default_locale("de_DE"):
            assert _drawn(declaration) == _of("de_DE", "name")
        assert _drawn(declaration) == _of("fr_FR", "name")
    assert _drawn(declaration) == _of("en_US", "name")


def test_another_default_locale_ends_when_an_exception_leaves_its_block() -> None:
    with pytest.raises(ZeroDivisionError), Faker.override_default_locale("fr_FR"):
        raise ZeroDivisionError
    assert _drawn(Faker("name")) == _of("en_US", "name")


def test_another_default_locale_decorates_functions() -> None:
    @Faker.override_default_locale("fr_FR")
    def draw() -> Any:
        return _drawn(Faker("name"))

    assert draw() == draw() == _of("fr_FR", "name")


def test_another_default_locale_is_that_of_its_thread_and_task() -> None:
    async def draw(locale: str) -> list[str]:
        with Faker.override_default_locale(locale):
            await asyncio.sleep(0)
            return [_drawn(Faker("name")), await asyncio.to_thread(_drawn, Faker("name"))]

    async def both() -> list[list[str]]:
        return list(await asyncio.gather(draw("fr_FR"), draw("de_DE")))

    assert asyncio.run(both()) == [[_of("fr_FR", "name")] * 2, [_of("de_DE", "name")] * 2]
    with Faker.override_default_locale("fr_FR"):
        assert contextvars.Context().run(_drawn, Faker("name")) == _of("en_US", "name")


def test_projects_may_set_the_default_locale_on_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Faker, "_DEFAULT_LOCALE", "de_DE")
    assert _drawn(Faker("name")) == _of("de_DE", "name")


def test_several_locales_take_turns_by_the_stream() -> None:
    declaration: Faker[str] = Faker("current_country", locale=["de_DE", "fr_FR"])
    with random.seeded(1):
        values = [declaration.draw() for _ in range(50)]
    with random.seeded(1):
        assert [declaration.draw() for _ in range(50)] == values
    assert set(values) == {"Germany", "France"}


def test_several_locales_may_have_weights() -> None:
    declaration: Faker[str] = Faker("current_country", locale={"de_DE": 0, "fr_FR": 1})
    assert {declaration.draw() for _ in range(50)} == {"France"}


def test_one_locale_in_a_list_is_that_locale() -> None:
    assert _drawn(Faker("name", locale=["de_DE"])) == _of("de_DE", "name")


def test_of_several_locales_one_that_has_the_provider_is_asked() -> None:
    assert {Faker("zipcode_plus4", locale=["de_DE", "en_US"]).draw().count("-") for _ in range(20)} == {1}


def test_the_generator_of_several_locales_has_their_providers() -> None:
    generator = Faker._get_faker(("de_DE", "fr_FR"))
    assert generator.current_country() in {"Germany", "France"}
    generator.add_provider(DynamicProvider("planet", ["Mars"]))
    assert Faker("planet", locale=["de_DE", "fr_FR"]).draw() == "Mars"
    assert not hasattr(generator, "no_such_provider")
    assert not hasattr(generator, "unique")


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en_UZ", 'Faker has no locale "en_UZ". Did you mean "en_US"?'),
        ("en-UZ", 'Faker has no locale "en-UZ". Did you mean "en_US"?'),
        (5, 'Faker has no locale 5. Give a name like "en_US", or several.'),
        ([], 'Faker has no locale []. Give a name like "en_US", or several.'),
        (["en_US", ["x"]], "Faker has no locale ['en_US', ['x']]. Give a name like \"en_US\", or several."),
        (["en_US", "en_UZ"], 'Faker has no locale "en_UZ". Did you mean "en_US"?'),
    ],
)
def test_an_unknown_locale_is_an_error(locale: Any, message: str) -> None:
    with pytest.raises(UnknownProviderError) as caught:
        Faker("name", locale=locale).draw()
    assert str(caught.value) == message


# --- providers ---


def test_an_unknown_provider_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(UnknownProviderError) as caught:
        make(Faker("fist_name"))
    assert str(caught.value) == 'Faker has no provider "fist_name" in locale en_US. Did you mean "first_name"?'


def test_an_unknown_provider_of_several_locales_is_an_error() -> None:
    with pytest.raises(UnknownProviderError) as caught:
        make(Faker("fist_name", locale=["de_DE", "fr_FR"]))
    assert str(caught.value) == 'Faker has no provider "fist_name" in locale de_DE, fr_FR. Did you mean "first_name"?'


def test_an_unknown_provider_inside_a_pattern_is_an_error() -> None:
    with pytest.raises(UnknownProviderError) as caught:
        make(Faker("parse", text="{{ fist_name }}!"))
    assert str(caught.value) == 'Faker has no provider "fist_name" in locale en_US. Did you mean "first_name"?'


def test_an_attribute_error_inside_a_provider_is_seen_as_it_is() -> None:
    class Broken(BaseProvider):
        def broken(self) -> Any:
            return self.no_such_attribute  # type: ignore[attr-defined]  # that is the point

    Faker.add_provider(Broken)
    with pytest.raises(AttributeError, match="no_such_attribute") as caught:
        make(Faker("broken"))
    assert not isinstance(caught.value, UnknownProviderError)


def test_a_provider_is_added_to_a_locale() -> None:
    Faker.add_provider(DynamicProvider("planet", ["Mars"]), locale="de_DE")
    assert Faker("planet", locale="de_DE").draw() == "Mars"
    with pytest.raises(UnknownProviderError, match=r'^Faker has no provider "planet" in locale en_US\.'):
        Faker("planet").draw()


def test_a_provider_added_later_wins() -> None:
    declaration = Faker("first_name")
    declaration.draw()

    class Named(BaseProvider):
        def first_name(self) -> str:
            return "Zaphod"

    Faker.add_provider(Named)
    assert declaration.draw() == "Zaphod"
    assert Faker("parse", text="{{first_name}}").draw() == "Zaphod"


def test_a_provider_instance_draws_from_the_stream_in_force() -> None:
    Faker.add_provider(DynamicProvider("planet", [str(number) for number in range(1000)]))
    assert _drawn(Faker("planet")) == _drawn(Faker("planet"))


def test_faker_s_own_proxies_are_there() -> None:
    generator = Faker._get_faker()
    assert {generator.unique.boolean(), generator.unique.boolean()} == {True, False}
    generator.unique.clear()
    assert {generator.optional.pyint(min_value=1, max_value=1) for _ in range(50)} == {1, None}


def test_a_generator_can_be_given_a_stream_of_its_own() -> None:
    generator = Faker._get_faker()
    generator.random = standard.Random()
    generator.seed_instance(3)
    before = random.get_random_state()
    assert Faker("name").draw() == _of("en_US", "name", 3)
    assert random.get_random_state() == before


def test_a_registered_stand_in_only_needs_format() -> None:
    class StandIn:
        def format(self, provider: str, **kwargs: Any) -> Any:
            return provider, kwargs

    Faker._FAKER_REGISTRY["en_US"] = StandIn()
    assert make(Faker("anything", size=3)) == ("anything", {"size": 3})
    assert make(Faker("anything", unique=True)) == ("anything", {})


def test_subclasses_may_choose_the_generator() -> None:
    class German(Faker[str]):
        @classmethod
        def _get_faker(cls, locale: Any = None) -> Any:
            return super()._get_faker("de_DE")

    assert _drawn(German("name")) == _of("de_DE", "name")
    with random.seeded(3):
        assert German("name").draw() == _of("de_DE", "name")


# --- weights that are added up once ---


def test_collections_that_are_not_faker_s_own_are_never_kept() -> None:
    class Colors(BaseProvider):
        weights: ClassVar[OrderedDict[str, float]] = OrderedDict(red=1, blue=0)

        def paint(self) -> str:
            return self.random_element(self.weights)

    Faker.add_provider(Colors)
    declaration: Faker[str] = Faker("paint")
    Colors.__use_weighting__ = True
    assert {declaration.draw() for _ in range(20)} == {"red"}
    Colors.weights["red"], Colors.weights["blue"] = 0, 1
    assert {declaration.draw() for _ in range(20)} == {"blue"}


def test_a_name_added_to_faker_s_own_collection_gets_faker_s_own_answer() -> None:
    ours, plain = make_generator("en_US"), faker_library.Factory.create("en_US")
    names: Any = vars(type(ours.provider("faker.providers.person")))["first_names_male"]
    assert _outcome(ours, "first_name_male", 1) == _outcome(plain, "first_name_male", 1)
    names["Zaphod"] = 1.0
    try:
        assert _outcome(ours, "first_name_male", 1) == _outcome(plain, "first_name_male", 1)
    finally:
        del names["Zaphod"]


def test_temporary_collections_are_chosen_from_as_faker_does() -> None:
    ours: Any = make_generator("en_US")
    plain = plain_faker("en_US", 5)
    with random.seeded(5):
        for size in range(2, 200):
            elements = OrderedDict((number, number + 1) for number in range(size))
            assert ours.random_element(elements) == plain.random_element(elements)
            assert ours.random_elements(elements, length=3) == plain.random_elements(elements, length=3)
            assert ours.random_elements(list(elements)) == plain.random_elements(list(elements))
            assert ours.random_sample(elements, 2) == plain.random_sample(elements, 2)
            assert ours.random_choices(tuple(elements), 2) == plain.random_choices(tuple(elements), 2)


def test_faker_s_errors_stay_faker_s() -> None:
    with pytest.raises(ValueError, match="Use OrderedDict only"):
        Faker("random_element", elements={"a": 1}).draw()
    with pytest.raises(IndexError):
        Faker("random_element", elements=[]).draw()


def test_a_provider_with_its_own_way_to_choose_keeps_it() -> None:
    class First(BaseProvider):
        def random_elements(self, elements: Any = (), length: Any = None, *args: Any, **kwargs: Any) -> Any:
            return list(elements)[:length]

        def first_letter(self) -> Any:
            return self.random_element("xyz")

    class Last(BaseProvider):
        def random_element(self, elements: Any = ()) -> Any:
            return list(elements)[-1]

        def last_letter(self) -> Any:
            return self.random_element("xyz")

    Faker.add_provider(First)
    Faker.add_provider(Last)
    assert Faker("first_letter").draw() == "x"
    assert Faker("last_letter").draw() == "z"


# --- unique values ---


def test_unique_values_do_not_repeat() -> None:
    declaration, step = Faker("pyint", min_value=1, max_value=50, unique=True), Step()
    assert sorted(make(declaration, step) for _ in range(50)) == list(range(1, 51))


def test_unique_values_are_those_of_one_declaration_in_one_factory() -> None:
    first, second, step = Faker("boolean", unique=True), Faker("boolean", unique=True), Step()
    assert {make(first, step), make(first, step)} == {True, False}
    assert {make(second, step), make(second, step)} == {True, False}
    assert {make(first, Step()) for _ in range(50)} == {True, False}


def test_unique_may_be_overridden() -> None:
    step = Step()
    often: Faker[bool] = Faker("boolean")
    assert {make(often, step, unique=True), make(often, step, unique=True)} == {True, False}
    once: Faker[int] = Faker("pyint", min_value=1, max_value=1, unique=True)
    assert [make(once, step), make(once, step, unique=False)] == [1, 1]


def test_used_up_unique_values_are_an_error() -> None:
    declaration, step = Faker("boolean", unique=True), Step()
    assert {make(declaration, step), make(declaration, step)} == {True, False}
    with pytest.raises(UniqueExhaustedError) as caught:
        make(declaration, step)
    assert str(caught.value) == (
        'Faker("boolean", unique=True): none of 1,000 tries gave a new value, after 2 different ones. '
        "Call reset_sequences() between tests, or widen what the provider may give."
    )


@attrs.define
class Point:
    """Compares by value, and so has no hash."""

    x: Any


class Slotted:
    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # it cannot be told from others


@pytest.mark.parametrize(
    "wrap",
    [
        lambda number: [number],
        lambda number: ([number], "x"),
        lambda number: {number},
        lambda number: {"a": {"b": [number]}},
        lambda number: bytearray([number]),
        lambda number: frozenset([number]),
        lambda number: [Boxed(number)],
    ],
)
def test_unique_values_may_have_no_hash(wrap: Callable[[int], Any]) -> None:
    class Wrapping(BaseProvider):
        def wrapped(self) -> Any:
            return wrap(self.random_int(1, 4))

    Faker.add_provider(Wrapping)
    declaration, step = Faker("wrapped", unique=True), Step()
    values = [make(declaration, step) for _ in range(4)]
    assert all(values.count(value) == 1 for value in values)
    with pytest.raises(UniqueExhaustedError):
        make(declaration, step)


class Boxed:
    """Compares by value, has no hash and no slots."""

    __hash__ = None  # type: ignore[assignment]  # as of a plain dataclass

    def __init__(self, number: int) -> None:
        self.number = number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Boxed) and self.number == other.number


def test_a_unique_value_that_cannot_be_told_from_others_is_an_error() -> None:
    class Odd(BaseProvider):
        def odd(self) -> Any:
            return Slotted()

    Faker.add_provider(Odd)
    with pytest.raises(InvalidDeclarationError) as caught:
        make(Faker("odd", unique=True))
    assert str(caught.value) == (
        'Faker("odd", unique=True): the provider gives a Slotted, which cannot be told from others because it has '
        "no hash. Give its class a __hash__, or leave unique away."
    )


def test_a_provider_with_an_argument_named_unique_gets_it() -> None:
    declaration, step = Faker("words", nb=3, ext_word_list=["a", "b", "c"], unique=True), Step()
    assert [sorted(make(declaration, step)) for _ in range(10)] == [["a", "b", "c"]] * 10
    assert step.scopes == {}


def test_unique_values_stay_unique_across_threads() -> None:
    declaration, step = Faker("pyint", min_value=1, max_value=400, unique=True), Step()
    values: list[int] = []

    def draw() -> None:
        for _ in range(50):
            values.append(make(declaration, step))  # noqa: PERF401 - shared between threads

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(values)) == len(values) == 200


# --- factory_boy agrees ---


@pytest.mark.parametrize(
    ("provider", "arguments"),
    [("name", {}), ("name", {"locale": "de_DE"}), ("pyint", {"max_value": 10**9}), ("date", {"pattern": "%Y"})],
)
def test_the_kind_of_value_is_factory_boy_s(provider: str, arguments: dict[str, Any]) -> None:
    oracle = make_oracle(provider, **arguments)
    ours = Faker(provider, **arguments).draw()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert type(ours) is type(oracle.evaluate(None, None, {"locale": None, **arguments}))
