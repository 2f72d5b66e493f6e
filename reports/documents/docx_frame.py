"""The frame of the Word template: letterhead, title, addressees, signature; the parts a kind has no use for vanish."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from reports.documents.docx_styles import BODY, NOTE, TITLE, WARNING
from reports.documents.docx_xml import paragraph_xml, row_xml

SIGNING_LINES = 5
LEFT_MM = 64
GAP = 10  # points above a signature


@dataclass(frozen=True, slots=True)
class Frame:
    """Builds it into an empty document that has its page and its styles."""

    document: DocumentType

    def build(self) -> None:
        self._letterhead()
        self._title()
        self._loop("addressees", "{{ line }}", WD_ALIGN_PARAGRAPH.CENTER)
        self._if("warning", WARNING, "{{ warning }}", framed=True)
        self._loop("introduction", "{{ line }}")
        self._add("{{ body }}", BODY)
        self._signature()
        self._recipients_below()
        self._add("{{ annexes }}", BODY)

    @property
    def _width(self) -> int:
        section = self.document.sections[0]
        return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)

    def _add(self, text: str, style: str) -> Paragraph:
        return self.document.add_paragraph(text, style=style)

    def _loop(self, name: str, line: str, align: WD_ALIGN_PARAGRAPH | None = None) -> None:
        """A paragraph of the body for each line of a list."""
        self._add(f"{{%p for line in {name} %}}", BODY)
        paragraph = self._add(line, BODY)
        if align is not None:
            paragraph.alignment, paragraph.paragraph_format.first_line_indent = align, Mm(0)
            paragraph.paragraph_format.space_before = Pt(8)
        self._add("{%p endfor %}", BODY)

    def _if(self, name: str, style: str, text: str, *, framed: bool = False) -> Paragraph:
        self._add(f"{{%p if {name} %}}", BODY)
        paragraph = self._add(text, style)
        if framed:
            _frame(paragraph)
        self._add("{%p endif %}", BODY)
        return paragraph

    def _letterhead(self) -> None:
        table = self._columns(2, Mm(LEFT_MM), Mm(98))
        left = table.cell(0, 0)
        left.paragraphs[0].text = "{%p if superior %}"
        _line(left.add_paragraph(), "{{ superior }}", 13)
        left.add_paragraph("{%p endif %}")
        _lines(left, "issuer")
        _rule(_thin(left.add_paragraph()), Mm(20))
        _line(table.cell(0, 1).paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5, bold=True)
        motto = _line(table.cell(0, 1).add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13.5, bold=True)
        _rule(motto, Mm(17) + (self._width - Mm(162)) // 2)
        number = table.cell(1, 0)
        _line(number.paragraphs[0], "{{ number }}", 13, before=6)
        _when(number, "about", "{{ about }}", 12)
        stamp = _when(number, "stamp", "{{ stamp }}", 13, bold=True)
        stamp.paragraph_format.left_indent = stamp.paragraph_format.right_indent = Mm(17)
        _frame(stamp, space=1)
        _line(table.cell(1, 1).paragraphs[0], "{{ place_and_date }}", 13.5, italic=True, before=6)

    def _columns(self, rows: int, left: int, right: int) -> Table:
        """Two columns; what the page is wider than upright goes to the right one."""
        table: Table = self.document.add_table(rows=rows, cols=2)
        table.autofit = False
        for column, width in zip(table.columns, (left, right + self._width - Mm(162)), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        return table

    def _title(self) -> None:
        self._add("", TITLE)
        self._add("{%p if kind %}", BODY)
        self._add("{{ kind }}", TITLE)
        self._add("{%p for line in subject %}", TITLE)
        self._add("{{ line }}", TITLE)
        self._add("{%p endfor %}", TITLE)
        _rule(_thin(self._add("", TITLE)), (self._width - Mm(38)) // 2)
        self._add("{%p endif %}", BODY)
        draft = self._if("is_draft", NOTE, "(Dự thảo, kết quả chưa được công bố)")
        draft.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _signature(self) -> None:
        half = self._width // 2
        table = self._columns(1, half, half - (self._width - Mm(162)))
        left, right = table.rows[0].cells
        row_xml(table.rows[0]).get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _thin(left.paragraphs[0], GAP)
        left.add_paragraph("{%p if beside %}")
        _signing(left, "beside.office", "beside.name")
        left.add_paragraph("{%p else %}")
        _recipients(left)
        left.add_paragraph("{%p endif %}")
        _thin(right.paragraphs[0], GAP)
        _signing(right, "signers", "name")

    def _recipients_below(self) -> None:
        """Where two sign side by side, who receives it stands under them."""
        self._add("{%p if beside and recipients %}", BODY)
        _recipients(self.document)
        self._add("{%p endif %}", BODY)


def _recipients(where: DocumentType | _Cell) -> None:
    run = where.add_paragraph().add_run("Nơi nhận:")
    run.font.bold = run.font.italic = True
    run.font.size = Pt(12)
    where.add_paragraph("{%p for line in recipients %}")
    where.add_paragraph().add_run("- {{ line }}").font.size = Pt(11)
    where.add_paragraph("{%p endfor %}")


def _signing(cell: _Cell, office: str, name: str) -> None:
    """The office, room for the signature, the name."""
    _lines(cell, office)
    for _ in range(SIGNING_LINES):
        _line(cell.add_paragraph(), "", 13)
    _line(cell.add_paragraph(), f"{{{{ {name} }}}}", 13, bold=True)


def _lines(cell: _Cell, name: str) -> None:
    """One centred, bold paragraph for each line of a list."""
    cell.add_paragraph(f"{{%p for line in {name} %}}")
    _line(cell.add_paragraph(), "{{ line }}", 13, bold=True)
    cell.add_paragraph("{%p endfor %}")


def _when(cell: _Cell, name: str, text: str, size: float, *, bold: bool = False) -> Paragraph:
    cell.add_paragraph(f"{{%p if {name} %}}")
    line = _line(cell.add_paragraph(), text, size, bold=bold, before=2)
    cell.add_paragraph("{%p endif %}")
    return line


def _thin(paragraph: Paragraph, height: float = 4) -> Paragraph:
    """A paragraph only for its border, or for the room it takes (in points)."""
    paragraph.paragraph_format.line_spacing = Pt(height)
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


def _frame(paragraph: Paragraph, *, space: int = 4) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="{space}" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    paragraph_xml(paragraph).get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))
