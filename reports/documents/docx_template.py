"""The Word template of all papers, built by program; an office may replace it by files of its own, one for a kind.

`python -m reports.documents.docx_template FILE.docx` writes it out to start from. The template holds the styles, the
page and the frame (`docx_frame.py`); the body is put where `{{ body }}` stands, annexes where `{{ annexes }}` does.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION_START
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports.documents.docx_frame import Frame
from reports.documents.docx_styles import (
    BASIS,
    BODY,
    CAPTION,
    CELL,
    CENTRED,
    HEADING_1,
    HEADING_2,
    NOTE,
    REFERENCE,
    TITLE,
    UNIT,
    WARNING,
)
from reports.documents.docx_xml import paragraph_xml
from reports.documents.fonts import WORD_SERIF


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
    CENTRED: Shape(bold=True, align=CENTER, before=8, after=6, keep=True),
    BASIS: Shape(italic=True, align=JUSTIFY, first=10, after=5, line=1.15),
    REFERENCE: Shape(italic=True, align=CENTER, before=2, after=8, keep=True),
}


def build_template(*, is_wide: bool = False) -> DocumentType:
    """A fresh template: A4, Decree 30/2020 margins, styles, letterhead, place of the body, signature."""
    document = Document()
    _page(document, is_wide=is_wide)
    _styles(document)
    Frame(document).build()
    return document


def _page(document: DocumentType, *, is_wide: bool) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
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


@lru_cache(maxsize=2)
def template_bytes(*, is_wide: bool = False) -> bytes:
    """The template as a file."""
    buffer = io.BytesIO()
    build_template(is_wide=is_wide).save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(template_bytes())
