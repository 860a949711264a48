"""Factories as Hypothesis strategies: objects shrink to simple ones, and what failed is replayed."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pydantic
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase
from typing_extensions import assert_type

import typedfactory
from typedfactory import Factory, errors
from typedfactory.hypothesis import CHOICES, REFUSALS, ChosenStream, from_factory
from typedfactory.random import drawing_from, randgen, refuse, seeded


@dataclasses.dataclass
class Address:
    city: str
    number: int


@dataclasses.dataclass
class User:
    name: str
    age: int
    score: float
    address: Address
    login: str = ""


class UserFactory(Factory[User]):
    login = typedfactory.Sequence(lambda n: f"user{n}")


class SpokenFactory(Factory[User]):
    name = typedfactory.Faker("first_name")
    age = typedfactory.fuzzy.FuzzyInteger(18, 99)


SIMPLEST = User("a" * 12, 0, 0.0, Address("a" * 12, 0), "user0")


def smallest(strategy: st.SearchStrategy[Any], condition: Any = lambda _: True) -> Any:
    """Return the example that Hypothesis ends with when it looks for one that satisfies a condition."""
    found: list[Any] = []

    @settings(database=None, derandomize=True, max_examples=2_000, phases=[Phase.generate, Phase.shrink])
    @given(strategy)
    def fails(value: Any) -> None:
        if condition(value):
            found.append(value)
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    return found[-1]


# Examples are objects of the factory


def test_a_strategy_has_the_type_of_the_model() -> None:
    assert_type(from_factory(UserFactory), st.SearchStrategy[User])
    assert_type(from_factory(UserFactory, strategy="create", age=3), st.SearchStrategy[User])
    assert_type(from_factory(UserFactory, strategy="stub"), st.SearchStrategy[typedfactory.StubObject])


@settings(max_examples=20)
@given(from_factory(UserFactory, name=st.sampled_from(["Ann", "Bo"]), age=30, address__city=st.text(max_size=3)))
def test_overrides_are_drawn_or_passed_on(user: User) -> None:
    assert user.name in {"Ann", "Bo"}
    assert user.age == 30
    assert len(user.address.city) <= 3


@settings(max_examples=5)
@given(from_factory(UserFactory, address=st.builds(Address, st.just("Rome"), st.just(1)), name=typedfactory.AUTO))
def test_overrides_may_be_whole_objects_and_declarations(user: User) -> None:
    assert user.address == Address("Rome", 1)
    assert user.name


@settings(max_examples=5)
@given(from_factory(UserFactory, strategy="stub", age=3))
def test_stubs_can_be_had(user: typedfactory.StubObject) -> None:
    assert type(user) is typedfactory.StubObject


def test_objects_may_be_created() -> None:
    created: list[User] = []

    class SavingFactory(UserFactory):
        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            created.append(super()._create(model_class, *args, **kwargs))
            return created[-1]

    assert smallest(from_factory(SavingFactory, strategy="create")) is created[-1]
    del created[:]
    smallest(from_factory(SavingFactory))
    assert created == []


# Mistakes are found when the strategy is made


def test_an_unknown_field_is_named_at_once() -> None:
    message = "UserFactory.nmae: neither the factory nor User has a field 'nmae'. Did you mean \"name\"?"
    with pytest.raises(errors.UnknownFieldError, match=f"^{re.escape(message)}$"):
        from_factory(UserFactory, nmae=st.text())


def test_an_unknown_nested_field_is_named_at_once() -> None:
    message = (
        "AddressFactory.cty: neither the factory nor Address has a field 'cty' (reached through UserFactory.address). "
        'Did you mean "city"?'
    )
    with pytest.raises(errors.UnknownFieldError, match=f"^{re.escape(message)}$"):
        from_factory(UserFactory, name=typedfactory.AUTO, address__cty=st.text())


def test_an_unknown_strategy_is_named_at_once() -> None:
    message = "UserFactory: there is no strategy 'bild'. Use one of 'build', 'create', 'stub'."
    with pytest.raises(errors.UnknownStrategy, match=f"^{re.escape(message)}$"):
        from_factory(UserFactory, strategy="bild")  # type: ignore[call-overload]  # mypy says so too


def test_an_abstract_factory_is_refused_at_once() -> None:
    with pytest.raises(errors.FactoryError, match=r"^Cannot generate instances of abstract factory Factory; "):
        from_factory(Factory)


def test_what_names_mean_to_a_method_of_the_users_is_left_to_it() -> None:
    class OpenFactory(UserFactory):
        @classmethod
        def _generate(cls, strategy: Any, params: Any) -> Any:
            others = {name: value for name, value in params.items() if name != "letters"}
            return super()._generate(strategy, {**others, "age": len(params["letters"])})

    assert smallest(from_factory(OpenFactory, letters=st.text()), lambda user: user.age > 2).age == 3


# Shrinking


def test_the_simplest_object_is_simple_throughout() -> None:
    assert smallest(from_factory(UserFactory)) == SIMPLEST


@pytest.mark.parametrize(
    ("condition", "change"),
    [
        (lambda user: user.age > 1000, {"age": 1001}),
        (lambda user: user.address.number >= 77, {"address": Address("a" * 12, 77)}),
    ],
)
def test_what_does_not_matter_to_a_failure_becomes_simple(condition: Any, change: dict[str, Any]) -> None:
    assert smallest(from_factory(UserFactory), condition) == dataclasses.replace(SIMPLEST, **change)


def test_text_shrinks_to_the_letters_that_matter() -> None:
    name = smallest(from_factory(UserFactory), lambda user: "k" in user.name).name
    assert sorted(name) == ["a"] * 11 + ["k"]


def test_floats_shrink_to_the_bound() -> None:
    assert smallest(from_factory(UserFactory), lambda user: user.score > 100).score == pytest.approx(100)


def test_values_of_faker_and_fuzzy_shrink() -> None:
    user = smallest(from_factory(SpokenFactory), lambda user: user.age >= 40 and len(user.name) > 5)
    assert (user.name[0], user.age, user.score, user.address) == ("A", 40, 0.0, SIMPLEST.address)


def test_overrides_shrink() -> None:
    assert smallest(from_factory(UserFactory, name=st.text()), lambda user: len(user.name) > 2).name == "000"


def test_a_list_of_objects_shrinks() -> None:
    users = smallest(st.lists(from_factory(UserFactory)), lambda users: sum(user.age for user in users) > 10)
    assert users == [dataclasses.replace(SIMPLEST, age=11)]


# Sequences


def test_each_example_begins_at_the_first_number_and_lists_count_on() -> None:
    logins: list[list[str]] = []

    @settings(max_examples=20, database=None)
    @given(from_factory(UserFactory), st.lists(from_factory(UserFactory), max_size=3))
    def look(user: User, others: list[User]) -> None:
        logins.append([user.login, *[other.login for other in others]])

    look()
    assert logins == [[f"user{number}" for number in range(len(each))] for each in logins]
    assert max(map(len, logins)) > 2


def test_sequences_outside_go_on_untouched() -> None:
    outside: list[str] = []

    @settings(max_examples=5, database=None)
    @given(from_factory(UserFactory))
    def look(user: User) -> None:
        outside.append(UserFactory().login)

    UserFactory()
    look()
    assert outside == [f"user{number + 1}" for number in range(len(outside))]


def test_iterators_begin_with_each_example() -> None:
    class LampFactory(typedfactory.DictFactory):
        colour = typedfactory.Iterator(["red", "green"])

    seen: list[Any] = []

    @settings(max_examples=5, database=None)
    @given(from_factory(LampFactory), st.integers())
    def look(lamp: Any, number: int) -> None:
        seen.append(lamp["colour"])

    look()
    assert set(seen) == {"red"}


# Whoever draws again


def test_unique_values_are_found_although_the_simplest_numbers_repeat() -> None:
    class DieFactory(typedfactory.DictFactory):
        eyes = typedfactory.Unique(typedfactory.fuzzy.FuzzyInteger(1, 6))
        word = typedfactory.Faker("random_element", elements=["a", "b", "c", "d", "e", "f"], unique=True)

    dice: Any = smallest(st.lists(from_factory(DieFactory), min_size=4, max_size=6))
    assert len({die["eyes"] for die in dice}) == len({die["word"] for die in dice}) == len(dice) == 4


def test_sets_are_filled_although_the_simplest_numbers_repeat() -> None:
    class Basket(pydantic.BaseModel):
        words: set[str] = pydantic.Field(min_length=3)

    class BasketFactory(Factory[Basket]):
        pass

    assert len(smallest(from_factory(BasketFactory)).words) == 3


def test_a_user_who_draws_again_is_not_given_the_same_for_ever() -> None:
    class LuckFactory(typedfactory.DictFactory):
        @typedfactory.lazy_attribute
        def luck(self) -> float:
            while (number := randgen.random()) < 0.99:
                pass
            return number

    assert smallest(from_factory(LuckFactory))["luck"] >= 0.99


# Replay


def test_a_failing_example_is_replayed_from_the_database() -> None:
    database = InMemoryExampleDatabase()
    seen: list[User] = []

    @settings(database=database)
    @given(from_factory(SpokenFactory))
    def fails(user: User) -> None:
        seen.append(user)
        assert user.age < 50

    with pytest.raises(AssertionError):
        fails()
    last = seen[-1]
    assert last.age == 50
    del seen[:]
    with pytest.raises(AssertionError):
        fails()
    assert seen[0] == last


def test_what_factories_make_in_the_body_of_a_test_is_the_same_for_each_example() -> None:
    names: list[str] = []

    @settings(max_examples=5, database=None)
    @given(st.integers())
    def look(number: int) -> None:
        names.append(SpokenFactory().name)

    before = typedfactory.random.get_random_state()
    look()
    assert len(names) > 1
    assert len(set(names)) == 1
    assert typedfactory.random.get_random_state() == before


def test_an_example_found_under_pytest_is_found_again(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import dataclasses
        from hypothesis import given
        from typedfactory import Factory, Faker
        from typedfactory.hypothesis import from_factory

        @dataclasses.dataclass
        class User:
            name: str
            age: int

        class UserFactory(Factory[User]):
            name = Faker("name")

        @given(from_factory(UserFactory))
        def test_it(user):
            assert user.age < 1000
        """
    )
    for _ in range(2):
        result = pytester.runpytest_inprocess("-pno:randomly", "-pno:anyio", "-pno:asyncio", "-pno:django")
        result.stdout.fnmatch_lines(["*test_it(", "*user=User(name='*', age=1000),"])


