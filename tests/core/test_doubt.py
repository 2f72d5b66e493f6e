"""What is asked about figures that a rule accepts, and what is not."""

import pytest

from scoring.core.doubt import doubt
from scoring.core.speech import ENGLISH, VIETNAMESE
from tests.core.scoring import reading_of, rule_of

SHARES = {"kind": "bands", "bands": [{"from": "0.8", "points": "1"}, {"from": "1", "points": "2"}]}
MEETINGS = {"kind": "bands", "bands": [{"from": "0", "points": "1"}, {"from": "1", "points": "2"}]}
BOTH = {
    "kind": "compound",
    "all_of": [{"input": "Số hồ sơ", "op": ">=", "value": "20"}, {"input": "Tỷ lệ", "op": ">=", "value": "0.9"}],
}
PERCENT = "Cách chấm này tính theo tỷ lệ từ 0 đến 1, còn 95,65 lớn hơn 1. Nếu đó là 95,65%, hãy ghi 0,9565."
PART = "Tử số lớn hơn mẫu số: hãy kiểm tra xem có ghi nhầm không."


@pytest.mark.parametrize(
    "rule",
    [
        SHARES,
        {"kind": "threshold", "at": "0.9"},
        {"kind": "rescaled", "low": "0.5", "high": "1"},
        {"kind": "steps", "start": "0.7", "base": "1", "step": "0.05", "increment": "0.1"},
    ],
)
def test_a_percentage_where_a_share_is_meant(rule):
    assert doubt(rule_of(rule), reading_of(rule, {"x": "95.65"}), VIETNAMESE) == PERCENT
    assert doubt(rule_of(rule), reading_of(rule, {"x": "0.9565"}), VIETNAMESE) == ""
    assert doubt(rule_of(rule), reading_of(rule, {"x": "1"}), VIETNAMESE) == ""


def test_one_figure_of_several():
    found = doubt(rule_of(BOTH), reading_of(BOTH, {"inputs": {"Số hồ sơ": "46", "Tỷ lệ": "95.65"}}), ENGLISH)
    assert found == "This rule counts shares from 0 to 1, and 95.65 is above 1. If it is 95.65%, write 0.9565."
    assert doubt(rule_of(BOTH), reading_of(BOTH, {"inputs": {"Số hồ sơ": "46", "Tỷ lệ": "0.95"}}), ENGLISH) == ""


@pytest.mark.parametrize("rule", [{"kind": "ratio"}, {"kind": "ratio", "full": "0.9"}, SHARES])
def test_a_part_above_its_whole(rule):
    assert doubt(rule_of(rule), reading_of(rule, {"numerator": "47", "denominator": "46"}), VIETNAMESE) == PART
    assert doubt(rule_of(rule), reading_of(rule, {"numerator": "46", "denominator": "46"}), VIETNAMESE) == ""


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (MEETINGS, {"x": "5"}),
        (MEETINGS, {"numerator": "5", "denominator": "2"}),
        ({"kind": "threshold"}, {"x": "7"}),
        ({"kind": "rescaled", "low": "0", "high": "100"}, {"x": "95.65"}),
        ({"kind": "convert"}, {"x": "95.65"}),
        ({"kind": "ratio", "full": "1.5"}, {"numerator": "7", "denominator": "6"}),
        ({"kind": "ratio", "empty": "full"}, {"numerator": "0", "denominator": "0"}),
        ({"kind": "per_unit", "unit": "0.5"}, {"count": 3}),
        ({"kind": "yes_no"}, {"answer": True}),
    ],
)
def test_what_may_well_be_meant(rule, value):
    assert doubt(rule_of(rule), reading_of(rule, value), VIETNAMESE) == ""
