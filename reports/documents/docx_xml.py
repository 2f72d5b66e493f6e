"""The XML behind python-docx's objects; it offers no other way to borders, merged cells and fields."""

from __future__ import annotations

from typing import Any

from docx.table import _Row
from docx.text.paragraph import Paragraph


def paragraph_xml(paragraph: Paragraph) -> Any:
    """The `w:p` element."""
    return paragraph._p  # noqa: SLF001 - python-docx has no public name for it


def row_xml(row: _Row) -> Any:
    """The `w:tr` element."""
    return row._tr  # noqa: SLF001 - as above
