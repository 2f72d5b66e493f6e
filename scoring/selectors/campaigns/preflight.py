"""What is missing before a campaign may open: each with the page that mends it (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pari.accounts.enums import Role
from pari.accounts.models import Membership
from pari.refusals import NotNow
from scoring.enums import CriteriaSetState, Source
from scoring.models import Annex, Campaign, Criterion, IndicatorValue, Participant
from scoring.selectors.campaigns.rulebook import rulebook_of, scale_fault, uncited

MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing; a blocking one keeps the campaign from opening."""

    is_blocking: bool
    title: str
    detail: str
    link: str


@dataclass(frozen=True)
class Preflight:
    findings: tuple[Finding, ...]

    @cached_property
    def blocking(self) -> list[Finding]:
        return [item for item in self.findings if item.is_blocking]

    @cached_property
    def warnings(self) -> list[Finding]:
        return [item for item in self.findings if not item.is_blocking]


def preflight(campaign: Campaign, *, now: datetime | None = None) -> Preflight:
    """Everything at once, blocking things first; a constant number of queries."""
    found = [
        *_deadline(campaign, now or timezone.now()),
        *_criteria_set(campaign),
        *_annexes(campaign),
        *_participants(campaign),
        *_people(campaign),
        *_scale(campaign),
        *_indicators(campaign),
        *_citations(campaign),
    ]
    return Preflight(tuple(sorted(found, key=lambda item: not item.is_blocking)))


def refuse_unready(campaign: Campaign) -> None:
    if blocking := preflight(campaign).blocking:
        raise NotNow(
            _("Chưa mở được kỳ đánh giá: %(reasons)s") % {"reasons": " ".join(item.title for item in blocking)},
            _("Xử lý từng mục trong danh sách kiểm tra rồi mở lại."),
        )


def _blocking(title: str, link: str, detail: str = "") -> Finding:
    return Finding(True, title, detail, link)  # noqa: FBT003 the flag is the function's name


def _warning(title: str, link: str, detail: str = "") -> Finding:
    return Finding(False, title, detail, link)  # noqa: FBT003


def _page(name: str, campaign: Campaign) -> str:
    return reverse(f"scoring:{name}", args=[campaign.code])


def _names(rows: QuerySet[Participant], count: int) -> str:
    """The first few, and how many more."""
    names = "; ".join(rows.order_by("position").values_list("name", flat=True)[:MOST_NAMES])
    more = count - MOST_NAMES
    return _("%(names)s và %(more)d cơ quan khác") % {"names": names, "more": more} if more > 0 else names


def _deadline(campaign: Campaign, now: datetime) -> Iterator[Finding]:
    link = _page("calendar", campaign)
    if campaign.self_deadline is None:
        yield _blocking(_("Chưa đặt hạn tự đánh giá."), link)
    elif campaign.self_deadline <= now:
        yield _blocking(_("Hạn tự đánh giá đã qua."), link)


def _criteria_set(campaign: Campaign) -> Iterator[Finding]:
    chosen = campaign.criteria_set
    if chosen.state != CriteriaSetState.ACTIVE:
        yield _blocking(
            _("Bộ tiêu chí chưa ở trạng thái đang áp dụng."),
            reverse("scoring:criteria-set", args=[chosen.pk]),
            f"{chosen.name}: {chosen.get_state_display()}",
        )


def _annexes(campaign: Campaign) -> Iterator[Finding]:
    leaves = Criterion.objects.filter(annex=OuterRef("pk")).exclude(source="")
    taken = Participant.objects.filter(annex=OuterRef("pk"), campaign=campaign)
    annexes = Annex.objects.filter(criteria_set=campaign.criteria_set_id)
    for annex in annexes.annotate(has_leaves=Exists(leaves), is_taken=Exists(taken)):
        words = {"annex": annex.name or annex.code}
        if annex.is_taken and not annex.has_leaves:
            link = reverse("scoring:criteria-set", args=[campaign.criteria_set_id])
            yield _blocking(_("Phụ lục “%(annex)s” chưa có tiêu chí nào để chấm.") % words, link)
        if not annex.is_taken:
            yield _warning(_("Phụ lục “%(annex)s” chưa có cơ quan nào.") % words, _page("campaign-agencies", campaign))


def _participants(campaign: Campaign) -> Iterator[Finding]:
    link, rows = _page("campaign-agencies", campaign), campaign.participants.all()
    if not rows.exists():
        yield _blocking(_("Chưa có cơ quan nào tham gia."), link)
    misplaced = rows.exclude(annex__criteria_set=campaign.criteria_set_id)
    if count := misplaced.count():
        yield _blocking(
            _("%(count)d cơ quan có phụ lục ngoài bộ tiêu chí.") % {"count": count}, link, _names(misplaced, count)
        )


def _people(campaign: Campaign) -> Iterator[Finding]:
    yield from _without(campaign, Role.OFFICER, _("%(count)d cơ quan chưa có cán bộ đầu mối."))
    if campaign.separate_sign_off:
        yield from _without(
            campaign, Role.HEAD, _("%(count)d cơ quan chưa có thủ trưởng ký nộp, mà người ký phải khác người lập.")
        )


def _without(campaign: Campaign, role: Role, title: str) -> Iterator[Finding]:
    holders = Membership.objects.valid().filter(agency=OuterRef("agency"), role=role, user__is_active=True)
    lacking = campaign.participants.filter(~Exists(holders))
    if count := lacking.count():
        yield _blocking(title % {"count": count}, _people_page(), _names(lacking, count))


def _people_page() -> str:
    return reverse("scoring:people")


def _scale(campaign: Campaign) -> Iterator[Finding]:
    if fault := scale_fault(campaign):
        yield _blocking(_("Thang xếp loại chưa đúng."), _page("policies", campaign), _(fault.rule) % fault.params)


def _indicators(campaign: Campaign) -> Iterator[Finding]:
    """Indicators that a leaf of a taken annex names and that some of its agencies lack."""
    leaves = Criterion.objects.filter(
        annex__criteria_set=campaign.criteria_set_id, source=Source.INDICATOR, annex__participants__campaign=campaign
    )
    wanted = leaves.order_by().values_list("annex", "indicator").distinct()
    values = IndicatorValue.objects.filter(campaign=campaign).values_list("participant__annex", "indicator")
    given = {(annex, indicator): count for annex, indicator, count in values.annotate(Count("pk"))}
    sizes = dict(campaign.participants.order_by().values_list("annex").annotate(Count("pk")))
    for annex, indicator in sorted(wanted):
        if missing := sizes[annex] - given.get((annex, indicator), 0):
            words = {"indicator": indicator, "count": missing}
            yield _warning(
                _("Chỉ tiêu “%(indicator)s” còn thiếu số liệu của %(count)d cơ quan.") % words,
                _page("campaign", campaign),
                _("Số liệu có thể nhập sau, trước khi tính chỉ số."),
            )


def _citations(campaign: Campaign) -> Iterator[Finding]:
    if count := len(uncited(rulebook_of(campaign))):
        title = ngettext("%(count)d chính sách chưa ghi căn cứ.", "%(count)d chính sách chưa ghi căn cứ.", count) % {
            "count": count
        }
        yield _warning(title, _page("policies", campaign))
