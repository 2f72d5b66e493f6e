"""What a campaign's data put on the agenda: contested leaves, exemptions, bonus and penalty above the bound (DESIGN §7).

A fixed number of queries for a whole campaign. A leaf with several reasons is one item that names them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from appraisal.enums import Basis, CheckState, MotionKind, MotionOrigin, Round
from appraisal.models import CrossCheck, Exemption, Mark, Reply
from appraisal.selectors.council.extras import extra_credits
from scoring.enums import Kind
from scoring.models import Answer, Campaign

ORDER = {origin: place for place, origin in enumerate(MotionOrigin)}


@dataclass(slots=True)
class Item:
    """What is proposed about one leaf of one agency, and why; `points` None leaves the figure to the meeting."""

    participant: int
    criterion: int
    kind: MotionKind
    origin: MotionOrigin
    points: Decimal | None = None
    reasons: list[str] = field(default_factory=list)


Place = tuple[MotionKind, int, int]


def items_of(campaign: Campaign) -> list[Item]:
    """By kind, agency and leaf, each once, in the order of origins."""
    found: dict[Place, Item] = {}
    for item in _all(campaign):
        place = (item.kind, item.participant, item.criterion)
        first = found.setdefault(place, item)
        if first is not item:
            first.reasons += item.reasons
            first.points = item.points if first.points is None else first.points
    return sorted(found.values(), key=lambda item: ORDER[item.origin])


def _all(campaign: Campaign) -> Iterator[Item]:
    yield from _replies(campaign)
    yield from _flagged(campaign)
    yield from _checked(campaign)
    yield from _exemptions(campaign)
    yield from _extras(campaign)


def _contested(participant: int, criterion: int, reason: str, points: Decimal | None = None) -> Item:
    return Item(participant, criterion, MotionKind.POINTS, MotionOrigin.CONTESTED, points, [reason])


def _replies(campaign: Campaign) -> Iterator[Item]:
    """The agency wants what it claimed."""
    claims = Answer.objects.filter(submission__participant=OuterRef("participant"), criterion=OuterRef("criterion"))
    replies = (
        Reply.objects.filter(campaign=campaign)
        .exclude(text="")
        .annotate(claimed=Subquery(claims.values("points")[:1]), by_rule=Subquery(claims.values("scored")[:1]))
    )
    for who, leaf, claimed, by_rule in replies.values_list("participant", "criterion", "claimed", "by_rule"):
        yield _contested(who, leaf, _("Cơ quan có ý kiến về điểm thẩm định."), _claim(claimed, by_rule))


def _claim(points: Decimal | str | None, by_rule: str | None) -> Decimal | None:
    if by_rule is not None:
        try:
            return as_decimal(Fraction(by_rule))
        except ValueError:
            return None
    return None if points is None else Decimal(points)


def as_decimal(value: Fraction) -> Decimal | None:
    """The decimal that is exactly this number; None where there is none."""
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return found if Fraction(found) == value else None


def _flagged(campaign: Campaign) -> Iterator[Item]:
    """Marks that want discussion, unless round 2 marked them without it; and the team's corrections."""
    later = Mark.objects.filter(
        participant=OuterRef("participant"), criterion=OuterRef("criterion"), round=Round.SECOND
    )
    wanted = Q(needs_discussion=True) & (Q(round=Round.SECOND) | ~Exists(later))
    corrected = Q(round=Round.SECOND, basis=Basis.CORRECTION)
    marks: QuerySet[Mark] = Mark.objects.filter(wanted | corrected, campaign=campaign)
    rows = marks.values_list("participant", "criterion", "needs_discussion", "round", "basis")
    for who, leaf, discuss, stage, basis in rows:
        if discuss:
            yield _contested(who, leaf, _("Tổ thẩm định đánh dấu cần thảo luận."))
        if stage == Round.SECOND and basis == Basis.CORRECTION:
            yield _contested(who, leaf, _("Tổ thẩm định đính chính điểm ở lần 2."))


def _checked(campaign: Campaign) -> Iterator[Item]:
    """Second marks that differed, settled or not."""
    states = (CheckState.MODERATION, CheckState.SETTLED)
    checks = CrossCheck.objects.filter(campaign=campaign, state__in=states)
    for who, leaf, state in checks.exclude(first_points=F("second_points")).values_list(
        "participant", "criterion", "state"
    ):
        settled = state == CheckState.SETTLED
        reason = _("Hai người chấm khác điểm, đã thống nhất.") if settled else _("Hai người chấm khác điểm.")
        yield _contested(who, leaf, reason)


def _exemptions(campaign: Campaign) -> Iterator[Item]:
    asked = Exemption.objects.filter(campaign=campaign, granted=False, decided_at=None)
    for who, leaf, reason in asked.values_list("participant", "criterion", "reason"):
        yield Item(who, leaf, MotionKind.EXEMPTION, MotionOrigin.EXEMPTION, None, [reason])


def _extras(campaign: Campaign) -> Iterator[Item]:
    """Bonus and penalty that come to the campaign's bound; proposed as they are credited."""
    bound = Fraction(campaign.council_bound)
    for item in extra_credits(campaign):
        if item.points >= bound:
            is_bonus = item.kind == Kind.BONUS
            origin = MotionOrigin.BONUS if is_bonus else MotionOrigin.PENALTY
            reason = _("Điểm thưởng từ mức phải qua Hội đồng.") if is_bonus else _("Điểm trừ từ mức phải qua Hội đồng.")
            points = as_decimal(item.points)
            yield Item(item.participant, item.criterion, MotionKind.POINTS, origin, points, [reason])
