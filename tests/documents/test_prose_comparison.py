"""Who rose and fell, in sentences: none, one, some, all, ties and gaps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.documents.facts import AgencyFact
from reports.documents.prose_comparison import bloc_paragraph, overall_mean_sentence, overall_paragraph
from scoring.core.enums import IndexMode
from tests.documents.factory import agency, facts, policy

UP_5, UP_3, DOWN_4 = (
    agency("Phòng A", "90.00", "85.00"),
    agency("Phòng B", "88.00", "85.00"),
    agency("Phòng C", "80.00", "84.00"),
)
SAME = agency("Phòng D", "81.50", "81.50")
NEW = agency("Phòng E", "70.00")

CASES = [
    pytest.param(
        [UP_5, UP_3, DOWN_4],
        "02/03 cơ quan, đơn vị có chỉ số tăng, tăng nhiều nhất là Phòng A (+5,00); "
        "01/03 cơ quan, đơn vị có chỉ số giảm là Phòng C (−4,00). "
        "Chỉ số trung bình của khối tăng 1,33 điểm phần trăm so với năm 2022, từ 84,67% lên 86,00%.",
        id="some of each",
    ),
    pytest.param(
        [UP_5, UP_3],
        "Toàn bộ 02 cơ quan, đơn vị có chỉ số tăng, tăng nhiều nhất là Phòng A (+5,00); "
        "không có cơ quan, đơn vị nào có chỉ số giảm. "
        "Chỉ số trung bình của khối tăng 4,00 điểm phần trăm so với năm 2022, từ 85,00% lên 89,00%.",
        id="all up",
    ),
    pytest.param(
        [DOWN_4],
        "Không có cơ quan, đơn vị nào có chỉ số tăng; 01/01 cơ quan, đơn vị có chỉ số giảm là Phòng C (−4,00). "
        "Chỉ số trung bình của khối giảm 4,00 điểm phần trăm so với năm 2022, từ 84,00% xuống 80,00%.",
        id="a bloc of one",
    ),
    pytest.param(
        [SAME],
        "01/01 cơ quan, đơn vị giữ nguyên chỉ số: Phòng D. "
        "Chỉ số trung bình của khối không thay đổi so với năm 2022 (81,50%).",
        id="no change",
    ),
    pytest.param(
        [UP_5, agency("Phòng X", "80.00", "75.00"), DOWN_4, SAME],
        "02/04 cơ quan, đơn vị có chỉ số tăng, mức tăng bằng nhau: Phòng A (+5,00) và Phòng X (+5,00); "
        "01/04 cơ quan, đơn vị có chỉ số giảm là Phòng C (−4,00); 01/04 cơ quan, đơn vị giữ nguyên chỉ số: Phòng D. "
        "Chỉ số trung bình của khối tăng 1,50 điểm phần trăm so với năm 2022, từ 81,38% lên 82,88%.",
        id="a tie of all that rose",
    ),
    pytest.param(
        [UP_5, NEW],
        "01/01 cơ quan, đơn vị có chỉ số tăng là Phòng A (+5,00); không có cơ quan, đơn vị nào có chỉ số giảm. "
        "01 cơ quan, đơn vị không đủ số liệu hai năm để so sánh: Phòng E. "
        "Tính riêng 01 cơ quan, đơn vị có số liệu cả hai năm, chỉ số trung bình tăng 5,00 điểm phần trăm "
        "so với năm 2022, từ 85,00% lên 90,00%.",
        id="one without last year",
    ),
    pytest.param(
        [NEW],
        "Không có cơ quan, đơn vị nào có chỉ số năm 2022 để so sánh. Chỉ số trung bình của khối là 70,00%.",
        id="nobody to compare",
    ),
    pytest.param(
        [agency("Phòng F", None, "70.00")],
        "Không có cơ quan, đơn vị nào có chỉ số năm 2022 để so sánh.",
        id="no index at all",
    ),
]


@pytest.mark.parametrize(("agencies", "expected"), CASES)
def test_bloc_sentences(agencies: list[AgencyFact], expected: str) -> None:
    made = facts(agencies)
    assert bloc_paragraph(made, made.blocs[0]).text == expected


def test_printed_means_that_give_the_change_need_no_remark() -> None:
    made = facts([agency("A", "85.00", "88.00"), agency("B", "85.01", "88.66"), agency("C", "86.50", "89.83")])
    assert bloc_paragraph(made, made.blocs[0]).text.endswith(
        "Chỉ số trung bình của khối giảm 3,33 điểm phần trăm so với năm 2022, từ 88,83% xuống 85,50%."
    )


def test_printed_means_that_do_not_give_the_change_say_so() -> None:
    made = facts([agency("A", "80.00", "83.00"), agency("B", "80.01", "83.34"), agency("C", "80.00", "83.34")])
    assert bloc_paragraph(made, made.blocs[0]).text.endswith(
        "giảm 3,22 điểm phần trăm so với năm 2022, từ 83,23% xuống 80,00% (mức thay đổi tính từ số chưa làm tròn)."
    )


def test_points_are_called_points() -> None:
    rules = policy(index_mode=IndexMode.POINTS, index_digits=3)
    made = facts([agency("Huyện A", "82.791", "80.5", digits=3)], policy=rules)
    assert bloc_paragraph(made, made.blocs[0]).text == (
        "01/01 cơ quan, đơn vị có chỉ số tăng là Huyện A (+2,291); không có cơ quan, đơn vị nào có chỉ số giảm. "
        "Chỉ số trung bình của khối tăng 2,291 điểm so với năm 2022, từ 80,500 điểm lên 82,791 điểm."
    )


def test_all_blocs_together() -> None:
    made = facts([UP_5, UP_3, DOWN_4])
    assert overall_paragraph(made).text == (
        "Tính chung các khối, 02/03 cơ quan, đơn vị có chỉ số tăng và 01/03 cơ quan, đơn vị có chỉ số giảm so với năm 2022. "
        "Mức tăng cao nhất là của Phòng A (+5,00); mức giảm nhiều nhất là của Phòng C (−4,00)."
    )


def test_overall_mean_without_a_year_before() -> None:
    assert overall_mean_sentence(facts([NEW])) == "Chỉ số trung bình chung năm 2023 là 70,00%."
    assert overall_mean_sentence(facts([agency("F", None)])) == ""


def test_overall_mean_from_published_figures() -> None:
    made = facts([NEW], published_overall_means=((2022, Decimal("68.80")),))
    assert overall_mean_sentence(made) == (
        "Chỉ số trung bình chung tăng 1,20 điểm phần trăm so với năm 2022, từ 68,80% lên 70,00%."
    )
