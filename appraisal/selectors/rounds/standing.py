"""Where a round stands: what is looked at before it is closed (DESIGN §7)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db.models import Count, F, Sum

from appraisal.enums import CheckState, Round
from appraisal.models import Assignment, CrossCheck, Exemption, Mark
from appraisal.selectors.assignments.parts import MARKED_SOURCES
from scoring.enums import SubmissionState
from scoring.models import Campaign, Criterion
from scoring.selectors.campaigns.seen import token_of
from scoring.selectors.supplements.letters import WindowTally


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """One appraiser's leaves of the round, over all agencies."""

    name: str
    due: int
    done: int

    @property
    def left(self) -> int:
        return max(0, self.due - self.done)


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """`unassigned` counts parts of agencies' sheets (one specialty each) that nobody has to mark.

    `second_marks` wait for their second mark, `moderation` for one to be settled; `discussion` counts marks that are
    flagged, `exemptions` those that the council has still to decide.
    """

    round: Round
    members: tuple[MemberStanding, ...]
    unassigned: int
    second_marks: int
    moderation: int
    discussion: int
    exemptions: int
    unsubmitted: int

    @property
    def due(self) -> int:
        return sum(member.due for member in self.members)

    @property
    def done(self) -> int:
        return sum(member.done for member in self.members)

    @property
    def left(self) -> int:
        return sum(member.left for member in self.members)

    @property
    def is_ready(self) -> bool:
        """Nothing is left to do; the round may be closed all the same."""
        return not (self.left or self.unassigned or self.second_marks or self.moderation or self.discussion)

    @property
    def token(self) -> str:
        """Says which standing a person was shown when she closed the round."""
        return token_of(asdict(self))


def round_standing(campaign: Campaign, stage: Round) -> RoundStanding:
    """Seven queries, however many agencies there are; sums over all of them, so never for someone in conflict."""
    checks = _checks(campaign, stage)
    return RoundStanding(
        round=stage,
        members=_members(campaign, stage),
        unassigned=_unassigned(campaign) if stage is Round.FIRST else 0,
        second_marks=checks.get(CheckState.OPEN, 0),
        moderation=checks.get(CheckState.MODERATION, 0),
        discussion=Mark.objects.filter(campaign=campaign, round=stage, needs_discussion=True).count(),
        exemptions=Exemption.objects.filter(campaign=campaign, granted=False, decided_at=None).count(),
        unsubmitted=campaign.submissions.filter(state=SubmissionState.DRAFT).count(),
    )


def _members(campaign: Campaign, stage: Round) -> tuple[MemberStanding, ...]:
    rows = Assignment.objects.filter(campaign=campaign).order_by()
    summed = rows.values("appraiser").annotate(
        name=F("appraiser__full_name"),
        user=F("appraiser__username"),
        due=Sum(f"due{stage.value}"),
        done=Sum(f"done{stage.value}"),
    )
    found = (MemberStanding(row["name"] or row["user"], row["due"], row["done"]) for row in summed)
    return tuple(sorted(found, key=lambda member: (-member.left, member.name)))


def _checks(campaign: Campaign, stage: Round) -> dict[str, int]:
    rows = CrossCheck.objects.filter(campaign=campaign, round=stage).order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))


def _unassigned(campaign: Campaign) -> int:
    """Each agency has a part for each specialty of its annex."""
    leaves = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id, source__in=MARKED_SOURCES)
    parts = dict(leaves.order_by().values_list("annex").annotate(Count("specialty", distinct=True)))
    sizes = campaign.participants.order_by().values_list("annex").annotate(Count("pk"))
    wanted: int = sum(count * parts.get(annex, 0) for annex, count in sizes)
    return max(0, wanted - Assignment.objects.filter(campaign=campaign).count())


def window_token(tally: WindowTally) -> str:
    """Says which standing of the supplement window a person was shown when she closed it."""
    return token_of(asdict(tally))
