"""What the page of one motion shows: what was said of the leaf, who votes, what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from appraisal.core.voting import Tally
from appraisal.enums import Choice, MotionKind, MotionState
from appraisal.models import CrossCheck, Mark, Motion, Reply, Vote
from appraisal.selectors.council.members import council_of, present_at, recused_from, tally_of
from appraisal.selectors.verdicts import Verdict, verdict_of
from pari.accounts.models import User
from reports.portal.council.access import Seat
from scoring.core.numbers import plain
from scoring.selectors.submissions.claim_inputs import speech


@dataclass(frozen=True, slots=True)
class Seated:
    """A member at this motion; `vote` None is none yet, or none that may be."""

    member: User
    is_present: bool
    is_recused: bool
    vote: Vote | None

    @property
    def choice(self) -> str:
        return str(Choice(self.vote.choice).label) if self.vote else ""


@dataclass(frozen=True)
class MotionPage:
    seat: Seat
    motion: Motion

    choices = tuple(Choice)

    @property
    def is_open(self) -> bool:
        is_undecided = self.motion.state == MotionState.OPEN and self.motion.meeting.closed_at is None
        return is_undecided and self.seat.is_now

    @property
    def may_decide(self) -> bool:
        return self.is_open and self.seat.runs

    @property
    def may_amend(self) -> bool:
        return self.may_decide and self.motion.kind == MotionKind.POINTS

    @property
    def may_vote(self) -> bool:
        own = self.own
        return self.is_open and own is not None and own.is_present and not own.is_recused

    @property
    def has_preview(self) -> bool:
        """Of what is decided there is no before and after any more."""
        return self.is_open and self.motion.criterion_id is not None

    @property
    def points(self) -> str:
        """The proposal as forms send it back."""
        return "" if self.motion.points is None else plain(self.motion.points)

    @cached_property
    def own(self) -> Seated | None:
        """The reader's own seat."""
        return next((item for item in self.members if item.member.pk == self.seat.user.pk), None)

    @cached_property
    def members(self) -> list[Seated]:
        present, recused = present_at(self.motion.meeting_id), self._recused
        votes = {vote.member_id: vote for vote in self.motion.votes.all()}
        return [
            Seated(person, person.pk in present, person.pk in recused, votes.get(person.pk)) for person in self._people
        ]

    @cached_property
    def tally(self) -> Tally:
        return tally_of(self.motion, [person.pk for person in self._people], self._recused)

    @cached_property
    def verdict(self) -> Verdict | None:
        who, leaf = self.motion.participant, self.motion.criterion
        return verdict_of(who, leaf, speech()) if who and leaf else None

    @cached_property
    def marks(self) -> list[Mark]:
        return list(Mark.objects.filter(**self._leaf).select_related("marked_by").order_by("round"))

    @cached_property
    def checks(self) -> list[tuple[CrossCheck, str]]:
        """Second marks with their points as they are read, once both are in."""
        compared = CrossCheck.objects.filter(**self._leaf).exclude(second_points="").order_by("round")
        return [(item, speech().points(Fraction(item.second_points))) for item in compared]

    @cached_property
    def reply(self) -> Reply | None:
        return Reply.objects.filter(**self._leaf).first()

    @cached_property
    def proposals(self) -> list[Decimal]:
        """Figures at hand: what the marks and the agency said, as far as they are plain numbers."""
        maximum = self.motion.criterion.max_points if self.motion.criterion else None
        found = {mark.points for mark in self.marks if mark.points is not None}
        return sorted(found | ({maximum} if maximum is not None else set()))

    @cached_property
    def _people(self) -> list[User]:
        return list(council_of(self.seat.campaign))

    @cached_property
    def _recused(self) -> frozenset[int]:
        return recused_from(self.motion, [person.pk for person in self._people])

    @property
    def _leaf(self) -> dict[str, int]:
        """Where rows about the motion's leaf are; none are about a motion that names no leaf."""
        return {"participant": self.motion.participant_id or 0, "criterion": self.motion.criterion_id or 0}
