"""What is written to one agency: the letter and the sheet."""

from __future__ import annotations

from decimal import Decimal

from reports.documents.papers.gather import reason_text
from reports.documents.papers.letter import build_letter
from reports.documents.papers.sheet import build_sheet
from tests.documents.papers.made import letter, origin, rows, sentences, sheet


def test_letter() -> None:
    paper = build_letter(letter())
    head = paper.letterhead
    assert (head.superior, head.issuer) == ("UBND TỈNH KHÁNH\u00a0HÒA", ("HỘI ĐỒNG THẨM ĐỊNH",))
    assert head.about == (
        "V/v bổ sung giải trình, tài liệu kiểm chứng chỉ số cải cách hành chính năm 2023 tỉnh Khánh Hòa"
    )
    assert (paper.kind, paper.addressees) == ("", ("Kính gửi: Sở Tài chính",))
    assert sentences(paper) == [
        (
            "Qua thẩm định lần 1 chỉ số cải cách hành chính năm 2023 tỉnh Khánh Hòa, 02 tiêu chí trong hồ sơ tự đánh giá "
            "của Sở Tài chính chưa đủ căn cứ để ghi nhận điểm như đơn vị tự chấm."
        ),
        (
            "Hội đồng thẩm định đề nghị Sở Tài chính giải trình và bổ sung tài liệu kiểm chứng đối với các tiêu chí nêu "
            "tại Bảng\u00a01."
        ),
        (
            "Thời hạn gửi bổ sung trên hệ thống: trước 24 giờ 00 phút ngày 08/12/2023. Sau thời hạn này, các tiêu chí "
            "không được bổ sung giữ nguyên kết quả thẩm định lần 1."
        ),
        (
            "Trong thời gian bổ sung, hệ thống chỉ mở các tiêu chí nêu trên để thêm giải trình và tài liệu; điểm tự chấm "
            "không thay đổi. Điểm tăng thêm nhờ bổ sung được ghi nhận 70% phần tăng. Đề nghị Sở Tài chính thực hiện đúng "
            "nội dung và thời hạn nêu trên./."
        ),
    ]
    assert rows(paper, "letter") == [
        ["1", "1.2", "Kế hoạch", "2,00", "2,00", "0,50", "Tài liệu chưa chứng minh được"],
        ["2", "1.10", "Báo cáo", "1,50", "–", "0,00", "–"],
    ]


def test_letter_of_a_campaign_that_credits_all_of_a_rise_and_has_no_deadline() -> None:
    text = " ".join(sentences(build_letter(letter(supplement_rate=Decimal(1), deadline=None))))
    assert "Điểm tăng thêm sau thẩm định lần 2 được ghi nhận đủ." in text
    assert "trước …… giờ …… phút, ngày …… tháng …… năm ……." in text


def test_sheet() -> None:
    paper = build_sheet(sheet())
    assert (paper.kind, paper.is_wide, paper.letterhead.stamp) == ("PHIẾU THẨM ĐỊNH", True, "DỰ THẢO")
    assert rows(paper, "totals") == [["98,50", "95,00", "80,00", "1,00", "0,00", "85,20", "86,50", "Tốt"]]
    assert rows(paper, "leaves") == [
        ["1", "Chỉ đạo", "5,50", "5,00", "3,00", "–", "4,12", ""],
        ["1.1", "Kế hoạch", "2,00", "2,00", "0,50", "1,525", "1,2175", "Lần 1: thiếu\nLần 2: đủ"],
        ["1.2", "Báo cáo", "1,50", "–", "–", "–", "Giảm trừ", "Được giảm trừ"],
    ]


def test_sheet_of_a_published_campaign_names_the_decision_and_what_changed_the_class() -> None:
    made = sheet(
        origin=origin(is_published=True),
        class_changes="Xếp loại được điều chỉnh theo quy định: nộp hồ sơ sau thời hạn",
        decision="Quyết định số 199/QĐ-UBND ngày 21/01/2024",
    )
    paper = build_sheet(made)
    assert paper.letterhead.stamp == ""
    assert sentences(paper)[-1] == (
        "Điểm ghi nhận là điểm cuối cùng của từng tiêu chí sau các lần thẩm định và quyết định của Hội đồng; tiêu chí "
        "được giảm trừ không tính vào điểm chuẩn. Xếp loại được điều chỉnh theo quy định: nộp hồ sơ sau thời hạn. "
        "Kết quả được công bố tại Quyết định số 199/QĐ-UBND ngày 21/01/2024."
    )


def test_reasons_in_words() -> None:
    assert reason_text("weak_evidence", " Thiếu\nphụ lục ") == "Tài liệu chưa chứng minh được. Thiếu phụ lục"
    assert reason_text("other", "Đã nộp muộn") == "Đã nộp muộn"
    assert reason_text("other", "") == "Lý do khác"
    assert reason_text("", "") == ""
