"""The report as a Word document, from a template that an office can replace."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docxtpl import DocxTemplate

from reports.documents.blocks import IndexReport
from reports.documents.docx_body import write_body
from reports.documents.docx_template import template_bytes

BODY_MARK = "\u2063body\u2063"
NEVER = datetime(2020, 1, 1)  # noqa: DTZ001 - a property of the file, not a moment: the same report gives the same bytes
ZIP_NEVER = (2020, 1, 1, 0, 0, 0)


def report_docx(report: IndexReport, template: bytes | None = None) -> bytes:
    """The report as DOCX; without a template the built-in one is used."""
    filled = DocxTemplate(io.BytesIO(template or template_bytes()))
    filled.render(_context(report), autoescape=True)
    document = filled.docx
    anchor = next(paragraph for paragraph in document.paragraphs if BODY_MARK in paragraph.text)
    write_body(report, document, anchor)
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.file_title, "", "vi-VN"
    properties.created = properties.modified = NEVER
    buffer = io.BytesIO()
    filled.save(buffer)
    return _without_times(buffer.getvalue())


def _context(report: IndexReport) -> dict[str, object]:
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
        "body": BODY_MARK,
        "signers": head.signers,
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
