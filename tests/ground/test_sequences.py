"""Sequence numbers: one counter along a chain of models, reset by hand, forced for one call, safe in threads."""

from __future__ import annotations

import threading
from typing import Any

import pytest

import typedfactory
from typedfactory.errors import SequenceResetError


class Thing:
    def __init__(self, **kwargs: Any) -> None:
        self.__dict__.update(kwargs)


class Special(Thing):
    pass


class Other:
    def __init__(self, **kwargs: Any) -> None:
        self.__dict__.update(kwargs)


def numbered(base: Any, model: Any = None, **namespace: Any) -> Any:
    """Return a new factory whose field ``n`` is its number."""
    meta = {} if model is None else {"Meta": type("Meta", (), {"model": model})}
    body = {"n": typedfactory.Sequence(lambda n: n), "__module__": __name__, **meta, **namespace}
    return type(base)("ThingFactory", (base,), body)


@pytest.fixture
def factory() -> Any:
    return numbered(typedfactory.Factory, Thing)


def numbers(factory: Any, how_many: int) -> list[int]:
    return [thing.n for thing in factory.build_batch(how_many)]


def test_numbers_count_up_from_zero(factory: Any) -> None:
    assert numbers(factory, 3) == [0, 1, 2]


def test_all_strategies_take_from_one_counter(factory: Any) -> None:
    assert [factory.build().n, factory.create().n, factory.stub().n, factory.attributes()["n"]] == [0, 1, 2, 3]


def test_a_factory_takes_a_number_whether_a_sequence_uses_it_or_not(factory: Any) -> None:
    factory.build(n="given")
    assert factory.build().n == 1


# One counter along a chain of models


def test_a_factory_of_the_same_model_shares_the_counter_of_its_base(factory: Any) -> None:
    derived = numbered(factory)
    assert [factory.build().n, derived.build().n, factory.build().n] == [0, 1, 2]


def test_a_factory_of_a_submodel_shares_the_counter_of_its_base(factory: Any) -> None:
    special = numbered(factory, Special)
    assert [factory.build().n, special.build().n, factory.build().n] == [0, 1, 2]


def test_a_factory_of_an_unrelated_model_counts_for_itself(factory: Any) -> None:
    other = numbered(factory, Other)
    assert [factory.build().n, other.build().n, factory.build().n] == [0, 0, 1]


def test_the_counter_goes_through_an_abstract_base_that_has_no_model() -> None:
    base = numbered(typedfactory.Factory)
    one, two = numbered(base, Thing), numbered(base, Thing)
    assert [one.build().n, two.build().n, one.build().n] == [0, 0, 1]


def test_dict_factories_count_each_for_itself() -> None:
    one, two = numbered(typedfactory.DictFactory), numbered(typedfactory.DictFactory)
    assert [one.build(), one.build(), two.build()] == [{"n": 0}, {"n": 1}, {"n": 0}]


def test_a_nested_dict_takes_the_number_of_the_object_around_it(factory: Any) -> None:
    nested = numbered(factory, None, inner=typedfactory.Dict({"n": typedfactory.Sequence(lambda n: n)}))
    nested.build()
    assert nested.build().inner == {"n": 1}


# Reset


def test_reset_starts_from_zero_again(factory: Any) -> None:
    numbers(factory, 3)
    factory.reset_sequence()
    assert numbers(factory, 2) == [0, 1]


def test_reset_starts_from_a_value(factory: Any) -> None:
    factory.reset_sequence(10)
    assert numbers(factory, 2) == [10, 11]


def test_reset_reaches_calls_that_were_compiled_before(factory: Any) -> None:
    parent = numbered(typedfactory.Factory, Other, inner=typedfactory.SubFactory(factory))
    assert [parent.build().inner.n, parent.build().inner.n] == [0, 1]
    factory.reset_sequence(5)
    assert parent.build().inner.n == 5


def test_reset_on_a_factory_that_shares_a_counter_names_the_one_to_reset(factory: Any) -> None:
    derived = type(factory)("DerivedFactory", (factory,), {"__module__": __name__})
    with pytest.raises(SequenceResetError) as caught:
        derived.reset_sequence()
    assert str(caught.value) == (
        "DerivedFactory: can't reset a sequence on descendant factory: its counter is ThingFactory's. "
        "Reset it on ThingFactory, or pass force=True."
    )
    assert isinstance(caught.value, ValueError)


def test_a_forced_reset_restarts_the_shared_counter(factory: Any) -> None:
    derived = numbered(factory)
    numbers(factory, 3)
    derived.reset_sequence(force=True)
    assert factory.build().n == 0
    derived.reset_sequence(7, force=True)
    assert [factory.build().n, derived.build().n] == [7, 8]


