"""What the page of a campaign's papers shows: a line for each paper there is or will be, and the agencies' own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal.models import Meeting
from pari.ui.dates import VIETNAM, short_date
from reports.documents.papers.gather import letters
from reports.documents.papers.registry import PAPERS, About, PaperKind, has_reached
from reports.enums import DocumentKind, RunState
from reports.models import Bundle, IndexRun, Publication
from reports.portal.search import mentions
from reports.selectors.freshness import Freshness, freshness_of
from reports.selectors.runs import run_to_show
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign, Participant

PAGE_SIZE = 50
MOST_STREAMED = 30  # more agencies than these are packed by the worker


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paper: what it is, how it stands, its files; without files `since` says from which phase it will be."""

    title: str
    state: str
    downloads: tuple[Download, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """All agencies' papers of one kind in one ZIP: given at once, or prepared by the worker first."""

    kind: str
    label: str
    format: str
    count: int
    is_streamed: bool
    bundle: Bundle | None

    @property
    def is_ready(self) -> bool:
        return self.bundle is not None and self.bundle.state == RunState.DONE

    @property
    def is_waiting(self) -> bool:
        return self.bundle is not None and self.bundle.state in (RunState.QUEUED, RunState.RUNNING)

    @property
    def has_failed(self) -> bool:
        return self.bundle is not None and self.bundle.state == RunState.FAILED


@dataclass(frozen=True, slots=True)
class AgencyLine:
    code: str
    name: str
    letter: tuple[Download, ...]
    sheet: tuple[Download, ...]


@dataclass(frozen=True)
class PapersPage:
    campaign: Campaign
    text: str
    number: str

    @cached_property
    def freshness(self) -> Freshness:
        return freshness_of(self.campaign)

    @property
    def is_stale(self) -> bool:
        """Until the publication, whether papers would carry figures that have changed since."""
        return self.campaign.phase not in PUBLIC_PHASES and not self.freshness.is_current

    @cached_property
    def run(self) -> IndexRun | None:
        return run_to_show(self.campaign)

    @cached_property
    def lines(self) -> list[Line]:
        """In the order of the table of kinds."""
        return [line for kind, item in PAPERS.items() for line in self._lines(kind, item)]

    def _lines(self, kind: str, item: PaperKind) -> Iterator[Line]:
        label = str(DocumentKind(kind).label)
        if item.about is About.AGENCY:
            return
        if not has_reached(self.campaign, item.since):
            yield Line(label, "", since=str(item.since.label))
        elif item.meeting is not None:
            yield from self._meetings(kind, item, label)
        elif kind == DocumentKind.DECISION and self._publications:
            for number, publication in enumerate(self._publications, 1):
                yield Line(label, _published(publication), self._files(kind, item, number))
        else:
            published = self.campaign.phase in PUBLIC_PHASES
            yield Line(label, "" if published else _("Dự thảo"), self._files(kind, item))

    def _meetings(self, kind: str, item: PaperKind, label: str) -> Iterator[Line]:
        held = [meeting for meeting in self._held if meeting.kind == item.meeting]
        if not held:
            yield Line(label, _("Chưa ghi cuộc họp"))
        for meeting in held:
            title = (
                label
                if len(held) == 1
                else _("%(label)s, phiên %(number)d") % {"label": label, "number": meeting.number}
            )
            yield Line(title, _met(meeting), self._files(kind, item, meeting.number))

    def _files(self, kind: str, item: PaperKind, number: int | None = None) -> tuple[Download, ...]:
        """Nothing can be written before a run has finished."""
        if self.run is None:
            return ()
        name, place = ("portal:paper", []) if number is None else ("portal:paper-numbered", [number])
        return tuple(
            Download(file_format.label, reverse(name, args=[self.campaign.code, kind, *place, file_format]))
            for file_format in item.formats
        )

    @cached_property
    def _held(self) -> list[Meeting]:
        return list(Meeting.objects.filter(campaign=self.campaign).order_by("kind", "number"))

    @cached_property
    def _publications(self) -> list[Publication]:
        return list(Publication.objects.filter(campaign=self.campaign).defer("results").order_by("pk"))

    @cached_property
    def packs(self) -> list[Pack]:
        """What there is in one ZIP: nothing before the kind's phase or without a run."""
        if self.run is None:
            return []
        counts = {DocumentKind.LETTER: letters(self.campaign).count(), DocumentKind.SHEET: self._participants.count()}
        return [
            Pack(
                kind,
                str(DocumentKind(kind).label),
                file_format,
                counts[DocumentKind(kind)],
                counts[DocumentKind(kind)] <= MOST_STREAMED,
                self._bundles.get((kind, file_format)),
            )
            for kind, item in PAPERS.items()
            if item.about is About.AGENCY and has_reached(self.campaign, item.since) and counts[DocumentKind(kind)]
            for file_format in item.formats
        ]

    @cached_property
    def _bundles(self) -> Mapping[tuple[str, str], Bundle]:
        """The newest of each kind and format."""
        found = Bundle.objects.filter(campaign=self.campaign).order_by("pk")
        return {(item.kind, item.format): item for item in found}

    @property
    def _participants(self) -> QuerySet[Participant]:
        return Participant.objects.filter(campaign=self.campaign).order_by("position")

    @cached_property
    def page(self) -> Page[int]:
        return Paginator(self._found, PAGE_SIZE).get_page(self.number)

    @cached_property
    def _found(self) -> list[int]:
        names = self._participants.values_list("pk", "name", "short_name", "code")
        return [key for key, *called in names if not self.text or mentions(self.text, *called)]

    @property
    def found(self) -> int:
        return len(self._found)

    @cached_property
    def agencies(self) -> list[AgencyLine]:
        shown = list(self._participants.filter(pk__in=list(self.page.object_list)))
        asked = set(letters(self.campaign).filter(participant__in=shown).values_list("participant", flat=True))
        return [
            AgencyLine(
                item.code,
                item.name,
                agency_files(item, self.campaign, DocumentKind.LETTER) if item.pk in asked and self.run else (),
                agency_files(item, self.campaign, DocumentKind.SHEET) if self.run else (),
            )
            for item in shown
        ]


def agency_files(participant: Participant, campaign: Campaign, kind: DocumentKind) -> tuple[Download, ...]:
    """The files of an agency's own paper, once its phase has come for those who run the campaign."""
    item = PAPERS[kind]
    if not has_reached(campaign, item.since):
        return ()
    return tuple(
        Download(
            file_format.label,
            reverse("portal:agency-paper", args=[campaign.code, participant.code, kind.value, file_format.value]),
        )
        for file_format in item.formats
    )


def _met(meeting: Meeting) -> str:
    when = f" {short_date(meeting.held_at.astimezone(VIETNAM).date())}" if meeting.held_at else ""
    return (_("Đã chốt, họp ngày%(day)s") if meeting.closed_at else _("Dự thảo, họp ngày%(day)s")) % {
        "day": when or " …"
    }


def _published(publication: Publication) -> str:
    return _("Số %(number)s ngày %(day)s") % {
        "number": publication.decision_number,
        "day": short_date(publication.decision_date),
    }


def agency_lines(participant: Participant, *, is_own: bool) -> list[Line]:
    """What one agency's page lists; its own people may have each paper from a phase of their own."""
    campaign = participant.campaign
    has_letter = letters(campaign).filter(participant=participant).exists()
    lines: list[Line] = []
    for kind in (DocumentKind.LETTER, DocumentKind.SHEET):
        item = PAPERS[kind]
        since = (item.agency_since or item.since) if is_own else item.since
        if not has_reached(campaign, since):
            lines.append(Line(str(kind.label), "", since=str(since.label)))
        elif kind == DocumentKind.LETTER and not has_letter:
            lines.append(Line(str(kind.label), _("Không có tiêu chí phải bổ sung")))
        elif run_to_show(campaign) is None:
            lines.append(Line(str(kind.label), _("Cơ quan chủ trì chưa lập")))
        else:
            lines.append(Line(str(kind.label), _("Tải được"), agency_files(participant, campaign, kind)))
    return lines
