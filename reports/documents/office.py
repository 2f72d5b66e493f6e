"""The office's own Word template, where it has put one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FILE = Path("templates") / "index_report.docx"


def office_template() -> bytes | None:
    """`templates/index_report.docx` in the data folder; None when there is none and ours is used."""
    path = Path(settings.DATA_DIR) / FILE
    return path.read_bytes() if path.is_file() else None
