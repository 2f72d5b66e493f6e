"""Who may open the pages of marking: an appraiser, what is assigned to her, never what she has a conflict with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from appraisal.enums import CheckState
from appraisal.models import CrossCheck
from appraisal.selectors.marks.assigned import assigned_to, marked_leaves
from appraisal.selectors.marks.queues import Queue, agency_queue, criterion_queue
from appraisal.selectors.marks.selection import Selection
from pari.accounts.enums import RUNNING_ROLES, Role
from scoring.models import Annex, Campaign, Criterion, Participant
from scoring.portal.access import campaign_of_team, signed_in

APPRAISER = frozenset({Role.APPRAISER})


def campaign_of_appraiser(request: HttpRequest, code: str) -> Campaign:
    return campaign_of_team(request, code, APPRAISER)


def queue_of_criterion(
    request: HttpRequest, campaign: str, annex: str, criterion: str, selection: Selection | None = None
) -> Queue:
    """The leaf across her agencies; nothing where none of them is hers."""
    found = campaign_of_appraiser(request, campaign)
    of = Annex.objects.filter(criteria_set=found.criteria_set_id, code=annex).values("pk")
    leaf = get_object_or_404(marked_leaves(of), code=criterion)
    queue = criterion_queue(campaign=found, criterion=leaf, user=signed_in(request), selection=selection)
    if not queue.everything:
        raise Http404
    return queue


def queue_of_agency(request: HttpRequest, campaign: str, agency: str, selection: Selection | None = None) -> Queue:
    """Her leaves of the agency; nothing where none of them is hers."""
    found = campaign_of_appraiser(request, campaign)
    participant = agency_of(request, found, agency)
    queue = agency_queue(participant=participant, user=signed_in(request), selection=selection)
    if not queue.everything:
        raise Http404
    return queue


def agency_of(request: HttpRequest, campaign: Campaign, agency: str) -> Participant:
    """One of those of which something is assigned to her."""
    hers = assigned_to(signed_in(request), campaign).values("participant")
    joined = Participant.objects.filter(pk__in=hers).select_related("campaign", "bloc", "annex")
    return get_object_or_404(joined, code=agency)


def leaf_of_hers(request: HttpRequest, campaign: str, agency: str, criterion: str) -> tuple[Participant, Criterion]:
    """A leaf of an agency that is hers to mark."""
    found = campaign_of_appraiser(request, campaign)
    participant = agency_of(request, found, agency)
    specialties = assigned_to(signed_in(request), found).filter(participant=participant).values("specialty")
    leaves = marked_leaves([participant.annex_id]).filter(specialty__in=specialties)
    return participant, get_object_or_404(leaves, code=criterion)


def leaf_looked_at(request: HttpRequest, campaign: str, agency: str, criterion: str) -> tuple[Participant, Criterion]:
    """A leaf whose marks she may look through: hers to mark, or of a campaign that she runs.

    Not while she is to mark it a second time: that mark is blind.
    """
    found, user = campaign_of_team(request, campaign, APPRAISER | RUNNING_ROLES), signed_in(request)
    if not user.has_role(RUNNING_ROLES, authority=found.authority_id):
        return leaf_of_hers(request, campaign, agency, criterion)
    seen = Participant.objects.appraised_by(user).filter(campaign=found)
    participant = get_object_or_404(seen.select_related("campaign", "annex"), code=agency)
    blind = CrossCheck.objects.filter(
        participant=participant, criterion__code=criterion, appraiser=user, state=CheckState.OPEN
    )
    if blind.exists():
        raise PermissionDenied
    return participant, get_object_or_404(marked_leaves([participant.annex_id]), code=criterion)
