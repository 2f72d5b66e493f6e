"""CONTRACT §5, line by line: which of the marks is credited, and what the earlier stages show."""

from fractions import Fraction

import pytest

from scoring.core.credit import Entry, Step, credit
from scoring.core.enums import Basis, Kind, Source, SupplementScope
from scoring.core.policy import Policy
from tests.core.scoring import entry_of, leaf_of, read

SCORE = leaf_of()
BONUS, PENALTY = leaf_of(kind=Kind.BONUS), leaf_of(kind=Kind.PENALTY)
SURVEY = leaf_of(source=Source.SURVEY)
INDICATOR = leaf_of(source=Source.INDICATOR, rule={"kind": "convert"}, indicator="i")
APPRAISER = leaf_of(source=Source.APPRAISER)
CORRECTION = {"basis": Basis.CORRECTION}
ALL = Policy(supplement_scope=SupplementScope.ALL)

# leaf, entry, credited, self, round 1, step
LINES = [
    ("1: exempt before everything", SCORE, entry_of(2, 2, 2, council=2, exempt=True), "0", "0", "0", Step.EXEMPT),
    ("1: an exempt survey leaf", SURVEY, entry_of(survey=1, exempt=True), "0", "0", "0", Step.EXEMPT),
    ("2: council before marks", SCORE, entry_of(2, 1, 2, council="0.5"), "0.5", "2", "1", Step.COUNCIL),
    ("2: council's 0 is given", SCORE, entry_of(2, 2, council=0), "0", "2", "2", Step.COUNCIL),
    ("2: council on a survey leaf", SURVEY, entry_of(survey=1, council=2), "2", "1", "1", Step.COUNCIL),
    ("2: council where nothing is said", SCORE, entry_of(council=1), "1", "0", "0", Step.COUNCIL),
    ("2: council on an indicator leaf", INDICATOR, entry_of(indicator=50, council=2), "2", "1", "1", Step.COUNCIL),
    ("3: survey points at every stage", SURVEY, entry_of(survey="1.877"), "1.877", "1.877", "1.877", Step.SURVEY),
    ("3: survey points of 0 are given", SURVEY, entry_of(survey=0), "0", "0", "0", Step.SURVEY),
    ("3: no survey points", SURVEY, entry_of(), "0", "0", "0", Step.MISSING),
    ("3: indicator: 2 × 50/100 = 1", INDICATOR, entry_of(indicator=50), "1", "1", "1", Step.INDICATOR),
    ("3: indicator with a claim of its own", INDICATOR, entry_of("1.5", indicator=50), "1", "1.5", "1", Step.INDICATOR),
    ("3: no indicator", INDICATOR, entry_of(), "0", "0", "0", Step.MISSING),
    ("3: no indicator, only a claim", INDICATOR, entry_of("1.5"), "0", "1.5", "0", Step.MISSING),
    ("3: an indicator leaf with a mark", INDICATOR, entry_of(None, 2, indicator=50), "2", "1", "2", Step.ROUND1),
    (
        "3: an indicator leaf with a second mark only: 0 + 0.7 × 2",
        INDICATOR,
        entry_of(None, None, 2, indicator=50),
        "1.4",
        "1",
        "1",
        Step.SUPPLEMENT,
    ),
    ("4: no mark: 0, never the claim", SCORE, entry_of(2), "0", "2", "0", Step.UNMARKED),
    ("4: nothing at all", SCORE, entry_of(), "0", "0", "0", Step.UNMARKED),
    ("4: round 1 alone", SCORE, entry_of(2, "1.25"), "1.25", "2", "1.25", Step.ROUND1),
    ("4: round 1 of 0", SCORE, entry_of(2, 0), "0", "2", "0", Step.ROUND1),
    ("4: an appraiser's leaf", APPRAISER, entry_of(None, "1.25"), "1.25", "0", "1.25", Step.ROUND1),
    ("4: no r1, r2 = 2: 0 + 0.7 × 2 = 1.4", SCORE, entry_of(2, None, 2), "1.4", "2", "0", Step.SUPPLEMENT),
    ("4: no r1, r2 = 0: 0 ≤ 0", SCORE, entry_of(2, None, 0), "0", "2", "0", Step.ROUND2),
    ("4: no r1, corrected", SCORE, entry_of(2, None, 2, **CORRECTION), "2", "2", "0", Step.ROUND2),
    ("5: r2 = r1", SCORE, entry_of(2, 1, 1), "1", "2", "1", Step.ROUND2),
    ("5: r2 < r1", SCORE, entry_of(2, "1.5", 1), "1", "2", "1.5", Step.ROUND2),
    ("5: a correction upwards counts whole", SCORE, entry_of(2, 1, 2, **CORRECTION), "2", "2", "1", Step.ROUND2),
    ("6: 1 + 0.7 × (2 − 1) = 1.7", SCORE, entry_of(2, 1, 2), "1.7", "2", "1", Step.SUPPLEMENT),
    ("6: 0.25 + 0.7 × (0.5 − 0.25) = 0.425", SCORE, entry_of(2, "0.25", "0.5"), "0.425", "2", "0.25", Step.SUPPLEMENT),
    ("6: a bonus leaf is out of scope", BONUS, entry_of(2, 1, 2), "2", "2", "1", Step.ROUND2),
    ("6: a penalty leaf is out of scope", PENALTY, entry_of(2, 1, 2), "2", "2", "1", Step.ROUND2),
]


