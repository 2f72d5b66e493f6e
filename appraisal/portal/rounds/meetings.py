"""The details of a meeting for its minutes: a form until the meeting is closed, then to be read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appraisal.enums import MeetingKind
from appraisal.models import Meeting
from appraisal.portal.rounds.access import steered
from appraisal.portal.rounds.forms import MeetingForm
from appraisal.services.meetings import meeting_of, save_meeting
from pari.refusals import NotAllowed, Overtaken, Refusal
from scoring.models import Campaign
from scoring.portal.access import signed_in


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, campaign: str, kind: str) -> HttpResponse:
    found = steered(request, campaign)
    if kind not in MeetingKind.values:
        raise Http404
    which = MeetingKind(kind)
    if request.method != "POST":
        stored = meeting_of(found, which)
        return _page(request, found, stored, MeetingForm.showing(stored))
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, meeting_of(found, which), form)
    try:
        save_meeting(
            campaign=found,
            kind=which,
            details=form.details(),
            seen=form.cleaned_data["seen"],
            by=signed_in(request),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        stored = meeting_of(found, which)
        return _page(request, found, stored, MeetingForm(_seen_anew(request, stored)), refusal)
    messages.success(request, _("Đã lưu thông tin cuộc họp."))
    return redirect("appraisal:meeting", campaign, kind)


def _seen_anew(request: HttpRequest, stored: Meeting) -> QueryDict:
    """All that was typed, with what the page shows now: the next try is made knowing it."""
    given = request.POST.copy()
    given["seen"] = str(stored.revision)
    return given


def _page(
    request: HttpRequest, campaign: Campaign, stored: Meeting, form: MeetingForm, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "campaign": campaign,
        "meeting": stored,
        "form": form,
        "refusal": refusal,
        "current": stored if isinstance(refusal, Overtaken) else None,
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "appraisal/rounds/meeting.html", context, status=status)
