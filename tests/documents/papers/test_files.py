"""The same papers as PDF and DOCX: figures, frame, footer, hostile and long names."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pytest
from docx import Document
from pypdf import PdfReader

from reports.documents.blocks import Row
from reports.documents.docx import report_docx
from reports.documents.docx_template import build_template
from reports.documents.html import report_html, report_pdf
from reports.documents.layout import heading_rows, is_small, kept_with_next
from reports.documents.office import office_template
from reports.documents.paper import Paper
from reports.documents.papers.decision import build_decision
from reports.documents.papers.letter import build_letter
from reports.documents.papers.minutes import build_round1_minutes, build_round2_minutes
from reports.documents.papers.minutes_council import build_council_minutes
from reports.documents.papers.proposal import build_proposal
from reports.documents.papers.sheet import build_sheet
from reports.documents.render import written
from reports.enums import DocumentKind
from tests.documents.papers import made

EVERY: dict[str, Callable[[], Paper]] = {
    DocumentKind.ROUND1_MINUTES: lambda: build_round1_minutes(made.minutes(asked=made.ASKED)),
    DocumentKind.ROUND2_MINUTES: lambda: build_round2_minutes(made.minutes()),
    DocumentKind.COUNCIL_MINUTES: lambda: build_council_minutes(made.council()),
    DocumentKind.LETTER: lambda: build_letter(made.letter()),
    DocumentKind.SHEET: lambda: build_sheet(made.sheet()),
    DocumentKind.PROPOSAL: lambda: build_proposal(made.decision()),
    DocumentKind.DECISION: lambda: build_decision(made.decision()),
}
every = pytest.mark.parametrize("build", EVERY.values(), ids=EVERY.keys())


def printed(paper: Paper) -> list[str]:
    """The text of each page, on one line."""
    pages = PdfReader(io.BytesIO(report_pdf(paper))).pages
    return [unicodedata.normalize("NFC", re.sub(r"\s+", " ", page.extract_text())) for page in pages]


@every
def test_pdf_has_the_frame_the_digest_and_the_figures(build: Callable[[], Paper]) -> None:
    paper = build()
    pages = printed(paper)
    text = " ".join(pages)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert all("5f" * 32 in page for page in pages)
    for table in paper.tables:
        assert table.caption in text
        figures = [cell.text for row in table.rows if isinstance(row, Row) for cell in row.cells if "," in cell.text]
        assert [figure for figure in figures if figure not in text] == []


@every
def test_pages_are_numbered_from_the_second(build: Callable[[], Paper]) -> None:
    pages = PdfReader(io.BytesIO(report_pdf(build()))).pages
    numbers = [page.extract_text().split("\n")[-2] for page in pages]  # the reader takes the margins last
    assert numbers[1:] == [str(number) for number in range(2, len(pages) + 1)]
    assert numbers[0] != "1"


@every
def test_docx_has_the_same_cells(build: Callable[[], Paper]) -> None:
    paper = build()
    document = Document(io.BytesIO(report_docx(paper)))
    tables = [table for table in document.tables if len(table.columns) != 2]
    assert len(tables) == len(paper.tables)
    for built, table in zip(tables, paper.tables, strict=True):
        lines = [[cell.text for cell in row.cells] for row in built.rows][heading_rows(table) :]
        wanted = [[cell.text for cell in row.cells] if isinstance(row, Row) else None for row in table.rows]
        assert [line for line, cells in zip(lines, wanted, strict=True) if cells] == [
            cells for cells in wanted if cells
        ]


@every
def test_docx_has_the_same_sentences_and_the_digest(build: Callable[[], Paper]) -> None:
    paper = build()
    document = Document(io.BytesIO(report_docx(paper)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    said = [text.removeprefix("- ") for text in texts]
    assert [line for line in made.sentences(paper) if line not in said and f"{line} " not in said] == []
    assert not [text for text in texts if "{{" in text or "{%" in text or "\u2063" in text]
    section = document.sections[0]
    assert "5f" * 32 in section.footer.paragraphs[0].text
    assert "5f" * 32 in section.first_page_footer.paragraphs[0].text


def test_two_sign_minutes_side_by_side_and_one_signs_a_decision() -> None:
    minutes = Document(io.BytesIO(report_docx(EVERY[DocumentKind.ROUND1_MINUTES]())))
    left, right = minutes.tables[-1].rows[0].cells
    assert (left.text.split(), right.text.split()) == (["THƯ", "KÝ", "Trần", "B"], ["CHỦ", "TRÌ", "Nguyễn", "A"])
    assert "Nơi nhận:" in [paragraph.text for paragraph in minutes.paragraphs]
    decision = Document(io.BytesIO(report_docx(EVERY[DocumentKind.DECISION]())))
    closing = next(table for table in decision.tables if "Nơi nhận:" in table.rows[0].cells[0].text)
    assert closing.rows[0].cells[1].text.split("\n")[1:3] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_annexes_begin_on_pages_of_their_own_after_the_signature() -> None:
    paper = EVERY[DocumentKind.DECISION]()
    heads = [page for page in printed(paper) if "PHỤ LỤC" in page]
    assert len(heads) == len(paper.annexes)
    document = Document(io.BytesIO(report_docx(paper)))
    titles = [item for item in document.paragraphs if item.text.startswith("PHỤ LỤC")]
    assert all(item.paragraph_format.page_break_before for item in titles)


def test_a_sheet_lies_across() -> None:
    data = report_pdf(EVERY[DocumentKind.SHEET]())
    box = PdfReader(io.BytesIO(data)).pages[0].mediabox
    assert box.width > box.height
    section = Document(io.BytesIO(report_docx(EVERY[DocumentKind.SHEET]()))).sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)


@pytest.mark.parametrize("name", [made.HOSTILE, made.LONG])
def test_hostile_and_long_names_stay_text(name: str) -> None:
    exempt = made.ExemptionFact(name, "1.2", name, None, name)
    papers = [
        build_decision(made.decision(results=made.results(name), exemptions=(exempt,))),
        build_letter(made.letter(agency=name)),
        build_sheet(made.sheet(agency=name, bloc=name)),
        build_round1_minutes(made.minutes(results=made.results(name), meeting=made.meeting(content=name, chair=name))),
    ]
    for paper in papers:
        assert "<b>" not in report_html(paper)
        document = Document(io.BytesIO(report_docx(paper)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
        assert name.strip() in text
        squeezed = re.sub(r"\s", "", " ".join(printed(paper)))
        assert re.sub(r"\s", "", name) in squeezed


def test_each_kind_takes_the_template_of_the_office(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    template = build_template()
    template.add_paragraph("Mẫu của Văn phòng: {{ kind }}")
    (tmp_path / "templates").mkdir()
    template.save(str(tmp_path / "templates" / "decision.docx"))
    assert office_template(DocumentKind.LETTER) is None
    found = Document(io.BytesIO(written(EVERY[DocumentKind.DECISION](), kind="decision", format="docx")))
    assert found.paragraphs[-1].text == "Mẫu của Văn phòng: QUYẾT ĐỊNH"
    other = Document(io.BytesIO(written(EVERY[DocumentKind.LETTER](), kind="letter", format="docx")))
    assert not [item for item in other.paragraphs if item.text.startswith("Mẫu của")]


def test_rows_that_must_not_stand_alone_are_kept_with_the_next() -> None:
    many = build_round1_minutes(made.minutes(results=made.results(made.LONG)))
    table = next(item for item in many.tables if item.key == "round1")
    assert is_small(table)
    assert kept_with_next(table) == [True, True, True, True, False]


@every
def test_the_same_facts_give_the_same_files(build: Callable[[], Paper]) -> None:
    assert report_docx(build()) == report_docx(build())
