"""Native charts of the workbook, drawn from the cells of the tables beside them."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from reports.documents.blocks import BarChart, LineChart, Table
from reports.documents.charts import INKS
from reports.documents.paper import Paper
from reports.documents.xlsx_formulas import Places, sheet_name

LINE_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "square_dot")
MARKERS = ("circle", "square", "triangle", "diamond", "x", "star")
ROWS_A_CHART = 20


def add_charts(book: Workbook, report: Paper, places: Places) -> None:
    """Put every chart under or beside the table that holds its figures."""
    bars = 0
    for chart in report.charts:
        if isinstance(chart, LineChart):
            _add_lines(book, chart, places)
        else:
            _add_bars(book, chart, places, bars)
            bars += 1


def _add_lines(book: Workbook, chart: LineChart, places: Places) -> None:
    table = places.table("means")
    if table is None:
        return
    drawn = book.add_chart({"type": "line"})
    columns = [table.place(str(year)) for year in chart.years]
    rows = {
        row.cells[0].text: places.first_row(table) + at for at, row in enumerate(table.rows) if hasattr(row, "cells")
    }
    heading = _span(table, places.first_row(table) - 1, columns[0], columns[-1])
    for at, series in enumerate(chart.series):
        row = rows[series.name]
        drawn.add_series(
            {
                "name": series.name,
                "categories": heading,
                "values": _span(table, row, columns[0], columns[-1]),
                "line": {"color": INKS[at % len(INKS)], "dash_type": LINE_DASHES[at % len(LINE_DASHES)], "width": 2},
                "marker": {"type": MARKERS[at % len(MARKERS)], "size": 7, "fill": {"color": INKS[at % len(INKS)]}},
            }
        )
    drawn.set_title({"name": chart.caption, "name_font": {"size": 11}})
    drawn.set_legend({"position": "bottom"})
    low = min(value for series in chart.series for value in series.values if value is not None)
    drawn.set_y_axis({"num_format": "0", "min": int(low) // 5 * 5})
    _place(book, table, drawn, places.first_row(table) + len(table.rows) + len(table.notes) + 2, 0)


def _add_bars(book: Workbook, chart: BarChart, places: Places, number: int) -> None:
    table = places.table("main")
    if table is None:
        return
    column = table.place("index")
    rows = [at for at, row in places.lines(table, chart.group) if row.cells[column].text != "–"]
    drawn = book.add_chart({"type": "bar"})
    drawn.add_series(
        {
            "name": chart.caption,
            "categories": f"{sheet_name(table.sheet)}!{xl_range(rows[0], 1, rows[-1], 1)}",
            "values": f"{sheet_name(table.sheet)}!{xl_range(rows[0], column, rows[-1], column)}",
            "fill": {"color": INKS[0]},
            "data_labels": {"value": True},
        }
    )
    drawn.set_title({"name": chart.caption, "name_font": {"size": 11}})
    drawn.set_legend({"none": True})
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    _place(book, table, drawn, places.first_row(table) - 2 + number * ROWS_A_CHART, len(table.columns) + 2)


def _span(table: Table, row: int, first: int, last: int) -> str:
    return f"{sheet_name(table.sheet)}!{xl_range(row, first, row, last)}"


def _place(book: Workbook, table: Table, drawn: Any, row: int, column: int) -> None:
    drawn.set_size({"width": 760, "height": 380})
    book.get_worksheet_by_name(table.sheet).insert_chart(row, column, drawn)
