"""“Propose the assignments”: what it would do, a yes, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appraisal.core.balancing import Gap, Part, Unplaced
from appraisal.selectors.assignments.parts import label_of
from appraisal.services.assignments.locking import ASSIGNING_PHASES
from appraisal.services.assignments.proposing import Proposed, preview_proposal, propose_assignments
from appraisal.services.assignments.words import why_open
from pari.accounts.enums import RUNNING_ROLES
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in

#: Agencies that a line names; it counts all of them.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Parts of one specialty that stay open for one reason; `more` agencies beside those named."""

    specialty: str
    why: str
    agencies: Sequence[str]
    more: int
    leaves: int


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, campaign: str) -> HttpResponse:
    """Shown first, done after a yes; where parts stay open, the result is the list of them."""
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    if request.method != "POST":
        return _page(request, found, preview_proposal(campaign=found), is_done=False)
    done = propose_assignments(campaign=found, by=signed_in(request))
    if done.unplaced:
        return _page(request, found, done, is_done=True)
    words = {"new": done.new, "moved": done.moved, "kept": done.kept}
    messages.success(
        request,
        _("Đã phân công %(new)d phần việc mới, chuyển %(moved)d phần, giữ nguyên %(kept)d phần.") % words,
    )
    return redirect("appraisal:assignments", found.code)


def _page(request: HttpRequest, campaign: Campaign, proposed: Proposed, *, is_done: bool) -> HttpResponse:
    context = {
        "campaign": campaign,
        "tab": "grid",
        "proposed": proposed,
        "unplaced": _lines(campaign, proposed.unplaced),
        "is_done": is_done,
        "is_open": campaign.phase in ASSIGNING_PHASES,
    }
    return render(request, "appraisal/assignments/proposal.html", context)


def _lines(campaign: Campaign, unplaced: Sequence[Unplaced]) -> list[OpenLine]:
    groups: dict[tuple[str, Gap], list[Part]] = {}
    for item in unplaced:
        groups.setdefault((item.part.specialty, item.why), []).append(item.part)
    named = {part.agency for parts in groups.values() for part in parts[:MOST_NAMED]}
    names = dict(campaign.participants.filter(pk__in=named).values_list("pk", "name"))
    return [
        OpenLine(
            label_of(specialty),
            why_open(why),
            [names[part.agency] for part in parts[:MOST_NAMED]],
            max(0, len(parts) - MOST_NAMED),
            sum(part.leaves for part in parts),
        )
        for (specialty, why), parts in groups.items()
    ]
