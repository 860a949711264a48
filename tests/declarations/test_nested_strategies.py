"""How one nested object is made, and strategies of one's own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError, FactoryError, UnknownFieldError, UnknownStrategy


@dataclasses.dataclass
class Account:
    plan: str = "free"
    strategy: str = "none"


@dataclasses.dataclass
class User:
    account: Account
    name: str = "ann"


made: list[str] = []


def untyped(value: Any) -> Any:
    """Return what a strategy of one's own makes, which no type checker knows."""
    return value


class AccountFactory(factory.Factory[Account]):
    @classmethod
    def _create(cls, model_class: Any, /, *args: Any, **kwargs: Any) -> Any:
        made.append("account")
        return super()._create(model_class, *args, **kwargs)


class UserFactory(factory.Factory[User]):
    account = factory.SubFactory(AccountFactory, "build", plan="pro")


class SavedFactory(factory.Factory[User]):
    account = factory.SubFactory(AccountFactory)


factory.register_strategy("shouted", lambda model, **fields: (model.__name__.upper(), fields))


@pytest.fixture(autouse=True)
def _start_over() -> None:
    made.clear()


def test_a_sub_factory_may_have_a_strategy() -> None:
    assert UserFactory.create() == User(Account("pro"))
    assert made == []
    assert SavedFactory.create() == User(Account())
    assert made == ["account"]


def test_a_call_may_choose_it() -> None:
    for _ in range(3):
        assert SavedFactory.create(account____strategy="build", account__plan="x").account == Account("x")
    assert made == []
    UserFactory.build(account____strategy="create")
    assert made == ["account"]
    assert type(untyped(UserFactory.build(account____strategy="stub")).account) is factory.StubObject
    assert [type(untyped(user.account)) for user in SavedFactory.create_batch(2, account____strategy="stub")] == [
        factory.StubObject,
        factory.StubObject,
    ]


def test_a_field_may_be_called_strategy() -> None:
    class NamedFactory(factory.Factory[User]):
        account = factory.SubFactory(AccountFactory, strategy="of the account")

    assert NamedFactory.create().account.strategy == "of the account"
    assert NamedFactory.create(account__strategy="x").account.strategy == "x"


def test_a_trait_may_choose_it() -> None:
    class SwitchedFactory(SavedFactory):
        class Params:
            unsaved = factory.Trait(account____strategy="build")

    SwitchedFactory.create(unsaved=True)
    assert made == []
    SwitchedFactory.create()
    assert made == ["account"]


def test_strategies_of_ones_own_make_nested_objects_too() -> None:
    assert untyped(SavedFactory.generate("shouted")) == (
        "USER",
        {"account": ("ACCOUNT", {})},
    )
    assert untyped(SavedFactory.build(account____strategy="shouted")).account == ("ACCOUNT", {})
    assert untyped(UserFactory.generate("shouted")) == ("USER", {"account": Account("pro")})
    assert len(SavedFactory.generate_batch("shouted", 2)) == 2


def test_a_call_may_choose_that_of_related_objects() -> None:
    class OwnerFactory(factory.DictFactory):
        one = factory.RelatedFactory(AccountFactory)
        many = factory.RelatedFactoryList(AccountFactory, size=2)

    for _ in range(3):
        OwnerFactory.create(one____strategy="build", many____strategy="build", many____size=1)
    assert made == []
    OwnerFactory.create(one____strategy="build")
    assert made == ["account", "account"]


def test_branches_of_a_maybe_have_their_own() -> None:
    class ChosenFactory(factory.DictFactory):
        account = factory.Maybe("free", factory.SubFactory(AccountFactory, "build"), factory.SubFactory(AccountFactory))

        class Params:
            free = True

    for _ in range(3):
        ChosenFactory.create()
    assert made == []
    ChosenFactory.create(free=False)
    assert made == ["account"]
    assert type(untyped(ChosenFactory.create(account____strategy="stub"))["account"]) is factory.StubObject


def test_a_strategy_of_ones_own_may_be_the_default() -> None:
    class LoudFactory(factory.Factory[Account]):
        class Meta:
            strategy = "shouted"

        plan = "x"

    assert untyped(LoudFactory()) == ("ACCOUNT", {"plan": "x"})
    assert LoudFactory.build() == Account("x")


def test_hooks_see_that_nothing_is_created() -> None:
    class HookedFactory(factory.Factory[Account]):
        @factory.post_generation
        def note(obj: Any, create: bool, extracted: Any) -> None:  # noqa: N805 - a hook
            made.append(str(create))

    HookedFactory.generate("shouted")
    assert made == ["False"]


def test_fields_by_position_are_given_by_position() -> None:
    class PlacedFactory(factory.Factory[Account]):
        class Meta:
            inline_args = ("plan",)

        plan = "x"

    factory.register_strategy("placed", lambda *args, **fields: (args[1:], fields))
    assert untyped(PlacedFactory.generate("placed")) == (("x",), {})


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (
            lambda: SavedFactory.build(account____strategy="biuld"),
            UnknownStrategy,
            "SavedFactory.account: AccountFactory: there is no strategy 'biuld'. Use one of ",
        ),
        (
            lambda: factory.SubFactory(AccountFactory, "biuld"),
            UnknownStrategy,
            "SubFactory: there is no strategy 'biuld'. Use one of ",
        ),
        (
            lambda: SavedFactory.build(__strategy="create"),
            UnknownFieldError,
            (
                "SavedFactory: __strategy is for what is nested, author____strategy. "
                "Call build(), create() or generate(strategy)."
            ),
        ),
        (
            lambda: factory.register_strategy("build", dict),
            ArgumentError,
            "register_strategy: there is a strategy 'build' already. Give yours another name.",
        ),
        (
            lambda: factory.register_strategy("persisted", dict),
            ArgumentError,
            "register_strategy: there is a strategy 'persisted' already. Give yours another name.",
        ),
        (
            lambda: factory.register_strategy("not a name", dict),
            ArgumentError,
            "register_strategy: 'not a name' is no name. Give it one like 'signed'.",
        ),
        (
            lambda: factory.register_strategy("wrong", wrong),
            ArgumentError,
            "register_strategy takes a function that makes the object, not int.",
        ),
        (
            lambda: SavedFactory.build(name__x____strategy="build"),
            FactoryError,
            "SavedFactory.name: name__x____strategy=… reaches nothing, because name is not declared.",
        ),
    ],
)
def test_what_is_no_strategy_is_refused(make: Callable[[], object], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        make()
    assert str(caught.value).startswith(message)


wrong: Any = 3


def test_a_plain_model_does_not_look_saved() -> None:
    with pytest.raises(factory.errors.UnsupportedStrategy) as caught:
        UserFactory.build_persisted()
    assert str(caught.value) == (
        "UserFactory.build_persisted: no library saves a User, so none can look saved. Use build()."
    )
