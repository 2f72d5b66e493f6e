"""What a criteria set may not be: a node by itself, and the tree together."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.core.criteria_check import node_faults, tree_faults
from scoring.core.criteria_nodes import SetNode, score_sums, standard_points
from scoring.core.enums import Kind

AREA = SetNode("PL", "1", None, "Chỉ đạo, điều hành", max_points=Decimal(3))
INNER = SetNode("PL", "1.1", "1", "Kế hoạch")
LEAF = SetNode("PL", "1.1.1", "1.1", "Ban hành", Kind.SCORE, Decimal(1), source="self", rule='{"kind":"yes_no"}')
SURVEY = replace(LEAF, code="1.1.2", max_points=Decimal(2), source="survey", rule='{"kind":"manual"}')
BONUS = replace(LEAF, code="1.1.3", kind=Kind.BONUS)
TREE = (AREA, INNER, LEAF, SURVEY, BONUS)


def said(faults):
    return [(fault.code, fault.field, str(fault.refused)) for fault in faults]


def test_a_sound_tree():
    assert tree_faults(TREE) == ()
    assert [node_faults(node) for node in TREE] == [()] * 5


def test_groups_sum_the_score_leaves_below_them():
    assert dict(score_sums(TREE)) == {("PL", "1"): 3, ("PL", "1.1"): 3}
    assert standard_points(TREE) == 3


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"code": ""}, ("", "code", "thiếu mã tiêu chí")),
        ({"name": ""}, ("1.1.1", "name", "thiếu tên tiêu chí")),
        ({"max_points": None}, ("1.1.1", "max_points", "thiếu điểm tối đa")),
        ({"max_points": Decimal(-1)}, ("1.1.1", "max_points", "số âm")),
        ({"cap": Decimal(1)}, ("1.1.1", "cap", "chỉ nhóm mới có giới hạn")),
        ({"source": "indicator", "rule": '{"kind":"convert"}'}, ("1.1.1", "indicator", "thiếu mã chỉ tiêu")),
        ({"indicator": "late"}, ("1.1.1", "indicator", "nguồn không phải là chỉ tiêu")),
        ({"source": "indicator", "indicator": "late"}, ("1.1.1", "rule", "cách chấm này không dùng cho chỉ tiêu")),
        ({"rule": '{"kind":"per_unit"}'}, ("1.1.1", "rule", "thiếu khóa “unit”")),
    ],
)
def test_a_node_is_refused(given, fault):
    assert said(node_faults(replace(LEAF, **given))) == [fault]


def test_points_of_a_rule_above_the_maximum_are_refused():
    levels = '{"kind":"levels","levels":[{"label":"Đạt","points":"2"}]}'
    assert [fault.field for fault in node_faults(replace(LEAF, rule=levels))] == ["rule"]


def test_a_group_whose_sum_differs_and_one_without_children():
    empty = SetNode("PL", "2", None, "Thể chế")
    wrong = replace(AREA, max_points=Decimal(4))
    assert said(tree_faults((wrong, INNER, LEAF, SURVEY, BONUS, empty))) == [
        ("1", "max_points", "tổng không khớp: các tiêu chí cộng lại được 3, ở đây ghi 4"),
        ("2", "kind", "nhóm không có tiêu chí con"),
    ]
