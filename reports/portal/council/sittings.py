"""Who is there, what the minutes say, and the end of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appraisal.core.voting import needed, read_share
from appraisal.enums import MotionState
from appraisal.models import Meeting
from appraisal.selectors.council.members import council_of, present_at
from appraisal.services.council.meetings import Minutes, close_meeting, note_minutes, set_attendance
from pari.refusals import Refusal
from reports.portal.council.access import Seat, meeting_of, refuse_narrow, running_seat, seat_in
from reports.portal.council.forms import MinutesForm

MINUTES = ("held_at", "ended_at", "place", "chair", "clerk", "attendees", "content")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """All of the council look; those who run the campaign change it."""
    is_change = request.method == "POST"
    seat = running_seat(request, campaign) if is_change else seat_in(request, campaign)
    meeting, refusal = meeting_of(seat, number), None
    if is_change:
        members = [int(key) for key in request.POST.getlist("member") if key.isascii() and key.isdigit()]
        try:
            set_attendance(meeting=meeting, members=members, seen=_seen(request), by=seat.user)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi thành viên có mặt."))
            return redirect("portal:council-attendance", seat.campaign.code, number)
    return _attendance_page(request, seat, meeting_of(seat, number), refusal)


@login_required
@require_POST
def minutes(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    seat = running_seat(request, campaign)
    meeting, form, refusal = meeting_of(seat, number), MinutesForm(request.POST), None
    if form.is_valid():
        try:
            note_minutes(meeting=meeting, minutes=Minutes(**form.cleaned_data), seen=_seen(request), by=seat.user)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu nội dung biên bản."))
            return redirect("portal:council-attendance", seat.campaign.code, number)
    return _attendance_page(request, seat, meeting_of(seat, number), refusal, form)


def _attendance_page(
    request: HttpRequest, seat: Seat, meeting: Meeting, refusal: Refusal | None, form: MinutesForm | None = None
) -> HttpResponse:
    members, present = list(council_of(seat.campaign)), present_at(meeting.pk)
    share = read_share(seat.campaign.council_quorum)
    context = {
        "campaign": seat.campaign,
        "seat": seat,
        "meeting": meeting,
        "members": [(person, person.pk in present) for person in members],
        "present": sum(person.pk in present for person in members),
        "needed": needed(len(members), share),
        "form": form or MinutesForm(initial={name: getattr(meeting, name) for name in MINUTES}),
        "may_change": seat.may_run and meeting.closed_at is None,
        "refusal": refusal,
    }
    return render(request, "portal/council/attendance.html", context, status=refusal.status if refusal else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    seat = running_seat(request, campaign)
    meeting, refusal = meeting_of(seat, number), None
    refuse_narrow(seat)
    if request.method == "POST":
        try:
            close_meeting(meeting=meeting, seen=_seen(request), by=seat.user)
        except Refusal as refused:
            refusal, meeting = refused, meeting_of(seat, number)
        else:
            messages.success(request, _("Đã kết thúc phiên họp."))
            return redirect("portal:council-agenda", seat.campaign.code, number)
    undecided = meeting.motions.filter(state=MotionState.OPEN).count()
    context = {"campaign": seat.campaign, "seat": seat, "meeting": meeting, "undecided": undecided, "refusal": refusal}
    return render(request, "portal/council/close.html", context, status=refusal.status if refusal else 200)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
