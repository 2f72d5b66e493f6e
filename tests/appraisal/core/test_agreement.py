"""Agreement by criterion and severity by person."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.agreement import Agreement, Pair, Severity, agreements, severities, within

HALF = Fraction(1, 2)


def pair(first: str, second: str, *, criterion: int = 11, maximum: str = "2", people: tuple[int, int] = (1, 2)) -> Pair:
    return Pair(
        criterion=criterion,
        maximum=Fraction(maximum),
        first=people[0],
        second=people[1],
        first_points=Fraction(first),
        second_points=Fraction(second),
    )


def test_agreement_is_by_criterion():
    pairs = [pair("2", "2"), pair("2", "1"), pair("0.5", "1", criterion=12, maximum="1"), pair("1", "2")]
    assert agreements(pairs) == [
        Agreement(11, 3, Fraction(1, 3), Fraction(1, 3)),
        Agreement(12, 1, Fraction(0), HALF),
    ]


def test_who_gives_less_is_below_zero_on_either_side():
    pairs = [pair("2", "1"), pair("1", "2", people=(2, 3)), pair("1", "1", people=(3, 1))]
    assert severities(pairs) == [
        Severity(1, 2, Fraction(1, 4)),
        Severity(2, 2, -HALF),
        Severity(3, 2, Fraction(1, 4)),
    ]


def test_equal_pairs_may_be_given_as_one():
    once, again = pair("2", "1"), pair("1", "1")
    packed = [replace(once, count=3), again]
    assert agreements(packed) == agreements([once, once, once, again])
    assert severities(packed) == severities([once, once, once, again])


def test_nothing_compared_says_nothing():
    assert (agreements([]), severities([])) == ([], [])


points = st.fractions(min_value=0, max_value=2, max_denominator=20)
people = st.tuples(st.integers(1, 5), st.integers(1, 5)).filter(lambda both: both[0] != both[1])
pairs_of = st.lists(
    st.builds(
        lambda first, second, both, code: pair(str(first), str(second), people=both, criterion=code),
        points,
        points,
        people,
        st.sampled_from([11, 12]),
    ),
    max_size=20,
)


@given(pairs_of)
def test_severities_weighed_by_their_number_cancel_out(pairs):
    found = severities(pairs)
    assert sum(item.pairs * item.difference for item in found) == 0
    assert sum(item.pairs for item in found) == 2 * len(pairs)


@given(pairs_of, st.randoms(use_true_random=False))
def test_neither_order_nor_side_matters(pairs, chance):
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert (agreements(shuffled), severities(shuffled)) == (agreements(pairs), severities(pairs))


@given(pairs_of)
def test_shares_are_shares(pairs):
    for found in agreements(pairs):
        assert 0 <= found.equal <= 1
        assert 0 <= found.distance <= 1


@pytest.mark.parametrize(
    ("first", "second", "tolerance", "agree"),
    [
        ("1", "1", "0", True),
        ("1", "0.99", "0", False),
        ("2", "1.8", "0.1", True),
        ("2", "1.79", "0.1", False),
        ("1.8", "2", "0.1", True),
    ],
)
def test_a_tolerance_is_a_share_of_the_maximum(first, second, tolerance, agree):
    found = within(Fraction(first), Fraction(second), tolerance=Fraction(tolerance), maximum=Fraction(2))
    assert found is agree


def test_not_applicable_agrees_with_itself_only():
    said = {"tolerance": Fraction(1), "maximum": Fraction(2)}
    assert within(None, None, **said)
    assert not within(None, Fraction(0), **said)
