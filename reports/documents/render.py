"""A paper in a format: the formats are one table, the kinds another (`papers/registry.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reports.documents.docx import report_docx
from reports.documents.html import report_pdf
from reports.documents.office import office_template
from reports.documents.paper import Paper
from reports.documents.papers.registry import PAPERS, About, Matter, built
from reports.documents.xlsx import report_xlsx
from reports.enums import DocumentFormat
from reports.models import IndexRun
from reports.selectors.runs import publications_of
from scoring.models import Campaign

#: Kinds of which a campaign has one, or one for each meeting: what a command can ask for by the campaign alone.
REPORTS = tuple(kind for kind, item in PAPERS.items() if item.about is not About.AGENCY)
#: The Word document takes the office's own template for its kind, where there is one.
FORMATS: Mapping[str, Callable[[Paper, str], bytes]] = {
    DocumentFormat.PDF: lambda paper, _kind: report_pdf(paper),
    DocumentFormat.DOCX: lambda paper, kind: report_docx(paper, office_template(kind)),
    DocumentFormat.XLSX: lambda paper, _kind: report_xlsx(paper),
}


def render_paper(*, matter: Matter, kind: str, format: str) -> bytes:
    """The bytes of a paper; an unknown kind, or a format that the kind has not, is a KeyError."""
    if format not in PAPERS[kind].formats:
        raise KeyError(format)
    return written(built(kind, matter), kind=kind, format=format)


def written(paper: Paper, *, kind: str, format: str) -> bytes:
    """A paper that has been built, in a format."""
    return FORMATS[format](paper, kind)


def render_report(*, run: IndexRun, kind: str, format: str) -> bytes:
    """The bytes of a finished run's paper about the whole campaign; of the last meeting where there are several."""
    run = run.same_as or run
    campaign = Campaign.objects.select_related("authority", "criteria_set").get(pk=run.campaign_id)
    published = publications_of([campaign]).get(campaign.pk)
    publication = published if published and published.run_id == run.pk else None
    return render_paper(matter=Matter(campaign, run, publication=publication), kind=kind, format=format)
