"""The workspace of an agency's officers; those who oversee the campaign read along."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pari.refusals import Refusal
from scoring.models import Participant
from scoring.portal.access import participant_of, participant_seen, signed_in
from scoring.portal.evidence.headers import shows_previews
from scoring.portal.workspace.page import acts_for, base_context, show_criterion
from scoring.selectors.submissions.earlier import earlier_participant
from scoring.selectors.submissions.workspace import workspace_of
from scoring.services.submissions.carrying import carry_over as bring
from scoring.services.submissions.visits import note_first_visit


@login_required
@require_safe
def workspace(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = _opened(request, campaign, agency)
    context = base_context(request, workspace_of(participant))
    if request.GET.get("dang") == "ban-in":
        return render(request, "scoring/workspace/print.html", context)
    context["earlier"] = earlier_participant(participant) if context["editable"] else None
    return render(request, "scoring/workspace/overview.html", context)


@never_cache  # going back shows what stands there now, not what stood there
@shows_previews
@login_required
@require_safe
def criterion(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    sheet = workspace_of(_opened(request, campaign, agency))
    row = sheet.row(criterion)
    if row is None:
        raise Http404
    return show_criterion(request, sheet, row)


@login_required
@require_POST
def carry_over(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    try:
        count = bring(submission=participant.submission.pk, by=signed_in(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _brought(count))
    return redirect("scoring:workspace", campaign, agency)


def _brought(count: int) -> str:
    if not count:
        return _("Không còn câu trả lời nào của năm trước để lấy lại.")
    words = ngettext(
        "Đã lấy lại %(count)d câu trả lời của năm trước; hãy xem và xác nhận từng câu.",
        "Đã lấy lại %(count)d câu trả lời của năm trước; hãy xem và xác nhận từng câu.",
        count,
    )
    return words % {"count": count}


def _opened(request: HttpRequest, campaign: str, agency: str) -> Participant:
    """The agency's place for all who may look; the first look by one of its own is noted."""
    participant = participant_seen(request, campaign, agency)
    if not hasattr(participant, "submission"):
        raise Http404
    if acts_for(signed_in(request), participant):
        note_first_visit(submission=participant.submission)
    return participant
