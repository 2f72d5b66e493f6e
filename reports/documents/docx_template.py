"""The Word template of the index report, built by program; an office may replace it by its own file.

`python -m reports.documents.docx_template FILE.docx` writes it out to start from. The template holds the frame
(letterhead, page numbers, signature) and the styles; the body is put where `{{ body }}` stands.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_SECTION_START
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reports.documents.docx_xml import paragraph_xml, row_xml
from reports.documents.fonts import WORD_SERIF

BODY, NOTE, WARNING = "Báo cáo nội dung", "Báo cáo ghi chú", "Báo cáo lưu ý"
HEADING_1, HEADING_2 = "Heading 1", "Heading 2"
CAPTION, UNIT, CELL = "Báo cáo tên bảng", "Báo cáo đơn vị tính", "Báo cáo ô bảng"
TITLE = "Báo cáo tiêu đề"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a style looks: sizes and spaces in points, the indent of the first line in millimetres."""

    size: float = 13
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep: bool = False


JUSTIFY, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
STYLES: dict[str, Shape] = {
    BODY: Shape(align=JUSTIFY, first=10, after=5, line=1.15),
    NOTE: Shape(size=10.5, italic=True, align=JUSTIFY, before=2, after=4),
    WARNING: Shape(size=11.5, italic=True, align=JUSTIFY, before=6, after=8, line=1.15),
    HEADING_1: Shape(bold=True, first=10, before=9, after=5, line=1.15, keep=True),
    HEADING_2: Shape(bold=True, first=10, before=6, after=4, line=1.15, keep=True),
    CAPTION: Shape(size=12, bold=True, align=CENTER, before=6, after=3, line=1.15, keep=True),
    UNIT: Shape(size=10.5, italic=True, align=RIGHT, after=2, keep=True),
    CELL: Shape(size=11, before=1.5, after=1.5),
    TITLE: Shape(size=14, bold=True, align=CENTER, line=1.15),
}


def build_template() -> DocumentType:
    """A fresh template: A4, Decree 30/2020 margins, styles, letterhead, place of the body, signature."""
    document = Document()
    _page(document)
    _styles(document)
    _letterhead(document)
    _title(document)
    _add(document, "{%p for line in introduction %}", BODY)
    _add(document, "{{ line }}", BODY)
    _add(document, "{%p endfor %}", BODY)
    _add(document, "{{ body }}", BODY)
    _signature(document)
    return document


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(22)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")
    for footer in (section.footer, section.first_page_footer):
        run = footer.paragraphs[0].add_run("{{ footer }}")
        run.font.size = Pt(7)


def _field(paragraph: Paragraph, code: str) -> None:
    paragraph_xml(paragraph).append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )


def _styles(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(13)
    _typeface(normal)
    normal.paragraph_format.space_after = Pt(0)
    for name, shape in STYLES.items():
        exists = any(style.name == name for style in document.styles)
        style = document.styles[name] if exists else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _apply(style, shape)


def _apply(style: Any, shape: Shape) -> None:
    _typeface(style)
    style.font.size, style.font.bold, style.font.italic = Pt(shape.size), shape.bold, shape.italic
    style.font.color.rgb = None
    form = style.paragraph_format
    form.alignment, form.first_line_indent = shape.align, Mm(shape.first)
    form.space_before, form.space_after = Pt(shape.before), Pt(shape.after)
    form.line_spacing, form.keep_with_next = shape.line, shape.keep


def _typeface(style: Any) -> None:
    """One face for all scripts, black, Vietnamese for the spelling checker."""
    properties = style.element.get_or_add_rPr()
    for old in (
        *properties.findall(qn("w:rFonts")),
        *properties.findall(qn("w:color")),
        *properties.findall(qn("w:lang")),
    ):
        properties.remove(old)
    style.font.name = WORD_SERIF
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), WORD_SERIF)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _add(document: DocumentType, text: str, style: str) -> Paragraph:
    return document.add_paragraph(text, style=style)


def _letterhead(document: DocumentType) -> None:
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (Mm(64), Mm(98)), strict=True):
        column.width = width
    _loop(table.cell(0, 0), "issuer", bold=True)
    _rule(table.cell(0, 0).paragraphs[-1], Mm(20))
    _line(table.cell(0, 1).paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5, bold=True)
    motto = _line(table.cell(0, 1).add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13.5, bold=True)
    _rule(motto, Mm(17))
    _line(table.cell(1, 0).paragraphs[0], "{{ number }}", 13, before=6)
    _line(table.cell(1, 1).paragraphs[0], "{{ place_and_date }}", 13.5, italic=True, before=6)


def _loop(cell: _Cell, name: str, *, bold: bool = False) -> None:
    """One centred paragraph for each line of a list."""
    cell.paragraphs[0].text = f"{{%p for line in {name} %}}"
    _line(cell.add_paragraph(), "{{ line }}", 13, bold=bold)
    cell.add_paragraph("{%p endfor %}")
    _thin(cell.add_paragraph())


def _thin(paragraph: Paragraph) -> Paragraph:
    """A paragraph only for its border: as low as can be."""
    paragraph.paragraph_format.line_spacing = Pt(4)
    return paragraph


def _line(
    paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0
) -> Paragraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    return paragraph


def _rule(paragraph: Paragraph, inset: int) -> None:
    """A short line under a paragraph: its bottom border, drawn in from both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph_xml(paragraph).get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    )


def _title(document: DocumentType) -> None:
    _add(document, "", TITLE)
    _add(document, "{{ kind }}", TITLE)
    _add(document, "{%p for line in subject %}", TITLE)
    _add(document, "{{ line }}", TITLE)
    _add(document, "{%p endfor %}", TITLE)
    _rule(_thin(_add(document, "", TITLE)), Mm(62))
    _add(document, "{%p if is_draft %}", BODY)
    draft = _add(document, "(Dự thảo, kết quả chưa được công bố)", NOTE)
    draft.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(document, "{%p endif %}", BODY)
    _add(document, "{%p if warning %}", BODY)
    _frame(_add(document, "{{ warning }}", WARNING))
    _add(document, "{%p endif %}", BODY)


def _frame(paragraph: Paragraph) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    paragraph_xml(paragraph).get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))


def _signature(document: DocumentType) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    row_xml(table.rows[0]).get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    run = left.paragraphs[0].add_run("Nơi nhận:")
    run.font.bold = run.font.italic = True
    run.font.size = Pt(12)
    left.add_paragraph("{%p for line in recipients %}")
    left.add_paragraph().add_run("- {{ line }}").font.size = Pt(11)
    left.add_paragraph("{%p endfor %}")
    _loop(right, "signers", bold=True)
    for _ in range(5):
        _line(right.add_paragraph(), "", 13)


def template_bytes() -> bytes:
    """The template as a file."""
    buffer = io.BytesIO()
    build_template().save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(template_bytes())
