"""Verbs of the logs and what stands in their details, in words: the one table.

Every verb that the sources write has its words here, also those of the log that belongs to no campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import Basis, CheckState, Choice, MotionState, Standing
from pari.audit.chain import JSON
from pari.ui.dates import moment_text
from scoring.enums import Phase, ReasonCode
from scoring.models import Campaign
from scoring.selectors.submissions.claim_inputs import speech

Words = str | Promise

#: Beginnings of verbs of a campaign's log, up to the dot, as the filter offers them.
GROUPS: Mapping[str, Words] = {
    "campaign": gettext_lazy("Kỳ đánh giá"),
    "participants": gettext_lazy("Cơ quan tham gia"),
    "bloc": gettext_lazy("Khối"),
    "submission": gettext_lazy("Hồ sơ tự đánh giá"),
    "reminder": gettext_lazy("Nhắc nộp"),
    "expertise": gettext_lazy("Chuyên môn"),
    "assignment": gettext_lazy("Phân công"),
    "mark": gettext_lazy("Điểm thẩm định"),
    "check": gettext_lazy("Chấm chéo"),
    "exemption": gettext_lazy("Giảm trừ"),
    "meeting": gettext_lazy("Cuộc họp"),
    "supplement": gettext_lazy("Bổ sung"),
    "reply": gettext_lazy("Ý kiến của cơ quan"),
    "council": gettext_lazy("Hội đồng"),
    "index": gettext_lazy("Tính chỉ số"),
    "document": gettext_lazy("Văn bản"),
    "bundle": gettext_lazy("Tệp ZIP văn bản"),
    "results": gettext_lazy("Công bố"),
}

VERBS: Mapping[str, Words] = {
    "campaign.create": gettext_lazy("Tạo kỳ đánh giá"),
    "campaign.imported": gettext_lazy("Nhập kỳ đánh giá từ tệp"),
    "campaign.calendar": gettext_lazy("Sửa lịch"),
    "campaign.policies": gettext_lazy("Sửa quy định của kỳ"),
    "campaign.open": gettext_lazy("Mở tự đánh giá"),
    "campaign.close_self": gettext_lazy("Đóng tự đánh giá"),
    "campaign.close_round1": gettext_lazy("Chốt thẩm định lần 1"),
    "campaign.close_supplement": gettext_lazy("Đóng bổ sung"),
    "campaign.close_round2": gettext_lazy("Chốt thẩm định lần 2"),
    "campaign.publish": gettext_lazy("Công bố kết quả"),
    "participants.add": gettext_lazy("Thêm cơ quan tham gia"),
    "participants.remove": gettext_lazy("Bỏ cơ quan tham gia"),
    "participants.copy": gettext_lazy("Chép cơ quan từ kỳ khác"),
    "participants.place": gettext_lazy("Xếp khối, phụ lục, trực thuộc"),
    "bloc.add": gettext_lazy("Thêm khối"),
    "bloc.remove": gettext_lazy("Xóa khối"),
    "submission.propose": gettext_lazy("Trình thủ trưởng"),
    "submission.submit": gettext_lazy("Ký và nộp hồ sơ"),
    "submission.withdraw": gettext_lazy("Rút hồ sơ"),
    "submission.reopen": gettext_lazy("Mở lại hồ sơ"),
    "submission.appraise": gettext_lazy("Chốt thẩm định"),
    "submission.approve": gettext_lazy("Phê duyệt kết quả"),
    "submission.extend": gettext_lazy("Gia hạn"),
    "submission.carry_over": gettext_lazy("Lấy lại câu trả lời năm trước"),
    "submission.offline": gettext_lazy("Nhận tệp làm ngoại tuyến"),
    "reminder.send": gettext_lazy("Nhắc nộp hồ sơ"),
    "expertise.set": gettext_lazy("Đặt chuyên môn thành viên"),
    "assignment.proposed": gettext_lazy("Chương trình phân công"),
    "assignment.manual": gettext_lazy("Phân công trên trang"),
    "assignment.excel": gettext_lazy("Phân công từ tệp Excel"),
    "mark.saved": gettext_lazy("Chấm điểm"),
    "check.drawn": gettext_lazy("Chọn mẫu chấm chéo"),
    "check.requested": gettext_lazy("Yêu cầu chấm chéo"),
    "check.handed_on": gettext_lazy("Giao lại chấm chéo"),
    "check.saved": gettext_lazy("Chấm chéo"),
    "check.compared": gettext_lazy("So hai điểm độc lập"),
    "check.settled": gettext_lazy("Thống nhất điểm"),
    "exemption.proposed": gettext_lazy("Đề xuất giảm trừ"),
    "exemption.withdrawn": gettext_lazy("Rút đề xuất giảm trừ"),
    "exemption.collected": gettext_lazy("Tập hợp đề nghị giảm trừ của cơ quan"),
    "meeting.save": gettext_lazy("Ghi cuộc họp"),
    "supplement.send": gettext_lazy("Ký và gửi bổ sung"),
    "supplement.take_back": gettext_lazy("Rút bổ sung"),
    "reply.save": gettext_lazy("Ghi ý kiến về điểm thẩm định"),
    "council.meeting_opened": gettext_lazy("Mở phiên họp"),
    "council.agenda_built": gettext_lazy("Lập chương trình"),
    "council.tabled": gettext_lazy("Đưa nội dung vào chương trình"),
    "council.amended": gettext_lazy("Sửa mức điểm đề nghị"),
    "council.withdrawn": gettext_lazy("Rút khỏi chương trình"),
    "council.attendance_set": gettext_lazy("Ghi thành viên có mặt"),
    "council.voted": gettext_lazy("Bỏ phiếu"),
    "council.decided": gettext_lazy("Ghi quyết định"),
    "council.ruled": gettext_lazy("Quyết nghị điểm"),
    "council.exempted": gettext_lazy("Quyết nghị giảm trừ"),
    "council.minutes_noted": gettext_lazy("Ghi nội dung biên bản"),
    "council.meeting_closed": gettext_lazy("Kết thúc phiên họp"),
    "council.corrected": gettext_lazy("Đính chính sau công bố"),
    "index.computed": gettext_lazy("Tính chỉ số"),
    "document.stored": gettext_lazy("Lưu văn bản"),
    "bundle.requested": gettext_lazy("Chuẩn bị tệp ZIP"),
    "results.published": gettext_lazy("Công bố kết quả"),
    "agency.added": gettext_lazy("Thêm cơ quan vào danh mục"),
    "agency.corrected": gettext_lazy("Sửa tên cơ quan"),
    "agency.ended": gettext_lazy("Cho cơ quan thôi hoạt động"),
    "lineage.recorded": gettext_lazy("Ghi quan hệ kế thừa"),
    "lineage.removed": gettext_lazy("Xóa quan hệ kế thừa"),
    "register.imported": gettext_lazy("Nhập danh mục cơ quan"),
    "criteria.created": gettext_lazy("Lập bộ tiêu chí"),
    "criteria.version-begun": gettext_lazy("Lập phiên bản mới"),
    "criteria.changed": gettext_lazy("Sửa bộ tiêu chí"),
    "criteria.annex-added": gettext_lazy("Thêm phụ lục"),
    "criteria.annex-changed": gettext_lazy("Sửa phụ lục"),
    "criteria.annex-removed": gettext_lazy("Xóa phụ lục"),
    "criteria.node-added": gettext_lazy("Thêm tiêu chí"),
    "criteria.node-changed": gettext_lazy("Sửa tiêu chí"),
    "criteria.node-moved": gettext_lazy("Chuyển tiêu chí"),
    "criteria.node-removed": gettext_lazy("Xóa tiêu chí"),
    "criteria.trees-replaced": gettext_lazy("Thay cây tiêu chí từ tệp"),
    "criteria.crosswalk-set": gettext_lazy("Lưu đối chiếu"),
    "criteria.activated": gettext_lazy("Đưa bộ tiêu chí vào áp dụng"),
    "criteria.retired": gettext_lazy("Cho bộ tiêu chí hết hiệu lực"),
    "criteria.deleted": gettext_lazy("Xóa dự thảo bộ tiêu chí"),
    "evidence.discard": gettext_lazy("Bỏ tài liệu chưa dùng"),
    "evidence.infected": gettext_lazy("Tài liệu nhiễm mã độc"),
    "user.create": gettext_lazy("Tạo tài khoản"),
    "invitation.make": gettext_lazy("Gửi lời mời"),
    "invitation.renew": gettext_lazy("Gửi lại lời mời"),
    "invitation.accept": gettext_lazy("Nhận lời mời"),
    "invitation.revoke": gettext_lazy("Hủy lời mời"),
    "membership.grant": gettext_lazy("Giao vai trò"),
    "membership.end": gettext_lazy("Kết thúc vai trò"),
    "membership.remove": gettext_lazy("Xóa vai trò"),
    "password.link": gettext_lazy("Gửi liên kết đặt mật khẩu"),
    "two_step.drop": gettext_lazy("Bỏ xác thực hai bước"),
    "token.create": gettext_lazy("Tạo khóa truy cập"),
    "token.revoke": gettext_lazy("Thu hồi khóa truy cập"),
}

#: What a name in the details means; one that is neither here nor a column of the campaign stands as it is.
NAMES: Mapping[str, Words] = {
    "agency": gettext_lazy("Cơ quan"),
    "agencies": gettext_lazy("Số cơ quan"),
    "criterion": gettext_lazy("Tiêu chí"),
    "round": gettext_lazy("Lần thẩm định"),
    "version": gettext_lazy("Phiên bản"),
    "points": gettext_lazy("Điểm"),
    "value": gettext_lazy("Số liệu"),
    "note": gettext_lazy("Lý do"),
    "reason": gettext_lazy("Lý do"),
    "reason_code": gettext_lazy("Loại lý do"),
    "basis": gettext_lazy("Căn cứ"),
    "standing": gettext_lazy("So với tự chấm"),
    "needs_discussion": gettext_lazy("Cần thảo luận"),
    "may_supplement": gettext_lazy("Cho bổ sung"),
    "moderated": gettext_lazy("Thống nhất điểm"),
    "state": gettext_lazy("Trạng thái"),
    "first": gettext_lazy("Điểm thứ nhất"),
    "second": gettext_lazy("Điểm chấm chéo"),
    "first_by": gettext_lazy("Người chấm thứ nhất"),
    "second_by": gettext_lazy("Người chấm chéo"),
    "seed": gettext_lazy("Số gieo"),
    "share": gettext_lazy("Tỷ lệ"),
    "population": gettext_lazy("Số tiêu chí để chọn"),
    "drawn": gettext_lazy("Số tiêu chí được chọn"),
    "unmanned": gettext_lazy("Không có người chấm chéo"),
    "unmanned_leaves": gettext_lazy("Những tiêu chí không có người chấm chéo"),
    "people": gettext_lazy("Số người được báo"),
    "told": gettext_lazy("Số người được báo"),
    "codes": gettext_lazy("Mã cơ quan"),
    "not_submitted": gettext_lazy("Chưa nộp"),
    "digest": gettext_lazy("Mã SHA-256"),
    "number": gettext_lazy("Số"),
    "deadlines": gettext_lazy("Các hạn"),
    "decision": gettext_lazy("Quyết định số"),
    "meeting": gettext_lazy("Phiên"),
    "receipt": gettext_lazy("Biên nhận"),
    "revision": gettext_lazy("Phiên bản"),
    "kind": gettext_lazy("Loại"),
    "format": gettext_lazy("Định dạng"),
    "run": gettext_lazy("Lần tính"),
    "engine": gettext_lazy("Phiên bản bộ tính"),
    "text": gettext_lazy("Nội dung"),
    "choice": gettext_lazy("Phiếu"),
    "votes_void": gettext_lazy("Số phiếu bỏ"),
    "present": gettext_lazy("Có mặt"),
    "members": gettext_lazy("Số thành viên"),
    "motions": gettext_lazy("Số nội dung"),
    "new": gettext_lazy("Mới"),
    "moved": gettext_lazy("Chuyển người khác"),
    "kept": gettext_lazy("Giữ nguyên"),
    "across": gettext_lazy("Chấm chéo do xung đột"),
    "open": gettext_lazy("Chưa phân công được"),
    "parts": gettext_lazy("Số phần việc"),
    "moves": gettext_lazy("Thay đổi"),
    "letters": gettext_lazy("Cơ quan được bổ sung"),
    "leaves": gettext_lazy("Số tiêu chí"),
    "exemptions": gettext_lazy("Đề nghị giảm trừ"),
    "unmarked": gettext_lazy("Chưa chấm"),
    "sent": gettext_lazy("Đã gửi"),
    "appraised": gettext_lazy("Hồ sơ đã thẩm định"),
    "late": gettext_lazy("Nộp muộn"),
    "proposed_by": gettext_lazy("Người trình"),
    "held_at": gettext_lazy("Bắt đầu lúc"),
    "ended_at": gettext_lazy("Kết thúc lúc"),
    "place": gettext_lazy("Địa điểm"),
    "chair": gettext_lazy("Chủ trì"),
    "secretary": gettext_lazy("Thư ký"),
    "attendance": gettext_lazy("Thành phần"),
    "scores": gettext_lazy("Số điểm"),
    "replaced": gettext_lazy("Thay kỳ đã có"),
    "date": gettext_lazy("Ngày"),
    "modifiers": gettext_lazy("Điều chỉnh xếp loại"),
    "clerk": gettext_lazy("Thư ký"),
    "attendees": gettext_lazy("Thành phần"),
    "content": gettext_lazy("Nội dung, ý kiến"),
    "yes": gettext_lazy("Tán thành"),
    "no": gettext_lazy("Không tán thành"),
    "abstain": gettext_lazy("Không có ý kiến"),
    "eligible": gettext_lazy("Được biểu quyết"),
    "answer": gettext_lazy("Trả lời"),
    "label": gettext_lazy("Mức"),
    "items": gettext_lazy("Các mục có"),
    "count": gettext_lazy("Số lượng"),
    "inputs": gettext_lazy("Các số liệu"),
    "x": gettext_lazy("Số liệu"),
    "numerator": gettext_lazy("Tử số"),
    "denominator": gettext_lazy("Mẫu số"),
    "before": gettext_lazy("Trước"),
    "after": gettext_lazy("Sau"),
}

#: What a word in the details may be one of.
_ENUMS: Mapping[str, tuple[type[Choices], ...]] = {
    "reason_code": (ReasonCode,),
    "basis": (Basis,),
    "standing": (Standing,),
    "state": (CheckState, MotionState),
    "choice": (Choice,),
    "phase": (Phase,),
}
_FIELDS = Campaign._meta.concrete_fields  # noqa: SLF001 Django's documented API
_COLUMNS: Mapping[str, Words] = {field.name: field.verbose_name for field in _FIELDS}
_MOMENTS = frozenset({"held_at", "ended_at"})
#: Figures in the details, written as people read them.
_FIGURES = frozenset({"points", "first", "second", "share"})


def verb_words(verb: str) -> str:
    return str(VERBS.get(verb, verb))


def name_words(name: str) -> str:
    """Names of parts inside parts come with dots between them."""
    return " › ".join(_name(part) for part in name.split("."))


def _name(part: str) -> str:
    """Deadlines and policies are named as the campaign's columns are."""
    if part in NAMES or part not in _COLUMNS:
        return str(NAMES.get(part, part))
    return capfirst(str(_COLUMNS[part]))


def value_words(name: str, value: JSON) -> str:
    """One line of text; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Mapping):
        return "; ".join(f"{name_words(key)}: {value_words(key, item)}" for key, item in value.items())
    if isinstance(value, str | int):
        return _label(name, str(value))
    return ", ".join(value_words("", item) for item in value)


def _label(name: str, text: str) -> str:
    last = name.rpartition(".")[2]
    if last in _FIGURES:
        return _figure(text)
    if last in _MOMENTS:
        return moment_text(datetime.fromisoformat(text))
    labels = (str(enum(text).label) for enum in _ENUMS.get(last, ()) if text in enum.values)
    return next(labels, text)


def _figure(text: str) -> str:
    """An exact fraction as points; what is none stays as it is."""
    try:
        return speech().number(Fraction(text))
    except ValueError:
        return text
