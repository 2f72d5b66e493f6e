"""The body of the Word document: headings, paragraphs, tables and charts put where the template says."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as DocxParagraph

from reports.documents.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Paragraph,
    Row,
    Spark,
    Style,
    Subheading,
    Table,
    Text,
)
from reports.documents.charts import chart_png, svg_png
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
)
from reports.documents.docx_xml import paragraph_xml
from reports.documents.layout import HeadCell, heading, heading_rows, kept_with_next, shares
from reports.documents.paper import Paper
from reports.documents.sparks import spark_svg

TABLE_MM, WIDE_TABLE_MM = 162, 249
TWENTIETHS_PER_MM = 56.6929
SPARK_MM = 26
HEAD_FILL, GROUP_FILL = "E9EDF2", "F5F6F8"
JUSTIFICATION = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
PARAGRAPH_STYLES = {Style.BODY: BODY, Style.BULLET: BODY, Style.PLUS: BODY, Style.NOTE: NOTE, Style.BASIS: BASIS}
HEADINGS = {0: CENTRED, 1: HEADING_1, 2: HEADING_2}
SIGNS = {Style.BULLET: "- ", Style.PLUS: "+ "}


@dataclass(frozen=True, slots=True)
class Body:
    """Where the body grows: elements go before `anchor`; `styles` maps style names to ids of the template.

    `width` is that of a table, in millimetres.
    """

    document: DocumentType
    anchor: Any
    styles: Mapping[str, str]
    width: int = TABLE_MM

    def add(self, xml: str) -> Any:
        element = parse_xml(xml)
        self.anchor.addprevious(element)
        return element


def write_body(report: Paper, document: DocumentType, anchor: DocxParagraph) -> None:
    """Put every block before the anchor paragraph, then remove it."""
    body = _body(report, document, anchor)
    for block in report.blocks:
        _write(body, block)
    _keep_with_signature(body)
    body.anchor.getparent().remove(body.anchor)


def write_annexes(report: Paper, document: DocumentType, anchor: DocxParagraph) -> None:
    """Each annex on pages of its own, before the anchor paragraph, which goes."""
    body = _body(report, document, anchor)
    for annex in report.annexes:
        body.add(_paragraph(body, annex.number, TITLE, on_new_page=True))
        body.add(_paragraph(body, annex.title, TITLE))
        body.add(_paragraph(body, annex.reference, REFERENCE))
        for block in annex.blocks:
            _write(body, block)
    body.anchor.getparent().remove(body.anchor)


def _body(report: Paper, document: DocumentType, anchor: DocxParagraph) -> Body:
    styles = {style.name: style.style_id for style in document.styles if style.name}
    return Body(document, paragraph_xml(anchor), styles, WIDE_TABLE_MM if report.is_wide else TABLE_MM)


def _keep_with_signature(body: Body) -> None:
    """The last paragraph goes over to the signature's page: no signature stands alone."""
    last = body.anchor.getprevious()
    if last is not None and last.tag == qn("w:p"):
        DocxParagraph(last, body.document).paragraph_format.keep_with_next = True


def _write(body: Body, block: Block) -> None:
    match block:
        case Heading():
            body.add(_paragraph(body, block.text, HEADINGS[block.level]))
        case Paragraph():
            text = SIGNS.get(block.style, "")
            body.add(
                _paragraph(
                    body,
                    f"{' ' if block.lead else ''}{block.text}",
                    PARAGRAPH_STYLES[block.style],
                    lead=block.lead,
                    sign=text,
                )
            )
        case Table():
            _write_table(body, block)
        case _:
            picture = body.add(_paragraph(body, "", CAPTION))
            _picture(body, picture, chart_png(block, scale=3), body.width - 8, words=block.alt)
            body.add(_paragraph(body, block.caption, CAPTION, keep=False))


def _paragraph(
    body: Body, text: str, style: str, *, lead: str = "", sign: str = "", keep: bool = True, on_new_page: bool = False
) -> str:
    loose = "" if keep else '<w:keepNext w:val="0"/>'
    loose += "<w:pageBreakBefore/>" if on_new_page else ""
    runs = _run(sign) + _run(lead, bold=True) + _run(text)
    return f"<w:p {nsdecls('w')}><w:pPr>{_style(body, style)}{loose}</w:pPr>{runs}</w:p>"


def _style(body: Body, name: str) -> str:
    """A template that lacks the style gets the normal one."""
    return f'<w:pStyle w:val="{body.styles[name]}"/>' if name in body.styles else ""


