"""Setting a campaign up: the list, a new one, its page, its calendar, extensions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pari.refusals import Overtaken, Refusal
from pari.ui.dates import deadline_text
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Campaign, Participant
from scoring.portal.access import signed_in
from scoring.portal.setup.forms import CalendarForm, CampaignForm, ExtensionForm, run_authorities
from scoring.portal.setup.page import buttons_of, context_of, rail_of, run_campaign
from scoring.selectors.campaigns.calendar import Calendar, calendar_of
from scoring.selectors.campaigns.preflight import preflight
from scoring.services.campaigns.calendar import set_calendar
from scoring.services.campaigns.copying import copy_participants
from scoring.services.campaigns.creating import NewCampaign, create_campaign
from scoring.services.campaigns.extensions import EXTENDED, Grant, grant_extension


@login_required
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not run_authorities(user).exists():
        raise PermissionDenied
    found = Campaign.objects.run_by(user).select_related("authority", "criteria_set")
    counted = found.annotate(agencies=Count("participants")).order_by("-year", "code")
    return render(request, "scoring/setup/campaigns.html", {"campaigns": counted})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not run_authorities(user).exists():
        raise PermissionDenied
    form = CampaignForm(request.POST or None, user=user)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("scoring:campaign", _created(request, form).code)
        except Refusal as refused:
            refusal = refused
    return render(request, "scoring/setup/create.html", {"form": form, "refusal": refusal})


def _created(request: HttpRequest, form: CampaignForm) -> Campaign:
    given, user = form.cleaned_data, signed_in(request)
    earlier = given["policies_of"]
    new = NewCampaign(code=given["code"], name=given["name"], year=given["year"])
    made = create_campaign(
        authority=given["authority"], criteria_set=given["criteria_set"], new=new, by=user, policies_of=earlier
    )
    messages.success(request, _("Đã tạo kỳ đánh giá."))
    if earlier:
        copied = copy_participants(campaign=made, source=earlier, by=user)
        messages.info(request, _("Đã lấy lại %(added)d cơ quan tham gia.") % {"added": copied.added})
    return made


@login_required
@require_safe
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    found = run_campaign(request, campaign)
    is_setup = found.phase == Phase.SETUP
    more = {
        "rail": rail_of(found),
        "buttons": buttons_of(found),
        "calendar": calendar_of(found),
        "agencies": found.participants.count(),
        "blocs": found.blocs.count(),
        "check": preflight(found) if is_setup else None,
        "extended": found.extensions.values("participant").distinct().count(),
    }
    return render(request, "scoring/setup/campaign.html", context_of(found, "campaign", **more))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, campaign: str) -> HttpResponse:
    found = run_campaign(request, campaign)
    form = CalendarForm(request.POST or None, shown=calendar_of(found))
    refusal = None
    if request.method == "POST" and form.is_valid():
        wanted = form.calendar()
        try:
            stored = set_calendar(campaign=found, wanted=wanted, seen=form.cleaned_data["seen"], by=signed_in(request))
        except Refusal as refused:
            refusal = refused
            found.refresh_from_db()
            form = CalendarForm(_seen_anew(request, calendar_of(found).token), shown=calendar_of(found))
        else:
            _say_saved(request, wanted, stored)
            return redirect("scoring:calendar", found.code)
    more = {
        "form": form,
        "refusal": refusal,
        "current": calendar_of(found).deadlines.items() if isinstance(refusal, Overtaken) else (),
        "is_closed": found.phase in PUBLIC_PHASES,
    }
    status = refusal.status if refusal else 200
    return render(request, "scoring/setup/calendar.html", context_of(found, "calendar", **more), status=status)


def _seen_anew(request: HttpRequest, seen: object) -> QueryDict:
    """All that was typed, with what the page shows now: the next try is made knowing it."""
    given = request.POST.copy()
    given["seen"] = str(seen)
    return given


def _say_saved(request: HttpRequest, wanted: Calendar, stored: Calendar) -> None:
    messages.success(request, _("Đã lưu lịch."))
    for phase, deadline in stored.deadlines.items():
        if deadline is not None and deadline != wanted.deadlines[phase]:
            words = {"phase": phase.label, "deadline": deadline_text(deadline)}
            messages.info(request, _("Hạn “%(phase)s” rơi vào ngày nghỉ nên được chuyển sang %(deadline)s.") % words)


@login_required
@require_safe
def extensions(request: HttpRequest, campaign: str) -> HttpResponse:
    """All extensions of the campaign, the newest first."""
    found = run_campaign(request, campaign)
    granted = found.extensions.select_related("participant", "granted_by")
    return render(request, "scoring/setup/extensions.html", context_of(found, "extensions", extensions=granted))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    found = run_campaign(request, campaign)
    participant = found.participants.select_related("submission", "bloc").filter(code=agency).first()
    if participant is None:
        raise Http404
    phase = EXTENDED.get(found.phase, Phase.SELF)
    given = participant.extensions.filter(phase=phase).select_related("granted_by")
    granted = list(given)
    form = ExtensionForm(request.POST or None, initial={"seen": len(granted)})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            _grant(request, participant, form)
        except Refusal as refused:
            refusal = refused
            granted = list(given.all())
            form = ExtensionForm(_seen_anew(request, len(granted)))
        else:
            return redirect("scoring:extensions", found.code)
    more = {
        "form": form,
        "refusal": refusal,
        "participant": participant,
        "extensions": granted,
        "may_extend": found.phase in EXTENDED,
        "common": calendar_of(found).deadlines[phase],
    }
    status = refusal.status if refusal else 200
    return render(request, "scoring/setup/extension.html", context_of(found, "extensions", **more), status=status)


def _grant(request: HttpRequest, participant: Participant, form: ExtensionForm) -> None:
    given = form.cleaned_data
    grant = Grant(
        until=given["until"],
        document_number=given["document_number"],
        document_date=given["document_date"],
        reason=given["reason"],
    )
    made = grant_extension(participant=participant, grant=grant, seen=given["seen"], by=signed_in(request))
    words = {"agency": participant.name, "deadline": deadline_text(made.until)}
    messages.success(request, _("Đã gia hạn cho %(agency)s đến %(deadline)s và báo cho đơn vị.") % words)
    if made.until != grant.until:
        messages.info(request, _("Hạn rơi vào ngày nghỉ nên được chuyển sang ngày làm việc kế tiếp."))
