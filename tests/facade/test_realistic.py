"""The switch for all factories, and names of one's own."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError
from typedfactory.plan.describe.realistic import SWITCH
from typedfactory.realism import forget_names


@dataclasses.dataclass
class Owner:
    email: str


@dataclasses.dataclass
class Shop:
    city: str
    owner: Owner


@dataclasses.dataclass
class Person:
    email: str


@dataclasses.dataclass
class House:
    city: str
    person: Person


class ShopFactory(factory.Factory[Shop]):
    pass


class PlainFactory(factory.Factory[Shop]):
    class Meta:
        realistic = False


class LifelikeFactory(factory.Factory[Shop]):
    class Meta:
        realistic = True


class DerivedFactory(LifelikeFactory):
    pass


class PlainAgainFactory(LifelikeFactory):
    class Meta:
        realistic = False


class OuterFactory(factory.DictFactory):
    shop = factory.SubFactory(ShopFactory)


@pytest.fixture(autouse=True)
def switched_off() -> Iterator[None]:
    """Leave neither the switch nor names behind."""
    yield
    factory.realistic(False)
    forget_names()
    factory.realistic.register("nothing", None)
    forget_names()


def is_lifelike(shop: Shop) -> bool:
    """Say whether the values of a shop and of its owner go by the names, or neither do."""
    both = {"@" in shop.owner.email, shop.city.istitle()}
    assert len(both) == 1
    return both.pop()


def test_a_factory_says_it_for_itself_and_what_derives_from_it() -> None:
    made = {each: is_lifelike(each.build()) for each in (ShopFactory, PlainFactory, LifelikeFactory)}
    assert made == {ShopFactory: False, PlainFactory: False, LifelikeFactory: True}
    assert is_lifelike(DerivedFactory.build())
    assert not is_lifelike(PlainAgainFactory.build())


def test_the_switch_is_for_those_that_say_nothing() -> None:
    factory.realistic()
    assert is_lifelike(ShopFactory.build())
    assert not is_lifelike(PlainFactory.build())
    assert is_lifelike(LifelikeFactory.build())
    assert "@" in factory.build(Owner).email
    factory.realistic(False)
    assert not is_lifelike(ShopFactory.build())
    assert is_lifelike(LifelikeFactory.build())


def test_what_was_compiled_notices_the_switch() -> None:
    for _ in range(3):
        assert not is_lifelike(OuterFactory.build()["shop"])
        assert not is_lifelike(ShopFactory.create_batch(2, city="nowhere here")[0])
        assert ShopFactory(city="Perth").owner.email.isalpha()
        with factory.realistic():
            assert is_lifelike(OuterFactory.build()["shop"])
            assert "@" in OuterFactory.create(shop__city="Perth")["shop"].owner.email
            assert "@" in ShopFactory(city="Perth").owner.email


def test_in_a_block_it_comes_back_to_where_it_was() -> None:
    with factory.realistic():
        assert SWITCH.on
        with factory.realistic(False):
            assert not is_lifelike(ShopFactory.build())
        assert SWITCH.on
        with pytest.raises(ZeroDivisionError), factory.realistic(False):
            _ = 1 // 0
        assert SWITCH.on
    assert not SWITCH.on


def test_factories_made_while_it_is_on_follow_it_too() -> None:
    with factory.realistic():

        class LateFactory(factory.Factory[Shop]):
            pass

        assert is_lifelike(LateFactory.build())
    assert not is_lifelike(LateFactory.build())
    with factory.realistic():
        assert is_lifelike(LateFactory.build())


def test_a_hook_that_is_replaced_holds_in_both_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    class HookedFactory(factory.Factory[Owner]):
        pass

    HookedFactory.build()
    with factory.realistic():
        HookedFactory.build()
        hooked = Owner("hooked")
        monkeypatch.setattr(HookedFactory, "_build", classmethod(lambda cls, model, *args, **kwargs: hooked))
        assert HookedFactory.build() is hooked
    assert HookedFactory.build() is hooked


def test_a_default_factory_keeps_its_own_mind() -> None:
    class PersonFactory(factory.Factory[Person]):
        class Meta:
            default_for_model = True
            realistic = False

    with factory.realistic():
        house = factory.build(House)
    assert house.city.istitle()
    assert "@" not in house.person.email


def test_the_switch_may_be_turned_while_others_build() -> None:
    failures: list[BaseException] = []

    def build() -> None:
        try:
            for _ in range(200):
                factory.build(Shop)
                OuterFactory.build()
        except BaseException as error:  # noqa: BLE001 - shown below
            failures.append(error)

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        factory.realistic()
        factory.realistic(False)
    assert failures == []


def test_values_repeat_with_the_seed() -> None:
    with factory.random.seeded(42):
        first = LifelikeFactory.build_batch(5)
    with factory.random.seeded(42):
        assert LifelikeFactory.build_batch(5) == first


def test_explain_says_where_values_come_from() -> None:
    @dataclasses.dataclass
    class User:
        first_name: str
        last_name: str
        email: str
        shoe: str

    class UserFactory(factory.Factory[User]):
        class Meta:
            realistic = True

        last_name = "Lovelace"

    explanation = UserFactory.explain(first_name="Ada")
    assert [(field.name, field.kind, field.text.partition(" (")[0]) for field in explanation.fields] == [
        ("last_name", "declaration", "'Lovelace'"),
        ("first_name", "override", "override: 'Ada'"),
        ("email", "realistic", "realistic: email of first_name, last_name"),
        ("shoe", "filled by type", "filled by type: str"),
    ]


def test_debug_says_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    with factory.debug(stream=sys.stdout):
        LifelikeFactory.build(owner=None)
    assert "(realistic: city)" in capsys.readouterr().out


def test_the_switch_takes_a_bool() -> None:
    with pytest.raises(ArgumentError) as raised:
        factory.realistic("yes")  # type: ignore[arg-type]  # what is refused
    assert str(raised.value) == "realistic: takes True or False, not str. Call it without an argument."


def test_the_option_takes_a_bool() -> None:
    with pytest.raises(factory.errors.MetaOptionError) as raised:

        class WrongFactory(factory.Factory[Shop]):
            class Meta:
                realistic = "yes"

    assert str(raised.value) == "WrongFactory.Meta.realistic: takes True or False, not str."


@dataclasses.dataclass
class Contract:
    customer_no: str
    old_customer_no: int
    customerNo: str | None  # noqa: N815 - as some models are written
    city: str


class ContractFactory(factory.Factory[Contract]):
    class Meta:
        realistic = True


def test_names_of_ones_own_are_for_all_factories() -> None:
    before = ContractFactory.build()
    assert before.customer_no.isalpha()
    factory.realistic.register("customerNo", lambda random, o: f"{o.city[0]}-{random.randrange(10, 100)}")
    made = ContractFactory.build(city="Perth")
    assert made.customer_no[:2] == (made.customerNo or "")[:2] == "P-"
    # No text for a number.
    assert isinstance(made.old_customer_no, int)
    assert str(ContractFactory.explain()).splitlines()[1] == "├─ customer_no      realistic: registered for customer_no"


def test_a_name_of_the_table_can_be_taken_over_or_given_up() -> None:
    factory.realistic.register("city", lambda random, o: "Perth")
    assert ContractFactory.build().city == "Perth"
    factory.realistic.register("city", None)
    assert ContractFactory.build().city.islower()


def test_values_of_ones_own_that_a_field_refuses_are_replaced() -> None:
    factory.realistic.register("customer_no", lambda random, o: 5)
    assert isinstance(ContractFactory.build().customer_no, str)
    factory.realistic.register("customer_no", lambda random, o: None)
    assert isinstance(ContractFactory.build().customer_no, str)


def test_errors_of_ones_own_are_seen() -> None:
    def fail(random: object, o: object) -> str:
        raise ValueError("mine")

    factory.realistic.register("customer_no", fail)
    with pytest.raises(ValueError, match=r"^mine"):
        ContractFactory.build()


@pytest.mark.parametrize(
    ("name", "maker", "message"),
    [
        ("_", None, "realistic.register: '_' is no name of a field. Write it as in the model."),
        (
            "customer_no",
            "C-1",
            "realistic.register: takes a function of the random stream and the object, not str.",
        ),
    ],
)
def test_a_name_is_registered_with_a_function(name: str, maker: object, message: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        factory.realistic.register(name, maker)  # type: ignore[arg-type]  # what is refused
    assert str(raised.value) == message


def test_nothing_of_it_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys, dataclasses, typedfactory\n"
        "typedfactory.realistic()\n"
        "typedfactory.realistic(False)\n"
        "user = dataclasses.make_dataclass('User', [('email', str)])\n"
        "typedfactory.build(user)\n"
        "assert not {'faker', 'typedfactory.realism'} & {*sys.modules}\n"
        "with typedfactory.realistic():\n"
        "    print('@' in typedfactory.build(user).email)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "True\n"
