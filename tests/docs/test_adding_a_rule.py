"""docs/adding-a-rule.md: its class works as it stands, and the places it names exist."""

from fractions import Fraction

import pytest

from scoring.core.enums import Language
from scoring.core.fields import Fields, load_object
from scoring.core.rules import counts, parse_value
from scoring.core.speech import SPEECH
from tests.docs.pages import code_blocks

PAGE = "docs/adding-a-rule.md"
MAXIMUM = Fraction(2)


@pytest.fixture(scope="module")
def per_day_late():
    """The class of the page, run where the page puts it."""
    (code,) = code_blocks(PAGE, "1. The class", "python")
    names = dict(vars(counts))
    exec(f"from __future__ import annotations\n{code}", names)  # noqa: S102 the page's own code
    return names["PerDayLate"]


def parsed(kind, parameters):
    fields = Fields(load_object(parameters))
    rule = kind.parse(fields, MAXIMUM)
    fields.finish()
    return rule


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, "2"), (3, "2"), (4, "1.5"), (7, "0"), (30, "0")],
)
def test_points(per_day_late, days, points):
    rule = parsed(per_day_late, '{"deduct": "0.5", "grace": 3}')
    reading = parse_value(rule, load_object(f'{{"count": {days}}}'))
    assert rule.points(reading, MAXIMUM) == Fraction(points)


def test_sentences(per_day_late):
    rule = parsed(per_day_late, '{"deduct": "0.5", "grace": 3}')
    reading = parse_value(rule, load_object('{"count": 4}'))
    assert [rule.explain(reading, MAXIMUM, SPEECH[language]) for language in Language] == [
        "4 ngày: 2 − 1 × 0,5 → 1,50",
        "4 days: 2 − 1 × 0.5 → 1.50",
    ]


def test_canonical_form_reads_back(per_day_late):
    rule = parsed(per_day_late, '{"grace": "3", "deduct": 0.50}')
    assert rule.as_json() == {"kind": "per_day_late", "deduct": "0.5", "grace": "3"}
    assert per_day_late.parse(Fields(rule.parameters()), MAXIMUM) == rule