# The stream


def test_a_stream_gives_what_is_chosen() -> None:
    stream = ChosenStream.choosing(lambda most: most)
    assert stream.getrandbits(3) == 7
    assert stream.random() == 1 - 2**-53
    assert ChosenStream.choosing(lambda most: 0).random() == 0.0


def test_after_so_many_numbers_a_seed_is_chosen() -> None:
    asked: list[int] = []
    stream = ChosenStream.choosing(lambda most: asked.append(most) or 5)  # type: ignore[func-returns-value]  # None or 5
    drawn = [stream.getrandbits(8) for _ in range(CHOICES + 3)]
    assert asked == [255] * CHOICES + [2**32 - 1]
    with seeded(5) as plain:
        assert drawn[CHOICES:] == [plain.getrandbits(8) for _ in range(3)]


def test_after_so_many_refusals_a_seed_is_chosen() -> None:
    stream = ChosenStream.choosing(lambda most: 0)
    with drawing_from(stream):
        for _ in range(REFUSALS):
            assert randgen.random() == 0.0
            refuse()
        assert randgen.random() == 0.0
        refuse()
        assert randgen.random() != 0.0


def test_a_stream_can_be_seeded_and_its_state_kept() -> None:
    stream = ChosenStream.choosing(lambda most: 0)
    with drawing_from(stream):
        state = typedfactory.random.get_random_state()
        first = randgen.random()
        typedfactory.random.set_random_state(state)
        assert randgen.random() == first
        typedfactory.random.reseed_random(42)
        with seeded(42) as plain:
            expected = plain.random()
        assert randgen.random() == expected
