"""Three years in words."""

from __future__ import annotations

from reports.documents.prose_closing import closing_paragraphs
from reports.documents.prose_trend import mean_paragraphs, trend_paragraphs
from tests.documents.factory import agency, facts

THREE = [
    agency("A", "90.00", "88.00", indices={2021: "80.00"}),
    agency("B", "89.00", "87.00", indices={2021: "86.50"}),
    agency("C", "85.00", "86.00", indices={2021: "86.50"}),
    agency("D", "85.00", "84.00", indices={2021: "86.00"}),
    agency("E", "85.00", "86.00", indices={2021: "84.00"}),
    agency("F", "85.00", "85.00", indices={2021: "85.00"}),
    agency("G", "85.00", "85.00", indices={2021: "84.00"}),
    agency("H", "85.00", "85.00"),
]


def test_every_group_with_its_names() -> None:
    assert [item.text for item in trend_paragraphs(facts(THREE))] == [
        "Khối cơ quan chuyên môn:",
        "02 cơ quan, đơn vị có chỉ số tăng ở cả hai năm 2022 và 2023: A, B; tăng nhiều nhất là A (+10,00).",
        "01 cơ quan, đơn vị có chỉ số giảm ở cả hai năm 2022 và 2023: C (−1,50).",
        "01 cơ quan, đơn vị có chỉ số năm 2022 giảm, năm 2023 tăng trở lại: D.",
        "01 cơ quan, đơn vị có chỉ số năm 2022 tăng nhưng năm 2023 giảm: E.",
        "01 cơ quan, đơn vị giữ nguyên chỉ số trong giai đoạn 2021–2023: F.",
        "01 cơ quan, đơn vị có một năm giữ nguyên chỉ số trong giai đoạn 2021–2023: G.",
    ]


def test_no_trend_no_words() -> None:
    assert trend_paragraphs(facts([agency("A", "90.00", "88.00")])) == []
    assert mean_paragraphs(facts([agency("A", "90.00", "88.00")])) == []


def test_means_over_three_years() -> None:
    assert [item.text for item in mean_paragraphs(facts(THREE[:2]))] == [
        (
            "Khối cơ quan chuyên môn: chỉ số trung bình tăng qua từng năm (83,25%; 87,50%; 89,50%), "
            "cả giai đoạn tăng 6,25 điểm phần trăm."
        )
    ]


def test_closing_names_extremes_ties_and_low_classes() -> None:
    members = [agency("A", "90.00", "80.00"), agency("B", "90.00", "91.00"), agency("C", "55.00", "56.00")]
    assert [item.text for item in closing_paragraphs(facts(members))[:-1]] == [
        (
            "Nhìn chung, chỉ số trung bình chung năm 2023 đạt 78,33%, tăng 2,67 điểm phần trăm so với năm 2022. "
            "Số cơ quan, đơn vị có chỉ số giảm nhiều hơn số tăng (02/03 cơ quan, đơn vị so với 01/03 cơ quan, đơn vị)."
        ),
        "Chỉ số cao nhất và thấp nhất trong từng khối:",
        "Khối cơ quan chuyên môn: cao nhất là A và B (cùng 90,00%), thấp nhất là C (55,00%).",
        (
            "01 cơ quan, đơn vị có kết quả ở các mức thấp của thang xếp loại (loại Yếu: C) cần xác định rõ nguyên nhân "
            "và có biện pháp khắc phục ngay trong năm 2024."
        ),
    ]


def test_a_campaign_without_any_index_still_closes() -> None:
    assert len(closing_paragraphs(facts([agency("A", None)]))) == 1
