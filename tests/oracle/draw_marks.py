"""Random claims, marks, exemptions, council points and survey points of one agency."""

from fractions import Fraction

from tests.oracle import draw_cells
from tests.oracle.draw_rules import below, draw_value, dump
from tests.oracle.oracle import fixed
from tests.oracle.rules import EXEMPT, points_of


def draw_scores(rng, agency, tree):
    """Rows of `scores`; one agency in six has none, one in ten is exempt from everything."""
    fate = rng.random()
    if fate < 0.16:
        return []
    exempt = 1.0 if fate < 0.26 else 0.08
    return [draw_row(rng, agency, leaf, exempt) for leaf in tree.leaves if exempt == 1 or rng.random() < 0.85]


def draw_row(rng, agency, leaf, exempt):
    row = {"agency": draw_cells.code(rng, agency["code"]), "criterion": draw_cells.code(rng, leaf.code)}
    if leaf.source not in ("survey", "appraiser"):
        row |= draw_stage(rng, leaf, "self", 0.8)
        row["explanation"] = rng.choice([None, "Đã nộp đủ", "=1+1 là chữ", "+84 258"])
    if leaf.source != "survey":
        often = 0.3 if leaf.source == "indicator" else 0.75
        row |= draw_stage(rng, leaf, "round1", often) | draw_stage(rng, leaf, "round2", often / 2)
        row["round1_note"] = rng.choice([None, "Thiếu tài liệu"])
        row["round2_basis"] = rng.choice([None, None, "supplement", "correction"])
    if rng.random() < exempt:
        row |= {"exempt": rng.choice([1, "1", True, "TRUE"]), "exempt_reason": "Không phát sinh"}
    if rng.random() < 0.08:
        row |= {
            "council_points": draw_cells.number(rng, below(rng, leaf.maximum)),
            "council_reason": "Hội đồng thống nhất",
        }
    return row


def draw_stage(rng, leaf, stage, often):
    """Points, a value, or both in agreement."""
    if rng.random() > often:
        return {}
    value = draw_value(rng, leaf.rule) if rng.random() < 0.75 else None
    if value is None:
        return {f"{stage}_points": draw_cells.number(rng, below(rng, leaf.maximum))}
    stated = {f"{stage}_value": dump(rng, value)}
    found = points_of(leaf.rule, value, Fraction(leaf.maximum))
    text = fixed(Fraction(0) if found == EXEMPT else found, rng.randint(0, 4))
    if rng.random() < 0.4 and Fraction(text) <= Fraction(leaf.maximum):
        stated[f"{stage}_points"] = draw_cells.number(rng, text)
    return stated


def draw_survey(rng, agency, tree):
    return [
        {
            "agency": draw_cells.code(rng, agency["code"]),
            "criterion": draw_cells.code(rng, leaf.code),
            "points": draw_cells.number(rng, below(rng, leaf.maximum)),
        }
        for leaf in tree.leaves
        if leaf.source == "survey" and rng.random() < 0.85
    ]
