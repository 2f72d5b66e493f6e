"""All documents of an agency, and where they are used."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pari.accounts.enums import AGENCY_ROLES
from pari.refusals import Refusal
from scoring.models import EvidenceFile, Participant
from scoring.portal.access import participant_of, participant_seen, signed_in
from scoring.portal.evidence.panel import LONGEST_SEARCH
from scoring.selectors.evidence.links import Document, shelf_of
from scoring.services.evidence import linking as evidence

ON_A_PAGE = 50


@login_required
@require_safe
def shelf(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    return _shown(request, participant_seen(request, campaign, agency))


@login_required
@require_POST
def discard(request: HttpRequest, campaign: str, agency: str, pk: int) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    file = get_object_or_404(EvidenceFile, agency=participant.agency_id, pk=pk)
    try:
        evidence.discard(file=file.pk, by=signed_in(request))
    except Refusal as refusal:
        return _shown(request, participant, refusal=refusal)
    messages.success(request, _("Đã bỏ “%(name)s” khỏi kho.") % {"name": file.name})
    return redirect("scoring:evidence-shelf", campaign, agency)


def _shown(request: HttpRequest, participant: Participant, refusal: Refusal | None = None) -> HttpResponse:
    user = signed_in(request)
    search = request.GET.get("tim", "").replace("\0", "")[:LONGEST_SEARCH].strip()
    files = shelf_of(participant=participant, user=user, search=search)
    page = Paginator(files, ON_A_PAGE).get_page(request.GET.get("trang"))
    acts = Participant.objects.answered_by(user, AGENCY_ROLES).filter(pk=participant.pk).exists()
    context = {
        "participant": participant,
        "campaign": participant.campaign,
        "page": page,
        "documents": [Document(file) for file in page],
        "search": search,
        "can_edit": acts,
        "refusal": refusal,
    }
    return render(request, "scoring/evidence/shelf.html", context, status=refusal.status if refusal else 200)
