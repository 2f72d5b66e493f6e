"""Classes in words: counts, shares, blocs, moves, streaks, and rules that changed a class."""

from __future__ import annotations

import pytest

from reports.documents.facts import AgencyFact, ClassChange, ModifierRule
from reports.documents.prose_classes import class_paragraphs, move_paragraphs, steady_sentence
from reports.documents.prose_modifiers import modifiers_sentence, rule_sentence, why
from tests.documents.factory import agency, facts


def lines(agencies: list[AgencyFact], **given) -> list[str]:
    return [f"{item.lead} {item.text}".strip() for item in class_paragraphs(facts(agencies, **given))]


def test_counts_with_shares_blocs_and_the_year_before() -> None:
    members = [
        agency("A", "90.00", previous_class="Khá"),
        agency("B", "88.00", previous_class="Khá", bloc="b"),
        agency("C", "76.00", previous_class="Khá", bloc="b"),
    ]
    assert lines(members, blocs={"a": "Cơ quan chuyên môn", "b": "UBND xã, phường"}) == [
        (
            "Loại Tốt: 02/03 cơ quan, đơn vị (66,67%), gồm 01/01 thuộc khối cơ quan chuyên môn; 01/02 thuộc khối UBND xã, phường; "
            "tăng 02 so với năm 2022 (năm 2022: 0)."
        ),
        "Loại Khá: 01/03 cơ quan, đơn vị (33,33%), thuộc khối UBND xã, phường; giảm 02 so với năm 2022 (năm 2022: 03).",
        "Loại Trung bình: không có cơ quan, đơn vị nào; năm 2022 cũng không có.",
        "Loại Yếu: không có cơ quan, đơn vị nào; năm 2022 cũng không có.",
    ]


def test_everybody_in_one_class() -> None:
    assert (
        lines([agency("A", "90.00", previous_class="Tốt")])[0] == "Loại Tốt: toàn bộ 01 cơ quan, đơn vị; bằng năm 2022."
    )


def test_no_change_is_claimed_when_last_year_is_known_in_part() -> None:
    assert lines([agency("A", "90.00", previous_class="Tốt"), agency("B", "90.00"), agency("C", None)]) == [
        "Loại Tốt: 02/03 cơ quan, đơn vị (66,67%).",
        "Loại Khá: không có cơ quan, đơn vị nào.",
        "Loại Trung bình: không có cơ quan, đơn vị nào.",
        "Loại Yếu: không có cơ quan, đơn vị nào.",
        "01 cơ quan, đơn vị không có chỉ số nên không được xếp loại: C.",
        "Xếp loại năm 2022 chỉ có ở 01/03 cơ quan, đơn vị nên báo cáo không so sánh số lượng theo từng loại với năm đó.",
    ]


def test_moves_between_classes() -> None:
    members = [
        agency("A", "90.00", previous_class="Khá"),
        agency("B", "76.00", previous_class="Yếu"),
        agency("C", "76.00", previous_class="Tốt"),
        agency("D", "76.00", previous_class="Xuất sắc"),
    ]
    assert [item.text for item in move_paragraphs(facts(members))] == [
        "02 cơ quan, đơn vị được xếp loại cao hơn năm 2022:",
        "Từ Khá lên Tốt (01 cơ quan, đơn vị): A.",
        "Từ Yếu lên Khá (01 cơ quan, đơn vị): B.",
        "01 cơ quan, đơn vị xuống loại thấp hơn năm 2022, từ Tốt xuống Khá: C.",
    ]


def test_nobody_moved() -> None:
    assert [item.text for item in move_paragraphs(facts([agency("A", "90.00", previous_class="Tốt")]))] == [
        "Không có cơ quan, đơn vị nào được xếp loại cao hơn năm 2022.",
        "Không có cơ quan, đơn vị nào xuống loại thấp hơn năm 2022.",
    ]
    assert move_paragraphs(facts([agency("A", "90.00")])) == []


def test_three_years_in_the_best_class() -> None:
    held = agency("A", "90.00", previous_class="Tốt", classes={2021: "Tốt"})
    lost = agency("B", "80.00", previous_class="Tốt", classes={2021: "Tốt"})
    assert steady_sentence(facts([held, lost])) == (
        "01 cơ quan, đơn vị giữ loại Tốt trong cả 03 năm 2021, 2022 và 2023: A."
    )
    assert steady_sentence(facts([lost])) == (
        "Không có cơ quan, đơn vị nào giữ loại Tốt trong cả 03 năm 2021, 2022 và 2023."
    )
    assert steady_sentence(facts([agency("A", "90.00", previous_class="Tốt")])) == ""


