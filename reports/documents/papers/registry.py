"""The kinds of papers as one table: what each is about, who makes it, in which formats, who may have it and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appraisal.enums import MeetingKind
from appraisal.models import Meeting
from pari.accounts.enums import RUNNING_ROLES
from pari.refusals import NotNow
from reports.documents.gather import gather_facts
from reports.documents.index_report import build_index_report
from reports.documents.paper import Paper
from reports.documents.papers.decision import build_decision
from reports.documents.papers.gather import (
    council_facts,
    decision_facts,
    letter_facts,
    letters,
    minutes_facts,
    origin_of,
)
from reports.documents.papers.gather_sheet import SheetReader, result_of
from reports.documents.papers.letter import build_letter
from reports.documents.papers.minutes import build_round1_minutes, build_round2_minutes
from reports.documents.papers.minutes_council import build_council_minutes
from reports.documents.papers.proposal import build_proposal
from reports.documents.papers.sheet import build_sheet
from reports.enums import DocumentFormat, DocumentKind
from reports.models import IndexRun, Publication
from scoring.enums import Phase
from scoring.models import Campaign, Participant


class About(Enum):
    """What there is one paper of."""

    CAMPAIGN = "campaign"
    MEETING = "meeting"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Matter:
    """What one paper is made from. A meeting or a participant only where the kind is about one."""

    campaign: Campaign
    run: IndexRun
    meeting: Meeting | None = None
    participant: Participant | None = None
    publication: Publication | None = None


Build = Callable[[Matter], Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """`since` is the first phase in which those with one of `roles` may have it; `agency_since` the first in which the
    agency's own people may, None for never.
    """

    about: About
    build: Build
    since: Phase
    formats: tuple[DocumentFormat, ...] = (DocumentFormat.PDF, DocumentFormat.DOCX)
    roles: frozenset[str] = RUNNING_ROLES
    meeting: MeetingKind | None = None
    agency_since: Phase | None = None
    too_early: str | Promise = ""


def _index(matter: Matter) -> Paper:
    return build_index_report(gather_facts(run=matter.run))


def _round1_minutes(matter: Matter) -> Paper:
    return build_round1_minutes(minutes_facts(matter.campaign, matter.run, _meeting(matter, MeetingKind.ROUND1)))


def _round2_minutes(matter: Matter) -> Paper:
    return build_round2_minutes(minutes_facts(matter.campaign, matter.run, _meeting(matter, MeetingKind.ROUND2)))


def _council_minutes(matter: Matter) -> Paper:
    return build_council_minutes(council_facts(matter.campaign, matter.run, _meeting(matter, MeetingKind.COUNCIL)))


def _meeting(matter: Matter, kind: MeetingKind) -> Meeting:
    """The meeting given, else the last of its kind."""
    found = matter.meeting or Meeting.objects.filter(campaign=matter.campaign, kind=kind).order_by("-number").first()
    if found is None:
        raise NotNow(_("Chưa có cuộc họp này."), _("Ghi cuộc họp trước, rồi in biên bản."))
    return found


def _letter(matter: Matter) -> Paper:
    letter = letters(matter.campaign).filter(participant=matter.participant).first()
    if letter is None:
        raise NotNow(_("Cơ quan này không có tiêu chí nào phải bổ sung."))
    return build_letter(letter_facts(matter.campaign, origin_of(matter.campaign, matter.run), letter))


def _sheet(matter: Matter) -> Paper:
    assert matter.participant is not None  # noqa: S101 - the table says that this kind is about an agency
    result = result_of(matter.run, matter.participant)
    if result is None:
        raise NotNow(_("Lần tính gần nhất chưa có cơ quan này."), _("Tính lại chỉ số, rồi in phiếu."))
    return build_sheet(SheetReader(matter.campaign, matter.run).read(result))


def _proposal(matter: Matter) -> Paper:
    return build_proposal(decision_facts(matter.campaign, matter.run, matter.publication))


def _decision(matter: Matter) -> Paper:
    return build_decision(decision_facts(matter.campaign, matter.run, matter.publication))


PAPERS: Mapping[str, PaperKind] = {
    DocumentKind.INDEX: PaperKind(
        about=About.CAMPAIGN,
        build=_index,
        since=Phase.ROUND1,
        formats=(DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX),
    ),
    DocumentKind.ROUND1_MINUTES: PaperKind(
        about=About.MEETING, build=_round1_minutes, since=Phase.ROUND1, meeting=MeetingKind.ROUND1
    ),
    DocumentKind.LETTER: PaperKind(
        about=About.AGENCY,
        build=_letter,
        since=Phase.SUPPLEMENT,
        agency_since=Phase.SUPPLEMENT,
        too_early=_("Công văn đề nghị bổ sung có sau khi kết quả thẩm định lần 1 được chốt."),
    ),
    DocumentKind.ROUND2_MINUTES: PaperKind(
        about=About.MEETING, build=_round2_minutes, since=Phase.ROUND2, meeting=MeetingKind.ROUND2
    ),
    DocumentKind.COUNCIL_MINUTES: PaperKind(
        about=About.MEETING, build=_council_minutes, since=Phase.COUNCIL, meeting=MeetingKind.COUNCIL
    ),
    DocumentKind.SHEET: PaperKind(
        about=About.AGENCY,
        build=_sheet,
        since=Phase.ROUND1,
        agency_since=Phase.PUBLISHED,
        too_early=_("Phiếu thẩm định được phát hành sau khi kết quả được công bố."),
    ),
    DocumentKind.PROPOSAL: PaperKind(about=About.CAMPAIGN, build=_proposal, since=Phase.COUNCIL),
    DocumentKind.DECISION: PaperKind(about=About.CAMPAIGN, build=_decision, since=Phase.COUNCIL),
}

_ORDER = list(Phase)


def built(kind: str, matter: Matter) -> Paper:
    """The paper in Vietnamese, whatever the language of who asks for it."""
    with translation.override("vi"):
        return PAPERS[kind].build(matter)


def vietnamese(kind: DocumentKind) -> str:
    """The kind's name as it is on paper."""
    with translation.override("vi"):
        return str(kind.label)


def has_reached(campaign: Campaign, phase: Phase) -> bool:
    return _ORDER.index(Phase(campaign.phase)) >= _ORDER.index(phase)
