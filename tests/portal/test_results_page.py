"""The results page shows the golden figures as published."""

import pytest

from tests.portal import factory, golden
from tests.portal.reading import row_of, table_rows


@pytest.fixture
def khanh_hoa(client, db) -> str:
    golden.khanh_hoa()
    return client.get("/ket-qua/KH-2019/").content.decode()


@pytest.fixture
def nha_trang(client, db) -> str:
    golden.nha_trang()
    return client.get("/ket-qua/NT-2023/").content.decode()


def test_a_row_has_rank_points_indices_change_and_class(khanh_hoa):
    assert row_of(khanh_hoa, "Sở Nội vụ") == [
        "11", "Sở Nội vụ", "99,75", "85,25", "92,71", "85,46", "giảm −7,25", "Tốt", "",
    ]  # fmt: skip


def test_equal_indices_share_a_rank(khanh_hoa):
    ranked = [row[:2] for row in table_rows(khanh_hoa) if len(row) == 9][1:4]
    assert ranked == [["1", "Sở Lao động - TBXH"], ["1", "Sở Thông tin và Truyền thông"], ["3", "Thanh tra tỉnh"]]


def test_points_stand_only_where_bases_differ(khanh_hoa):
    assert row_of(khanh_hoa, "UBND huyện Cam Lâm") == [
        "4", "UBND huyện Cam Lâm", "85,92", "79,33", "giảm −6,59", "Khá", "",
    ]  # fmt: skip


def test_class_counts_stand_by_bloc_and_together(khanh_hoa):
    matrix = [row[:-1] for row in table_rows(khanh_hoa)[1:6]]
    assert matrix == [
        ["Khối sở, ban, ngành", "21", "12", "9", "0", "0", "85,02"],
        ["Khối cơ quan ngành dọc", "6", "5", "1", "0", "0", "88,92"],
        ["Khối UBND cấp huyện", "8", "2", "6", "0", "0", "81,62"],
        ["Khối đơn vị sự nghiệp trực thuộc UBND tỉnh", "9", "5", "3", "0", "1", "79,13"],
        ["Chung", "44", "24", "19", "0", "1", "83,67"],
    ]


def test_means_of_years_known_only_as_published_stand_beside_computed_ones(khanh_hoa):
    means = [row for row in table_rows(khanh_hoa) if row and row[0] == "Khối UBND cấp huyện"][1]
    assert means == ["Khối UBND cấp huyện", "81,53", "83,22", "81,62", "giảm −1,60"]


def test_the_overall_mean_is_compared_with_the_year_before(khanh_hoa):
    assert row_of(khanh_hoa, "Trung bình chung") == ["Trung bình chung", "81,07", "84,42", "83,67", "giảm −0,75"]


def test_the_change_that_was_printed_wrong_is_computed(nha_trang):
    assert row_of(nha_trang, "Thanh tra thành phố")[-3:] == ["giảm −5,59", "Tốt", ""]


def test_three_years_are_told_in_words_too(nha_trang):
    assert 'aria-label="2021: 91,89; 2022: 92,09; 2023: 95,93"' in nha_trang


def test_points_mode_has_its_own_digits_survey_points_and_the_class_before_it_was_lowered(client, db):
    golden.bac_kan()
    page = client.get("/ket-qua/BK-2023/").content.decode()
    assert row_of(page, "TP Bắc Kạn") == ["1", "TP Bắc Kạn", "12,071", "87,461", "Khá hạ từ Tốt"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=so+noi+vu", ["Sở Nội vụ"]),
        ("tim=DAI+HOC", ["Trường Đại học Khánh Hòa"]),
        ("tim=ban+dan&khoi=so", ["Ban Dân tộc"]),
        ("khoi=nganh-doc&xep-loai=Khá", ["Công an tỉnh"]),
        ("khoi=khong-co", []),
    ],
)
def test_agencies_are_found_without_diacritics_and_by_bloc_and_class(client, db, query, found):
    golden.khanh_hoa()
    rows = table_rows(client.get(f"/ket-qua/KH-2019/?{query}", headers={"HX-Request": "true"}).content.decode())
    assert [row[1] for row in rows if row[0] != "Hạng"] == found


def test_htmx_gets_only_the_tables(client, db):
    golden.bac_kan()
    page = client.get("/ket-qua/BK-2023/", headers={"HX-Request": "true"})
    assert page.templates[0].name == "portal/results/tables.html"
    assert "HX-Request" in page.headers["Vary"]


def test_going_back_gets_the_whole_page(client, db):
    golden.bac_kan()
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert client.get("/ket-qua/BK-2023/", headers=headers).templates[0].name == "portal/results.html"


def test_reconstructed_figures_are_labelled(client, db):
    run = golden.bac_kan()
    run.campaign.is_reconstructed = True
    run.campaign.save()
    words = "Số liệu từng tiêu chí được dựng lại từ số tổng đã công bố, chỉ để trình diễn."
    assert words in client.get("/ket-qua/BK-2023/").content.decode()
    assert words in client.get("/ket-qua/BK-2023/bk-2023-huyen-1/").content.decode()


def test_a_long_table_comes_in_pages(client, db):
    factory.sized(agencies=120, leaves=1)
    first = table_rows(client.get("/ket-qua/KT-2024/", headers={"HX-Request": "true"}).content.decode())
    second = table_rows(client.get("/ket-qua/KT-2024/?trang=2", headers={"HX-Request": "true"}).content.decode())
    agencies = [row[1] for row in first + second if row[0] != "Hạng"]
    assert len(agencies) == len(set(agencies)) == 120


def test_the_decision_that_published_the_results_is_named(client, db):
    golden.khanh_hoa()
    words = "Quyết định số 199/QĐ-UBND ngày 21 tháng 01 năm 2020"
    assert words in client.get("/ket-qua/KH-2019/").content.decode()
    assert words in client.get("/").content.decode()
