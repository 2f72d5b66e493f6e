"""Minutes of the rounds and of the council."""

from __future__ import annotations

from reports.documents.papers.minutes import build_round1_minutes, build_round2_minutes
from reports.documents.papers.minutes_council import build_council_minutes
from tests.documents.papers.made import ASKED, council, meeting, minutes, rows, sentences


def test_minutes_of_round_1() -> None:
    paper = build_round1_minutes(minutes(asked=ASKED))
    assert sentences(paper) == [
        "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN",
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 05 tháng 12 năm 2023.",
        "Địa điểm: Phòng họp số 2.",
        "Chủ trì: Nguyễn A.",
        "Thư ký: Trần B.",
        "Thành phần tham dự:",
        "Ông A, tổ trưởng;",
        "Bà B.",
        "II. KẾT QUẢ THẨM ĐỊNH LẦN 1",
        (
            "Tổ giúp việc Hội đồng thẩm định đã thẩm định hồ sơ của 03 cơ quan, đơn vị. Kết quả: 01 cơ quan, đơn vị loại "
            "Tốt, 01 loại Khá, 01 loại Yếu; không có loại Trung bình; chỉ số trung bình chung là 67,50%."
        ),
        "Số lượng theo khối như tại Bảng\u00a01; kết quả của từng cơ quan, đơn vị như tại Bảng\u00a02.",
        "III. BỔ SUNG GIẢI TRÌNH, TÀI LIỆU KIỂM CHỨNG",
        (
            "02 cơ quan, đơn vị được đề nghị bổ sung giải trình, tài liệu kiểm chứng đối với 07 lượt tiêu chí (bình quân "
            "3,5 tiêu chí mỗi cơ quan, đơn vị), hoàn thành trước 08 giờ 00 phút ngày 09/12/2023; danh sách như tại "
            "Bảng\u00a03."
        ),
        "IV. Ý KIẾN TẠI CUỘC HỌP",
        "Thống nhất cách chấm.",
        "V. KẾT LUẬN",
        (
            "Tổ giúp việc Hội đồng thẩm định thống nhất kết quả thẩm định lần 1 nêu tại Bảng\u00a02, gửi đề nghị bổ sung "
            "đến các cơ quan, đơn vị nêu tại Bảng\u00a03."
        ),
        (
            "Cuộc họp kết thúc lúc 11 giờ 00 phút cùng ngày. Biên bản được đọc lại cho những người dự họp cùng nghe và "
            "nhất trí./."
        ),
    ]
    assert rows(paper, "blocs") == [
        ["Khối cơ quan chuyên môn", "1", "1", "0", "0", "2", "85,00"],
        ["Khối UBND cấp xã", "0", "0", "0", "1", "1", "50,00"],
        ["Tổng cộng", "1", "1", "0", "1", "3", "67,50"],
    ]
    assert rows(paper, "round1") == [
        ["1", "Sở Tài chính", "95,00", "80,00", "80,00", "Khá"],
        ["2", "Sở Y tế", "95,00", "90,00", "90,00", "Tốt"],
        ["1", "UBND xã A", "95,00", "50,00", "50,00", "Yếu"],
    ]
    assert rows(paper, "asked") == [
        ["1", "Sở Tài chính", "3", "08:00 09/12/2023"],
        ["2", "UBND xã A", "4", "08:00 09/12/2023"],
        ["", "Tổng cộng", "7", ""],
    ]


def test_frame_of_minutes() -> None:
    paper = build_round1_minutes(minutes())
    head = paper.letterhead
    assert (paper.kind, paper.subject) == (
        "BIÊN BẢN",
        ("Họp thống nhất kết quả thẩm định lần 1", "chỉ số cải cách hành chính năm 2023 tỉnh Khánh Hòa"),
    )
    assert (head.superior, head.issuer) == ("HỘI ĐỒNG THẨM ĐỊNH", ("TỔ GIÚP VIỆC",))
    assert head.place_and_date == "Khánh Hòa, ngày 05 tháng 12 năm 2023"
    assert (head.signers, head.name) == (("CHỦ TRÌ",), "Nguyễn A")
    assert head.beside is not None
    assert (head.beside.office, head.beside.name) == (("THƯ KÝ",), "Trần B")


