"""An agency's page: its years, why its class was changed, and its leaves."""

from tests.portal import factory, golden
from tests.portal.reading import row_of, table_rows


def test_years_stand_with_class_and_the_mean_of_the_bloc(client, db):
    golden.nha_trang()
    page = client.get("/ket-qua/NT-2023/nt-2023-chuyen-mon-1/").content.decode()
    assert [row for row in table_rows(page) if row[0] in ("2021", "2022", "2023")] == [
        ["2021", "91,89", "–", "88,77"],
        ["2022", "92,09", "Tốt", "88,18"],
        ["2023", "95,93", "Tốt", "89,12"],
    ]


def test_a_lowered_class_is_explained(client, db):
    golden.bac_kan()
    page = client.get("/ket-qua/BK-2023/bk-2023-huyen-1/").content.decode()
    assert "Hạ từ Tốt xuống Khá: chỉ 3/8 đơn vị trực thuộc đạt mức xếp loại này trở lên." in page


def test_leaves_stand_under_their_groups_with_the_sentence_that_explains_them(client, db):
    factory.sized(agencies=4, leaves=12)
    page = client.get("/ket-qua/KT-2024/kt-2024-k0-1/").content.decode()
    assert row_of(page, "Lĩnh vực 1") == ["I.1", "Lĩnh vực 1", "2,00", "2,00", "1,50", "", "1,50"]
    (leaf,) = (row for row in table_rows(page) if row[0] == "TC3")
    assert leaf == [
        "TC3", "Tiêu chí TC3Thẩm định lần 1: 0,75Thiếu tài liệu", "1,00", "1,00", "0,75", "–", "0,75−0,25",
    ]  # fmt: skip


def test_only_leaves_that_lost_points_can_be_asked_for(client, db):
    run = factory.sized(agencies=4, leaves=12)
    leaves = run.leaves.get(participant__code="kt-2024-k0-1")
    leaves.points = {code: "1" if code != "TC11" else "0.5" for code in leaves.points}
    leaves.save()
    page = client.get("/ket-qua/KT-2024/kt-2024-k0-1/?xem=mat-diem", headers={"HX-Request": "true"})
    assert page.templates[0].name == "portal/agency/sheet.html"
    assert [row[0] for row in table_rows(page.content.decode())][1:] == ["I", "I.1", "TC11"]


def test_neighbours_are_those_of_the_same_bloc(client, db):
    golden.khanh_hoa()
    page = client.get("/ket-qua/KH-2019/kh-2019-nganh-doc-1/").content.decode()
    assert "Xếp ngay trên" not in page
    assert "/ket-qua/KH-2019/kh-2019-nganh-doc-2/" in page


def test_a_code_with_a_slash_has_an_address(client, db):
    run = golden.bac_kan()
    participant = run.campaign.participants.first()
    participant.code = "bk/1~a"
    participant.save()
    assert client.get("/ket-qua/BK-2023/bk~11~0a/").status_code == 200
    assert "/ket-qua/BK-2023/bk~11~0a/" in client.get("/ket-qua/BK-2023/").content.decode()
