"""The sentence of every way in which a leaf comes to its credited points, word for word."""

from fractions import Fraction

import pytest

from scoring.core.credit import Entry, Step, credit
from scoring.core.enums import Basis, Kind, Language, Source
from scoring.core.explain import explain
from scoring.core.policy import Policy
from tests.core.scoring import entry_of, leaf_of, read

RATIO = {"kind": "ratio", "floor": "0.8", "empty": "exempt"}
PLAIN = leaf_of()
READ = leaf_of(rule=RATIO)
SURVEY = leaf_of(source=Source.SURVEY)
INDICATOR = leaf_of(source=Source.INDICATOR, rule={"kind": "convert"}, indicator="hài lòng")
BONUS = leaf_of(kind=Kind.BONUS)
FIRST = {"numerator": 40, "denominator": 46}  # 2 × 40/46 = 1.739…
SECOND = {"numerator": 44, "denominator": 46}  # 2 × 44/46 = 1.913…
NOTHING = {"numerator": 0, "denominator": 0}

CASES = [
    (
        "exempt by decision",
        PLAIN,
        entry_of(1, 1, exempt=True),
        Step.EXEMPT,
        "Được giảm trừ: không tính vào điểm chuẩn",
        "Exempt: not in the standard points",
    ),
    (
        "exempt by the reading",
        READ,
        Entry(round1=read(READ, NOTHING)),
        Step.EXEMPT,
        "Không phát sinh: không tính vào điểm chuẩn",
        "Nothing to count: not in the standard points",
    ),
    (
        "council",
        PLAIN,
        entry_of(2, 1, council="1.25"),
        Step.COUNCIL,
        "Hội đồng thẩm định quyết nghị: 1,25",
        "Decided by the council: 1.25",
    ),
    (
        "survey",
        SURVEY,
        entry_of(survey="1.877"),
        Step.SURVEY,
        "Điều tra xã hội học: 1,877",
        "Sociological survey: 1.877",
    ),
    ("survey missing", SURVEY, entry_of(), Step.MISSING, "Chưa có số liệu → 0,00", "No figure yet → 0.00"),
    (
        "indicator",
        INDICATOR,
        entry_of(indicator="87.4"),
        Step.INDICATOR,
        "2 × 87,4 ÷ 100 = 1,748",
        "2 × 87.4 ÷ 100 = 1.748",
    ),
    ("indicator missing", INDICATOR, entry_of(), Step.MISSING, "Chưa có số liệu → 0,00", "No figure yet → 0.00"),
    (
        "unmarked, whatever was claimed",
        PLAIN,
        entry_of(2),
        Step.UNMARKED,
        "Chưa được thẩm định → 0,00",
        "Not appraised → 0.00",
    ),
    ("round 1 points", PLAIN, entry_of(2, "1.5"), Step.ROUND1, "Thẩm định lần 1: 1,50", "Round 1: 1.50"),
    (
        "round 1 reading",
        READ,
        Entry(round1=read(READ, SECOND)),
        Step.ROUND1,
        "Thẩm định lần 1: 44/46 = 95,65% ≥ 80% → 2 × 0,9565 = 1,91",
        "Round 1: 44/46 = 95.65% ≥ 80% → 2 × 0.9565 = 1.91",
    ),
    ("round 2 lower", PLAIN, entry_of(2, "1.5", "1"), Step.ROUND2, "Thẩm định lần 2: 1,00", "Round 2: 1.00"),
    (
        "round 2 correction",
        PLAIN,
        entry_of(2, 1, 2, basis=Basis.CORRECTION),
        Step.ROUND2,
        "Thẩm định lần 2 (đính chính): 2,00",
        "Round 2 (correction): 2.00",
    ),
    ("bonus out of scope", BONUS, entry_of(2, 1, 2), Step.ROUND2, "Thẩm định lần 2: 2,00", "Round 2: 2.00"),
    (
        "supplement of points",
        PLAIN,
        entry_of(2, 1, 2),
        Step.SUPPLEMENT,
        "Thẩm định lần 2 sau bổ sung: 2,00; 1,00 + 0,7 × (2,00 − 1,00) = 1,70",
        "Round 2 after the supplement: 2.00; 1.00 + 0.7 × (2.00 − 1.00) = 1.70",
    ),
    (
        "supplement without round 1",
        PLAIN,
        entry_of(2, None, 2),
        Step.SUPPLEMENT,
        "Thẩm định lần 2 sau bổ sung: 2,00; 0,00 + 0,7 × (2,00 − 0,00) = 1,40",
        "Round 2 after the supplement: 2.00; 0.00 + 0.7 × (2.00 − 0.00) = 1.40",
    ),
    (
        "supplement of a reading: 40/23 + 0.7 × 4/23 = 42.8/23",
        READ,
        Entry(round1=read(READ, FIRST), round2=read(READ, SECOND)),
        Step.SUPPLEMENT,
        "Thẩm định lần 2 sau bổ sung: 44/46 = 95,65% ≥ 80% → 2 × 0,9565 = 1,91; 1,74 + 0,7 × (1,91 − 1,74) = 1,86",
        "Round 2 after the supplement: 44/46 = 95.65% ≥ 80% → 2 × 0.9565 = 1.91; 1.74 + 0.7 × (1.91 − 1.74) = 1.86",
    ),
]


@pytest.mark.parametrize(("leaf", "entry", "step", "vi", "en"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_sentences(leaf, entry, step, vi, en):
    assert credit(leaf, entry, Policy()).step is step
    spoken = [explain(leaf, entry, Policy(), language) for language in (Language.VIETNAMESE, Language.ENGLISH)]
    assert spoken == [vi, en]


def test_every_step_has_a_sentence():
    assert {case[3] for case in CASES} == set(Step)


def test_the_rate_is_the_campaign_s():
    entry, policy = entry_of(2, 1, 2), Policy(supplement_rate=Fraction("0.655"))
    spoken = explain(PLAIN, entry, policy, Language.VIETNAMESE)
    assert spoken == "Thẩm định lần 2 sau bổ sung: 2,00; 1,00 + 0,655 × (2,00 − 1,00) = 1,655"
