"""Who comes into the council's pages: those who run the campaign and the members; what of it each may see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from appraisal.models import Meeting, Motion
from appraisal.selectors.council.motions import COUNCIL_ROLES, meetings_of, motions_seen_by
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import User
from pari.refusals import NotAllowed
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in
from scoring.selectors.campaigns.impartiality import is_partial


@dataclass(frozen=True)
class Seat:
    """A person in the council of one campaign."""

    user: User
    campaign: Campaign

    @cached_property
    def runs(self) -> bool:
        return self.user.has_role(RUNNING_ROLES, authority=self.campaign.authority_id)

    @cached_property
    def is_member(self) -> bool:
        held = self.user.current_memberships
        return any(item.role == Role.COUNCIL and item.authority_id == self.campaign.authority_id for item in held)

    @cached_property
    def is_narrow(self) -> bool:
        """She belongs to an agency that is assessed: before the publication nothing that sums over all is for her."""
        return self.campaign.phase not in PUBLIC_PHASES and is_partial(self.campaign, self.user)

    @property
    def is_now(self) -> bool:
        return self.campaign.phase == Phase.COUNCIL

    @property
    def may_run(self) -> bool:
        return self.runs and self.is_now

    @property
    def may_run_all(self) -> bool:
        """Deeds that depend on the marks of every agency."""
        return self.may_run and not self.is_narrow


def seat_in(request: HttpRequest, campaign: str) -> Seat:
    return Seat(signed_in(request), campaign_of_team(request, campaign, COUNCIL_ROLES))


def running_seat(request: HttpRequest, campaign: str) -> Seat:
    return Seat(signed_in(request), campaign_of_team(request, campaign, RUNNING_ROLES))


def meeting_of(seat: Seat, number: int) -> Meeting:
    found = meetings_of(seat.campaign).filter(number=number).first()
    if found is None:
        raise Http404
    found.campaign = seat.campaign
    return found


def motion_of(seat: Seat, number: int, key: str) -> Motion:
    """One that this person may know of; any other is not there."""
    motions = motions_seen_by(seat.user, seat.campaign).filter(meeting__number=number, key=key)
    found = motions.select_related(
        "meeting", "participant__bloc", "participant__annex", "criterion", "decided_by"
    ).first()
    if found is None:
        raise Http404
    found.campaign = seat.campaign
    if found.participant is not None:
        found.participant.campaign = seat.campaign
    return found


def refuse_narrow(seat: Seat) -> None:
    if seat.is_narrow:
        raise NotAllowed(
            _("Bạn thuộc một cơ quan được đánh giá trong kỳ này, nên không xem được số liệu tổng hợp mọi cơ quan."),
            _("Số liệu tổng hợp sẽ xem được sau khi công bố."),
        )
