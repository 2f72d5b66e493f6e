"""The letter of one agency with what it adds to each leaf; and how far all agencies are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet

from scoring.enums import Phase, Stage, SupplementState
from scoring.models import Campaign, EvidenceLink, Participant, Receipt, Supplement, SupplementItem
from scoring.selectors.submissions.answer_fields import Edit, edit_from
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.sheet import is_sound
from scoring.selectors.supplements.deadlines import deadline_of


def edit_of_item(item: SupplementItem) -> Edit:
    return edit_from(item.edits)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One leaf: figures in words, what was added to it, the new documents."""

    item: SupplementItem
    links: tuple[EvidenceLink, ...]

    @property
    def code(self) -> str:
        return self.item.criterion.code

    @property
    def claimed(self) -> str:
        return points_text(self.item.claimed)

    @property
    def granted(self) -> str:
        return points_text(self.item.granted)

    @property
    def maximum(self) -> str:
        return points_text(self.item.criterion.max_points)

    @property
    def is_added_to(self) -> bool:
        return bool(self.item.explanation.strip()) or any(is_sound(link) for link in self.links)


@dataclass(frozen=True, slots=True)
class Letter:
    """An agency's supplement with its leaves in the order of the annex."""

    supplement: Supplement
    lines: tuple[LetterLine, ...]

    @property
    def added(self) -> int:
        return sum(line.is_added_to for line in self.lines)

    @property
    def deadline(self) -> datetime | None:
        return deadline_of(self.supplement)

    @property
    def is_sent(self) -> bool:
        return self.supplement.state == SupplementState.SENT

    @property
    def is_window_open(self) -> bool:
        return self.supplement.campaign.phase == Phase.SUPPLEMENT

    def line(self, code: str) -> LetterLine | None:
        return next((line for line in self.lines if line.code == code), None)

    def neighbours(self, line: LetterLine) -> tuple[LetterLine | None, LetterLine | None]:
        place = self.lines.index(line)
        before = self.lines[place - 1] if place else None
        return before, self.lines[place + 1] if place + 1 < len(self.lines) else None


def letter_of(supplement: Supplement) -> Letter:
    """Give the supplement with its campaign; two queries."""
    items = SupplementItem.objects.filter(supplement=supplement).select_related("criterion", "edited_by")
    links = _links(supplement.participant_id)
    lines = (LetterLine(item, links.get(item.criterion_id, ())) for item in items.order_by("criterion__position"))
    return Letter(supplement, tuple(lines))


def _links(participant: int) -> Mapping[int, tuple[EvidenceLink, ...]]:
    """Documents that came with the supplement, by leaf."""
    found: dict[int, tuple[EvidenceLink, ...]] = {}
    links = EvidenceLink.objects.filter(answer__submission__participant=participant, stage=Stage.SUPPLEMENT)
    for link in links.select_related("answer", "file__evidence").order_by("pk"):
        found[link.answer.criterion_id] = (*found.get(link.answer.criterion_id, ()), link)
    return found


def supplement_receipts_of(participant: Participant) -> QuerySet[Receipt]:
    """The newest first."""
    found = Receipt.objects.filter(submission__participant=participant, stage=Stage.SUPPLEMENT)
    return found.select_related("submitted_by", "ended_by").order_by("-pk")


def supplements_of(campaign: Campaign) -> QuerySet[Supplement]:
    """All letters of the campaign in the order of its agencies: leaves listed, leaves with a new explanation."""
    found = Supplement.objects.filter(campaign=campaign).select_related("participant__bloc")
    counted = found.annotate(leaves=Count("items"), written=Count("items", filter=~Q(items__explanation="")))
    return counted.order_by(F("participant__position"))


def points_text(points: Decimal | None) -> str:
    return "–" if points is None else speech().points(Fraction(points))


@dataclass(frozen=True, slots=True)
class WindowTally:
    """Letters of a campaign: how many agencies have one, have sent, have begun to write."""

    letters: int
    sent: int
    begun: int

    @property
    def left(self) -> int:
        return self.letters - self.sent


def tally_of(campaign: Campaign) -> WindowTally:
    """One query."""
    found = Supplement.objects.filter(campaign=campaign).aggregate(
        letters=Count("pk"),
        sent=Count("pk", filter=Q(state=SupplementState.SENT)),
        begun=Count("pk", filter=Q(state=SupplementState.OPEN, revision__gt=0)),
    )
    return WindowTally(**found)
