"""A paper as HTML, and as PDF by WeasyPrint; the markup is in templates/documents."""

from __future__ import annotations

import base64
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML

from reports.documents.blocks import (
    BarChart,
    Block,
    Cell,
    Heading,
    LineChart,
    Paragraph,
    Row,
    Spark,
    Subheading,
    Table,
    Text,
)
from reports.documents.charts import chart_svg
from reports.documents.layout import heading, is_small, kept_with_next, shares
from reports.documents.paper import Paper
from reports.documents.sparks import spark_svg


def report_pdf(report: Paper) -> bytes:
    """The report as a PDF file, A4."""
    style = CSS(string=render_to_string("documents/paper.css", {"report": report}))
    document = HTML(string=report_html(report)).write_pdf(stylesheets=[style])
    return bytes(document or b"")


def report_html(report: Paper) -> str:
    """The report as one HTML page that needs nothing else."""
    *blocks, last = [_block(item) for item in report.blocks]
    annexes = [{"annex": annex, "blocks": [_block(item) for item in annex.blocks]} for annex in report.annexes]
    return render_to_string(
        "documents/paper.html", {"report": report, "blocks": blocks, "last": last, "annexes": annexes}
    )


def _block(block: Block) -> dict[str, Any]:
    """What the template needs of a block; `kind` chooses its part."""
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "paragraph": block}
        case Table():
            return _table(block)
        case LineChart() | BarChart():
            return {"kind": "chart", "chart": block, "image": _image(chart_svg(block))}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "table": table,
        "heading": heading(table),
        "widths": [f"{share:.2%}" for share in shares(table.columns)],
        "is_small": is_small(table),
        "rows": [_row(table, row, keep) for row, keep in zip(table.rows, kept_with_next(table), strict=True)],
        "span": len(table.columns) - 1,
    }


def _row(table: Table, row: Row | Subheading, keep: bool) -> dict[str, Any]:  # noqa: FBT001 - the row's own flag
    if isinstance(row, Subheading):
        return {"subheading": row}
    cells = [
        {**_cell(cell), "align": column.align.value} for cell, column in zip(row.cells, table.columns, strict=True)
    ]
    return {"cells": cells, "is_total": row.is_total, "keep": keep}


def _cell(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Spark):
        return {"image": _image(spark_svg(cell))}
    return {"text": cell.text, "mark": cell.mark if isinstance(cell, Text) else 0}


def _image(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
