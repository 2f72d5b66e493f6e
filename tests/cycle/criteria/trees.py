"""A small tree that adds up: two areas, one leaf with levels, one ratio, one of the survey, one bonus."""

from decimal import Decimal
from fractions import Fraction

from scoring.core.canonical import canonical_json
from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind
from scoring.core.rules import parse_rule
from tests.cycle.world import RULES


def canonical_rule(rule: dict[str, object], most: str) -> str:
    return canonical_json(parse_rule(rule, Fraction(most)).as_json())


def group(code: str, name: str, parent: str | None = None, **more: object) -> SetNode:
    return SetNode("PL1", code, parent, name, **more)


def leaf(code: str, name: str, parent: str, most: str, rule: str = "manual", **more: object) -> SetNode:
    given = {"kind": Kind.SCORE, "source": "self", "rule": canonical_rule(RULES[rule][1], most)} | more
    return SetNode("PL1", code, parent, name, max_points=Decimal(most), **given)


TREE = (
    group("1", "Chỉ đạo, điều hành", max_points=Decimal("3.5")),
    leaf(
        "1.1",
        "Ban hành kế hoạch",
        "1",
        "1.5",
        "levels",
        evidence="required",
        guidance="Đúng hạn: 1,5\nTrễ dưới 15 ngày: 0,75",
        evidence_guidance="Quyết định ban hành kế hoạch",
        note="Trước ngày 15 tháng 01",
        specialty="Nội vụ",
    ),
    leaf("1.2", "Tỷ lệ nhiệm vụ hoàn thành", "1", "2", "ratio", explanation="required"),
    group("2", "Tác động"),
    leaf("2.1", "Mức độ hài lòng", "2", "10", source="survey"),
    leaf("2.2", "Sáng kiến", "2", "1", "yes_no", kind=Kind.BONUS),
)
