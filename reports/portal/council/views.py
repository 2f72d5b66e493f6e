"""The council's meetings and their agendas."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from appraisal.enums import MeetingKind
from appraisal.selectors.council.motions import COUNCIL_ROLES, meetings_of
from appraisal.services.council.agenda import ClassChange, build_agenda
from appraisal.services.council.meetings import open_meeting
from pari.accounts.models import User
from reports.models import AgencyResult
from reports.portal.council.access import meeting_of, refuse_narrow, running_seat, seat_in
from reports.portal.council.page import Agenda, Wanted
from reports.portal.modifier_words import modifier_sentences
from reports.selectors.freshness import freshness_of
from reports.services.runs import request_run
from scoring.models import Campaign
from scoring.portal.access import signed_in
from scoring.selectors.campaigns.policies import modifiers_of


@login_required
@require_safe
def council(request: HttpRequest) -> HttpResponse:
    """The campaigns in whose council this person sits, or which she runs."""
    user = signed_in(request)
    if not (user.is_superuser or any(item.role in COUNCIL_ROLES for item in user.current_memberships)):
        raise PermissionDenied
    held = Count("meetings", filter=Q(meetings__kind=MeetingKind.COUNCIL))
    campaigns = _campaigns(user).annotate(councils=held).select_related("authority").order_by("-year", "code")
    return render(request, "portal/council/campaigns.html", {"campaigns": campaigns})


def _campaigns(user: User) -> Any:
    if user.is_superuser:
        return Campaign.objects.all()
    held = {item.authority_id for item in user.current_memberships if item.role in COUNCIL_ROLES}
    return Campaign.objects.worked_on_by(user).filter(authority__in=held)


@login_required
@require_safe
def meetings(request: HttpRequest, campaign: str) -> HttpResponse:
    seat = seat_in(request, campaign)
    held = meetings_of(seat.campaign).annotate(there=Count("attendance"))
    context = {"campaign": seat.campaign, "seat": seat, "meetings": held}
    return render(request, "portal/council/meetings.html", context)


@login_required
@require_POST
def open_next(request: HttpRequest, campaign: str) -> HttpResponse:
    seat = running_seat(request, campaign)
    meeting = open_meeting(campaign=seat.campaign, by=seat.user)
    messages.success(request, _("Đã mở phiên họp thứ %(number)d.") % {"number": meeting.number})
    return redirect("portal:council-attendance", seat.campaign.code, meeting.number)


@login_required
@require_safe
def agenda(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    seat = seat_in(request, campaign)
    page = Agenda(seat, meeting_of(seat, number), Wanted.of(request.GET), request.GET.get("trang", ""))
    context = {"campaign": seat.campaign, "seat": seat, "meeting": page.meeting, "page": page}
    template = "portal/council/live.html" if wants_fragment(request) else "portal/council/agenda.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    htmx = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


@login_required
@require_POST
def build(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """From the data, with the classes that the last run's modifiers changed."""
    seat = running_seat(request, campaign)
    meeting = meeting_of(seat, number)
    refuse_narrow(seat)
    new = build_agenda(meeting=meeting, by=seat.user, changes=_class_changes(seat.campaign))
    said = ngettext("Đã thêm %(new)d nội dung.", "Đã thêm %(new)d nội dung.", new) % {"new": new}
    messages.success(request, said if new else _("Chương trình đã đủ, không có nội dung mới."))
    return redirect("portal:council-agenda", seat.campaign.code, number)


def _class_changes(campaign: Campaign) -> list[ClassChange]:
    """In the first language: the agenda keeps the words, and the minutes quote them."""
    run = freshness_of(campaign).run
    if run is None:
        return []
    modifiers = modifiers_of(campaign)
    changed = AgencyResult.objects.filter(run=run).exclude(modifiers=[]).only("participant", "modifiers")
    with translation.override(settings.LANGUAGE_CODE):
        return [
            ClassChange(item.participant_id, "\n".join(modifier_sentences(item.modifiers, modifiers)))
            for item in changed.order_by("position")
        ]


@login_required
@require_POST
def compute(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """New results; those in force stay until they are there."""
    seat = running_seat(request, campaign)
    meeting = meeting_of(seat, number)
    refuse_narrow(seat)
    request_run(campaign=seat.campaign, by=seat.user)
    messages.info(request, _("Đang tính lại. Tải lại trang sau ít phút."))
    return redirect("portal:council-agenda", seat.campaign.code, meeting.number)
