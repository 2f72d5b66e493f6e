"""docs/adding-a-document.md: its builder works as it stands, as PDF and as DOCX."""

import io
import unicodedata

import pytest
from docx import Document
from pypdf import PdfReader

from reports.documents.docx import report_docx
from reports.documents.html import report_pdf
from reports.documents.papers import account, proposal
from tests.docs.pages import code_blocks
from tests.documents.papers import made

PAGE = "docs/adding-a-document.md"


@pytest.fixture(scope="module")
def notice():
    """The paper of the page, built from facts made by hand."""
    (code,) = code_blocks(PAGE, "1. The builder", "python")
    names = {**vars(account), **vars(proposal)}
    exec(f"from __future__ import annotations\n{code}", names)  # noqa: S102 the page's own code
    return names["build_notice"](made.decision())


def test_it_is_one_view_model(notice):
    assert notice.kind == "THÔNG BÁO"
    assert notice.footer == made.decision().origin.footer
    assert [table.key for table in notice.tables] == ["blocs"]


def test_both_formats_say_the_same(notice):
    pages = PdfReader(io.BytesIO(report_pdf(notice))).pages
    printed = unicodedata.normalize("NFC", " ".join(page.extract_text() for page in pages))
    document = Document(io.BytesIO(report_docx(notice)))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {column.label for column in notice.tables[0].columns} <= cells
    assert all(word in printed for column in notice.tables[0].columns for word in column.label.split())
