"""What a change of agencies must hold to before anything of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pari.refusals import Invalid
from pari.ui.dates import short_date
from scoring.enums import LineageKind
from scoring.models import Agency, Lineage

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = date(1945, 9, 2), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Shape:
    """How many agencies a kind of change takes and gives; `most` None is no limit."""

    least_before: int
    most_before: int | None
    least_after: int
    most_after: int | None


SHAPES = {
    LineageKind.MERGE: Shape(2, None, 1, 1),
    LineageKind.SPLIT: Shape(1, 1, 2, None),
    LineageKind.RENAME: Shape(1, 1, 1, 1),
    LineageKind.TRANSFER: Shape(1, 1, 1, 1),
}


def check_change(
    *,
    kind: LineageKind,
    predecessors: Sequence[Agency],
    successors: Sequence[tuple[int, int | None]],
    effective_on: date,
    decision: str,
    continues: bool,
) -> None:
    """`successors` are (authority, agency), both primary keys, the agency None when it is to be made."""
    if not decision.strip():
        raise Invalid(_("Chưa ghi số quyết định."), _("Ghi số, ký hiệu của nghị quyết hoặc quyết định."))
    if not EARLIEST <= effective_on <= LATEST:
        raise Invalid(_("Ngày hiệu lực không hợp lý."), _("Ghi ngày theo mẫu 01/07/2025."))
    _check_counts(kind, len(predecessors), [agency for _authority, agency in successors], continues=continues)
    _check_once([agency.pk for agency in predecessors])
    _check_once([agency for _authority, agency in successors if agency is not None])
    authorities = {authority for authority, _agency in successors}
    if kind is LineageKind.TRANSFER and predecessors[0].authority_id in authorities:
        raise Invalid(
            _("Chuyển giao là sang cơ quan chủ trì khác."),
            _("Chọn cơ quan chủ trì khác, hoặc chọn hình thức đổi tên."),
        )
    for agency in predecessors:
        _check_was_there(agency, effective_on)


def _check_counts(kind: LineageKind, before: int, after: Sequence[int | None], *, continues: bool) -> None:
    shape = SHAPES[kind]
    # One agency may be taken in by another that exists; an agency that gives a part away stays and has one successor.
    takes_in = kind is LineageKind.MERGE and len(after) == 1 and after[0] is not None
    least_before = 1 if takes_in else shape.least_before
    least_after = 1 if continues else shape.least_after
    if continues and kind is not LineageKind.SPLIT:
        raise Invalid(_("Chỉ khi chia tách, cơ quan cũ mới còn tiếp tục hoạt động."))
    if before < least_before or (shape.most_before is not None and before > shape.most_before):
        raise Invalid(_wrong_count(_("cơ quan trước"), least_before, shape.most_before, before))
    if len(after) < least_after or (shape.most_after is not None and len(after) > shape.most_after):
        raise Invalid(_wrong_count(_("cơ quan sau"), least_after, shape.most_after, len(after)))


def _wrong_count(what: str, least: int, most: int | None, given: int) -> str:
    if least == most:
        return _("Hình thức này cần đúng %(least)d %(what)s, đang có %(given)d.") % {
            "least": least,
            "what": what,
            "given": given,
        }
    return _("Hình thức này cần ít nhất %(least)d %(what)s, đang có %(given)d.") % {
        "least": least,
        "what": what,
        "given": given,
    }


def _check_once(keys: Sequence[int]) -> None:
    if len(set(keys)) != len(keys):
        raise Invalid(_("Một cơ quan được ghi hai lần."), _("Bỏ bớt dòng trùng."))


def _check_was_there(agency: Agency, effective_on: date) -> None:
    """The last day of a predecessor is the one before the change; it must have existed on it."""
    if agency.valid_from is not None and agency.valid_from >= effective_on:
        raise Invalid(
            _("%(name)s chỉ có từ ngày %(from)s, sau ngày hiệu lực %(day)s.")
            % {"name": agency.name, "from": short_date(agency.valid_from), "day": short_date(effective_on)},
            _("Xem lại ngày hiệu lực hoặc cơ quan được chọn."),
        )
    if agency.valid_to is not None and agency.valid_to < effective_on - ONE_DAY:
        raise Invalid(
            _("%(name)s đã kết thúc hoạt động ngày %(day)s.")
            % {"name": agency.name, "day": short_date(agency.valid_to)},
            _("Chọn cơ quan đang hoạt động đến ngày hiệu lực."),
        )


def check_edges(predecessors: Sequence[Agency], successors: Sequence[Agency], effective_on: date) -> None:
    """Existing successors are open, are nobody's ancestor here, and no edge is there twice."""
    before = {agency.pk: agency for agency in predecessors}
    for agency in successors:
        if agency.pk in before:
            raise Invalid(
                _("%(name)s vừa là cơ quan trước vừa là cơ quan sau.") % {"name": agency.name},
                _("Cơ quan nhận sáp nhập chỉ ghi ở cơ quan sau."),
            )
        _check_open(agency, effective_on)
    pairs = Lineage.objects.filter(predecessor__in=predecessors, successor__in=successors)
    if edge := pairs.select_related("predecessor", "successor").first():
        told = {"before": edge.predecessor.name, "after": edge.successor.name}
        raise Invalid(_("Đã ghi nhận %(before)s → %(after)s.") % told, _("Xem lại quan hệ đã ghi trên trang cơ quan."))
    if circle := sorted(_descendants(agency.pk for agency in successors) & before.keys()):
        raise Invalid(
            _("Thành vòng: %(name)s đã là cơ quan kế thừa của cơ quan được chọn.") % {"name": before[circle[0]].name},
            _("Xem lại thứ tự trước, sau."),
        )


def _check_open(agency: Agency, effective_on: date) -> None:
    if agency.valid_to is not None and agency.valid_to < effective_on:
        raise Invalid(
            _("%(name)s đã kết thúc hoạt động ngày %(day)s, không thể kế thừa.")
            % {"name": agency.name, "day": short_date(agency.valid_to)},
            _("Chọn cơ quan đang hoạt động."),
        )
    if agency.valid_from is not None and agency.valid_from > effective_on:
        raise Invalid(
            _("%(name)s chỉ có từ ngày %(from)s, sau ngày hiệu lực %(day)s.")
            % {"name": agency.name, "from": short_date(agency.valid_from), "day": short_date(effective_on)},
            _("Xem lại ngày hiệu lực hoặc cơ quan được chọn."),
        )


def _descendants(keys: Iterable[int]) -> set[int]:
    """All that came of these agencies; a query for each step, of which there are few."""
    found: set[int] = set()
    front = set(keys)
    while front:
        found |= front
        later = Lineage.objects.filter(predecessor__in=front).values_list("successor", flat=True)
        front = set(later) - found
    return found
