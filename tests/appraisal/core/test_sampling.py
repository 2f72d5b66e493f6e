"""A sample that anybody can draw again, and whom its leaves go to."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.sampling import dealt, drawn, size_of_sample

KEYS = [f"CQ{agency}/1.{leaf}" for agency in range(1, 21) for leaf in range(1, 11)]
keys = st.lists(st.text(max_size=8), max_size=40)
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)


@pytest.mark.parametrize(
    ("population", "share", "size"), [(200, "0.05", 10), (201, "0.05", 11), (1, "0.05", 1), (0, "0.5", 0), (9, "0", 0)]
)
def test_a_share_is_rounded_up(population: int, share: str, size: int):
    assert size_of_sample(population, Fraction(share)) == size


def test_the_same_seed_draws_the_same_leaves_for_ever():
    found = drawn(KEYS, seed="2025", share=Fraction(1, 40))
    assert found == ["CQ15/1.9", "CQ4/1.4", "CQ16/1.7", "CQ8/1.1", "CQ17/1.5"]


def test_another_seed_draws_others():
    share = Fraction(1, 10)
    assert set(drawn(KEYS, seed="2025", share=share)) != set(drawn(KEYS, seed="2026", share=share))


@given(keys, st.text(max_size=8), shares, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(given_keys, seed, share, chance):
    shuffled = list(given_keys)
    chance.shuffle(shuffled)
    assert drawn(shuffled, seed=seed, share=share) == drawn(given_keys, seed=seed, share=share)


@given(keys, st.text(max_size=8), shares, shares)
def test_a_larger_share_draws_the_same_and_more(given_keys, seed, one, other):
    smaller, larger = sorted((one, other))
    few, many = (drawn(given_keys, seed=seed, share=share) for share in (smaller, larger))
    assert many[: len(few)] == few
    assert set(many) <= set(given_keys)


def test_every_leaf_can_be_drawn():
    seen = {key for seed in range(60) for key in drawn(KEYS, seed=str(seed), share=Fraction(1, 10))}
    assert seen == set(KEYS)


def test_leaves_go_to_the_least_busy_of_the_best_group():
    candidates = {"a": [[1, 2], [3]], "b": [[1, 2], [3]], "c": [[], [3]], "d": [[], []], "e": [[1], [3]]}
    assert dealt("abcde", candidates=candidates, load={1: 1}) == {"a": 2, "b": 1, "c": 3, "d": None, "e": 1}


@given(st.integers(1, 60), st.integers(1, 6))
def test_equal_people_get_equally_much(leaves, people):
    items = [str(number) for number in range(leaves)]
    found = dealt(items, candidates={item: [list(range(people))] for item in items}, load={})
    counts = [list(found.values()).count(person) for person in range(people)]
    assert max(counts) - min(counts) <= 1