LATE = ModifierRule("drop_if_indicator", indicator="late_rate", op=">=", value="10", drop=1)
RULES = [
    pytest.param(LATE, "hạ 01 bậc đối với cơ quan, đơn vị có tỷ lệ hồ sơ trễ hạn từ 10% trở lên", id="drop"),
    pytest.param(
        ModifierRule("cap_if_indicator", indicator="violations", op=">", value="0", class_name="Khá", bloc="a"),
        "không xếp trên loại Khá đối với cơ quan, đơn vị thuộc khối cơ quan chuyên môn có số vụ việc vi phạm trên 0",
        id="cap",
    ),
    pytest.param(
        ModifierRule("drop_unless_subordinates", share="2/3", drop=1, level="huyen"),
        "hạ 01 bậc đối với cơ quan, đơn vị cấp huyện có chưa đủ 2/3 số đơn vị trực thuộc được xếp cùng loại hoặc cao hơn",
        id="subordinates",
    ),
    pytest.param(
        ModifierRule("cap_if_late", class_name="Khá"),
        "không xếp trên loại Khá đối với cơ quan, đơn vị nộp hồ sơ sau thời hạn",
        id="late",
    ),
]


@pytest.mark.parametrize(("rule", "expected"), RULES)
def test_rules_in_words(rule: ModifierRule, expected: str) -> None:
    assert rule_sentence(facts([]), rule) == expected


def changed(*changes: ClassChange) -> AgencyFact:
    return agency("Sở Y tế", "86.00", class_changes=changes)


@pytest.mark.parametrize(
    ("change", "rules", "expected"),
    [
        (
            ClassChange("drop_if_indicator", "12.5", "Tốt", "Khá"),
            [LATE],
            "từ Tốt xuống Khá do tỷ lệ hồ sơ trễ hạn 12,5% (mức quy định: từ 10% trở lên)",
        ),
        (
            ClassChange("drop_if_indicator", "12", "Tốt", "Khá"),
            [LATE, ModifierRule("drop_if_indicator", indicator="violations", op=">", value="3", drop=1)],
            "từ Tốt xuống Khá do giá trị chỉ tiêu 12",
        ),
        (
            ClassChange("drop_unless_subordinates", "3/6", "Tốt", "Khá"),
            [ModifierRule("drop_unless_subordinates", share="2/3", drop=1)],
            "từ Tốt xuống Khá do chỉ có 3/6 đơn vị trực thuộc được xếp cùng loại hoặc cao hơn (quy định: ít nhất 2/3)",
        ),
        (
            ClassChange("cap_if_late", "2023-12-02T08:05:00+07:00", "Tốt", "Khá"),
            [ModifierRule("cap_if_late", class_name="Khá")],
            "từ Tốt xuống Khá do nộp hồ sơ sau thời hạn (08 giờ 05 phút ngày 02/12/2023)",
        ),
    ],
)
def test_why_a_class_was_changed(change: ClassChange, rules: list[ModifierRule], expected: str) -> None:
    assert why(changed(change), rules) == expected


def test_who_was_changed() -> None:
    twice = changed(
        ClassChange("drop_if_indicator", "12.5", "Tốt", "Khá"),
        ClassChange("drop_if_indicator", "12.5", "Khá", "Trung bình"),
    )
    assert modifiers_sentence(facts([twice], modifiers=(LATE,))) == (
        "01 cơ quan, đơn vị bị điều chỉnh xếp loại theo quy định: Sở Y tế (từ Tốt xuống Khá do tỷ lệ hồ sơ trễ hạn 12,5% "
        "(mức quy định: từ 10% trở lên); sau đó từ Khá xuống Trung bình do tỷ lệ hồ sơ trễ hạn 12,5% "
        "(mức quy định: từ 10% trở lên))."
    )
    assert modifiers_sentence(facts([agency("A", "86.00")], modifiers=(LATE,))) == (
        "Không có cơ quan, đơn vị nào phải điều chỉnh xếp loại theo các quy định nêu trên."
    )
    assert modifiers_sentence(facts([agency("A", "86.00")])) == ""
