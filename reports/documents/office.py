"""The office's own Word templates, where it has put them: one file for each kind of paper."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from reports.enums import DocumentKind

FOLDER = Path("templates")


def template_name(kind: str) -> str:
    """`index_report.docx` for the index report, else the kind's value: `decision.docx`, `letter.docx`."""
    return "index_report.docx" if kind == DocumentKind.INDEX else f"{kind}.docx"


def office_template(kind: str = DocumentKind.INDEX) -> bytes | None:
    """The file in `templates` of the data folder; None when there is none and ours is used."""
    path = Path(settings.DATA_DIR) / FOLDER / template_name(kind)
    return path.read_bytes() if path.is_file() else None