def test_what_was_not_entered_is_left_open_and_an_open_meeting_is_a_draft() -> None:
    bare = meeting(held_at=None, ended_at=None, place="", chair="", clerk="", attendees="", content="", is_closed=False)
    paper = build_round1_minutes(minutes(meeting=bare))
    assert paper.letterhead.stamp == "DỰ THẢO"
    text = sentences(paper)
    assert text[1] == "Thời gian bắt đầu: …… giờ …… phút, ngày …… tháng …… năm ……."
    assert text[2] == "Địa điểm: ……………………………………."
    assert "III. KẾT LUẬN" in text
    assert not [line for line in text if "bổ sung" in line]


def test_a_closed_meeting_that_asked_nobody_says_so() -> None:
    text = sentences(build_round1_minutes(minutes()))
    assert "Không có cơ quan, đơn vị nào phải bổ sung giải trình, tài liệu kiểm chứng." in text


def test_minutes_of_round_2_put_both_rounds_side_by_side() -> None:
    paper = build_round2_minutes(minutes())
    assert rows(paper, "round2") == [
        ["1", "Sở Tài chính", "80,00", "Khá", "86,50", "Tốt", "+6,50"],
        ["2", "Sở Y tế", "90,00", "Tốt", "90,00", "Tốt", "0,00"],
        ["1", "UBND xã A", "50,00", "Yếu", "61,25", "Trung bình", "+11,25"],
    ]
    assert sentences(paper)[9:11] == [
        (
            "Sau khi xem xét hồ sơ bổ sung, kết quả thẩm định lần 2 của 03 cơ quan, đơn vị: 02 cơ quan, đơn vị loại Tốt, "
            "01 loại Trung bình; không có loại Khá và Yếu."
        ),
        "So với lần 1, 02/03 cơ quan, đơn vị có chỉ số cao hơn; 02 cơ quan, đơn vị được xếp loại cao hơn.",
    ]


def test_minutes_of_the_council() -> None:
    paper = build_council_minutes(council())
    text = sentences(paper)
    assert text[8:20] == [
        "Thành viên Hội đồng thẩm định có mặt:",
        "Lê C;",
        "Phạm D;",
        "Vũ E.",
        "Có mặt 03/04 thành viên (75,00%); quy định ít nhất 2/3 số thành viên; cuộc họp đủ điều kiện tiến hành.",
        "II. NỘI DUNG VÀ BIỂU QUYẾT",
        "Hội đồng thẩm định xem xét 01 nội dung; kết quả biểu quyết như tại Bảng\u00a01, chi tiết từng nội dung như sau.",
        "1. Điểm tiêu chí 1.2 của Sở Y tế",
        "Điểm của một tiêu chí (còn ý kiến khác nhau): Sở Y tế; tiêu chí 1.2 Kế hoạch; đề nghị 1,5 điểm.",
        "Lý lẽ: Có văn bản.",
        "Biểu quyết: 02 tán thành, 0 không tán thành, 0 không có ý kiến; 01 thành viên không tham gia biểu quyết.",
        "Quyết định: được thông qua. Lý do: Đủ căn cứ.",
    ]
    assert rows(paper, "motions") == [["1", "Điểm tiêu chí 1.2 của Sở Y tế", "2", "0", "0", "Được thông qua"]]
    assert rows(paper, "results")[0] == ["1", "Sở Tài chính", "100,00", "86,50", "86,50", "Tốt", "2"]


def test_a_council_without_a_quorum() -> None:
    text = sentences(build_council_minutes(council(members=5)))
    assert (
        "Có mặt 03/05 thành viên (60,00%); quy định ít nhất 2/3 số thành viên; cuộc họp chưa đủ điều kiện tiến hành."
        in text
    )
