"""Read meetings, letters and decisions into facts: a constant number of queries for each paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, QuerySet

from appraisal.core.voting import read_share
from appraisal.enums import Choice, MotionKind, MotionState
from appraisal.models import Attendance, Exemption, Meeting, Motion, Vote
from pari.accounts.enums import Role
from pari.accounts.models import Membership
from pari.ui.dates import VIETNAM, short_date
from pari.ui.papers import paper
from reports.documents.gather import gather_facts
from reports.documents.papers.facts import (
    AskedFact,
    CouncilFacts,
    DecisionFacts,
    ExemptionFact,
    LetterFacts,
    LetterLine,
    MeetingFact,
    MetFact,
    MinutesFacts,
    MotionFact,
)
from reports.documents.papers.origin import Origin
from reports.models import AgencyResult, IndexRun, Publication
from scoring.enums import PUBLIC_PHASES, ReasonCode
from scoring.models import Campaign, CriteriaSet, Supplement, SupplementItem


def origin_of(campaign: Campaign, run: IndexRun) -> Origin:
    """Give the campaign with its authority; no query."""
    return Origin(
        code=campaign.code,
        name=campaign.name,
        year=campaign.year,
        authority=campaign.authority.name,
        input_digest=run.input_digest,
        engine_version=run.engine_version,
        is_reconstructed=campaign.is_reconstructed,
        is_published=campaign.phase in PUBLIC_PHASES,
    )


def minutes_facts(campaign: Campaign, run: IndexRun, meeting: Meeting) -> MinutesFacts:
    return MinutesFacts(
        origin=origin_of(campaign, run),
        meeting=meeting_fact(meeting),
        results=gather_facts(run=run),
        asked=_asked(campaign, run),
    )


def meeting_fact(meeting: Meeting) -> MeetingFact:
    return MeetingFact(
        kind=str(meeting.get_kind_display()),
        number=meeting.number,
        held_at=meeting.held_at,
        ended_at=meeting.ended_at,
        place=meeting.place,
        chair=meeting.chair,
        clerk=meeting.clerk,
        attendees=meeting.attendees,
        content=meeting.content,
        is_closed=meeting.closed_at is not None,
    )


def _asked(campaign: Campaign, run: IndexRun) -> tuple[AskedFact, ...]:
    """In the order of the results table."""
    found = Supplement.objects.filter(campaign=campaign).select_related("participant").annotate(leaves=Count("items"))
    place = dict(AgencyResult.objects.filter(run=run).values_list("participant", "position"))
    asked = sorted(found, key=lambda item: (place.get(item.participant_id, len(place)), item.pk))
    common = campaign.supplement_deadline
    return tuple(
        AskedFact(item.participant.code, item.participant.name, item.leaves, item.deadline or common) for item in asked
    )


def council_facts(campaign: Campaign, run: IndexRun, meeting: Meeting) -> CouncilFacts:
    return CouncilFacts(
        origin=origin_of(campaign, run),
        meeting=meeting_fact(meeting),
        results=gather_facts(run=run),
        members=_members(campaign, meeting),
        present=_present(meeting),
        quorum=read_share(campaign.council_quorum),
        motions=_motions(meeting),
    )


def _members(campaign: Campaign, meeting: Meeting) -> int:
    """How many the council had on the day of the meeting."""
    day = meeting.held_at.astimezone(VIETNAM).date() if meeting.held_at else None
    seats = Membership.objects.valid(day).filter(authority=campaign.authority_id, role=Role.COUNCIL)
    return seats.values("user").distinct().count()


def _present(meeting: Meeting) -> tuple[str, ...]:
    found = Attendance.objects.filter(meeting=meeting).select_related("member").order_by("pk")
    return tuple(item.member.full_name or item.member.get_username() for item in found)


def _motions(meeting: Meeting) -> tuple[MotionFact, ...]:
    motions = Motion.objects.filter(meeting=meeting).select_related("participant", "criterion")
    votes = _votes(meeting)
    return tuple(
        _motion(item, votes.get(item.pk, {}))
        for item in motions.exclude(state=MotionState.WITHDRAWN).order_by("position", "pk")
    )


def _votes(meeting: Meeting) -> Mapping[int, Mapping[str, int]]:
    counted: dict[int, Counter[str]] = {}
    for motion, choice in Vote.objects.filter(motion__meeting=meeting).values_list("motion", "choice"):
        counted.setdefault(motion, Counter())[choice] += 1
    return counted


def _motion(item: Motion, votes: Mapping[str, int]) -> MotionFact:
    return MotionFact(
        title=item.title,
        kind=str(item.get_kind_display()),
        origin=str(item.get_origin_display()),
        state=item.state,
        outcome=str(item.get_state_display()),
        agency=item.participant.name if item.participant else "",
        criterion=f"{item.criterion.code} {item.criterion.name}" if item.criterion else "",
        points=item.points,
        argument=item.argument,
        reason=item.reason,
        yes=votes.get(Choice.YES, 0),
        no=votes.get(Choice.NO, 0),
        abstain=votes.get(Choice.ABSTAIN, 0),
    )


def letters(campaign: Campaign) -> QuerySet[Supplement]:
    """The letters of a campaign in the order of its agencies; those without leaves are none."""
    found = Supplement.objects.filter(campaign=campaign, items__isnull=False).distinct()
    return found.select_related("participant").order_by("participant__position", "pk")


def letter_facts(campaign: Campaign, origin: Origin, letter: Supplement) -> LetterFacts:
    """Give the letter with its participant; one query."""
    items = SupplementItem.objects.filter(supplement=letter).select_related("criterion").order_by("criterion__position")
    return LetterFacts(
        origin=origin,
        agency=letter.participant.name,
        deadline=letter.deadline or campaign.supplement_deadline,
        supplement_rate=campaign.supplement_rate,
        lines=tuple(_letter_line(item) for item in items),
    )


def _letter_line(item: SupplementItem) -> LetterLine:
    leaf = item.criterion
    return LetterLine(
        leaf.code,
        leaf.name,
        leaf.max_points,
        item.claimed,
        item.granted,
        reason_text(item.reason_code, item.reason),
    )


def reason_text(code: str, text: str) -> str:
    """`Tài liệu chưa chứng minh được. Thiếu phụ lục kèm theo`: the kind of reason, then the words; “other” only these."""
    label = str(ReasonCode(code).label) if code and not (code == ReasonCode.OTHER and text.strip()) else ""
    return ". ".join(part for part in (label.strip().rstrip("."), " ".join(text.split())) if part)


def decision_facts(campaign: Campaign, run: IndexRun, publication: Publication | None) -> DecisionFacts:
    """Before publication there is neither number nor day."""
    return DecisionFacts(
        origin=origin_of(campaign, run),
        results=gather_facts(run=run),
        rules=rules_text(campaign.criteria_set),
        exemptions=_exemptions(campaign, run),
        meetings=_held(campaign),
        approved_on=_approved_on(campaign),
        number=publication.decision_number if publication else "",
        day=publication.decision_date if publication else None,
    )


def rules_text(rules: CriteriaSet) -> str:
    """`Quyết định số 12/QĐ-UBND ngày 05/3/2025 của … ban hành Bộ tiêu chí …`; the bare name without a number."""
    if not rules.decision_number:
        return rules.name
    day = f" ngày {short_date(rules.decision_date)}" if rules.decision_date else ""
    by = f" của {rules.issuer}" if rules.issuer else ""
    name = rules.name[:1].upper() + rules.name[1:]
    return f"{paper(rules.decision_number)} số {rules.decision_number}{day}{by} ban hành {name}"


def _exemptions(campaign: Campaign, run: IndexRun) -> tuple[ExemptionFact, ...]:
    place = dict(AgencyResult.objects.filter(run=run).values_list("participant", "position"))
    found = Exemption.objects.filter(campaign=campaign, granted=True).select_related("participant", "criterion")
    granted = sorted(
        found, key=lambda item: (place.get(item.participant_id, len(place)), item.criterion.position, item.pk)
    )
    return tuple(
        ExemptionFact(
            item.participant.name, item.criterion.code, item.criterion.name, item.criterion.max_points, item.reason
        )
        for item in granted
    )


def _held(campaign: Campaign) -> tuple[MetFact, ...]:
    found = Meeting.objects.filter(campaign=campaign, held_at__isnull=False).order_by("held_at")
    return tuple(MetFact(str(item.get_kind_display()), _day(item)) for item in found)


def _approved_on(campaign: Campaign) -> date | None:
    """The day on which the council approved the results."""
    approvals = Motion.objects.filter(campaign=campaign, kind=MotionKind.APPROVAL, state=MotionState.CARRIED)
    last = approvals.select_related("meeting").order_by("-decided_at", "-pk").first()
    return _day(last.meeting) if last else None


def _day(meeting: Meeting) -> date | None:
    return meeting.held_at.astimezone(VIETNAM).date() if meeting.held_at else None
