"""Plans: made once per set of keywords, bounded in number, made again when a hook changes, safe in threads."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.plan.call import refs, tiers
from typedfactory.plan.call.cache import PLANS_KEPT


@pytest.fixture(autouse=True)
def _compiled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "COMPILED_AT", 0)


@pytest.fixture
def interpreted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note the factory of each object that the resolver makes."""
    factories: list[Any] = []
    resolve = refs.resolve

    def note(meta: Any, *args: Any) -> Any:
        factories.append(meta.factory)
        return resolve(meta, *args)

    monkeypatch.setattr(refs, "resolve", note)
    return factories


@pytest.fixture
def _impatient_threads() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def make_rows() -> Any:
    """Return a factory that has no plans yet."""

    class RowFactory(typedfactory.DictFactory):
        n: Any = typedfactory.Sequence(lambda n: n)
        text: Any = typedfactory.LazyAttribute(lambda o: f"row {o.n}")
        inner: Any = typedfactory.Dict({"x": 1})

        class Params:
            on = typedfactory.Trait(extra=1)
            loud = typedfactory.Trait(text="LOUD")

    return RowFactory


def test_nothing_is_compiled_before_the_first_object(compiled: list[Any]) -> None:
    rows = make_rows()
    assert compiled == []
    rows.build()
    assert compiled[0].meta.factory is rows


def test_keywords_seen_twice_are_planned_once(compiled: list[Any]) -> None:
    rows = make_rows()
    rows.build(n=1, inner__x=2)
    known = len(compiled)
    for value in (3, "other", None):
        assert rows.build(n=value, inner__x=value)["inner"] == {"x": value}
        rows.build_batch(3, n=value, inner__x=value)
    assert len(compiled) == known
    rows.build(n=1)
    rows.create(n=1, inner__x=2)
    assert len(compiled) > known


def test_calls_without_overrides_are_planned_once_per_strategy(compiled: list[Any]) -> None:
    rows = make_rows()
    for _ in range(3):
        rows.build()
        rows.create()
        rows.stub()
        rows.attributes()
        rows.build_batch(2)
    strategies = [plan.strategy for plan in compiled if plan.meta.factory is rows]
    assert strategies == ["build", "create", "stub", "attributes"]


def test_traits_given_at_the_call_have_a_plan_for_each_state(compiled: list[Any]) -> None:
    rows = make_rows()
    for truth in (True, 1, "yes"):
        assert rows.build(on=truth, n=0)["extra"] == 1
    for untruth in (False, 0, ""):
        assert "extra" not in rows.build(on=untruth, n=0)
    assert len([plan for plan in compiled if plan.meta.factory is rows]) == 2
    for on in (True, False):
        for loud in (True, False):
            made = rows.build(on=on, loud=loud)
            assert ("extra" in made, made["text"] == "LOUD") == (on, loud)
    assert len([plan for plan in compiled if plan.meta.factory is rows]) == 6


def test_a_nested_factory_shares_the_plan_of_its_factory(compiled: list[Any]) -> None:
    rows = make_rows()

    class TableFactory(typedfactory.DictFactory):
        first = typedfactory.SubFactory(rows)
        second = typedfactory.SubFactory(rows)

    TableFactory.build()
    assert len([plan for plan in compiled if plan.meta.factory is rows]) == 1


def test_the_number_of_plans_is_bounded() -> None:
    rows = make_rows()
    for number in range(PLANS_KEPT + 50):
        rows.build(**{f"key{number}": number})
    known = rows._meta.plans.by_keywords["build"]
    assert len(known) == PLANS_KEPT
    assert ("key0",) not in known
    assert (f"key{PLANS_KEPT + 49}",) in known
    assert rows.build(key0="again")["key0"] == "again"


def test_the_number_of_nested_plans_is_bounded() -> None:
    rows = make_rows()

    class TableFactory(typedfactory.DictFactory):
        row = typedfactory.SubFactory(rows)

    for number in range(PLANS_KEPT + 50):
        assert TableFactory.build(**{f"row__key{number}": number})["row"][f"key{number}"] == number
    assert len(rows._meta.plans.by_tree) == PLANS_KEPT


def test_replacing_a_hook_forgets_plans_and_nothing_else_does(compiled: list[Any]) -> None:
    rows = make_rows()
    rows.build()
    with mock.patch.object(rows, "_build", return_value="patched"):
        assert rows.build() == "patched"
    assert rows.build()["text"] == "row 2"
    assert len([plan for plan in compiled if plan.meta.factory is rows]) == 3


def test_declarations_given_at_the_call_go_through_the_resolver(interpreted: list[Any]) -> None:
    rows = make_rows()
    rows.build(n=1)
    assert interpreted == []
    assert rows.build(n=typedfactory.Sequence(lambda n: -n - 1), inner__x=2)["text"] == "row -2"
    assert interpreted.count(rows) == 1


def test_traits_switched_by_a_declaration_go_through_the_resolver(interpreted: list[Any]) -> None:
    rows = make_rows()

    switched = define_factory("SwitchedFactory", rows, on=typedfactory.Sequence(lambda n: n % 2))
    assert ["extra" in switched.build(inner__x=x) for x in range(3)] == [False, True, False]
    assert interpreted.count(switched) == 3


def test_the_source_of_a_plan_is_there_to_be_read() -> None:
    rows = make_rows()
    assert "def make(kw, parent, number):" in rows._meta.source("build")
    assert "def make(kw, parent, number):" in rows._meta.source()


@pytest.mark.usefixtures("_impatient_threads")
def test_threads_may_meet_at_the_first_object() -> None:
    for _ in range(40):
        rows = make_rows()
        start = threading.Barrier(4)
        made: list[Any] = []

        def run(rows: Any = rows, start: threading.Barrier = start, made: list[Any] = made) -> None:
            start.wait()
            try:
                made.append(rows.build(inner__x=2)["inner"])
            except RecursionError as error:
                made.append(error)

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [{"x": 2}] * 4


def test_eight_threads_never_take_a_number_twice() -> None:
    rows = make_rows()
    made: list[list[int]] = []

    def run() -> None:
        made.append([row["n"] for row in rows.build_batch(1_000)])

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for numbers in made for number in numbers) == list(range(8_000))


def test_a_factory_may_be_used_while_it_is_being_used() -> None:
    class RowFactory(typedfactory.DictFactory):
        n = typedfactory.Sequence(lambda n: n)
        below = typedfactory.LazyAttribute(lambda o: RowFactory.build(below=None) if o.n == 0 else None)

    assert RowFactory.build() == {"n": 0, "below": {"n": 1, "below": None}}
