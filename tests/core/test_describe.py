"""Every rule kind in words, in both languages, word for word."""

from fractions import Fraction

import pytest
from hypothesis import given

from scoring.core.describe import WORDS, describe
from scoring.core.rules import RULES
from scoring.core.speech import ENGLISH, VIETNAMESE
from tests.core.rules import (
    AT,
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
    UNSORTED,
    YES_NO,
)
from tests.core.scoring import rule_of
from tests.core.strategies import LEAVES_AND_VALUES

CASES = [
    ({"kind": "manual"}, ["Chấm trực tiếp, từ 0 đến 2,00 điểm"], ["Points as judged, from 0 to 2.00 points"]),
    (YES_NO, ["Có: 2,00 điểm", "Không: 0 điểm"], ["Yes: 2.00 points", "No: 0 points"]),
    (
        LEVELS,
        ["Đạt: 2,00 điểm", "Một phần: 0,75 điểm", "Không: 0 điểm"],
        ["Đạt: 2.00 points", "Một phần: 0.75 points", "Không: 0 points"],
    ),
    (
        CHECKLIST,
        ["Kế hoạch: 1,00 điểm", "Báo cáo: 0,50 điểm", "Kiểm tra: 1,25 điểm", "Cộng điểm các mục có, tối đa 2,00 điểm"],
        [
            "Kế hoạch: 1.00 points",
            "Báo cáo: 0.50 points",
            "Kiểm tra: 1.25 points",
            "The items add up, to 2.00 points at most",
        ],
    ),
    (
        RATIO,
        ["Từ 100% trở lên: 2,00 điểm", "Dưới 100%: 2 × tỷ lệ"],
        ["100% or more: 2.00 points", "Below 100%: 2 × rate"],
    ),
    (
        FLOOR | {"empty": "exempt"},
        [
            "Từ 100% trở lên: 2,00 điểm",
            "Từ 80% đến dưới 100%: 2 × tỷ lệ",
            "Dưới 80%: 0 điểm",
            "Không phát sinh (mẫu số bằng 0): không tính tiêu chí này",
        ],
        [
            "100% or more: 2.00 points",
            "80% to below 100%: 2 × rate",
            "Below 80%: 0 points",
            "Nothing to count (denominator 0): the criterion is left out",
        ],
    ),
    (
        FULL | {"empty": "full"},
        [
            "Từ 90% trở lên: 2,00 điểm",
            "Từ 50% đến dưới 90%: 2 × tỷ lệ ÷ 90%",
            "Dưới 50%: 0 điểm",
            "Không phát sinh (mẫu số bằng 0): 2,00 điểm",
        ],
        [
            "90% or more: 2.00 points",
            "50% to below 90%: 2 × rate ÷ 90%",
            "Below 50%: 0 points",
            "Nothing to count (denominator 0): 2.00 points",
        ],
    ),
    (
        FULL | {"floor": "0.95", "empty": "zero"},
        ["Từ 90% trở lên: 2,00 điểm", "Dưới 90%: 0 điểm", "Không phát sinh (mẫu số bằng 0): 0 điểm"],
        ["90% or more: 2.00 points", "Below 90%: 0 points", "Nothing to count (denominator 0): 0 points"],
    ),
    (
        RESCALED,
        ["Từ 90 trở lên: 2,00 điểm", "Ở giữa hai mốc: 2 × (số liệu − 50) ÷ (90 − 50)", "Từ 50 trở xuống: 0 điểm"],
        ["90 or more: 2.00 points", "In between: 2 × (figure − 50) ÷ (90 − 50)", "50 or less: 0 points"],
    ),
    (
        LESS_IS_BETTER,
        [
            "Càng ít càng tốt; từ 2 trở xuống: 2,00 điểm",
            "Ở giữa hai mốc: 2 × (số liệu − 10) ÷ (2 − 10)",
            "Từ 10 trở lên: 0 điểm",
        ],
        [
            "Less is better; 2 or less: 2.00 points",
            "In between: 2 × (figure − 10) ÷ (2 − 10)",
            "10 or more: 0 points",
        ],
    ),
    (
        UNSORTED,
        [
            "Từ 0,95 trở lên: 2,00 điểm",
            "Từ 0,8 đến dưới 0,95: 1,50 điểm",
            "Từ 0,5 đến dưới 0,8: 1,00 điểm",
            "Dưới 0,5: 0 điểm",
        ],
        [
            "0.95 or more: 2.00 points",
            "0.8 to below 0.95: 1.50 points",
            "0.5 to below 0.8: 1.00 points",
            "Below 0.5: 0 points",
        ],
    ),
    (
        AT,
        ["Từ 0,95 trở lên: 2,00 điểm", "Dưới 0,95: 0 điểm"],
        ["0.95 or more: 2.00 points", "Below 0.95: 0 points"],
    ),
    (
        PER_VIOLATION,
        ["Không có trường hợp nào: 2,00 điểm", "Mỗi trường hợp: trừ 0,30 điểm, không dưới 0"],
        ["None: 2.00 points", "Each one: 0.30 points less, not below 0"],
    ),
    (
        PER_UNIT,
        ["Mỗi trường hợp: 0,30 điểm, tối đa 2,00 điểm"],
        ["Each one: 0.30 points, 2.00 points at most"],
    ),
    (
        STEPS,
        ["Dưới 60: 0 điểm", "Đạt 60: 0,50 điểm", "Cứ thêm đủ 10: cộng 0,25 điểm, tối đa 2,00 điểm"],
        ["Below 60: 0 points", "From 60: 0.50 points", "Each further 10: 0.25 points more, 2.00 points at most"],
    ),
    (
        BOTH,
        ["Đạt mọi điều kiện dưới đây: 2,00 điểm; nếu không: 0 điểm", "đúng hạn ≥ 0,95", "trễ < 3"],
        ["All of the following hold: 2.00 points; otherwise: 0 points", "đúng hạn ≥ 0.95", "trễ < 3"],
    ),
    (
        CONVERT,
        ["2 × số liệu ÷ 100, từ 0 đến 2,00 điểm"],
        ["2 × figure ÷ 100, from 0 to 2.00 points"],
    ),
]


@pytest.mark.parametrize(("rule", "vi", "en"), CASES, ids=[f"{case[0]['kind']}: {case[1][0]}" for case in CASES])
def test_words(rule, vi, en):
    maximum = Fraction(2)
    parsed = rule_of(rule)
    assert [list(describe(parsed, maximum, speech)) for speech in (VIETNAMESE, ENGLISH)] == [vi, en]


def test_every_kind_has_words():
    assert set(WORDS) == set(RULES) == {case[0]["kind"] for case in CASES}


@given(LEAVES_AND_VALUES)
def test_no_rule_is_speechless(leaf):
    maximum, (rule, _) = leaf
    parsed = rule_of(rule, maximum)
    for speech in (VIETNAMESE, ENGLISH):
        lines = describe(parsed, Fraction(maximum), speech)
        assert lines
        assert all(line.strip() == line != "" for line in lines)
