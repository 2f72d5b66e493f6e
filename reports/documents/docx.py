"""A paper as a Word document, from a template that an office can replace."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx.document import Document
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

from reports.documents.docx_body import write_annexes, write_body
from reports.documents.docx_template import template_bytes
from reports.documents.paper import Paper

BODY_MARK, ANNEX_MARK = "\u2063body\u2063", "\u2063annexes\u2063"
NEVER = datetime(2020, 1, 1)  # noqa: DTZ001 - a property of the file, not a moment: the same report gives the same bytes
MOST_TITLE = 255  # what the format takes
ZIP_NEVER = (2020, 1, 1, 0, 0, 0)


def report_docx(report: Paper, template: bytes | None = None) -> bytes:
    """The report as DOCX; without a template the built-in one is used."""
    filled = DocxTemplate(io.BytesIO(template or template_bytes(is_wide=report.is_wide)))
    filled.render(_context(report), autoescape=True)
    document = filled.docx
    write_body(report, document, _place(document, BODY_MARK))
    write_annexes(report, document, _place(document, ANNEX_MARK))
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.file_title[:MOST_TITLE], "", "vi-VN"
    properties.created = properties.modified = NEVER
    buffer = io.BytesIO()
    filled.save(buffer)
    return _without_times(buffer.getvalue())


def _place(document: Document, mark: str) -> Paragraph:
    """The paragraph with the mark; a template that has none gets it at its end."""
    found = next((paragraph for paragraph in document.paragraphs if mark in paragraph.text), None)
    return found or document.add_paragraph()


def _context(report: Paper) -> dict[str, object]:
    """What the template may use."""
    head = report.letterhead
    return {
        "issuer": head.issuer,
        "number": head.number,
        "place_and_date": head.place_and_date,
        "kind": report.kind,
        "subject": report.subject,
        "is_draft": report.is_draft,
        "warning": report.warning,
        "introduction": [item.text for item in report.introduction],
        "superior": head.superior,
        "about": head.about,
        "stamp": head.stamp,
        "addressees": report.addressees,
        "body": BODY_MARK,
        "annexes": ANNEX_MARK,
        "signers": head.signers,
        "name": head.name,
        "beside": head.beside,
        "recipients": head.recipients,
        "footer": report.footer,
    }


def _without_times(data: bytes) -> bytes:
    """The same parts with one fixed time, so that equal reports are equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_NEVER), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
