"""CONTRACT §6: standard, appraised, bonus and penalty under their caps, the index."""

from dataclasses import astuple
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.core.credit import Entry, credit
from scoring.core.criteria import build_annex
from scoring.core.enums import IndexMode, Kind, Source
from scoring.core.policy import Policy
from scoring.core.totals import Totals, index, total
from tests.core.scoring import entry_of, node_of, read

BONUS, PENALTY = {"kind": Kind.BONUS}, {"kind": Kind.PENALTY}


def totals_of(nodes, entries, policy=Policy()):  # noqa: B008 frozen
    annex = build_annex(nodes)
    return total(annex, [credit(leaf, entries.get(leaf.code, entry_of()), policy) for leaf in annex.leaves])


def marked(points):
    return entry_of(points, points)


def fractions(*figures):
    """standard, self, round 1, appraised, survey, bonus, penalty"""
    return tuple(Fraction(figure) for figure in figures)


def test_score_leaves_add_up():
    """Z = 2 + 3; P = 1.25 + (1 + 0.7 × (3 − 1)) = 3.65; round 1: 1.25 + 1; self: 2 + 3."""
    nodes = [node_of("1"), node_of("1.1", "1", maximum="2"), node_of("1.2", "1", maximum="3")]
    found = totals_of(nodes, {"1.1": entry_of(2, "1.25"), "1.2": entry_of(3, 1, 3)})
    assert astuple(found) == fractions("5", "5", "2.25", "3.65", "0", "0", "0")


def test_thirds_stay_thirds():
    """2 × 1/3 three times is 2, and the index of 2 out of 6 is 33.33."""
    nodes = [node_of(code, maximum="2", rule={"kind": "ratio"}) for code in "abc"]
    third = Entry(round1=read(nodes[0].leaf, {"numerator": 1, "denominator": 3}))
    found = totals_of(nodes, dict.fromkeys("abc", third))
    assert found.appraised == 2
    assert index(found.appraised, found.standard, Policy()).raw == Fraction(100, 3)


def test_an_exempt_leaf_leaves_the_standard_and_the_points():
    nodes = [node_of("1", maximum="2"), node_of("2", maximum="3")]
    found = totals_of(nodes, {"1": marked(1), "2": entry_of(3, 3, council=3, exempt=True)})
    assert astuple(found) == fractions("2", "1", "1", "1", "0", "0", "0")


def test_an_exempt_leaf_of_a_finer_maximum_leaves_the_standard_exactly():
    nodes = [node_of("1", maximum="2"), node_of("2", maximum="0.0000001")]
    assert totals_of(nodes, {"2": entry_of(exempt=True)}).standard == 2


def test_survey_leaves_count_at_every_stage_and_are_told_apart():
    """P = 1 + 1.877; self = 2 + 1.877."""
    nodes = [node_of("1", maximum="2"), node_of("2", maximum="2.5", source=Source.SURVEY)]
    found = totals_of(nodes, {"1": entry_of(2, 1), "2": entry_of(survey="1.877")})
    assert astuple(found) == fractions("4.5", "3.877", "2.877", "2.877", "1.877", "0", "0")


def test_a_bonus_from_the_survey_is_not_survey_points():
    nodes = [node_of("1", maximum="2"), node_of("2", maximum="2", source=Source.SURVEY, **BONUS)]
    found = totals_of(nodes, {"1": marked(1), "2": entry_of(survey=1)})
    assert astuple(found) == fractions("2", "2", "2", "2", "0", "1", "0")


def test_bonus_is_not_in_the_standard_and_penalty_is_subtracted():
    """2 + 0.5 − 1.5 = 1 of 3."""
    nodes = [node_of("1", maximum="3"), node_of("T", maximum="1", **BONUS), node_of("P", maximum="2", **PENALTY)]
    found = totals_of(nodes, {"1": marked(2), "T": marked("0.5"), "P": marked("1.5")})
    assert astuple(found) == fractions("3", "1", "1", "1", "0", "0.5", "1.5")


def test_points_do_not_fall_below_zero_and_the_penalty_is_still_told():
    nodes = [node_of("1", maximum="3"), node_of("P", maximum="5", **PENALTY)]
    found = totals_of(nodes, {"1": marked(1), "P": marked(4)})
    assert astuple(found) == fractions("3", "0", "0", "0", "0", "0", "4")


CAPPED = [
    node_of("0", maximum="10"),
    node_of("T", cap="2"),
    node_of("T.1", "T", cap="1.5"),
    node_of("T.1.1", "T.1", maximum="1", **BONUS),
    node_of("T.1.2", "T.1", maximum="1", **BONUS),
    node_of("T.2", "T", maximum="1", **BONUS),
]
CAP_CASES = [
    # inner 1 + 1 held to 1.5; 1.5 + 1 held to 2
    ({"T.1.1": 1, "T.1.2": 1, "T.2": 1}, "2"),
    # inner 1 + 1 held to 1.5; 1.5 + 0.25 = 1.75 under 2
    ({"T.1.1": 1, "T.1.2": 1, "T.2": "0.25"}, "1.75"),
    # inner 0.5 + 0.75 = 1.25 under 1.5; 1.25 + 0.5 = 1.75
    ({"T.1.1": "0.5", "T.1.2": "0.75", "T.2": "0.5"}, "1.75"),
    # exactly at both caps: 1 + 0.5 = 1.5; 1.5 + 0.5 = 2
    ({"T.1.1": 1, "T.1.2": "0.5", "T.2": "0.5"}, "2"),
    ({}, "0"),
]


