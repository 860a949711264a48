"""Iterator: successive values, pulled late, cycled or exhausted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.errors import IteratorExhaustedError, UnreachableOverrideError


class LangFactory(typedfactory.DictFactory):
    lang: Any = typedfactory.Iterator(["en", "fr"])


@pytest.fixture(autouse=True)
def _from_the_start() -> None:
    LangFactory.lang.reset()


def langs(count: int, **overrides: Any) -> list[Any]:
    return [made["lang"] for made in LangFactory.build_batch(count, **overrides)]


def test_values_come_in_order_and_start_again() -> None:
    assert langs(5) == ["en", "fr", "en", "fr", "en"]


def test_a_value_given_at_the_call_uses_none_up() -> None:
    assert [*langs(1), *langs(1, lang="de"), *langs(1)] == ["en", "de", "fr"]


def test_reset_starts_again() -> None:
    langs(1)
    LangFactory.lang.reset()
    assert langs(1) == ["en"]


def test_a_fresh_iterator_can_be_reset() -> None:
    fresh = typedfactory.Iterator(iter("ab"))
    fresh.reset()
    assert LangFactory.build(lang=fresh) == {"lang": "a"}


def test_a_generator_is_read_once_and_replayed() -> None:
    def values() -> Iterator[int]:
        yield from (1, 2)

    assert langs(5, lang=typedfactory.Iterator(values())) == [1, 2, 1, 2, 1]


def test_an_endless_iterable_is_pulled_one_by_one() -> None:
    pulled: list[int] = []

    def values() -> Iterator[int]:
        while True:
            pulled.append(len(pulled))
            yield pulled[-1]

    assert langs(3, lang=typedfactory.Iterator(values())) == [0, 1, 2]
    assert pulled == [0, 1, 2]


def test_the_iterable_is_not_touched_before_the_first_object() -> None:
    touched: list[str] = []

    class Query:
        def __iter__(self) -> Iterator[str]:
            touched.append("query")
            return iter(["a", "b"])

    class QueryFactory(typedfactory.DictFactory):
        row = typedfactory.Iterator(Query())

    assert touched == []
    assert [QueryFactory.build()["row"] for _ in range(3)] == ["a", "b", "a"]
    assert touched == ["query"]


def test_a_getter_turns_items_into_values() -> None:
    pairs = typedfactory.Iterator([(1, "one"), (2, "two")], getter=lambda pair: pair[1])
    assert langs(3, lang=pairs) == ["one", "two", "one"]
    by_position = typedfactory.Iterator([(1, "one")], True, lambda pair: pair[0])
    assert langs(1, lang=by_position) == [1]


def test_subclasses_share_the_iterator_of_their_base() -> None:
    class ChildFactory(LangFactory):
        pass

    assert [LangFactory.build(), ChildFactory.build(), LangFactory.build()] == [
        {"lang": "en"},
        {"lang": "fr"},
        {"lang": "en"},
    ]


def test_the_decorator_calls_its_function_when_the_first_value_is_needed() -> None:
    called: list[str] = []

    class NameFactory(typedfactory.DictFactory):
        @typedfactory.iterator
        def name() -> Iterator[str]:
            called.append("name")
            yield "a"
            yield "b"

    assert called == []
    assert [NameFactory.build()["name"] for _ in range(3)] == ["a", "b", "a"]
    assert called == ["name"]


def test_an_iterator_serves_inside_other_declarations() -> None:
    values = typedfactory.Iterator([1, 2, 3, 4, 5])

    class OuterFactory(typedfactory.DictFactory):
        one = typedfactory.Maybe("flag", values)
        two = typedfactory.Dict({"x": values})
        three = typedfactory.List([values])
        four = typedfactory.SubFactory(LangFactory, lang=values)
        five = typedfactory.Transformer(values, transform=str)

        class Params:
            flag = True

    assert OuterFactory.build() == {"one": 1, "two": {"x": 2}, "three": [3], "four": {"lang": 4}, "five": "5"}


def test_an_iterator_that_does_not_cycle_ends() -> None:
    class OnceFactory(typedfactory.DictFactory):
        n = typedfactory.Iterator([1, 2], cycle=False)

    assert [OnceFactory.build(), OnceFactory.build()] == [{"n": 1}, {"n": 2}]
    for make in (OnceFactory.build, OnceFactory.attributes):
        with pytest.raises(IteratorExhaustedError) as caught:
            make()
        assert str(caught.value) == (
            "OnceFactory.n: the Iterator has used up its values (2 of them), and cycle=False. "
            "Reset it with reset(), give it more, or let it cycle."
        )
        assert notes_of(caught.value) == ["while making OnceFactory.n"]
    OnceFactory.n.reset()
    assert OnceFactory.build() == {"n": 1}


def test_an_exhausted_iterator_is_a_stop_iteration_for_code_that_expects_one() -> None:
    class OnceFactory(typedfactory.DictFactory):
        n = typedfactory.Iterator([], cycle=False)

    with pytest.raises(StopIteration):
        OnceFactory.build()


def test_an_iterable_without_values_is_an_error() -> None:
    class EmptyFactory(typedfactory.DictFactory):
        n = typedfactory.Iterator([])

    with pytest.raises(IteratorExhaustedError) as caught:
        EmptyFactory.build()
    assert str(caught.value) == (
        "EmptyFactory.n: the iterable of the Iterator has no values. Give it at least one, or override the field."
    )


def test_what_cannot_be_iterated_is_python_s_error() -> None:
    with pytest.raises(TypeError, match="'int' object is not iterable") as caught:
        LangFactory.build(lang=typedfactory.Iterator(3))  # type: ignore[call-overload]  # what the test is about
    assert notes_of(caught.value) == ["while making LangFactory.lang"]


def test_a_deep_override_reaches_nothing() -> None:
    with pytest.raises(UnreachableOverrideError) as caught:
        LangFactory.build(lang__code=1)
    assert str(caught.value) == (
        "LangFactory.lang: lang__code=… reaches nothing, because lang is Iterator. "
        "Declare lang with a SubFactory, or override lang as a whole."
    )
