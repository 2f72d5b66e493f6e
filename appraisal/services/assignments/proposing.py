"""The program proposes who marks what, for the whole campaign at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from appraisal.core.balancing import Given, Placed, Proposal, Unplaced, Why
from appraisal.enums import AssignmentOrigin
from appraisal.selectors.assignments.standing import assigned, given_in, proposal_of, standing_of
from appraisal.services.assignments.locking import locked_for_assigning
from appraisal.services.assignments.telling import tell_members
from appraisal.services.assignments.words import why_placed
from appraisal.services.assignments.writing import Turn, hand_out
from pari.accounts.models import User
from pari.audit.services import record
from scoring.models import Campaign


@dataclass(frozen=True, slots=True)
class Proposed:
    """Parts: `new` ones, those `moved` from who may not have them any more, those `kept`; who stayed without."""

    new: int
    moved: int
    kept: int
    across: int
    unplaced: Sequence[Unplaced]

    @property
    def written(self) -> int:
        return self.new + self.moved


def preview_proposal(*, campaign: Campaign) -> Proposed:
    """What proposing would do now; nothing is written."""
    given = given_in(campaign)
    return _summary(proposal_of(standing_of(campaign), given), given)


@transaction.atomic
def propose_assignments(*, campaign: Campaign, by: User | None) -> Proposed:
    """Assign every part that has nobody, or somebody who may not have it; all others stay with whom they are.

    Members who got work are told. Two at once: the second finds nothing left to do.
    """
    found = locked_for_assigning(campaign, by)
    standing, given = standing_of(found), given_in(found)
    proposal = proposal_of(standing, given)
    summary = _summary(proposal, given)
    changed = [item for item in proposal.placed if item.why is not Why.KEPT]
    if changed:
        hand_out(
            campaign=found,
            leaves=standing.leaves,
            turns=[_turn(item) for item in changed],
            existing=assigned(found) if summary.moved else {},
            origin=AssignmentOrigin.PROPOSED,
        )
        told = tell_members(
            campaign=found, team=standing.team, got=((item.member, item.part.leaves) for item in changed)
        )
        _log(found, summary, told, by)
    return summary


def _turn(item: Placed) -> Turn:
    return Turn((item.part.agency, item.part.specialty), item.member, item.is_cross, why_placed(item))


def _summary(proposal: Proposal, given: Iterable[Given]) -> Proposed:
    existing = {(item.agency, item.specialty) for item in given}
    changed = [item for item in proposal.placed if item.why is not Why.KEPT]
    moved = sum((item.part.agency, item.part.specialty) in existing for item in changed)
    return Proposed(
        new=len(changed) - moved,
        moved=moved,
        kept=len(proposal.placed) - len(changed),
        across=sum(item.is_cross for item in changed),
        unplaced=proposal.unplaced,
    )


def _log(campaign: Campaign, summary: Proposed, told: int, by: User | None) -> None:
    record(
        chain=campaign.code,
        verb="assignment.proposed",
        by=by,
        subject=f"campaign:{campaign.code}",
        details={
            "new": summary.new,
            "moved": summary.moved,
            "kept": summary.kept,
            "across": summary.across,
            "open": len(summary.unplaced),
            "told": told,
        },
    )