def test_a_dict_factory_is_reset_like_any_other() -> None:
    rows = numbered(typedfactory.DictFactory)
    rows.build()
    rows.reset_sequence()
    assert rows.build() == {"n": 0}


def test_reset_sequences_restarts_all_factories_at_once(factory: Any) -> None:
    rows = numbered(typedfactory.DictFactory)
    numbers(factory, 2)
    rows.build()
    typedfactory.reset_sequences()
    assert [factory.build().n, rows.build()] == [0, {"n": 0}]


# The first number


def test_setup_next_sequence_gives_the_first_number_when_it_is_needed() -> None:
    asked = []

    def first(cls: Any) -> int:
        asked.append(cls.__name__)
        return 100

    factory = numbered(typedfactory.Factory, Thing, _setup_next_sequence=classmethod(first))
    assert asked == []
    assert numbers(factory, 2) == [100, 101]
    assert asked == ["ThingFactory"]


def test_reset_asks_setup_next_sequence_again() -> None:
    firsts = iter([100, 200])
    factory = numbered(typedfactory.Factory, Thing, _setup_next_sequence=classmethod(lambda _: next(firsts)))
    assert numbers(factory, 2) == [100, 101]
    factory.reset_sequence()
    assert numbers(factory, 2) == [200, 201]


def test_the_base_of_a_chain_gives_the_first_number_of_all_of_it() -> None:
    base = numbered(typedfactory.Factory, Thing, _setup_next_sequence=classmethod(lambda _: 100))
    derived = numbered(base, None, _setup_next_sequence=classmethod(lambda _: 999))
    assert [derived.build().n, base.build().n] == [100, 101]


def test_a_failing_setup_is_asked_again_at_the_next_call() -> None:
    asked: list[int] = []

    def first(_: Any) -> int:
        asked.append(1)
        if len(asked) == 1:
            raise RuntimeError("no table yet")
        return 5

    factory = numbered(typedfactory.Factory, Thing, _setup_next_sequence=classmethod(first))
    with pytest.raises(RuntimeError, match="no table yet"):
        factory.build()
    assert factory.build().n == 5


# A number forced for one call


def test_a_forced_number_is_not_taken_from_the_counter(factory: Any) -> None:
    assert [factory.build().n, factory.build(__sequence=42).n, factory.build().n] == [0, 42, 1]


def test_a_forced_number_holds_for_a_batch(factory: Any) -> None:
    assert [thing.n for thing in factory.build_batch(2, __sequence=3)] == [3, 3]


def test_a_forced_number_zero_is_a_number(factory: Any) -> None:
    numbers(factory, 3)
    assert factory.build(__sequence=0).n == 0


def test_a_number_is_forced_on_a_nested_factory(factory: Any) -> None:
    parent = numbered(typedfactory.Factory, Other, inner=typedfactory.SubFactory(factory))
    made = parent.build(inner____sequence=9)
    assert (made.n, made.inner.n) == (0, 9)


def test_a_number_is_forced_where_the_nested_factory_is_declared(factory: Any) -> None:
    inner = typedfactory.SubFactory(factory, __sequence=4)
    assert numbered(typedfactory.Factory, Other, inner=inner).build().inner.n == 4


# Threads


def build_in_threads(factory: Any, threads: int, builds: int, **kwargs: Any) -> list[int]:
    """Build in several threads that start together; return all numbers."""
    barrier = threading.Barrier(threads)
    taken: list[list[int]] = [[] for _ in range(threads)]

    def build(mine: list[int]) -> None:
        barrier.wait()
        mine.extend(factory.build(**kwargs).n for _ in range(builds))

    workers = [threading.Thread(target=build, args=(mine,)) for mine in taken]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [number for mine in taken for number in mine]


def test_8_threads_of_10_000_builds_take_80_000_different_numbers(factory: Any) -> None:
    taken = build_in_threads(factory, threads=8, builds=10_000)
    assert sorted(taken) == list(range(80_000))


def test_threads_that_find_the_counter_unstarted_start_it_once() -> None:
    for _ in range(50):
        calls: list[int] = []

        def first(_: Any, calls: list[int] = calls) -> int:
            calls.append(1)
            return 10

        factory = numbered(typedfactory.Factory, Thing, _setup_next_sequence=classmethod(first))
        assert sorted(build_in_threads(factory, threads=4, builds=5)) == list(range(10, 30))
        assert calls == [1]


def test_threads_that_compile_the_same_call_agree(factory: Any) -> None:
    taken = build_in_threads(factory, threads=8, builds=100, colour="red")
    assert sorted(taken) == list(range(800))
