"""The same figures in PDF, DOCX and XLSX."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from reports.documents.blocks import Count, Figure, Row, Spark, Text
from reports.documents.docx import report_docx
from reports.documents.docx_template import build_template, template_bytes
from reports.documents.facts import ClassChange, ModifierRule
from reports.documents.html import report_html, report_pdf
from reports.documents.index_report import RECONSTRUCTED, build_index_report
from reports.documents.layout import heading_rows
from reports.documents.paper import Paper
from reports.documents.xlsx import report_xlsx
from tests.documents.factory import agency, bac_kan, facts, khanh_hoa, nha_trang

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not here")
# openpyxl reads no sparklines and says so.
reads_workbook = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.fixture(scope="module")
def report() -> Paper:
    return build_index_report(replace(nha_trang(), is_reconstructed=True))


@pytest.fixture(scope="module")
def pdf(report: Paper, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(report_pdf(report))
    return path


def printed(path: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", " ", done.stdout)


@needs_poppler
def test_pdf_text_holds_the_figures(pdf: Path) -> None:
    text = printed(pdf)
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Nha Trang, ngày 20 tháng 12 năm 2023",
        RECONSTRUCTED,
        "22/46 cơ quan, đơn vị có chỉ số tăng và 24/46 cơ quan, đơn vị có chỉ số giảm",
        "giảm 3,32 điểm phần trăm",
        "9 Thanh tra thành phố 93,02 Tốt 87,43 Tốt 9 −5,59",
        "5f" * 32,
    ):
        assert expected in text


@needs_poppler
def test_pdf_page_numbers_begin_on_the_second_page(pdf: Path) -> None:
    assert not re.match(r"\s*1\b", printed(pdf, "-f", "1", "-l", "1"))
    assert re.match(r"\s*2\b", printed(pdf, "-f", "2", "-l", "2"))


@needs_poppler
def test_pdf_is_a4_and_set_in_faces_with_times_metrics(pdf: Path) -> None:
    about = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in about
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    faces = {re.sub(r"^[A-Z]+\+", "", line.split()[0]) for line in fonts}
    assert not [face for face in faces if not re.match(r"(Liberation-(Serif|Sans)|Tinos|Arimo|Times|Arial)", face)]


def test_html_escapes_what_was_imported() -> None:
    made = facts([agency('<b>"A" & B</b>', "90.00")])
    html = report_html(build_index_report(made))
    assert "&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;" in html
    assert "<b>" not in html


def test_docx_holds_the_same_cells(report: Paper) -> None:
    document = Document(io.BytesIO(report_docx(report)))
    _letterhead, *tables, _closing = document.tables
    assert len(tables) == len(report.tables)
    for built, table in zip(tables, report.tables, strict=True):
        lines = [[cell.text for cell in row.cells] for row in built.rows][heading_rows(table) :]
        expected = [[cell.text for cell in row.cells] if isinstance(row, Row) else None for row in table.rows]
        assert [line for line, wanted in zip(lines, expected, strict=True) if wanted] == [
            item for item in expected if item
        ]


def test_docx_letterhead_title_and_frame(report: Paper) -> None:
    document = Document(io.BytesIO(report_docx(report)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[1:4] == ["BÁO CÁO", *report.subject]
    assert RECONSTRUCTED in texts
    assert [line for line in document.tables[0].cell(0, 0).text.splitlines() if line] == list(report.letterhead.issuer)
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert "5f" * 32 in section.footer.paragraphs[0].text
    assert "5f" * 32 in section.first_page_footer.paragraphs[0].text
    assert not [text for text in texts if "{{" in text or "{%" in text]


def test_docx_tables_repeat_their_heading_and_keep_rows_whole(report: Paper) -> None:
    document = Document(io.BytesIO(report_docx(report)))
    for built, table in zip(document.tables[1:-1], report.tables, strict=True):
        rows = built._tbl.tr_lst
        heads = [row for row in rows if row.xpath("./w:trPr/w:tblHeader")]
        assert heads == rows[: heading_rows(table)]
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_docx_from_an_office_template(report: Paper) -> None:
    template = build_template()
    template.add_paragraph("Mẫu của Văn phòng: {{ kind }}")
    buffer = io.BytesIO()
    template.save(buffer)
    document = Document(io.BytesIO(report_docx(report, buffer.getvalue())))
    assert document.paragraphs[-1].text == "Mẫu của Văn phòng: BÁO CÁO"
    assert template_bytes() != buffer.getvalue()


def test_docx_template_without_our_styles(report: Paper) -> None:
    bare = Document()
    bare.add_paragraph("{{ body }}")
    buffer = io.BytesIO()
    bare.save(buffer)
    document = Document(io.BytesIO(report_docx(report, buffer.getvalue())))
    assert len(document.tables) == len(report.tables)


def test_docx_escapes_what_was_imported() -> None:
    made = facts([agency("<w:b/> & {{ kind }}", "90.00")])
    document = Document(io.BytesIO(report_docx(build_index_report(made))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "<w:b/> & {{ kind }}" in cells


@pytest.mark.parametrize("write", [report_docx, report_xlsx])
def test_the_same_report_gives_the_same_parts(write) -> None:
    report = build_index_report(bac_kan())
    assert parts(write(report)) == parts(write(report))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@reads_workbook
@pytest.mark.parametrize("made", [nha_trang, khanh_hoa, bac_kan])
def test_xlsx_holds_real_numbers(made) -> None:
    report = build_index_report(made())
    book = load_workbook(io.BytesIO(report_xlsx(report)), data_only=True)
    for table in report.tables:
        sheet = book[table.sheet]
        first = 3 + heading_rows(table) + 1
        for at, row in enumerate(table.rows, start=first):
            if isinstance(row, Row):
                for column, cell in enumerate(row.cells, start=1):
                    assert same(sheet.cell(at, column).value, cell), (table.key, at, column)


def same(found: object, cell: object) -> bool:
    if isinstance(cell, Spark):
        return found is None
    if isinstance(cell, Text):
        return (found or "") == cell.value
    assert isinstance(cell, Figure | Count)
    return found == cell.text if cell.value is None else Decimal(str(found)) == Decimal(cell.value)


@reads_workbook
def test_xlsx_formulas_stand_where_they_agree() -> None:
    book = load_workbook(io.BytesIO(report_xlsx(build_index_report(nha_trang()))))
    assert book["Chỉ số và xếp loại"]["H7"].value == "=ROUND(E7-C7,2)"
    assert book["Xếp loại theo khối"]["B6"].value == "=SUMPRODUCT(--('Chỉ số và xếp loại'!F7:F18=\"Tốt\"))"
    means = book["Trung bình các khối"]
    assert means["D5"].value == "=ROUND(AVERAGE('Chỉ số và xếp loại'!E7:E18),2)"
    assert means["E5"].value == "=ROUND(D5-C5,2)"
    # 85,50 − 88,83 is not the change of the unrounded means: no formula.
    assert means["E6"].value == -3.32


@reads_workbook
def test_xlsx_never_turns_imported_text_into_a_formula() -> None:
    made = facts([agency("=1+1", "90.00"), agency("@SUM(A1)", "80.00"), agency("http://x.vn", "70.00")])
    book = load_workbook(io.BytesIO(report_xlsx(build_index_report(made))))
    cells = [book["Chỉ số và xếp loại"].cell(row, 2) for row in (6, 7, 8)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        ("=1+1", "s", None),
        ("@SUM(A1)", "s", None),
        ("http://x.vn", "s", None),
    ]


@pytest.mark.parametrize("write", [report_pdf, report_docx, report_xlsx])
@pytest.mark.parametrize(
    "agencies",
    [
        pytest.param([], id="nobody"),
        pytest.param([agency("A", None)], id="no index"),
        pytest.param([agency("A", "0.00")], id="zero"),
        pytest.param([agency("A", "90.00", None), agency("B", "90.00", "90.00")], id="a gap"),
    ],
)
def test_small_and_empty_campaigns_are_written(write, agencies) -> None:
    assert write(build_index_report(facts(agencies)))


def changed_by_a_rule() -> Paper:
    change = ClassChange("drop_if_indicator", "12.5", "Tốt", "Khá")
    rule = ModifierRule("drop_if_indicator", indicator="late_rate", op=">=", value="10", drop=1)
    members = [agency("Sở A", "90.00"), agency("Sở B", "88.00", class_name="Khá", class_changes=(change,))]
    return build_index_report(facts(members, modifiers=(rule,)))


NOTE = "(1) Sở B: từ Tốt xuống Khá do tỷ lệ hồ sơ trễ hạn 12,5% (mức quy định: từ 10% trở lên)."


def test_a_changed_class_carries_its_note_in_word() -> None:
    document = Document(io.BytesIO(report_docx(changed_by_a_rule())))
    main = next(table for table in document.tables if table.cell(0, 0).text == "STT")
    assert [row.cells[3].text for row in main.rows][-2:] == ["Tốt", "Khá (1)"]
    assert NOTE in [paragraph.text for paragraph in document.paragraphs]


def test_a_changed_class_carries_its_note_in_html() -> None:
    html = report_html(changed_by_a_rule())
    assert 'Khá <span class="mark">(1)</span>' in html
    assert f'<p class="note">{NOTE}</p>' in html


def test_a_changed_class_stays_a_plain_class_in_the_workbook() -> None:
    sheet = load_workbook(io.BytesIO(report_xlsx(changed_by_a_rule())))["Chỉ số và xếp loại"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=8)]
    assert rows[0] == ["STT", "Cơ quan, đơn vị", "Chỉ số (%)", "Xếp loại", "Hạng trong khối", "Ghi chú"]
    assert rows[3] == [2, "Sở B", 88, "Khá", 2, "(1)"]
    assert rows[4][0] == NOTE
