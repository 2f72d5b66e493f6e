"""Publication by the council's decision, from the pages (DESIGN §7); commands and the demo stay free (`publish`)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.enums import ExemptionOrigin, MotionKind, MotionState
from appraisal.selectors.council.motions import meetings_of, open_motions
from appraisal.services.council.guarding import check_runs
from pari.accounts.models import User
from pari.inbox.services import notify
from pari.refusals import Invalid, NotNow, Overtaken
from reports.models import IndexRun, Publication
from reports.selectors.freshness import freshness_of
from reports.services.publish import publish
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.selectors.campaigns.impartiality import check_impartial
from scoring.selectors.register.people import people_of
from scoring.services.submissions.concluding import conclude_all
from scoring.transitions import Action

LONGEST_NUMBER = 100


@transaction.atomic
def publish_decision(
    *, campaign: Campaign, decision_number: str, decision_date: date, seen_run: int, by: User | None
) -> Publication:
    """Freeze the results that the person was shown, when everything is decided and nothing changed since.

    In the council's phase the campaign becomes public; after that it is a correction, and both stay. The campaign is
    locked as by every deed that changes a figure: whoever comes second is refused or told.
    """
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("authority", "criteria_set")
    found = locked.get(pk=campaign.pk)
    check_runs(found, by)
    number = _number(decision_number)
    if found.phase == Phase.COUNCIL:
        check_impartial(found, by)
        refuse_undecided(found)
    elif found.phase != Phase.PUBLISHED:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, chưa công bố được.") % {"phase": found.get_phase_display()}
        )
    run = _current_run(found, seen_run)
    is_correction = _is_correction(found, run, number)
    done = publish(campaign=found, decision_number=number, decision_date=decision_date, by=by)
    if not is_correction:
        found.refresh_from_db(fields=["phase"])
        conclude_all(campaign=found, action=Action.APPROVE, by=by)
    _tell(found, done, is_correction=is_correction)
    return done


def refuse_undecided(campaign: Campaign) -> None:
    """`NotNow` with what is left for the council to do."""
    if not meetings_of(campaign).filter(closed_at__isnull=False).exists():
        raise NotNow(_("Hội đồng chưa kết thúc phiên họp nào."), _("Kết thúc phiên họp rồi công bố."))
    if meetings_of(campaign).filter(closed_at=None).exists():
        raise NotNow(_("Còn phiên họp chưa kết thúc."), _("Kết thúc phiên họp rồi công bố."))
    if open_motions(campaign).exists():
        raise NotNow(_("Còn nội dung Hội đồng chưa quyết định."), _("Quyết định hoặc rút từng nội dung."))
    if not campaign.motions.filter(kind=MotionKind.APPROVAL, state=MotionState.CARRIED).exists():
        raise NotNow(
            _("Hội đồng chưa thông qua kết quả."),
            _("Lập chương trình của một phiên họp rồi biểu quyết nội dung “Thông qua kết quả”."),
        )
    asked = campaign.exemptions.exclude(origin=ExemptionOrigin.WORKBOOK).filter(decided_at=None)
    if count := asked.count():
        raise NotNow(
            _("Còn %(count)d đề nghị giảm trừ Hội đồng chưa quyết định.") % {"count": count},
            _("Lập lại chương trình của phiên họp để đưa các đề nghị này vào."),
        )


def _number(text: str) -> str:
    number = text.replace("\0", "").strip()
    if not number or len(number) > LONGEST_NUMBER:
        raise Invalid(_("Thiếu số quyết định, hoặc số dài quá %(most)d ký tự.") % {"most": LONGEST_NUMBER})
    return number


def _current_run(campaign: Campaign, seen_run: int) -> IndexRun:
    fresh = freshness_of(campaign)
    if fresh.run is None or not fresh.is_current:
        raise NotNow(_("Số liệu đã đổi sau lần tính mới nhất."), _("Tính lại, xem kết quả rồi công bố."))
    if fresh.run.pk != seen_run:
        raise Overtaken(_("Có kết quả tính mới hơn kết quả bạn đã xem."), _("Xem lại rồi công bố."))
    return fresh.run


def _is_correction(campaign: Campaign, run: IndexRun, number: str) -> bool:
    earlier = list(Publication.objects.filter(campaign=campaign).defer("results").order_by("pk"))
    if earlier and earlier[-1].run_id == run.pk:
        raise Overtaken(
            _("Kết quả này đã được công bố theo Quyết định số %(number)s.") % {"number": earlier[-1].decision_number},
            _("Không cần làm gì thêm."),
        )
    if any(item.decision_number == number for item in earlier):
        raise Invalid(_("Quyết định này đã công bố kết quả khác; việc đính chính cần một quyết định mới."))
    return bool(earlier)


def _tell(campaign: Campaign, publication: Publication, *, is_correction: bool) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(campaign)s: đính chính kết quả") if is_correction else _("%(campaign)s: công bố kết quả")
        notify(
            users=people_of(campaign=campaign),
            title=title % {"campaign": campaign.name},
            body=_("Theo Quyết định số %(number)s ngày %(date)s. Mã băm của kết quả: %(digest)s.")
            % {
                "number": publication.decision_number,
                "date": publication.decision_date.strftime("%d/%m/%Y"),
                "digest": publication.digest,
            },
            link=reverse("portal:results", args=[campaign.code]),
        )
