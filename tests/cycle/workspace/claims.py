"""A claim of each kind of rule, as typed, as stored, in points and in words; and how one is saved."""

from scoring.selectors.submissions.answer_fields import Field
from scoring.services.submissions.answers import save_field
from tests.cycle.world import World

CLAIMS = {
    "manual": ({"points": "1,5"}, None, "1,50", "Tự chấm: 1,50 điểm"),
    "yes_no": ({"answer": "yes"}, {"answer": True}, "1,00", "Có → 1,00"),
    "levels": ({"label": "Trễ dưới 15 ngày"}, {"label": "Trễ dưới 15 ngày"}, "0,75", "“Trễ dưới 15 ngày” → 0,75"),
    "checklist": ({"items": ["c", "a"]}, {"items": ["a", "c"]}, "1,50", "2/3: 1,00 + 0,50 = 1,50"),
    "ratio": (
        {"numerator": "44", "denominator": "46"},
        {"numerator": "44", "denominator": "46"},
        "1,91",
        "44/46 = 95,65% ≥ 80% → 2 × 0,9565 = 1,91",
    ),
    "rescaled": ({"x": "80,5"}, {"x": "80.5"}, "1,83", "80,5 → 3 × (80,5 − 50) ÷ (100 − 50) = 1,83"),
    "bands": ({"x": "0,5"}, {"x": "0.5"}, "1,00", "0,5 ≥ 0,5 → 1,00"),
    "threshold": (
        {"numerator": "19", "denominator": "20"},
        {"numerator": "19", "denominator": "20"},
        "1,00",
        "19/20 = 0,95 ≥ 0,95 → 1,00",
    ),
    "per_violation": ({"count": "3"}, {"count": "3"}, "0,50", "2 − 3 × 0,5 → 0,50"),
    "per_unit": ({"count": "3"}, {"count": "3"}, "0,75", "3 × 0,25, tối đa 2 → 0,75"),
    "steps": ({"x": "0.73"}, {"x": "0.73"}, "1,40", "0,73 ≥ 0,5 → 1 + 2 × 0,2 = 1,40"),
    "compound": (
        {"input-0": "0,96", "input-1": "5"},
        {"inputs": {"Tỷ lệ đúng hạn": "0.96", "Số hồ sơ trễ": "5"}},
        "1,00",
        "Số hồ sơ trễ 5 (✓ ≤ 5)",
    ),
    "convert": ({"x": "87.2"}, {"x": "87.2"}, "4,36", "5 × 87,2 ÷ 100 = 4,36"),
}


def save(world: World, officer, kind: str = "ratio", place: int = 0, **given):
    given = {"field": Field.CLAIM, "content": {}, "base_version": 0, "key": "k1", "by": officer, **given}
    return save_field(submission=world.submission(place).pk, criterion=world.leaf(kind), **given)