@pytest.mark.parametrize(
    ("leaf", "entry", "points", "own", "first", "step"), [pytest.param(*case[1:], id=case[0]) for case in LINES]
)
def test_lines(leaf, entry, points, own, first, step):
    found = credit(leaf, entry, Policy())
    stages = (found.points, found.self_points, found.round1_points, found.step)
    assert stages == (Fraction(points), Fraction(own), Fraction(first), step)


@pytest.mark.parametrize("leaf", [BONUS, PENALTY], ids=["bonus", "penalty"])
def test_6_with_scope_all_bonus_and_penalty_are_in_it(leaf):
    assert credit(leaf, entry_of(2, 1, 2), ALL).points == Fraction("1.7")


@pytest.mark.parametrize(("rate", "points"), [("0", "1"), ("0.5", "1.5"), ("1", "2"), ("1/3", "4/3")])
def test_6_with_another_rate(rate, points):
    policy = Policy(supplement_rate=Fraction(rate))
    assert credit(SCORE, entry_of(2, 1, 2), policy).points == Fraction(points)


RATIO = leaf_of(rule={"kind": "ratio", "empty": "exempt"})
EMPTY, HALF = {"numerator": 0, "denominator": 0}, {"numerator": 1, "denominator": 2}


def stages(*values):
    """The readings of the claim and the two rounds; None is no entry."""
    return Entry(*(None if value is None else read(RATIO, value) for value in values))


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ((EMPTY, None, None), Step.EXEMPT),
        ((EMPTY, EMPTY, None), Step.EXEMPT),
        ((HALF, EMPTY, None), Step.EXEMPT),
        ((HALF, HALF, EMPTY), Step.EXEMPT),
        ((EMPTY, HALF, None), Step.ROUND1),
        ((EMPTY, EMPTY, HALF), Step.SUPPLEMENT),
        ((None, EMPTY, HALF), Step.SUPPLEMENT),
        ((HALF, None, None), Step.UNMARKED),
    ],
)
def test_the_latest_reading_decides_whether_there_was_nothing_to_count(values, step):
    assert credit(RATIO, stages(*values), Policy()).step is step


def test_points_without_a_reading_leave_the_earlier_reading_in_force():
    entry = Entry(claim=read(RATIO, EMPTY), round1=entry_of(None, 1).round1)
    assert credit(RATIO, entry, Policy()).step is Step.EXEMPT


def test_a_first_round_that_found_nothing_counts_as_zero_under_a_second():
    """0 + 0.7 × (2 × 1/2) = 0.7."""
    assert credit(RATIO, stages(None, EMPTY, HALF), Policy()).points == Fraction("0.7")


def test_none_is_not_zero():
    found = credit(SCORE, entry_of(None, 0, None), Policy())
    assert (found.claimed, found.marked1, found.marked2) == (None, 0, None)
