"""Which run, meeting and decision a paper that is asked for is made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from appraisal.models import Meeting
from pari.refusals import NotNow
from reports.documents.paper import Paper
from reports.documents.papers.gather import letter_facts, letters, origin_of
from reports.documents.papers.gather_sheet import SheetReader, results_of
from reports.documents.papers.letter import build_letter
from reports.documents.papers.registry import PAPERS, Matter, vietnamese
from reports.documents.papers.sheet import build_sheet
from reports.documents.render import written
from reports.documents.zips import member_name
from reports.enums import DocumentKind
from reports.models import IndexRun, Publication
from reports.selectors.runs import run_agreed
from scoring.models import Campaign, Participant, Supplement


def campaign_matter(campaign: Campaign, kind: str, number: int | None = None) -> Matter | None:
    """A paper of the whole campaign; `number` is that of a meeting or of a decision, None the draft or the last one.

    None when there is no such meeting or decision. Give the campaign with its authority and criteria set.
    """
    meeting_kind = PAPERS[kind].meeting
    if meeting_kind is not None:
        found = Meeting.objects.filter(campaign=campaign, kind=meeting_kind)
        meeting = (found if number is None else found.filter(number=number)).order_by("-number").first()
        return Matter(campaign, run_or_refuse(campaign, meeting.closed_at), meeting=meeting) if meeting else None
    published = _published(campaign, number) if kind == DocumentKind.DECISION else None
    if published or number is not None:
        return published
    return Matter(campaign, run_or_refuse(campaign))


def _published(campaign: Campaign, number: int | None) -> Matter | None:
    """The decisions of a campaign are numbered from 1; the later ones correct the earlier. None is the last one."""
    made = Publication.objects.filter(campaign=campaign).select_related("run").defer("results").order_by("pk")
    if number is None:
        publication = made.last()
    else:
        publication = made[number - 1 : number].first() if number > 0 else None
    return Matter(campaign, publication.run, publication=publication) if publication else None


def agency_matter(participant: Participant, kind: str) -> Matter:
    """A paper about one agency; a letter tells of the run that followed its opening."""
    campaign = participant.campaign
    opened = _opened_at(participant) if kind == DocumentKind.LETTER else None
    return Matter(campaign, run_or_refuse(campaign, opened), participant=participant)


def _opened_at(participant: Participant) -> datetime | None:
    letter = Supplement.objects.filter(participant=participant).first()
    return letter.opened_at if letter else None


def run_or_refuse(campaign: Campaign, moment: datetime | None = None) -> IndexRun:
    run = run_agreed(campaign, moment)
    if run is None:
        raise NotNow(_("Kỳ đánh giá chưa có lần tính chỉ số nào."), _("Tính chỉ số trước, rồi in văn bản."))
    return run


def every_paper(campaign: Campaign, kind: str, file_format: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of an agency kind's papers, agency after agency: one in memory at a time."""
    label = vietnamese(DocumentKind(kind))
    papers = _letters(campaign) if kind == DocumentKind.LETTER else _sheets(campaign)
    for number, (agency, paper) in enumerate(papers, 1):
        name = member_name(number, f"{label} - {agency}", file_format)
        yield name, written(paper, kind=kind, format=file_format)


def _letters(campaign: Campaign) -> Iterator[tuple[str, Paper]]:
    for letter in letters(campaign).iterator():
        origin = origin_of(campaign, run_or_refuse(campaign, letter.opened_at))
        yield letter.participant.name, build_letter(letter_facts(campaign, origin, letter))


def _sheets(campaign: Campaign) -> Iterator[tuple[str, Paper]]:
    run = run_or_refuse(campaign)
    reader = SheetReader(campaign, run)
    for result in results_of(run):
        yield result.participant.name, build_sheet(reader.read(result))


def count_of(campaign: Campaign, kind: str) -> int:
    """How many papers of an agency kind there are."""
    return letters(campaign).count() if kind == DocumentKind.LETTER else campaign.participants.count()
