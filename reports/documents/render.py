"""A report in a format: kinds and formats are two tables, the list of what can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reports.documents.blocks import IndexReport
from reports.documents.docx import report_docx
from reports.documents.gather import gather_facts
from reports.documents.html import report_pdf
from reports.documents.index_report import build_index_report
from reports.documents.office import office_template
from reports.documents.xlsx import report_xlsx
from reports.enums import DocumentFormat, DocumentKind
from reports.models import IndexRun


def _index_report(run: IndexRun) -> IndexReport:
    return build_index_report(gather_facts(run=run))


def _docx(report: IndexReport) -> bytes:
    return report_docx(report, office_template())


REPORTS: Mapping[str, Callable[[IndexRun], IndexReport]] = {DocumentKind.INDEX: _index_report}
FORMATS: Mapping[str, Callable[[IndexReport], bytes]] = {
    DocumentFormat.PDF: report_pdf,
    DocumentFormat.DOCX: _docx,
    DocumentFormat.XLSX: report_xlsx,
}


def render_report(*, run: IndexRun, kind: str, format: str) -> bytes:
    """The bytes of a finished run's report; an unknown kind or format is a KeyError."""
    return FORMATS[format](REPORTS[kind](run))
