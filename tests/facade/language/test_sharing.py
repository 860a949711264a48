"""One object for all relations to its model."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from typing import Any, Generic, TypedDict, TypeVar

import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError
from typedfactory.plan.call import tiers


@pytest.fixture(autouse=True, params=[0, tiers.COMPILED_AT], ids=["compiled", "step-by-step"])
def _either_tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "COMPILED_AT", request.param)


T = TypeVar("T")


@dataclasses.dataclass
class Account:
    plan: str


@dataclasses.dataclass
class Team(Account):
    pass


@dataclasses.dataclass
class Owner:
    account: Account


@dataclasses.dataclass
class User:
    account: Account
    owner: Owner
    others: list[Account]
    maybe: Account | None


class AccountFactory(factory.Factory[Account]):
    plan = "free"


class UserFactory(factory.Factory[User]):
    account = factory.SubFactory(AccountFactory, plan="declared")


def test_sub_factories_and_filled_relations_take_the_object_however_deep() -> None:
    before = UserFactory.build()
    with factory.shared(AccountFactory.build(plan="pro")) as account:
        for _ in range(3):
            user = UserFactory.build()
            assert user.account is account
            assert user.owner.account is account
            assert user.others == [account]
            assert user.maybe is account
        assert [user.account for user in UserFactory.create_batch(2)] == [account, account]
        assert UserFactory.attributes()["account"] is account
        assert UserFactory.stub().account is account
    after = UserFactory.build()
    assert (before.account.plan, after.account.plan) == ("declared", "declared")
    assert after.account is not account


def test_what_a_call_gives_holds() -> None:
    mine = Account("mine")
    with factory.shared(Account("pro")) as account:
        assert UserFactory.build(account=mine).account is mine
        for _ in range(3):
            user = UserFactory.build(account__plan="own")
            assert (user.account.plan, user.owner.account) == ("own", account)
        assert UserFactory.build(owner={"account": {"plan": "data"}}).owner.account.plan == "data"
        assert UserFactory.build(maybe=None).maybe is None


def test_a_factory_itself_still_makes_objects() -> None:
    with factory.shared(Account("pro")) as account:
        assert AccountFactory.build() is not account


def test_inner_blocks_come_first_and_several_objects_go_together() -> None:
    with factory.shared(Account("outer"), Owner(Account("owned"))) as (outer, owner):
        with factory.shared(Account("inner")) as inner:
            user = UserFactory.build()
            assert (user.account, user.owner) == (inner, owner)
        assert UserFactory.build().account is outer


def test_an_object_of_a_subclass_is_one_and_one_of_a_base_is_none() -> None:
    @dataclasses.dataclass
    class Member:
        team: Team

    class MemberFactory(factory.Factory[Member]):
        pass

    with factory.shared(Team("t")) as team:
        assert UserFactory.build().account is team
    with factory.shared(Account("a")) as account:
        assert MemberFactory.build().team is not account


def test_related_factories_make_what_they_are_told_to() -> None:
    made: list[User] = []

    class LogFactory(factory.Factory[Owner]):
        @classmethod
        def _after_postgeneration(cls, instance: Any, create: bool, results: Any = None) -> None:
            made.append(instance)

    class AnyFactory(factory.DictFactory):
        logs = factory.RelatedFactoryList(LogFactory, size=2)

    with factory.shared(Owner(Account("x"))) as owner:
        AnyFactory.build()
    assert len(made) == 2
    assert all(each is not owner for each in made)


def test_threads_and_tasks_are_apart() -> None:
    seen: dict[str, Account] = {}

    def work() -> None:
        seen["thread"] = UserFactory.build().account

    async def one(plan: str) -> tuple[Account, Account]:
        with factory.shared(Account(plan)) as account:
            await asyncio.sleep(0)
            return account, UserFactory.build().account

    async def both() -> list[tuple[Account, Account]]:
        return [*await asyncio.gather(one("a"), one("b"))]

    with factory.shared(Account("main")) as account:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert UserFactory.build().account is account
    assert seen["thread"] is not account
    assert all(given is taken for given, taken in asyncio.run(both()))


class Label(TypedDict):
    text: str


@dataclasses.dataclass
class Tagged:
    label: Label
    labels: list[Label]
    account: Account
    box: Box[int]


@dataclasses.dataclass
class Box(Generic[T]):
    item: T


def test_models_that_are_no_plain_classes_stand_beside_it() -> None:
    class TaggedFactory(factory.Factory[Tagged]):
        pass

    class PortFactory(factory.Factory[Tagged]):
        class Meta:
            mocks = True

    with factory.shared(Account("pro"), Box(3)) as (account, box):
        for made in (TaggedFactory.build(), PortFactory.build()):
            assert (made.account, made.box, type(made.label["text"])) == (account, box, str)
            assert len(made.labels) == 1


def test_debug_and_overridden_methods_take_it_too() -> None:
    class OwnFactory(UserFactory):
        @classmethod
        def _generate(cls, strategy: str, params: Any) -> Any:
            return super()._generate(strategy, params)

    with factory.shared(Account("pro")) as account:
        assert OwnFactory.build().account is account
        with factory.debug():
            assert UserFactory.build().account is account


def test_it_decorates_functions() -> None:
    account = Account("pro")

    @factory.shared(account)
    def make() -> User:
        return UserFactory.build()

    assert make().account is account
    assert make().account is account


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((), "shared takes the objects to share. Write shared(AccountFactory())."),
        ((3,), "shared takes an object of a model, not a int. Write shared(AccountFactory())."),
        (({},), "shared takes an object of a model, not a dict. Write shared(AccountFactory())."),
        (
            (AccountFactory,),
            "shared takes an object of a model, not the class AccountFactory. Write shared(AccountFactory()).",
        ),
    ],
)
def test_what_is_no_object_is_refused(given: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ArgumentError) as caught, factory.shared(*given):
        pass
    assert str(caught.value) == message
