"""A correction after the publication: points by a new decision, to be computed and published again (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.enums import MotionKind
from appraisal.models import Ruling
from appraisal.services.council.guarding import check_runs, held, prose, read_points
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, Overtaken
from scoring.core.numbers import plain
from scoring.enums import Phase
from scoring.models import Criterion, Participant


@transaction.atomic
def record_correction(
    *,
    participant: Participant,
    criterion: Criterion,
    points: str,
    reason: str,
    decision_number: str,
    seen: str,
    by: User | None,
) -> Ruling:
    """The only change of a published campaign. What is public stays until the new results are published.

    `seen` is the council's figure that the person was shown, as text, empty where there was none.
    """
    campaign = held(participant.campaign_id, (Phase.PUBLISHED,))
    check_runs(campaign, by)
    wanted = read_points(points, MotionKind.POINTS, criterion)
    why, number = prose(reason), prose(decision_number)
    if wanted is None or not why or not number:
        raise Invalid(_("Ghi đủ mức điểm, lý do và số quyết định đính chính."))
    if criterion.annex_id != participant.annex_id or criterion.kind == "group":
        raise Invalid(_("Tiêu chí không thuộc bộ tiêu chí của cơ quan."))
    before = Ruling.objects.filter(participant=participant, criterion=criterion).first()
    stands = "" if before is None or before.points is None else plain(before.points)
    if stands != seen:
        raise Overtaken(_("Người khác vừa đính chính tiêu chí này."), _("Xem lại mức điểm rồi ghi tiếp."))
    with translation.override(settings.LANGUAGE_CODE):
        said = _("%(reason)s (theo Quyết định số %(number)s)") % {"reason": why, "number": number}
    ruling, _is_new = Ruling.objects.update_or_create(
        participant=participant,
        criterion=criterion,
        defaults={"points": wanted, "reason": said},
        create_defaults={"campaign": campaign, "points": wanted, "reason": said},
    )
    record(
        chain=campaign.code,
        verb="council.corrected",
        by=by,
        subject=f"mark:{participant.code}:{criterion.code}",
        details={"before": stands or None, "points": plain(wanted), "reason": why, "decision": number},
    )
    return ruling
