"""The sentence of every rule kind, in both languages, word for word."""

import pytest

from scoring.core.enums import Language
from scoring.core.rules import RULES
from tests.core.rules import (
    BOTH,
    CHECKLIST,
    CONVERT,
    FLOOR,
    FULL,
    LESS_IS_BETTER,
    LEVELS,
    PER_UNIT,
    PER_VIOLATION,
    RATIO,
    RESCALED,
    STEPS,
    THRESHOLD,
    UNSORTED,
    YES_NO,
    inputs,
    n_of_d,
)
from tests.core.scoring import sentence_of

EXEMPT = RATIO | {"empty": "exempt"}

CASES = [
    (YES_NO, "1.5", {"answer": True}, "Có → 1,50", "Yes → 1.50"),
    (YES_NO, "1.5", {"answer": False}, "Không → 0,00", "No → 0.00"),
    (LEVELS, "2", {"label": "Một phần"}, "“Một phần” → 0,75", "“Một phần” → 0.75"),
    (CHECKLIST, "2", {"items": []}, "Không có mục nào → 0,00", "No item → 0.00"),
    (CHECKLIST, "2", {"items": ["b", "a"]}, "2/3: 1,00 + 0,50 = 1,50", "2/3: 1.00 + 0.50 = 1.50"),
    (
        CHECKLIST,
        "2",
        {"items": ["a", "b", "c"]},
        "1,00 + 0,50 + 1,25 = 2,75, tối đa 2,00 → 2,00",
        "1.00 + 0.50 + 1.25 = 2.75, at most 2.00 → 2.00",
    ),
    (
        FLOOR,
        "2",
        n_of_d("44", "46"),
        "44/46 = 95,65% ≥ 80% → 2 × 0,9565 = 1,91",
        "44/46 = 95.65% ≥ 80% → 2 × 0.9565 = 1.91",
    ),
    (RATIO, "2", n_of_d(44, 46), "44/46 = 95,65% → 2 × 0,9565 = 1,91", "44/46 = 95.65% → 2 × 0.9565 = 1.91"),
    (RATIO, "2", n_of_d(46, 46), "46/46 = 100% ≥ 100% → 2,00", "46/46 = 100% ≥ 100% → 2.00"),
    (RATIO, "2", n_of_d(50, 46), "50/46 = 108,7% ≥ 100% → 2,00", "50/46 = 108.7% ≥ 100% → 2.00"),
    (FLOOR, "2", n_of_d("7.5", 10), "7,5/10 = 75% < 80% → 0,00", "7.5/10 = 75% < 80% → 0.00"),
    (
        FULL,
        "2",
        n_of_d(6, 10),
        "6/10 = 60% ≥ 50% → 2 × 0,6 ÷ 0,9 = 1,33",
        "6/10 = 60% ≥ 50% → 2 × 0.6 ÷ 0.9 = 1.33",
    ),
    (FULL, "2", n_of_d(9, 10), "9/10 = 90% ≥ 90% → 2,00", "9/10 = 90% ≥ 90% → 2.00"),
    (RATIO | {"empty": "full"}, "2", n_of_d(0, 0), "Không phát sinh → 2,00", "Nothing to count → 2.00"),
    (RATIO | {"empty": "zero"}, "2", n_of_d(0, 0), "Không phát sinh → 0,00", "Nothing to count → 0.00"),
    (EXEMPT, "2", n_of_d(0, 0), "Không phát sinh → không tính tiêu chí này", "Nothing to count → left out"),
    (RESCALED, "2", {"x": "70"}, "70 → 2 × (70 − 50) ÷ (90 − 50) = 1,00", "70 → 2 × (70 − 50) ÷ (90 − 50) = 1.00"),
    (
        RESCALED,
        "2",
        {"x": "100"},
        "100 → 2 × (100 − 50) ÷ (90 − 50) = 2,50, tối đa 2,00 → 2,00",
        "100 → 2 × (100 − 50) ÷ (90 − 50) = 2.50, at most 2.00 → 2.00",
    ),
    (
        LESS_IS_BETTER,
        "2",
        {"x": "12"},
        "12 → 2 × (12 − 10) ÷ (2 − 10) = -0,50, tối thiểu 0,00 → 0,00",
        "12 → 2 × (12 − 10) ÷ (2 − 10) = -0.50, at least 0.00 → 0.00",
    ),
    (
        RESCALED,
        "2",
        n_of_d(400, 6),
        "400/6 = 66,6667 → 2 × (66,6667 − 50) ÷ (90 − 50) = 0,83",
        "400/6 = 66.6667 → 2 × (66.6667 − 50) ÷ (90 − 50) = 0.83",
    ),
    (UNSORTED, "2", {"x": "0.9"}, "0,9 ≥ 0,8 → 1,50", "0.9 ≥ 0.8 → 1.50"),
    (UNSORTED, "2", {"x": "0.4"}, "0,4 < 0,5 → 0,00", "0.4 < 0.5 → 0.00"),
    (UNSORTED, "2", n_of_d(44, 46), "44/46 = 0,9565 ≥ 0,95 → 2,00", "44/46 = 0.9565 ≥ 0.95 → 2.00"),
    (THRESHOLD, "2", {"x": "1"}, "1 ≥ 1 → 2,00", "1 ≥ 1 → 2.00"),
    (THRESHOLD, "2", n_of_d(2, 3), "2/3 = 0,6667 < 1 → 0,00", "2/3 = 0.6667 < 1 → 0.00"),
    (PER_VIOLATION, "2", {"count": 3}, "2 − 3 × 0,3 → 1,10", "2 − 3 × 0.3 → 1.10"),
    (PER_VIOLATION, "2", {"count": 7}, "2 − 7 × 0,3 → 0,00", "2 − 7 × 0.3 → 0.00"),
    (PER_UNIT, "2", {"count": 3}, "3 × 0,3, tối đa 2 → 0,90", "3 × 0.3, at most 2 → 0.90"),
    (PER_UNIT, "2", {"count": 7}, "7 × 0,3, tối đa 2 → 2,00", "7 × 0.3, at most 2 → 2.00"),
    (STEPS, "2", {"x": "59.5"}, "59,5 < 60 → 0,00", "59.5 < 60 → 0.00"),
    (STEPS, "2", {"x": "85"}, "85 ≥ 60 → 0,5 + 2 × 0,25 = 1,00", "85 ≥ 60 → 0.5 + 2 × 0.25 = 1.00"),
    (
        STEPS,
        "2",
        {"x": "130"},
        "130 ≥ 60 → 0,5 + 7 × 0,25 = 2,25, tối đa 2,00 → 2,00",
        "130 ≥ 60 → 0.5 + 7 × 0.25 = 2.25, at most 2.00 → 2.00",
    ),
    (
        BOTH,
        "2",
        inputs(**{"đúng hạn": "0.96", "trễ": "3"}),
        "đúng hạn 0,96 (✓ ≥ 0,95); trễ 3 (✗ < 3) → 0,00",
        "đúng hạn 0.96 (✓ ≥ 0.95); trễ 3 (✗ < 3) → 0.00",
    ),
    (
        BOTH,
        "2",
        inputs(**{"đúng hạn": "0.96", "trễ": "2"}),
        "đúng hạn 0,96 (✓ ≥ 0,95); trễ 2 (✓ < 3) → 2,00",
        "đúng hạn 0.96 (✓ ≥ 0.95); trễ 2 (✓ < 3) → 2.00",
    ),
    (CONVERT, "2.5", {"x": "87.4"}, "2,5 × 87,4 ÷ 100 = 2,185", "2.5 × 87.4 ÷ 100 = 2.185"),
    (
        CONVERT,
        "2.5",
        {"x": "110"},
        "2,5 × 110 ÷ 100 = 2,75, tối đa 2,50 → 2,50",
        "2.5 × 110 ÷ 100 = 2.75, at most 2.50 → 2.50",
    ),
]
IDS = [f"{case[0]['kind']}: {case[4]}" for case in CASES]


@pytest.mark.parametrize(("rule", "maximum", "value", "vi", "en"), CASES, ids=IDS)
def test_sentences(rule, maximum, value, vi, en):
    spoken = [sentence_of(rule, maximum, value, language) for language in (Language.VIETNAMESE, Language.ENGLISH)]
    assert spoken == [vi, en]


def test_every_kind_has_sentences():
    assert {case[0]["kind"] for case in CASES} == set(RULES) - {"manual"}
