"""What the appraisal shows to others: an agency's own marks of the campaign before."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from appraisal.selectors.verdicts import verdict_of
from scoring.enums import PUBLIC_PHASES
from scoring.models import Criterion
from scoring.portal.access import participant_of
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.earlier import earlier_leaf


@login_required
@require_safe
def earlier_marks(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """For the agency's own people, and only what was published; a page, or a fragment for htmx."""
    participant = participant_of(request, campaign, agency)
    leaf = get_object_or_404(Criterion, annex=participant.annex_id, code=criterion)
    found = earlier_leaf(participant, leaf)
    if found is None or found[0].campaign.phase not in PUBLIC_PHASES:
        raise Http404
    before, then = found
    context = {
        "participant": participant,
        "campaign": participant.campaign,
        "criterion": leaf,
        "before": before,
        "verdict": verdict_of(before, then, speech()),
    }
    piece = getattr(request, "htmx", False)
    template = "appraisal/earlier_marks.html" if piece else "appraisal/earlier_marks_page.html"
    return render(request, template, context)
