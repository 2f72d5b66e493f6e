"""The pages on which a submission is summed up, signed, withdrawn and reopened."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.refusals import Refusal
from scoring.models import Participant
from scoring.portal.access import participant_seen, signed_in
from scoring.portal.submit.forms import ReopenForm, Signature, WithdrawForm
from scoring.portal.submit.page import submit_page
from scoring.selectors.submissions.receipts import receipts_of
from scoring.services.submissions import submitting


@login_required
@require_safe
def submit(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    return _page(request, participant_seen(request, campaign, agency))


def _page(request: HttpRequest, participant: Participant, refusal: Refusal | None = None) -> HttpResponse:
    page = submit_page(participant, signed_in(request))
    status = refusal.status if refusal else 200
    return render(request, "scoring/submit/submit.html", {"page": page, "refusal": refusal}, status=status)


@login_required
@require_POST
def propose(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    form = Signature.of(request.POST)
    try:
        submitting.propose(
            submission=participant.submission.pk, seen_revision=form.seen_revision, by=signed_in(request)
        )
    except Refusal as refusal:
        return _page(request, participant, refusal)
    messages.success(request, _("Đã trình thủ trưởng đơn vị. Mọi sửa đổi sau đây sẽ hủy việc trình."))
    return redirect("scoring:submit", campaign, agency)


@login_required
@require_POST
def sign(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    form = Signature.of(request.POST)
    try:
        receipt = submitting.submit(
            submission=participant.submission.pk,
            key=form.key,
            seen_revision=form.seen_revision,
            by=signed_in(request),
        )
    except Refusal as refusal:
        return _page(request, participant, refusal)
    return redirect("scoring:receipt", campaign, agency, receipt.number)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    done = _("Đã rút hồ sơ. Biên nhận cũ hết hiệu lực; nhớ nộp lại trước hạn.")
    return _end(request, participant_seen(request, campaign, agency), WithdrawForm, submitting.withdraw, done)


@login_required
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    done = _("Đã mở lại hồ sơ và báo cho cơ quan.")
    return _end(request, participant_seen(request, campaign, agency), ReopenForm, submitting.reopen, done)


def _end(
    request: HttpRequest,
    participant: Participant,
    kind: type[WithdrawForm],
    deed: Callable[..., object],
    done: str,
) -> HttpResponse:
    """Ask first, with what it means; then do it. A refusal is shown on the submission's own page."""
    form = kind(request.POST or None, initial={"receipt": _number_in_force(participant)})
    if not form.is_valid():
        return _confirm(request, participant, form)
    try:
        deed(submission=participant.submission.pk, by=signed_in(request), **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, participant, refusal)
    messages.success(request, done)
    return redirect("scoring:submit", participant.campaign.code, participant.code)


def _confirm(request: HttpRequest, participant: Participant, form: WithdrawForm) -> HttpResponse:
    page = submit_page(participant, signed_in(request))
    if refusal := page.refusal_of(form.action):
        return _page(request, participant, refusal)
    context = {"page": page, "form": form, "action": form.action}
    return render(request, "scoring/submit/end.html", context, status=400 if form.is_bound else 200)


def _number_in_force(participant: Participant) -> str:
    found = receipts_of(participant).filter(ended_at=None).values_list("number", flat=True)
    return found.first() or ""
