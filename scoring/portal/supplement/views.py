"""The letter of one agency: its leaves, signing what was added, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.refusals import Refusal
from scoring.enums import Phase
from scoring.portal.access import signed_in
from scoring.portal.submit.forms import Signature
from scoring.portal.supplement.access import Opened, letter_answered, letter_opened, the_letter
from scoring.portal.supplement.page import letter_page
from scoring.services.supplements.sending import send_supplement, take_back_supplement
from scoring.supplementing import SupplementAction

_BEFORE = (Phase.SETUP, Phase.SELF, Phase.ROUND1)


@login_required
@require_safe
def supplement(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    return _page(request, letter_opened(request, campaign, agency))


@login_required
@require_POST
def send(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    opened = letter_answered(request, campaign, agency)
    form = Signature.of(request.POST)
    try:
        receipt = send_supplement(
            participant=opened.participant.pk, key=form.key, seen_revision=form.seen_revision, by=signed_in(request)
        )
    except Refusal as refusal:
        return _page(request, letter_answered(request, campaign, agency), refusal)
    return redirect("scoring:supplement-receipt", campaign, agency, receipt.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    """Ask first, with what it means; then do it."""
    opened = letter_answered(request, campaign, agency)
    page = letter_page(opened, signed_in(request))
    if request.method != "POST":
        if refusal := page.refusal_of(SupplementAction.TAKE_BACK):
            return _page(request, opened, refusal)
        return render(request, "scoring/supplement/take_back.html", {"page": page, "letter": the_letter(opened)})
    try:
        number = request.POST.get("receipt", "")[:100]
        take_back_supplement(participant=opened.participant.pk, receipt=number, by=signed_in(request))
    except Refusal as refusal:
        return _page(request, letter_answered(request, campaign, agency), refusal)
    messages.success(request, _("Đã rút phần bổ sung. Biên nhận cũ hết hiệu lực; nhớ gửi lại trước hạn."))
    return redirect("scoring:supplement", campaign, agency)


def _page(request: HttpRequest, opened: Opened, refusal: Refusal | None = None) -> HttpResponse:
    if opened.letter is None and opened.participant.campaign.phase in _BEFORE:
        raise Http404
    page = letter_page(opened, signed_in(request))
    context = {"page": page, "letter": opened.letter, "refusal": refusal}
    return render(request, "scoring/supplement/letter.html", context, status=refusal.status if refusal else 200)
