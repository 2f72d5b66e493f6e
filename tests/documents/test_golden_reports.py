"""The printed reports once more, and right where they went wrong (fixtures/golden)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.documents.blocks import Paragraph, Row, Table
from reports.documents.index_report import build_index_report
from reports.documents.paper import Paper
from tests.documents.factory import bac_kan, khanh_hoa, nha_trang


@pytest.fixture(scope="module")
def nha_trang_report() -> Paper:
    return build_index_report(nha_trang())


@pytest.fixture(scope="module")
def khanh_hoa_report() -> Paper:
    return build_index_report(khanh_hoa())


@pytest.fixture(scope="module")
def bac_kan_report() -> Paper:
    return build_index_report(bac_kan())


def sentences(report: Paper) -> str:
    return "\n".join(f"{item.lead} {item.text}".strip() for item in report.blocks if isinstance(item, Paragraph))


def table(report: Paper, key: str) -> Table:
    return next(item for item in report.tables if item.key == key)


def row(report: Paper, key: str, name: str) -> list[str]:
    """The printed cells of the row that has this name in its first or second cell."""
    rows = [item for item in table(report, key).rows if isinstance(item, Row)]
    return next([cell.text for cell in item.cells] for item in rows if name in [cell.text for cell in item.cells[:2]])


def test_nha_trang_class_counts_and_their_change(nha_trang_report: Paper) -> None:
    assert row(nha_trang_report, "matrix", "Tổng cộng") == [
        "Tổng cộng", "31", "+3", "14", "−4", "1", "+1", "0", "0", "46",
    ]  # fmt: skip
    assert (
        "Loại Tốt: 31/46 cơ quan, đơn vị (67,39%), gồm 12/12 thuộc khối cơ quan chuyên môn thuộc UBND thành phố; "
        "04/07 thuộc khối đơn vị sự nghiệp thuộc UBND thành phố; 15/27 thuộc khối UBND xã, phường; "
        "tăng 03 so với năm 2022 (năm 2022: 28)." in sentences(nha_trang_report)
    )


def test_nha_trang_rounds(nha_trang_report: Paper) -> None:
    assert [row(nha_trang_report, "rounds", name)[1:] for name in ("Tốt", "Khá", "Trung bình", "Yếu", "Tổng cộng")] == [
        ["10", "31", "+21"],
        ["24", "14", "−10"],
        ["12", "1", "−11"],
        ["0", "0", "0"],
        ["46", "46", "0"],
    ]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("Thanh tra thành phố", "−5,59"),
        ("Phòng Quản lý đô thị thành phố", "−1,76"),
        ("UBND phường Phước Hòa", "+4,00"),
        ("Ban Quản lý chợ Xóm mới", "+7,87"),
    ],
)
def test_nha_trang_changes_that_were_misprinted(nha_trang_report: Paper, name: str, change: str) -> None:
    assert row(nha_trang_report, "main", name)[-1] == change


def test_nha_trang_class_of_the_year_before_is_the_printed_one(nha_trang_report: Paper) -> None:
    assert row(nha_trang_report, "main", "UBND phường Vạn Thạnh")[2:] == ["87,53", "Khá", "94,24", "Tốt", "1", "+6,71"]


def test_nha_trang_comparison(nha_trang_report: Paper) -> None:
    text = sentences(nha_trang_report)
    assert (
        "01/07 cơ quan, đơn vị có chỉ số tăng là Ban Quản lý chợ Xóm mới (+7,87); 06/07 cơ quan, đơn vị có chỉ số giảm, "
        "giảm nhiều nhất là Ban Quản lý vịnh Nha Trang (−11,90). Chỉ số trung bình của khối giảm 3,32 điểm phần trăm "
        "so với năm 2022, từ 88,83% xuống 85,50% (mức thay đổi tính từ số chưa làm tròn)." in text
    )
    assert (
        "Tính chung các khối, 22/46 cơ quan, đơn vị có chỉ số tăng và 24/46 cơ quan, đơn vị có chỉ số giảm so với năm 2022."
        in text
    )
    assert row(nha_trang_report, "means", "Khối đơn vị sự nghiệp thuộc UBND thành phố")[1:] == [
        "87,43", "88,83", "85,50", "−3,32",
    ]  # fmt: skip


def test_nha_trang_who_fell_and_then_rose(nha_trang_report: Paper) -> None:
    text = sentences(nha_trang_report)
    assert (
        "07 cơ quan, đơn vị có chỉ số năm 2022 giảm, năm 2023 tăng trở lại: UBND phường Vạn Thạnh, UBND xã Vĩnh Hiệp, "
        "UBND phường Phương Sài, UBND phường Phương Sơn, UBND xã Vĩnh Ngọc, UBND phường Vĩnh Hải, UBND xã Vĩnh Thái."
        in text
    )
    up_down = next(
        line
        for line in text.splitlines()
        if line.startswith("13 cơ quan, đơn vị có chỉ số năm 2022 tăng nhưng năm 2023 giảm")
    )
    assert "UBND xã Vĩnh Thạnh" in up_down


def test_khanh_hoa_class_counts(khanh_hoa_report: Paper) -> None:
    text = sentences(khanh_hoa_report)
    assert row(khanh_hoa_report, "matrix", "Tổng cộng") == [
        "Tổng cộng", "24", "0", "19", "+1", "0", "−2", "1", "+1", "44",
    ]  # fmt: skip
    assert "Loại Trung bình: không có cơ quan, đơn vị nào; giảm 02 so với năm 2018 (năm 2018: 02)." in text


def test_khanh_hoa_comparison(khanh_hoa_report: Paper) -> None:
    text = sentences(khanh_hoa_report)
    assert (
        "Khối UBND các huyện, thị xã, thành phố: 04/08 cơ quan, đơn vị có chỉ số tăng, tăng nhiều nhất là "
        "UBND thị xã Ninh Hòa (+2,70); 04/08 cơ quan, đơn vị có chỉ số giảm, giảm nhiều nhất là UBND huyện Cam Lâm (−6,59). "
        "Chỉ số trung bình của khối giảm 1,60 điểm phần trăm so với năm 2018, từ 83,22% xuống 81,62%." in text
    )
    assert "21/44 cơ quan, đơn vị có chỉ số tăng và 23/44 cơ quan, đơn vị có chỉ số giảm so với năm 2018." in text
    assert row(khanh_hoa_report, "main", "Công an tỉnh")[2:] == ["84,00", "Khá", "82,02", "Khá", "6", "−1,98"]


def test_khanh_hoa_means_use_published_figures_of_2017(khanh_hoa_report: Paper) -> None:
    rows = [
        [cell.text for cell in item.cells[1:]]
        for item in table(khanh_hoa_report, "means").rows
        if isinstance(item, Row)
    ]
    assert rows == [
        ["80,69", "84,97", "85,02", "+0,05"],
        ["82,80", "87,64", "88,92", "+1,28"],
        ["81,53", "83,22", "81,62", "−1,60"],
        ["79,26", "81,86", "79,13", "−2,73"],
        ["81,07", "84,42", "83,67", "−0,75"],
    ]


def test_khanh_hoa_points_where_bases_differ(khanh_hoa_report: Paper) -> None:
    assert row(khanh_hoa_report, "points", "Ban Dân tộc")[2:] == ["62,00", "55,00", "88,71"]


def test_khanh_hoa_lateness(khanh_hoa_report: Paper) -> None:
    assert "01 cơ quan, đơn vị nộp hồ sơ sau thời hạn: Công an tỉnh (08 giờ 05 phút ngày 17/12/2019)." in sentences(
        khanh_hoa_report
    )


def test_tables_and_charts_are_numbered_once_each(khanh_hoa_report: Paper) -> None:
    assert [item.number for item in khanh_hoa_report.tables] == list(range(1, len(khanh_hoa_report.tables) + 1))
    assert [item.number for item in khanh_hoa_report.charts] == list(range(1, len(khanh_hoa_report.charts) + 1))
    assert "[[" not in sentences(khanh_hoa_report)


def test_points_mode_without_history(bac_kan_report: Paper) -> None:
    assert [item.key for item in bac_kan_report.tables] == ["matrix", "main", "means"]
    assert row(bac_kan_report, "main", "TP Bắc Kạn")[2:] == ["12,071", "87,461", "Tốt", "1"]
    assert row(bac_kan_report, "main", "UBND xã Dương Quang")[2:] == ["–", "77,250", "Khá", "8"]
    assert "%" not in sentences(bac_kan_report).replace("(75,00%)", "").replace("(25,00%)", "")


def test_letterhead(nha_trang_report: Paper, bac_kan_report: Paper) -> None:
    head = nha_trang_report.letterhead
    assert head.issuer == ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ NHA TRANG")
    assert head.place_and_date == "Nha Trang, ngày 20 tháng 12 năm 2023"
    assert bac_kan_report.letterhead.place_and_date.split() == ["Bắc", "Kạn,", "ngày", "tháng", "năm"]
    assert nha_trang_report.subject == ("Kết quả xác định chỉ số cải cách hành chính năm 2023", "thành phố Nha Trang")


def test_the_same_facts_give_the_same_report(nha_trang_report: Paper) -> None:
    assert build_index_report(nha_trang()) == nha_trang_report


def test_every_figure_of_the_main_table_is_the_fact(nha_trang_report: Paper) -> None:
    place = table(nha_trang_report, "main").place("index")
    printed = [item.cells[place].value for item in table(nha_trang_report, "main").rows if isinstance(item, Row)]
    assert printed == [Decimal(str(item.index)) for item in nha_trang().agencies]