@pytest.mark.parametrize(("marks", "bonus"), CAP_CASES)
def test_inner_caps_first(marks, bonus):
    found = totals_of(CAPPED, {code: marked(points) for code, points in marks.items()})
    assert (found.bonus, found.appraised) == (Fraction(bonus), Fraction(bonus))


def test_caps_hold_each_stage_on_its_own():
    """Self 1 + 1 + 1 → 1.5 + 1 → 2; round 1: 0.5; appraised: round 2's 1 of T.1.1."""
    found = totals_of(CAPPED, {"T.1.1": entry_of(1, "0.5", 1), "T.1.2": entry_of(1), "T.2": entry_of(1)})
    assert astuple(found) == fractions("10", "2", "0.5", "1", "0", "1", "0")


def test_a_cap_on_a_mixed_group_holds_bonus_and_penalty_apart_and_scores_not_at_all():
    """Cap 1: score 3 stays, bonus 2 → 1, penalty 1.5 → 1; P = 3 + 1 − 1."""
    nodes = [
        node_of("G", cap="1"),
        node_of("G.1", "G", maximum="3"),
        node_of("G.2", "G", maximum="2", **BONUS),
        node_of("G.3", "G", maximum="2", **PENALTY),
    ]
    found = totals_of(nodes, {"G.1": marked(3), "G.2": marked(2), "G.3": marked("1.5")})
    assert astuple(found) == fractions("3", "3", "3", "3", "0", "1", "1")


def test_a_cap_of_zero_lets_nothing_through():
    nodes = [node_of("1", maximum="1"), node_of("T", cap="0"), node_of("T.1", "T", maximum="1", **BONUS)]
    assert totals_of(nodes, {"T.1": marked(1)}).bonus == 0


def test_an_exempt_bonus_leaf_changes_no_standard():
    nodes = [node_of("1", maximum="3"), node_of("T", maximum="1", **BONUS)]
    found = totals_of(nodes, {"T": entry_of(1, 1, exempt=True)})
    assert (found.standard, found.bonus) == (3, 0)


def test_children_may_stand_before_their_parents():
    assert totals_of(list(reversed(CAPPED)), {"T.1.1": marked(1), "T.1.2": marked(1)}).bonus == Fraction("1.5")


def test_no_leaf_at_all():
    assert totals_of([], {}) == Totals(*fractions("0", "0", "0", "0", "0", "0", "0"))


POINTS = Policy(index_mode=IndexMode.POINTS, index_digits=3)
INDEX = [
    # 100 × 92.5 ÷ 99 = 93.4343…
    ("92.5", "99", Policy(), "93.43"),
    # 100 × 84.995 ÷ 100, half up
    ("84.995", "100", Policy(), "85.00"),
    # 100 × 1/3 ÷ 2/3 = 50
    ("1/3", "2/3", Policy(), "50.00"),
    # bonus above the standard: 105 held to 100
    ("105", "100", Policy(), "100.00"),
    ("105", "100", Policy(index_cap=None), "105.00"),
    ("105", "100", Policy(index_cap=Fraction("102.5")), "102.50"),
    # the cap comes before the rounding: 99.996 is under 100 and rounds to it
    ("99.996", "100", Policy(), "100.00"),
    ("0", "100", Policy(), "0.00"),
    ("87.461", "100", POINTS, "87.461"),
    ("87.4605", "100", POINTS, "87.461"),
    ("87.46", "0.5", POINTS, "87.460"),
    ("120", "120", POINTS, "100.000"),
    ("92.5", "99", Policy(index_digits=0), "93"),
    ("92.5", "99", Policy(index_digits=6), "93.434343"),
]


@pytest.mark.parametrize(("points", "standard", "policy", "rounded"), INDEX)
def test_index(points, standard, policy, rounded):
    assert format(index(Fraction(points), Fraction(standard), policy).rounded, "f") == rounded


@pytest.mark.parametrize("policy", [Policy(), POINTS], ids=["percent", "points"])
def test_without_a_standard_there_is_no_index(policy):
    assert index(Fraction(0), Fraction(0), policy) is None


def test_raw_is_after_the_cap_and_before_the_rounding():
    found = index(Fraction("84.9951"), Fraction(100), Policy())
    assert (found.raw, found.rounded) == (Fraction("84.9951"), Decimal("85.00"))
    assert index(Fraction(250), Fraction(100), Policy()).raw == 100
