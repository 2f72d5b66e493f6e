"""Proposal and decision, before and after publication."""

from __future__ import annotations

from datetime import date

from reports.documents.papers.decision import build_decision
from reports.documents.papers.proposal import build_proposal
from tests.documents.papers.made import decision, origin, rows, sentences

RESULTS = [
    ["1", "Sở Tài chính", "100,00", "86,50", "86,50", "Tốt", "2"],
    ["2", "Sở Y tế", "100,00", "90,00", "90,00", "Tốt", "1"],
    ["1", "UBND xã A", "100,00", "61,25", "61,25", "Trung bình", "1"],
]
EXEMPTIONS = [["1", "Sở Y tế", "1.2", "Kế hoạch", "1,50", "Không có thủ tục"]]


def test_a_decision_before_publication_is_a_draft_without_number() -> None:
    paper = build_decision(decision())
    head = paper.letterhead
    assert (head.stamp, head.number.split()) == ("DỰ THẢO", ["Số:", "/QĐ-UBND"])
    assert head.place_and_date.split() == ["Khánh", "Hòa,", "ngày", "tháng", "năm"]
    assert sentences(paper) == [
        "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2023 ban hành Bộ tiêu chí;",
        "Căn cứ kết quả họp ngày 05/12/2023 của Hội đồng thẩm định;",
        "Theo đề nghị của Hội đồng thẩm định.",
        "QUYẾT ĐỊNH:",
        (
            "Điều 1. Công bố kết quả chỉ số cải cách hành chính năm 2023 tỉnh Khánh Hòa của 03 cơ quan, đơn vị; chỉ số, "
            "xếp loại, thứ hạng của từng cơ quan, đơn vị tại Phụ lục I kèm theo Quyết định này. Kết quả xếp loại:"
        ),
        "Loại Tốt: 02 cơ quan, đơn vị;",
        "Loại Trung bình: 01 cơ quan, đơn vị.",
        (
            "Điều 2. Hội đồng thẩm định đồng ý giảm trừ 01 lượt tiêu chí cho 01 cơ quan, đơn vị; danh sách tại Phụ lục II "
            "kèm theo Quyết định này."
        ),
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        (
            "Điều 4. Thủ trưởng các cơ quan, đơn vị có tên tại Phụ lục I và các tổ chức, cá nhân có liên quan chịu trách "
            "nhiệm thi hành Quyết định này./."
        ),
        (
            "Tổng hợp: 02 cơ quan, đơn vị loại Tốt, 01 loại Trung bình; không có loại Khá và Yếu; chỉ số trung bình chung "
            "là 74,75%."
        ),
    ]
    assert head.recipients[0] == "Như Điều 4;"


def test_a_published_decision_has_its_number_and_day_on_every_part() -> None:
    paper = build_decision(decision(origin=origin(is_published=True), number="199/QĐ-UBND", day=date(2024, 1, 21)))
    head = paper.letterhead
    assert (head.stamp, head.number) == ("", "Số: 199/QĐ-UBND")
    assert head.place_and_date == "Khánh Hòa, ngày 21 tháng 01 năm 2024"
    assert [annex.number for annex in paper.annexes] == ["PHỤ LỤC I", "PHỤ LỤC II"]
    reference = "(Kèm theo Quyết định số 199/QĐ-UBND ngày 21 tháng 01 năm 2024 của UBND tỉnh Khánh Hòa)"
    assert {annex.reference.replace("\u00a0", " ") for annex in paper.annexes} == {reference}
    assert (rows(paper, "results"), rows(paper, "exemptions")) == (RESULTS, EXEMPTIONS)
    assert [table.number for table in paper.tables] == [1, 2, 3]


def test_without_exemptions_there_is_one_annex_and_no_article_about_them() -> None:
    paper = build_decision(decision(exemptions=()))
    assert [annex.number for annex in paper.annexes] == ["PHỤ LỤC"]
    assert not [line for line in sentences(paper) if "giảm trừ" in line or "Phụ lục I" in line]
    assert paper.letterhead.recipients[0] == "Như Điều 3;"


def test_an_authority_that_is_no_committee_decides_in_its_own_name() -> None:
    paper = build_decision(decision(origin=origin(authority="Bộ Thử nghiệm")))
    assert sentences(paper)[:2] == [
        "BỘ THỬ NGHIỆM",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2023 ban hành Bộ tiêu chí;",
    ]
    assert paper.letterhead.number.endswith("/QĐ")


def test_proposal() -> None:
    paper = build_proposal(decision())
    assert paper.addressees == ("Kính gửi: Ủy ban nhân dân tỉnh Khánh Hòa",)
    assert paper.letterhead.stamp == "DỰ THẢO"
    text = sentences(paper)
    assert [line for line in text if line.split(".")[0] in {"I", "II", "III", "IV"}] == [
        "I. QUÁ TRÌNH ĐÁNH GIÁ, THẨM ĐỊNH",
        "II. KẾT QUẢ",
        "III. GIẢM TRỪ TIÊU CHÍ",
        "IV. KIẾN NGHỊ",
    ]
    assert "Các cuộc họp đã được tổ chức, lập biên bản: họp Hội đồng thẩm định (ngày 05/12/2023)." in text
    assert "03 cơ quan, đơn vị được đánh giá, chỉ số trung bình chung 74,75%. Kết quả xếp loại:" in text
    assert (rows(paper, "results"), rows(paper, "exemptions")) == (RESULTS, EXEMPTIONS)
