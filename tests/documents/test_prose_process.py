"""How the campaign went: blocs, scale, submissions, rounds, decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from pari.ui.dates import VIETNAM
from reports.documents.facts import AgencyFact, Decision
from reports.documents.prose_process import appraisal, method, scale_sentence, scope, submission
from scoring.core.enums import On
from scoring.core.policy import parse_class_scale
from tests.documents.factory import agency, facts, policy

DEADLINE = datetime(2023, 12, 2, tzinfo=VIETNAM)
EVENING = datetime(2023, 12, 1, 23, 29, tzinfo=VIETNAM)


def sent(name: str, at: datetime | None, deadline: datetime | None = DEADLINE) -> AgencyFact:
    return agency(name, "80.00", submitted_at=at, deadline=deadline)


def lines(paragraphs: list) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def test_blocs_are_listed_with_leading_zeros() -> None:
    members = [agency("A", "80.00"), agency("B", "80.00", bloc="b"), agency("C", "80.00", bloc="b")]
    made = facts(members, blocs={"a": "Các cơ quan ngành dọc", "b": "UBND xã, phường", "c": "Khối trống"})
    assert lines(scope(made)) == [
        "Kỳ đánh giá năm 2023 có 03 cơ quan, đơn vị tham gia, chia thành 02 khối:",
        "Khối cơ quan ngành dọc: 01 cơ quan, đơn vị;",
        "Khối UBND xã, phường: 02 cơ quan, đơn vị.",
    ]


def test_a_single_bloc_is_one_sentence() -> None:
    assert lines(scope(facts([agency("A", "80.00")]))) == [
        "Kỳ đánh giá năm 2023 có 01 cơ quan, đơn vị tham gia, cùng thuộc khối cơ quan chuyên môn."
    ]


def test_the_scale_is_stated_with_its_bounds() -> None:
    assert scale_sentence(facts([])) == (
        "Thang xếp loại gồm 04 mức: Tốt (từ 85% trở lên); Khá (từ 75% đến dưới 85%); "
        "Trung bình (từ 60% đến dưới 75%) và Yếu (dưới 60%)."
    )
    raw = policy(class_scale=parse_class_scale("Đạt:66.5;Không đạt:0"), classify_on=On.RAW)
    assert scale_sentence(facts([], policy=raw)) == (
        "Thang xếp loại gồm 02 mức: Đạt (từ 66,5% trở lên) và Không đạt (dưới 66,5%); xếp loại theo chỉ số trước khi làm tròn."
    )


def test_the_index_is_explained_without_a_cap() -> None:
    assert method(facts([], policy=policy(index_cap=None, index_digits=1)))[0].text == (
        "Chỉ số cải cách hành chính của mỗi cơ quan, đơn vị là tỷ lệ phần trăm giữa điểm thẩm định và điểm chuẩn, "
        "làm tròn đến 01 chữ số thập phân; tiêu chí được giảm trừ không tính vào điểm chuẩn."
    )


def test_everybody_on_time() -> None:
    made = facts([sent("A", EVENING), sent("B", DEADLINE)])
    assert lines(submission(made)) == [
        "Thời hạn nộp hồ sơ tự đánh giá: 24 giờ 00 phút ngày 01/12/2023.",
        "Toàn bộ 02 cơ quan, đơn vị nộp hồ sơ đúng hạn; hồ sơ cuối cùng được ghi nhận lúc 00 giờ 00 phút ngày 02/12/2023.",
    ]


def test_late_absent_and_extended_are_named() -> None:
    later = DEADLINE + timedelta(hours=8, minutes=5)
    extended = sent("Phòng C", DEADLINE + timedelta(days=1), DEADLINE + timedelta(days=2))
    made = facts([sent("Phòng A", EVENING), sent("Công an", later), extended, sent("Phòng D", None)])
    assert lines(submission(made))[1:] == [
        "02/04 cơ quan, đơn vị nộp hồ sơ đúng hạn; hồ sơ đúng hạn cuối cùng được ghi nhận lúc 00 giờ 00 phút ngày 03/12/2023.",
        "01 cơ quan, đơn vị nộp hồ sơ sau thời hạn: Công an (08 giờ 05 phút ngày 02/12/2023).",
        "01 cơ quan, đơn vị có thời hạn riêng: Phòng C (đến 24 giờ 00 phút ngày 03/12/2023).",
        "01 cơ quan, đơn vị không có thời điểm nộp hồ sơ: Phòng D.",
    ]


def test_nobody_on_time_and_no_deadline() -> None:
    late = facts([sent("A", DEADLINE + timedelta(minutes=1))])
    assert lines(submission(late))[1] == "Không có cơ quan, đơn vị nào nộp hồ sơ đúng hạn."
    unbound = facts([sent("A", EVENING, None)], self_deadline=None)
    assert lines(submission(unbound)) == [
        "Số hồ sơ đã nộp: 01/01 cơ quan, đơn vị; hồ sơ cuối cùng được ghi nhận lúc 23 giờ 29 phút ngày 01/12/2023."
    ]
    assert lines(submission(facts([sent("A", None)]))) == ["Chưa có số liệu về thời điểm nộp hồ sơ tự đánh giá."]


def test_both_rounds() -> None:
    first = agency("A", "86.00", round1_index=Decimal("74.00"), round1_class="Trung bình")
    second = agency("B", "76.00", round1_index=Decimal("76.00"), round1_class="Khá")
    assert lines(appraisal(facts([first, second]))) == [
        "Sau thẩm định lần 1: 01 cơ quan, đơn vị loại Khá, 01 loại Trung bình; không có loại Tốt và Yếu.",
        (
            "Điểm tăng thêm nhờ bổ sung giải trình, tài liệu kiểm chứng được ghi nhận 70% phần tăng, không áp dụng cho "
            "điểm thưởng, điểm trừ; điểm sửa do lần thẩm định trước chấm chưa đúng được ghi nhận đủ."
        ),
        "Sau thẩm định lần 2 và kết luận của Hội đồng: 01 cơ quan, đơn vị loại Tốt, 01 loại Khá; không có loại Trung bình và Yếu.",
        "So với lần 1, 01/02 cơ quan, đơn vị có chỉ số cao hơn; 01 cơ quan, đơn vị được xếp loại cao hơn.",
        "Kết quả được công bố tại Quyết định số 2823/QĐ-UBND ngày 20 tháng 12 năm 2023.",
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("118/BC-PNV", "Kết quả được công bố tại Báo cáo số 118/BC-PNV ngày 07 tháng 5 năm 2024."),
        ("12-CV", "Kết quả được công bố tại văn bản số 12-CV ngày 07 tháng 5 năm 2024."),
    ],
)
def test_the_paper_that_published(number: str, expected: str) -> None:
    made = facts([agency("A", "86.00")], decision=Decision(number, date(2024, 5, 7)))
    assert lines(appraisal(made))[-1] == expected


def test_unpublished_results_say_so() -> None:
    made = replace(facts([agency("A", None)]), is_published=False)
    assert lines(appraisal(made)) == ["Kết quả chưa được công bố; báo cáo lập theo lần tính gần nhất."]
