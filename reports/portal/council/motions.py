"""One motion: what it is about, what it would change, votes and the decision."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal.enums import Choice, MotionKind, MotionState
from appraisal.models import Motion
from appraisal.services.council.deciding import decide
from appraisal.services.council.guarding import read_points
from appraisal.services.council.motions import Proposal, add_motion, amend_motion, withdraw_motion
from appraisal.services.council.voting import cast_vote
from pari.refusals import Invalid, Refusal
from reports.portal.council.access import Seat, meeting_of, motion_of, running_seat, seat_in
from reports.portal.council.forms import AddForm
from reports.portal.council.motion_page import MotionPage
from reports.portal.council.views import wants_fragment
from reports.selectors.council.own import change_of
from reports.selectors.council.preview import Preview, full_preview, narrow_preview
from reports.selectors.freshness import freshness_of
from scoring.core.numbers import NotANumber, decimal, round_half_up
from scoring.models import Criterion, Participant
from scoring.selectors.campaigns.policies import policy_of

MOST_SHIFTS = 100


@login_required
@require_safe
def motion(request: HttpRequest, campaign: str, number: int, key: str) -> HttpResponse:
    seat = seat_in(request, campaign)
    return _page(request, seat, motion_of(seat, number, key))


def _page(request: HttpRequest, seat: Seat, found: Motion, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "campaign": seat.campaign,
        "seat": seat,
        "meeting": found.meeting,
        "motion": found,
        "page": MotionPage(seat, found),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "portal/council/motion.html", context, status=refusal.status if refusal else 200)


@login_required
@require_safe
def preview(request: HttpRequest, campaign: str, number: int, key: str) -> HttpResponse:
    """Before and after, also with points that nobody has proposed; a page, or a fragment for htmx."""
    seat = seat_in(request, campaign)
    found = motion_of(seat, number, key)
    context = {"campaign": seat.campaign, "seat": seat, "meeting": found.meeting, "motion": found}
    context |= _previewed(seat, found, request.GET.get("diem", "")) | {"digits": policy_of(seat.campaign).index_digits}
    template = "portal/council/preview.html" if wants_fragment(request) else "portal/council/preview_page.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _previewed(seat: Seat, motion: Motion, typed: str) -> dict[str, Any]:
    if motion.criterion is None:
        return {}
    try:
        points = read_points(typed[:50], motion.kind, motion.criterion)
    except Invalid as refusal:
        return {"refusal": refusal, "typed": typed[:50]}
    change = change_of(motion, points)
    said = {"points": motion.points if points is None else points, "typed": typed[:50]}
    if seat.is_narrow:
        found = narrow_preview(motion, change)
        return said | {"preview": found, "sides": sides(found)}
    fresh = freshness_of(seat.campaign)
    if fresh.run is None:
        return said | {"freshness": fresh}
    found = full_preview(motion, change, fresh.run)
    return said | {"preview": found, "sides": sides(found), "shifts": found.shifts[:MOST_SHIFTS], "freshness": fresh}


def sides(preview: Preview) -> dict[str, dict[str, Decimal]]:
    """Sums of the agency as they are shown."""
    both = {"before": preview.before.own.totals, "after": preview.after.own.totals}
    return {
        side: {name: round_half_up(value, 2) for name, value in (("points", it.appraised), ("standard", it.standard))}
        for side, it in both.items()
    }


@login_required
@require_POST
def vote(request: HttpRequest, campaign: str, number: int, key: str) -> HttpResponse:
    seat = seat_in(request, campaign)

    def deed(found: Motion) -> str:
        choice = request.POST.get("choice", "")
        if choice not in Choice.values:
            raise Invalid(_("Chưa chọn phiếu."), _("Chọn một trong ba ô."))
        cast_vote(motion=found, choice=Choice(choice), seen_points=_seen(request), by=seat.user)
        return _("Đã ghi phiếu của bạn: %(choice)s.") % {"choice": Choice(choice).label}

    return _done(request, seat, number, key, deed)


def _seen(request: HttpRequest) -> Decimal | None:
    try:
        return decimal(request.POST.get("points", ""))
    except NotANumber:
        return None


@login_required
@require_POST
def decision(request: HttpRequest, campaign: str, number: int, key: str) -> HttpResponse:
    seat = running_seat(request, campaign)

    def deed(found: Motion) -> str:
        reason = request.POST.get("reason", "")
        decided = decide(
            motion=found,
            seen_version=_version(request),
            reason=reason,
            by=seat.user,
            silent_against="silent" in request.POST,
        )
        return str(MotionState(decided.state).label)

    return _done(request, seat, number, key, deed)


@login_required
@require_POST
def amend(request: HttpRequest, campaign: str, number: int, key: str) -> HttpResponse:
    seat = running_seat(request, campaign)

    def deed(found: Motion) -> str:
        points = request.POST.get("points", "")
        amend_motion(motion=found, points=points, seen_version=_version(request), by=seat.user)
        return _("Đã sửa mức điểm đề nghị; các phiếu đã bỏ được xóa.")

    return _done(request, seat, number, key, deed)


@login_required
@require_POST
def withdraw(request: HttpRequest, campaign: str, number: int, key: str) -> HttpResponse:
    seat = running_seat(request, campaign)

    def deed(found: Motion) -> str:
        reason = request.POST.get("reason", "")
        withdraw_motion(motion=found, seen_version=_version(request), reason=reason, by=seat.user)
        return _("Đã rút nội dung khỏi chương trình.")

    return _done(request, seat, number, key, deed)


def _version(request: HttpRequest) -> int:
    """What is not a number was not shown by our page and fits no version."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _done(request: HttpRequest, seat: Seat, number: int, key: str, deed: Callable[[Motion], str]) -> HttpResponse:
    """Back to the motion with what was done, or the page again with why not, keeping what was typed."""
    found = motion_of(seat, number, key)
    try:
        said = deed(found)
    except Refusal as refusal:
        return _page(request, seat, motion_of(seat, number, key), refusal)
    messages.success(request, said)
    return redirect("portal:council-motion", seat.campaign.code, number, key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    seat = seat_in(request, campaign)
    meeting, refusal = meeting_of(seat, number), None
    form = AddForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_motion(meeting=meeting, proposal=_proposal(seat, form.cleaned_data), by=seat.user)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã đưa vào chương trình."))
            return redirect("portal:council-motion", seat.campaign.code, number, made.key)
    context = {"campaign": seat.campaign, "seat": seat, "meeting": meeting, "form": form, "refusal": refusal}
    return render(request, "portal/council/add.html", context, status=refusal.status if refusal else 200)


def _proposal(seat: Seat, given: dict[str, str]) -> Proposal:
    who = Participant.objects.appraised_by(seat.user).filter(campaign=seat.campaign, code=given["agency"]).first()
    if who is None:
        raise Invalid(_("Không có cơ quan mã “%(code)s”.") % {"code": given["agency"]})
    leaf = Criterion.objects.filter(annex=who.annex_id, code=given["criterion"]).exclude(kind="group").first()
    if leaf is None:
        raise Invalid(_("Cơ quan này không có tiêu chí mã “%(code)s”.") % {"code": given["criterion"]})
    return Proposal(
        kind=MotionKind(given["kind"]),
        participant=who,
        criterion=leaf,
        argument=given["argument"],
        points=given["points"],
    )
