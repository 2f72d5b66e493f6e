"""What an appraiser enters, and what is stored of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from appraisal.enums import Basis, Round, Standing
from appraisal.models import Mark
from pari.refusals import Invalid
from scoring.core.criteria import Leaf
from scoring.core.errors import Refused
from scoring.enums import ReasonCode
from scoring.selectors.submissions.claim_inputs import POINTS, input_of, number_text
from scoring.selectors.submissions.claims import hint_of, read_claim, tidy
from scoring.workbook.records import StageText
from scoring.workbook.scores import stage_text

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEntry:
    """One leaf's mark as it is typed: points as text, or the inputs of the leaf's rule (`claims.tidy`), not both.

    `basis` is of the second round only.
    """

    points: str = ""
    typed: Mapping[str, Any] | None = None
    reason_code: str = ""
    note: str = ""
    internal_note: str = ""
    needs_discussion: bool = False
    may_supplement: bool = True
    basis: str = Basis.SUPPLEMENT


def put_entry(leaf: Leaf, mark: Mark, entry: MarkEntry) -> None:
    """Set the mark's columns to what was entered; `Invalid` says what cannot stand."""
    try:
        found = _stage(leaf, entry)
    except Refused as refused:
        raise Invalid(hint_of(refused)) from refused
    if not found:
        raise Invalid(_("Chưa có điểm."), _("Nhập điểm hoặc số liệu theo cách chấm."))
    mark.points = None if found.points is None else Decimal(found.points)
    mark.value = None if found.value is None else json.loads(found.value)
    mark.scored = found.scored
    mark.note, mark.internal_note = _prose(entry.note), _prose(entry.internal_note)
    mark.needs_discussion, mark.may_supplement = entry.needs_discussion, entry.may_supplement
    mark.reason_code = _known(entry.reason_code, ReasonCode.values) if entry.reason_code else ""
    mark.basis = _known(entry.basis, Basis.values) if mark.round == Round.SECOND else Basis.SUPPLEMENT


def check_reasons(mark: Mark, standing: Standing, *, has_item: bool) -> None:
    """A mark below the claim says why; a second one on what basis (CONTRACT §5)."""
    if standing is Standing.BELOW:
        _check_reason(mark)
    elif standing is not Standing.UNCLAIMED:
        mark.reason_code = ""
    if mark.round != Round.SECOND:
        return
    if mark.basis == Basis.CORRECTION and not mark.note:
        raise Invalid(_("Đính chính của Tổ phải có lý do."), _("Ghi rõ lần 1 chấm chưa đúng ở đâu."))
    if mark.basis == Basis.SUPPLEMENT and not has_item:
        raise Invalid(
            _("Tiêu chí này không có trong danh sách bổ sung."),
            _("Nếu sửa lỗi của Tổ ở lần 1, chọn căn cứ “Đính chính của Tổ” và ghi lý do."),
        )


def _check_reason(mark: Mark) -> None:
    if not mark.reason_code:
        raise Invalid(_("Điểm thấp hơn tự chấm phải có lý do."), _("Chọn loại lý do, ghi thêm cho cơ quan hiểu."))
    if mark.reason_code == ReasonCode.OTHER and not mark.note:
        raise Invalid(_("“Lý do khác” phải ghi rõ là lý do gì."), _("Ghi lý do vào ô bên cạnh."))


def _stage(leaf: Leaf, entry: MarkEntry) -> StageText:
    typed = _tidied(leaf, entry.typed)
    if entry.points.strip() and typed and input_of(leaf) is not POINTS:
        raise Invalid(_("Đã nhập cả điểm và số liệu."), _("Chỉ giữ một trong hai cách chấm."))
    if entry.points.strip():
        return stage_text(leaf, number_text(entry.points.strip()), None)
    return read_claim(leaf, typed)


def _tidied(leaf: Leaf, typed: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return tidy(leaf, typed or {})
    except TypeError as error:
        raise Invalid(_("Nội dung gửi lên không đúng mẫu của ô."), _("Tải lại trang rồi nhập lại.")) from error


def _known(given: str, values: list[str]) -> str:
    if given not in values:
        raise Invalid(_("Lựa chọn “%(given)s” không có trong danh sách.") % {"given": given}, _("Chọn lại."))
    return given


def _prose(text: str) -> str:
    found = unicodedata.normalize("NFC", text.replace("\0", "").replace("\r\n", "\n")).strip()
    if len(found) > LONGEST_TEXT:
        raise Invalid(_("Nội dung dài quá %(most)d ký tự nên chưa lưu được.") % {"most": LONGEST_TEXT}, _("Rút ngắn."))
    return found
