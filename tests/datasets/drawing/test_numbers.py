"""The numbers of one row are those of many rows, whatever else is asked for."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedfactory.datasets.drawing.bijection import Bijection
from typedfactory.datasets.drawing.blocks import Blocks
from typedfactory.datasets.drawing.keys import derive_key, mix, start_of, word_of
from typedfactory.datasets.drawing.numpy import ARRAYS, array, numbers, rows_between
from typedfactory.datasets.drawing.scalars import SCALARS, count_children
from typedfactory.datasets.drawing.stream import RowStream
from typedfactory.datasets.drawing.weights import weighted, zipf

KEYS = st.integers(0, 2**64 - 1)
ROWS = st.integers(0, 2**62)


def chi_square_is_small(found: Counter[int], expected: dict[int, float]) -> bool:
    """Say whether counts are near those expected: within four standard deviations of chi-square's mean."""
    total = sum(found.values())
    square = sum((found[each] - total * share) ** 2 / (total * share) for each, share in expected.items())
    degrees = len(expected) - 1
    return square < degrees + 4 * math.sqrt(2 * degrees) and set(found) <= set(expected)


@given(KEYS, ROWS, st.integers(0, 40))
def test_a_word_is_the_same_alone_and_among_others(key: int, row: int, lane: int) -> None:
    words = array(word_of(key, rows_between(row, row + 3), lane)).tolist()
    assert words == [word_of(key, row + place, lane) for place in range(3)]


@given(KEYS, ROWS)
def test_the_stream_of_a_row_has_its_words(key: int, row: int) -> None:
    stream = RowStream()
    stream.begin(start_of(key, row))
    assert [stream.getrandbits(64) for _ in range(3)] == [word_of(key, row, lane) for lane in range(3)]


@given(KEYS, ROWS, st.integers(1, 200))
def test_a_stream_gives_as_many_bits_as_are_asked_for(key: int, row: int, bits: int) -> None:
    stream = RowStream()
    stream.begin(start_of(key, row))
    assert 0 <= stream.getrandbits(bits) < 2**bits


def test_a_stream_goes_on_from_its_state_and_starts_from_a_users_seed() -> None:
    stream = RowStream()
    stream.begin(5)
    state = stream.getstate()
    first = [stream.random(), stream.gauss(0, 1)]
    stream.setstate(state)
    assert [stream.random(), stream.gauss(0, 1)] == first
    stream.seed("mine")
    seeded = stream.random()
    stream.seed("mine")
    assert stream.random() == seeded


def test_the_numbers_of_a_stream_are_even() -> None:
    stream = RowStream()
    found: Counter[int] = Counter()
    for row in range(20_000):
        stream.begin(start_of(3, row))
        found[int(stream.random() * 10)] += 1
        found[stream.randrange(10)] += 1
    assert chi_square_is_small(found, dict.fromkeys(range(10), 0.1))


def test_mixing_gives_each_word_once() -> None:
    assert len({mix(word) for word in range(10_000)}) == 10_000


def test_keys_of_other_parts_differ() -> None:
    parts: list[tuple[int | str, ...]] = [(7, "a", "bc"), (7, "ab", "c"), (7, "abc"), ("7", "abc"), (8, "abc")]
    assert len({derive_key(*each) for each in parts}) == len(parts)


@given(KEYS, ROWS, st.integers(1, 2**53 - 1))
def test_a_number_below_a_count_is_the_same_alone_and_among_others(key: int, row: int, count: int) -> None:
    words = word_of(key, rows_between(row, row + 5))
    below = array(ARRAYS.below(words, count)).tolist()
    assert below == [SCALARS.below(word_of(key, row + place), count) for place in range(5)]
    assert all(0 <= each < count for each in below)


@given(KEYS, st.integers(1, 3000), st.randoms(use_true_random=False))
def test_an_order_has_each_number_once_and_leads_back(key: int, limit: int, chance: random.Random) -> None:
    order = Bijection(key, limit)
    there = array(order.forth(ARRAYS, rows_between(0, limit))).tolist()
    assert sorted(there) == list(range(limit))
    place = chance.randrange(limit)
    assert order.forth(SCALARS, place) == there[place]
    assert order.back(SCALARS, there[place]) == place
    assert array(order.back(ARRAYS, order.forth(ARRAYS, rows_between(0, limit)))).tolist() == list(range(limit))


