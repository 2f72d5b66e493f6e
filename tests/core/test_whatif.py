"""One agency's other figure, against a whole conclusion of the changed campaign."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core.conclude import Scored, conclude, figure
from scoring.core.enums import On
from scoring.core.modifiers import Standing, parse_modifier
from scoring.core.policy import Policy
from scoring.core.totals import Totals, index
from scoring.core.whatif import Line, Place, places, with_figure

CODES = "abcdefgh"
PARENTS = {"b": "a", "c": "a", "d": "b", "e": "b", "f": "d"}
MODIFIERS = (
    {"kind": "drop_if_indicator", "indicator": "late", "op": ">=", "value": "10", "drop": 1},
    {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1},
    {"kind": "cap_if_late", "class": "Khá", "bloc": "k1"},
)
ZERO = Fraction(0)


def scored(code, points, late):
    totals = Totals(Fraction(100), ZERO, ZERO, points, ZERO, ZERO, ZERO)
    standing = Standing(
        bloc="k1" if code in "adg" else "k2",
        level="",
        indicators={"late": Fraction(late)},
        submitted_at="2025-12-01T00:00:00+07:00",
        late=late > 15,
    )
    return Scored(code, code, PARENTS.get(code), totals, standing)


def concluded(agencies, policy):
    modifiers = [parse_modifier(item, policy.class_scale) for item in MODIFIERS]
    found = conclude(agencies, blocs=["k1", "k2"], year=2025, policy=policy, modifiers=modifiers)
    return {line.scored.code: line for line in found.agencies}


# Close to the bounds of classes and to each other, so that ranks and classes change often.
POINTS = st.sampled_from([Fraction(n, 300) * 1 for n in (17999, 18000, 22499, 22501, 25499, 25500, 25501, 29000)])
CAMPAIGN = st.lists(st.tuples(POINTS, st.integers(8, 17)), min_size=len(CODES), max_size=len(CODES))


@pytest.mark.parametrize("on", list(On))
@given(CAMPAIGN, st.sampled_from(CODES), POINTS)
def test_as_a_whole_conclusion_would_have_it(on, campaign, changed, points):
    policy = Policy(rank_on=on, classify_on=on)
    agencies = [scored(code, *given) for code, given in zip(CODES, campaign, strict=True)]
    lines = {
        code: Line(
            code,
            line.scored.standing.bloc,
            line.scored.parent,
            figure(line.index, on),
            line.class_by_threshold,
            line.class_name,
        )
        for code, line in concluded(agencies, policy).items()
    }
    other = index(points, Fraction(100), policy)
    found = with_figure(
        lines,
        changed,
        figure(other, on),
        policy.class_scale.by_threshold(figure(other, on)),
        standings={item.code: item.standing for item in agencies},
        modifiers=[parse_modifier(item, policy.class_scale) for item in MODIFIERS],
        scale=policy.class_scale,
    )
    anew = [
        replace(item, totals=replace(item.totals, appraised=points)) if item.code == changed else item
        for item in agencies
    ]
    expected = {
        code: Place(line.rank, line.rank_in_bloc, line.class_name) for code, line in concluded(anew, policy).items()
    }
    assert places(found) == expected


def test_without_an_index_there_is_no_place():
    lines = {code: Line(code, "k1", None, Fraction(value), "Tốt", "Tốt") for code, value in (("a", 90), ("b", 80))}
    standing = Standing("k1", "", {}, None, None)
    found = with_figure(lines, "a", None, None, standings={"a": standing}, modifiers=[], scale=Policy().class_scale)
    assert places(found) == {"a": Place(None, None, None), "b": Place(1, 1, "Tốt")}
