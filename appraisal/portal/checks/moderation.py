"""Two marks that differ, side by side with their reasons, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from appraisal.enums import CheckState, Round
from appraisal.models import CrossCheck, Mark
from appraisal.portal.checks.access import campaign_led, round_of
from appraisal.portal.checks.entry_form import (
    form_context,
    leaf_context,
    said_lines,
    sent,
    stored,
    version_in,
)
from appraisal.selectors.checks.overview import checks_in, first_said
from appraisal.selectors.marks.rounds import PHASES
from appraisal.services.checks.comparing import points_of
from appraisal.services.checks.moderating import moderate
from appraisal.services.marks.saving import MarkEntry
from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.core.numbers import exact
from scoring.models import Campaign
from scoring.portal.access import signed_in
from scoring.selectors.submissions.claim_inputs import speech

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two marks as the decision sees it."""

    title: str
    name: str
    points: str
    lines: tuple[str, ...]
    reason: str
    note: str


@login_required
@require_safe
def listed(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_led(request, campaign)
    round = round_of(found)
    rows = checks_in(found, round, state=CheckState.MODERATION)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "campaign": found,
        "round": round,
        "page": page,
        "rows": [_row(check) for check in page.object_list],
        "tolerance": speech().percent(exact(found.cross_check_tolerance)),
    }
    return render(request, "appraisal/checks/moderation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    found = campaign_led(request, campaign)
    compared = CrossCheck.objects.filter(campaign=found).exclude(state__in=[CheckState.OPEN, CheckState.AGREED])
    joined = compared.select_related("participant__annex", "criterion", "appraiser", "first_appraiser", "settled_by")
    check = get_object_or_404(joined, pk=pk)
    mark = Mark.objects.get(participant=check.participant_id, criterion=check.criterion_id, round=check.round)
    if request.method == "POST":
        return _save(request, found, check, mark)
    entry = stored(check.criterion, mark) if check.state == CheckState.SETTLED else MarkEntry()
    return _page(request, found, check, mark, entry)


def _save(request: HttpRequest, campaign: Campaign, check: CrossCheck, mark: Mark) -> HttpResponse:
    entry = sent(request.POST, check.criterion)
    try:
        moderate(check=check.pk, entry=entry, seen_version=version_in(request.POST), by=signed_in(request))
    except Refusal as refusal:
        check.refresh_from_db()
        mark.refresh_from_db()
        return _page(request, campaign, check, mark, entry, refusal=refusal)
    words = {"code": check.criterion.code, "agency": check.participant.name}
    messages.success(request, _("Đã thống nhất điểm tiêu chí %(code)s của %(agency)s.") % words)
    return redirect("appraisal:check-moderation", campaign.code)


def _page(
    request: HttpRequest,
    campaign: Campaign,
    check: CrossCheck,
    mark: Mark,
    entry: MarkEntry,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    is_open = check.state == CheckState.MODERATION and campaign.phase == PHASES[Round(check.round)]
    context = {
        "campaign": campaign,
        "check": check,
        "mark": mark,
        "sides": _sides(check),
        "is_open": is_open,
        "refusal": refusal,
        **leaf_context(check.participant, check.criterion),
        **form_context(check.criterion, entry),
    }
    return render(request, "appraisal/checks/decide.html", context, status=refusal.status if refusal else 200)


def _row(check: CrossCheck) -> dict[str, Any]:
    return {"check": check, "first": _shown(check.first_points), "second": _shown(check.second_points)}


def _sides(check: CrossCheck) -> tuple[Side, Side]:
    first = first_said(check)
    return (
        _side(_("Người chấm thứ nhất"), check.first_appraiser, check.first_points, check, first),
        _side(_("Người chấm chéo"), check.appraiser, check.second_points, check, check),
    )


def _side(title: str, person: User | None, points: str, check: CrossCheck, stage: Mark | CrossCheck) -> Side:
    return Side(
        title=title,
        name=str(person or ""),
        points=_shown(points),
        lines=said_lines(check.criterion, stage),
        reason=stage.get_reason_code_display() if stage.reason_code else "",
        note=stage.note,
    )


def _shown(points: str) -> str:
    found = points_of(points)
    return _("không phát sinh") if found is None else speech().points(found)
