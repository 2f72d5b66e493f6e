"""The sheet of members × specialties, with why a member may not mark some agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appraisal.portal.assignments.page import whole
from appraisal.selectors.assignments.grid import loads_of
from appraisal.selectors.assignments.parts import label_of
from appraisal.selectors.assignments.standing import Standing, standing_of
from appraisal.selectors.assignments.team import expertise_token
from appraisal.services.assignments.expertise import set_expertise
from appraisal.services.assignments.locking import ASSIGNING_PHASES
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in

#: A member of a parent of thousands is not told each of them here.
MOST_TIES = 5


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    value: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`ties` are agencies with the reason, the first of them; `more` how many others there are."""

    member: User
    ticks: Sequence[Tick]
    parts: int
    leaves: int
    ties: Sequence[tuple[str, str]]
    more: int


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, campaign: str) -> HttpResponse:
    found, refusal = campaign_of_team(request, campaign, RUNNING_ROLES), None
    if request.method == "POST":
        wanted = _wanted(request.POST)
        try:
            changed = set_expertise(
                campaign=found, wanted=wanted, seen=request.POST.get("thay", ""), by=signed_in(request)
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu chuyên môn của %(count)d thành viên.") % {"count": changed})
            return redirect("appraisal:assignments-members", found.code)
    return _page(request, found, refusal)


def _wanted(given: QueryDict) -> dict[int, set[str]]:
    """By member; a tick's value is `person:specialty`."""
    wanted: dict[int, set[str]] = {whole(text): set() for text in given.getlist("nguoi")}
    for value in given.getlist("phu-trach"):
        person, _colon, specialty = value.partition(":")
        wanted.setdefault(whole(person), set()).add(specialty)
    return wanted


def _page(request: HttpRequest, campaign: Campaign, refusal: Refusal | None) -> HttpResponse:
    standing = standing_of(campaign)
    experts = [
        (label_of(name), sum(name in known for known in standing.team.specialties.values()))
        for name in standing.leaves.specialties
    ]
    context = {
        "campaign": campaign,
        "tab": "members",
        "rows": _rows(standing),
        "experts": experts,
        "token": expertise_token(standing.team),
        "is_open": campaign.phase in ASSIGNING_PHASES,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "appraisal/assignments/members.html", context, status=status)


def _rows(standing: Standing) -> list[MemberRow]:
    names = _names(standing)
    rows = []
    for load in loads_of(standing):
        if load.has_left:
            continue
        person = load.member.pk
        known = standing.team.specialties.get(person, frozenset())
        ticks = [Tick(label_of(name), f"{person}:{name}", name in known) for name in standing.leaves.specialties]
        ties = sorted((names[agency], tie.words) for agency, tie in standing.team.conflicts.of(person).items())
        rows.append(
            MemberRow(load.member, ticks, load.parts, load.leaves, ties[:MOST_TIES], max(0, len(ties) - MOST_TIES))
        )
    return rows


def _names(standing: Standing) -> Mapping[int, str]:
    """Of the agencies that somebody of the team has a conflict with."""
    keys = {agency for person in standing.team.people for agency in standing.team.conflicts.of(person)}
    return dict(standing.campaign.participants.filter(pk__in=keys).values_list("pk", "name"))
