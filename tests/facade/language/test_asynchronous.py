"""Making objects in async code: values, models and hooks that are awaited."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

import typedfactory as factory
from typedfactory.errors import CyclicDefinitionError, FactoryError, UnknownFieldError

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


@dataclasses.dataclass
class Account:
    plan: str
    number: int = 0


@dataclasses.dataclass
class User:
    name: str
    email: str
    account: Account


saved: list[object] = []


@pytest.fixture(autouse=True)
def _start_over() -> None:
    saved.clear()


async def later(value: T) -> T:
    await asyncio.sleep(0)
    return value


class Saved:
    """Saves in async code."""

    @classmethod
    async def _acreate(cls, model_class: Any, /, *args: Any, **kwargs: Any) -> Any:
        made = await later(model_class(*args, **kwargs))
        saved.append(made)
        return made


class AccountFactory(Saved, factory.Factory[Account]):
    plan = factory.LazyFunction(lambda: later("pro"))
    number = factory.Sequence(lambda n: n)


async def fetch_name(o: Any) -> str:
    return await later(f"ann of {o.account.plan}")


class UserFactory(Saved, factory.Factory[User]):
    email = factory.LazyAttribute(lambda o: f"{o.name.split()[0]}@example.com")
    account = factory.SubFactory(AccountFactory)
    name = factory.LazyAttribute(fetch_name)

    class Params:
        free = factory.Trait(account__plan="free")


def test_values_are_awaited_before_those_that_read_them() -> None:
    user = run(UserFactory.acreate())
    assert user == User("ann of pro", "ann@example.com", Account("pro"))


def test_objects_are_saved_by_the_async_hook_nested_ones_first() -> None:
    user = run(UserFactory.acreate())
    assert saved == [user.account, user]


def test_abuild_awaits_values_and_saves_nothing() -> None:
    assert run(UserFactory.abuild(free=True)).account.plan == "free"
    assert saved == []


def test_overrides_traits_paths_and_numbers_mean_what_they_mean_elsewhere() -> None:
    given = Account("given")
    assert run(UserFactory.acreate(account=given, name="bo")) == User("bo", "bo@example.com", given)
    assert run(UserFactory.acreate(free=True)).account.plan == "free"
    assert run(UserFactory.acreate(account__plan="deep", account____sequence=7)).account == Account("deep", 7)
    assert run(UserFactory.acreate(account____strategy="build")).name == "ann of pro"
    assert saved[-1].account not in saved  # type: ignore[attr-defined]  # a user
    assert run(UserFactory.acreate(name=factory.LazyAttribute(fetch_name))).name == "ann of pro"


def test_several_objects() -> None:
    assert [each.number for each in run(AccountFactory.acreate_batch(3))] == [0, 1, 2]
    assert len(run(AccountFactory.abuild_batch(size=2))) == 2
    assert len(saved) == 3


def test_hooks_may_be_asynchronous() -> None:
    seen: list[tuple[str, object]] = []

    class HookedFactory(factory.Factory[Account]):
        plan = "x"

        @factory.post_generation
        async def note(obj: Any, create: bool, extracted: Any) -> None:  # noqa: N805 - a hook
            await later(None)
            seen.append((obj.plan, extracted))

    run(HookedFactory.acreate(note=3))
    assert seen == [("x", 3)]


def test_related_objects_are_saved_by_their_own_hook() -> None:
    class OwnerFactory(Saved, factory.DictFactory):
        name = "ann"
        accounts = factory.RelatedFactoryList(AccountFactory, size=2)
        first = factory.RelatedFactory(AccountFactory, plan="first")

    run(OwnerFactory.acreate(accounts____size=1))
    assert [type(each).__name__ for each in saved] == ["dict", "Account", "Account"]


def test_maybe_lists_and_shared_objects() -> None:
    class ListedFactory(factory.DictFactory):
        flag = True
        chosen = factory.Maybe("flag", factory.LazyFunction(lambda: later(1)), 2)
        items = factory.List([factory.LazyFunction(lambda: later(3)), factory.SubFactory(AccountFactory)])

    made = run(ListedFactory.abuild())
    assert (made["chosen"], made["items"][0], made["items"][1].plan) == (1, 3, "pro")
    assert run(ListedFactory.abuild(flag=False))["chosen"] == 2

    async def share() -> User:
        with factory.shared(Account("one")):
            return await UserFactory.acreate()

    assert run(share()).account == Account("one")


def test_tasks_beside_each_other_do_not_meet() -> None:
    async def both() -> list[User]:
        return [*await asyncio.gather(UserFactory.abuild(name="a"), UserFactory.abuild(name="b"))]

    assert [user.email for user in run(both())] == ["a@example.com", "b@example.com"]


def test_without_an_async_hook_create_saves() -> None:
    class PlainFactory(factory.Factory[Account]):
        plan = "x"

        @classmethod
        def _create(cls, model_class: Any, /, *args: Any, **kwargs: Any) -> Any:
            saved.append("create")
            return super()._create(model_class, *args, **kwargs)

    assert run(PlainFactory.acreate()) == Account("x")
    assert saved == ["create"]


def test_overridden_methods_are_called() -> None:
    class OwnFactory(AccountFactory):
        @classmethod
        def create(cls, /, **kwargs: Any) -> Any:
            return later(Account("own"))

    assert run(OwnFactory.acreate()) == Account("own")
    assert run(UserFactory.acreate(account=factory.SubFactory(OwnFactory))).account == Account("own")


def test_what_is_asked_for_too_early_is_an_error() -> None:
    class EarlyFactory(factory.Factory[User]):
        name = factory.LazyAttribute(fetch_name)
        account = factory.SubFactory(AccountFactory)

    with pytest.raises(FactoryError) as caught:
        run(EarlyFactory.abuild())
    assert str(caught.value) == (
        "EarlyFactory.account: it is awaited, and a lazy function asks for it before it is there. "
        "Declare account before what asks for it."
    )

    class HiddenFactory(factory.DictFactory):
        first = factory.LazyAttribute(lambda o: o.second)
        second = factory.LazyFunction(lambda: later(1))

    with pytest.raises(FactoryError) as caught:
        run(HiddenFactory.abuild())
    assert str(caught.value).startswith("HiddenFactory.second: it is awaited")


def test_wrong_calls_are_refused_as_elsewhere() -> None:
    with pytest.raises(UnknownFieldError):
        run(UserFactory.acreate(nmae="x"))

    class CircleFactory(factory.DictFactory):
        one = factory.LazyAttribute(lambda o: o.two)
        two = factory.LazyAttribute(lambda o: o.one)

    with pytest.raises(CyclicDefinitionError):
        run(CircleFactory.abuild())


def test_errors_say_what_was_being_made() -> None:
    async def fail() -> str:
        raise ValueError("no")

    class FailingFactory(factory.Factory[User]):
        name = factory.LazyFunction(fail)

    with pytest.raises(ValueError, match="no") as caught:
        run(FailingFactory.abuild())
    notes: list[str] = getattr(caught.value, "__notes__", [])
    assert notes in ([], ["while making FailingFactory.name"])