def _run(text: str, *, bold: bool = False, raised: bool = False) -> str:
    if not text:
        return ""
    form = ("<w:b/>" if bold else "") + ('<w:vertAlign w:val="superscript"/>' if raised else "")
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{form}</w:rPr>{lines}</w:r>"


def _picture(body: Body, paragraph: Any, png: bytes, width: float, *, words: str) -> None:
    """A picture `width` millimetres wide, with its description."""
    run = DocxParagraph(paragraph, body.document).add_run()
    run.add_picture(io.BytesIO(png), width=Mm(width))
    for properties in paragraph.iter(qn("wp:docPr")):
        properties.set("descr", words)


def _write_table(body: Body, table: Table) -> None:
    body.add(_paragraph(body, table.caption, CAPTION))
    if table.unit:
        body.add(_paragraph(body, table.unit, UNIT))
    widths = [round(share * body.width * TWENTIETHS_PER_MM) for share in shares(table.columns)]
    rows = [
        *_head_rows(body, table, widths),
        *(
            _row(body, table, row, widths, keep=keep)
            for row, keep in zip(table.rows, kept_with_next(table), strict=True)
        ),
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    element = body.add(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_borders()}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    _fill_sparks(body, element, table)
    for note in table.notes:
        body.add(_paragraph(body, note, NOTE))
    if not table.notes:
        body.add(_paragraph(body, "", NOTE))


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return (
        "<w:tblBorders>"
        + "".join(f'<w:{side} w:val="single" w:sz="4" w:color="444444"/>' for side in sides)
        + "</w:tblBorders>"
    )


def _head_rows(body: Body, table: Table, widths: list[int]) -> list[str]:
    """Repeated on every page; a cell that reaches over two rows is continued in the second."""
    rows = heading(table)
    tall = [cell for cell in rows[0] if cell.rows > 1]
    lines = [rows[0]]
    if len(rows) > 1:
        lines.append(
            sorted([*rows[1], *(HeadCell("", 1, cell.column, rows=0) for cell in tall)], key=lambda cell: cell.column)
        )
    return [_line([_head_cell(body, cell, widths) for cell in line], repeat=True) for line in lines]


def _head_cell(body: Body, cell: HeadCell, widths: list[int]) -> str:
    merge = {0: "<w:vMerge/>", 1: ""}.get(cell.rows, '<w:vMerge w:val="restart"/>')
    width = sum(widths[cell.column : cell.column + cell.columns])
    return _cell(
        body,
        _run(cell.text, bold=True),
        width,
        span=cell.columns,
        merge=merge,
        fill=HEAD_FILL,
        align=Align.CENTRE,
        keep=True,
    )


def _line(cells: list[str], *, repeat: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if repeat else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _row(body: Body, table: Table, row: Row | Subheading, widths: list[int], *, keep: bool) -> str:
    """`keep` holds the row on the page of the next one: small tables stay whole."""
    if isinstance(row, Subheading):
        number = _cell(body, _run(row.number, bold=True), widths[0], fill=GROUP_FILL, align=Align.CENTRE, keep=True)
        name = _cell(body, _run(row.text, bold=True), sum(widths[1:]), span=len(widths) - 1, fill=GROUP_FILL, keep=True)
        return _line([number, name])
    cells = zip(row.cells, table.columns, widths, strict=True)
    return _line(
        [
            _cell(body, _content(cell, row.is_total), width, align=column.align, keep=keep)
            for cell, column, width in cells
        ]
    )


def _content(cell: Cell, bold: bool) -> str:  # noqa: FBT001 - the row's own flag
    mark = f" ({cell.mark})" if isinstance(cell, Text) and cell.mark else ""
    return _run(cell.text, bold=bold) + _run(mark, raised=True)


def _cell(
    body: Body,
    runs: str,
    width: int,
    *,
    span: int = 1,
    merge: str = "",
    fill: str = "",
    align: Align = Align.LEFT,
    keep: bool = False,
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{_style(body, CELL)}{kept}<w:jc w:val="{JUSTIFICATION[align]}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def _fill_sparks(body: Body, element: Any, table: Table) -> None:
    """Pictures go into the empty paragraphs of their cells."""
    lines = element.findall(qn("w:tr"))[heading_rows(table) :]
    for line, row in zip(lines, table.rows, strict=True):
        if isinstance(row, Subheading):
            continue
        for place, cell in zip(line.findall(qn("w:tc")), row.cells, strict=True):
            if isinstance(cell, Spark):
                _picture(body, place.find(qn("w:p")), svg_png(spark_svg(cell), scale=4), SPARK_MM, words="")