def test_an_order_of_ten_million_numbers_has_each_once_without_a_set() -> None:
    limit = 10_000_000
    order = Bijection(11, limit)
    for start in range(0, limit, limit // 5):
        rows = rows_between(start, start + 1000)
        assert array(order.back(ARRAYS, order.forth(ARRAYS, rows))).tolist() == array(rows).tolist()


@given(KEYS, st.integers(1, 5000), st.sampled_from([0.5, 1, 1.1, 2.5]))
def test_zipfs_ranks_are_the_same_alone_and_among_others(key: int, count: int, exponent: float) -> None:
    law = zipf(count, exponent)
    drawn = array(law.draw(ARRAYS, key, rows_between(0, 20))).tolist()
    assert drawn == [law.draw(SCALARS, key, row) for row in range(20)]
    assert all(0 <= rank < count for rank in drawn)


@pytest.mark.parametrize("exponent", [0.7, 1.0, 1.1, 2.0])
def test_zipfs_ranks_come_as_often_as_the_law_says(exponent: float) -> None:
    count = 50
    weights = [(rank + 1) ** -exponent for rank in range(count)]
    drawn = Counter(array(zipf(count, exponent).draw(ARRAYS, 5, rows_between(0, 200_000))).tolist())
    assert chi_square_is_small(drawn, {rank: weight / sum(weights) for rank, weight in enumerate(weights)})


def test_zipfs_ranks_beyond_the_first_thousand_come_as_often_as_the_law_says() -> None:
    count, edges = 1_000_000, [0, 10, 100, 1_000, 1_500, 3_000, 10_000, 100_000, 500_000, 1_000_000]
    sums = [math.fsum((rank + 1) ** -1.1 for rank in range(low, high)) for low, high in itertools.pairwise(edges)]
    drawn = array(zipf(count, 1.1).draw(ARRAYS, 5, rows_between(0, 200_000))).tolist()
    found = Counter(next(place for place, edge in enumerate(edges[1:]) if rank < edge) for rank in drawn)
    assert chi_square_is_small(found, {place: each / sum(sums) for place, each in enumerate(sums)})


def test_weights_are_kept() -> None:
    drawn = Counter(array(weighted([3, 0, 1]).draw(ARRAYS, 9, rows_between(0, 50_000))).tolist())
    assert chi_square_is_small(drawn, {0: 0.75, 2: 0.25})
    assert 1 not in drawn


@given(KEYS, st.integers(0, 4), st.integers(0, 9), st.integers(1, 900))
def test_children_follow_on_each_other(key: int, low: int, more: int, parents: int) -> None:
    sizes = tuple(low + place % (more + 1) for place in range((more + 1) * 5))
    if not sum(sizes):
        return
    blocks = Blocks(key, sizes, parents)
    total = count_children(blocks)
    found = [SCALARS.parents_of(blocks, row) for row in range(total)]
    assert found == sorted(found)
    owners, places = ARRAYS.parents_of(blocks, rows_between(0, total))
    assert list(zip(array(owners).tolist(), array(places).tolist(), strict=True)) == found
    first, count = ARRAYS.children_of(blocks, rows_between(0, parents))
    alone = [SCALARS.children_of(blocks, parent) for parent in range(parents)]
    assert list(zip(array(first).tolist(), array(count).tolist(), strict=True)) == alone
    counted = Counter(parent for parent, _ in found)
    assert [size for _, size in alone] == [counted[parent] for parent in range(parents)]


@given(KEYS, st.permutations(range(200)))
def test_parents_are_found_in_any_order(key: int, order: list[int]) -> None:
    import numpy as np

    blocks = Blocks(key, (0, 1, 2, 3), 400)
    owners, _ = ARRAYS.parents_of(blocks, numbers(np.array(order, dtype=np.uint64)))
    assert array(owners).tolist() == [SCALARS.parents_of(blocks, row)[0] for row in order]


def test_numbers_of_children_are_dealt_out_evenly() -> None:
    _, count = ARRAYS.children_of(Blocks(4, tuple(range(13)), 13_000), rows_between(0, 13_000))
    assert set(Counter(array(count).tolist()).values()) == {1000}
