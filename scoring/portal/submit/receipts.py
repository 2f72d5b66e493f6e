"""Receipts: their list, one of them as a page and as a paper, what changed between two, and checking one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from scoring.documents.receipts import ReceiptPaper, receipt_paper, receipt_pdf
from scoring.enums import Stage
from scoring.models import Participant, Receipt
from scoring.portal.access import participant_seen, signed_in
from scoring.portal.submit.forms import VerifyForm
from scoring.selectors.submissions.receipts import changes, receipt_shown, receipts_of


@login_required
@require_safe
def receipts(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    found = list(receipts_of(participant))
    return render(request, "scoring/submit/receipts.html", {"participant": participant, "receipts": found})


@login_required
@require_safe
def receipt(request: HttpRequest, campaign: str, agency: str, number: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    found = list(receipts_of(participant))
    shown = _numbered(found, number)
    context = {
        "paper": _paper(request, shown, participant),
        "participant": participant,
        "earlier": next((item for item in found if item.pk < shown.pk), None),
    }
    return render(request, "scoring/submit/receipt.html", context)


@login_required
@require_safe
def receipt_file(request: HttpRequest, campaign: str, agency: str, number: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    shown = _numbered(list(receipts_of(participant)), number)
    answer = HttpResponse(receipt_pdf(_paper(request, shown, participant)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{shown.digest[:12]}.pdf"'
    return answer


@login_required
@require_safe
def receipt_changes(request: HttpRequest, campaign: str, agency: str, number: str) -> HttpResponse:
    """What the receipt says otherwise than an earlier one: the one before it, or that named by `voi`."""
    participant = participant_seen(request, campaign, agency)
    found = list(receipts_of(participant))
    after = _numbered(found, number)
    earlier = [item for item in found if item.pk < after.pk]
    before = _numbered(earlier, request.GET.get("voi") or (earlier[0].number if earlier else ""))
    context = {
        "participant": participant,
        "before": before,
        "after": after,
        "earlier": earlier,
        "changes": changes(before, after, participant.annex_id),
    }
    return render(request, "scoring/submit/changes.html", context)


@login_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """In force, ended, or nothing known: the last is also said to those who may not see it."""
    form = VerifyForm(request.GET or None)
    found = None
    if form.is_valid():
        found = receipt_shown(number=form.cleaned_data["so"], digest=_joined(form), user=signed_in(request))
    context = {"form": form, "receipt": found, "place": _place(found) if found else ""}
    return render(request, "scoring/submit/verify.html", context)


def _place(receipt: Receipt) -> str:
    """The page of a receipt, by what was sent."""
    page = "scoring:supplement-receipt" if receipt.stage == Stage.SUPPLEMENT else "scoring:receipt"
    return reverse(page, args=[receipt.campaign.code, receipt.submission.participant.code, receipt.number])


def _joined(form: VerifyForm) -> str:
    """The digest as copied from a paper, where it stands in groups."""
    return "".join(form.cleaned_data["ma"].split())


def _numbered(found: list[Receipt], number: str) -> Receipt:
    receipt = next((item for item in found if item.number == number), None)
    if receipt is None:
        raise Http404
    return receipt


def _paper(request: HttpRequest, shown: Receipt, participant: Participant) -> ReceiptPaper:
    asked = urlencode({"so": shown.number, "ma": shown.digest})
    return receipt_paper(shown, participant, request.build_absolute_uri(f"{reverse('scoring:verify')}?{asked}"))
