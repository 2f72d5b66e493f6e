"""Names in a row, blocs inside a sentence, small tables of words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.documents.facts import Attainment, BlocFact, MissingFact
from reports.documents.index_report import build_index_report, title_lines
from reports.documents.letterhead import letterhead
from reports.documents.prose_criteria import missing_sentence, parts_sentence
from reports.documents.wording import bloc_name, joined, named
from tests.documents.factory import agency, facts


def test_joined() -> None:
    assert [joined(items) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"], ["A, B", "C", "D"])] == [
        "",
        "A",
        "A và B",
        "A, B và C",
        "A, B; C và D",
    ]


def test_long_lists_are_cut_and_counted() -> None:
    text = named([agency(f"Xã {number}", "80.00") for number in range(43)])
    assert text.endswith("Xã 38, Xã 39 và 03 cơ quan, đơn vị khác")


def test_a_very_long_name_gives_way_to_the_short_one() -> None:
    long = "Ban Quản lý dự án đầu tư xây dựng các công trình Giao thông tỉnh Khánh Hòa"
    assert named(
        [agency(long, "80.00", short_name="BQLDA Giao thông"), agency("Phòng TN&MT", "80.00", short_name="TNMT")]
    ) == ("BQLDA Giao thông, Phòng TN&MT")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Các sở, ban, ngành", "khối sở, ban, ngành"),
        ("Khối UBND cấp xã", "khối UBND cấp xã"),
        ("Cơ quan chuyên môn", "khối cơ quan chuyên môn"),
        ("Sở, ban, ngành", "khối sở, ban, ngành"),
        ("Nha Trang", "khối Nha Trang"),
    ],
)
def test_blocs_inside_a_sentence(name: str, expected: str) -> None:
    assert bloc_name(BlocFact("a", name, None)) == expected


def test_titles_break_after_the_year_or_near_the_middle() -> None:
    assert title_lines("Kết quả ngắn", 2023) == ("Kết quả ngắn",)
    assert title_lines("Kết quả xác định chỉ số cải cách hành chính năm 2023 tỉnh Bắc Kạn và các huyện", 2023) == (
        "Kết quả xác định chỉ số cải cách hành chính năm 2023",
        "tỉnh Bắc Kạn và các huyện",
    )
    assert title_lines("Kết quả xác định chỉ số cải cách hành chính của các cơ quan tỉnh Bắc Kạn năm 2023", 2023) == (
        "Kết quả xác định chỉ số cải cách hành",
        "chính của các cơ quan tỉnh Bắc Kạn năm 2023",
    )


def test_a_letterhead_of_another_authority_leaves_room() -> None:
    head = letterhead("Bộ Nội vụ", day=None)
    assert head.issuer == ("BỘ NỘI VỤ",)
    assert head.number == "Số:          /BC-"
    assert head.signers == ("THỦ TRƯỞNG CƠ QUAN",)
    assert letterhead("UBND tỉnh Khánh Hòa", day=None, number="12/BC-UBND").number == "Số: 12/BC-UBND"


def part(code: str, points: str, standard: str = "100") -> Attainment:
    return Attainment("a", code, f"Phần {code}", Decimal(points), Decimal(standard))


def test_parts_with_the_highest_and_the_lowest_attainment() -> None:
    assert parts_sentence([part("1", "90"), part("2", "50.5"), part("3", "90"), part("4", "0", "0")]) == (
        "Mức đạt cao nhất là ở nội dung “Phần 1” và “Phần 3” (90,00% số điểm chuẩn), "
        "thấp nhất là ở nội dung “Phần 2” (50,50%)."
    )
    assert parts_sentence([part("1", "90"), part("2", "90")]) == ""


def test_missing_figures_are_told_and_listed() -> None:
    missing = (MissingFact("3.1", "Mức độ hài lòng", ("A", "B")), MissingFact("3.2", "Khảo sát", ("B",)))
    made = facts([agency("A", "80.00"), agency("B", "80.00")], missing=missing)
    assert missing_sentence(made) == (
        "02 tiêu chí chấm theo điều tra hoặc số liệu bên ngoài chưa có số liệu của 02 cơ quan, đơn vị; "
        "các cơ quan, đơn vị này được tính 0 điểm ở tiêu chí đó."
    )
    table = next(item for item in build_index_report(made).tables if item.key == "missing")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["3.1", "Mức độ hài lòng", "2", "A và B"],
        ["3.2", "Khảo sát", "1", "B"],
    ]
