"""Charts as SVG by Vega-Lite; colours differ in lightness and lines in dashes, so that grey print is readable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import altair as alt
import vl_convert

from pari.ui.numbers import comma
from reports.documents.blocks import BarChart, ChartBlock, LineChart
from reports.documents.fonts import SANS, picture_family

WIDTH, HEIGHT = 560, 190
ROOM = Decimal("0.1")
INKS = ("#12355b", "#c2571a", "#2f7d5b", "#7a4f9a", "#8a6d1f", "#4a4a4a", "#a3324b", "#2a7f9e")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (10, 4), (4, 2), (1, 3), (12, 3, 3, 3))
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")


def chart_svg(chart: ChartBlock) -> str:
    """The chart as an SVG document; the same chart gives the same text."""
    return _svg(chart, SANS)


def chart_png(chart: ChartBlock, *, scale: int) -> bytes:
    """The same drawing in pixels, for formats without SVG."""
    return vl_convert.svg_to_png(_svg(chart, picture_family()), scale=scale)


def svg_png(svg: str, *, scale: int) -> bytes:
    """A drawing without text in pixels."""
    return vl_convert.svg_to_png(svg, scale=scale)


def _svg(chart: ChartBlock, font: str) -> str:
    return vl_convert.vegalite_to_svg(DRAWINGS[type(chart)](chart).configure(font=font, padding=4).to_dict())


def _line_chart(chart: LineChart) -> Any:
    """Lines with marks; the figures themselves stand in the table beside the chart."""
    names = [series.name for series in chart.series]
    low, high = _domain(chart)
    base = alt.Chart(_data(_line_rows(chart))).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "value:Q",
            title=None,
            scale=alt.Scale(domain=[f"{low:f}", f"{high:f}"], nice=False, zero=False),
            axis=alt.Axis(tickCount=6, labelExpr="replace(datum.label, '.', ',')"),
        ),
        color=alt.Color("name:N", sort=names, scale=_scale(names, INKS), legend=_legend()),
    )
    dash = alt.StrokeDash("name:N", sort=names, scale=_scale(names, DASHES), legend=_legend())
    shape = alt.Shape("name:N", sort=names, scale=_scale(names, SHAPES), legend=_legend())
    lines = base.mark_line(strokeWidth=2).encode(strokeDash=dash)
    points = base.mark_point(filled=True, size=60, opacity=1).encode(shape=shape)
    return _styled(alt.layer(lines, points).properties(width=WIDTH - 40, height=HEIGHT))


def _domain(chart: LineChart) -> tuple[Decimal, Decimal]:
    """What the height shows: all figures with a little room."""
    known = [value for series in chart.series for value in series.values if value is not None]
    span = max(known) - min(known) or Decimal(1)
    return min(known) - span * ROOM, max(known) + span * ROOM


def _line_rows(chart: LineChart) -> list[dict[str, str]]:
    return [
        {"name": series.name, "year": str(year), "value": f"{value:f}"}
        for series in chart.series
        for year, value in zip(chart.years, series.values, strict=True)
        if value is not None
    ]


def _bar_chart(chart: BarChart) -> Any:
    order = [name for name, _ in chart.bars]
    rows = [{"name": name, "value": f"{value:f}", "label": comma(value, chart.digits)} for name, value in chart.bars]
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=300, ticks=False, domain=False)),
        x=alt.X(
            "value:Q",
            title=None,
            scale=alt.Scale(zero=True),
            axis=alt.Axis(labels=False, ticks=False, domain=False, grid=False),
        ),
    )
    bars = base.mark_bar(color=INKS[0], height={"band": 0.62})
    labels = base.mark_text(align="left", dx=4, fontSize=11).encode(text="label:N")
    return _styled(alt.layer(bars, labels).properties(width=WIDTH - 230, height=max(21 * len(order), 60)))


DRAWINGS: Mapping[type[ChartBlock], Callable[[Any], Any]] = {LineChart: _line_chart, BarChart: _bar_chart}


def _data(rows: list[dict[str, str]]) -> alt.Data:
    """Figures travel as text and are read by the drawing program: none passes through a float here."""
    return alt.InlineData(values=rows, format=alt.CsvDataFormat(parse={"value": "number"}))


def _scale(names: list[str], range_: tuple[Any, ...]) -> alt.Scale:
    return alt.Scale(domain=names, range=[range_[at % len(range_)] for at in range(len(names))])


def _legend() -> alt.Legend:
    return alt.Legend(orient="bottom", title=None, columns=2, labelLimit=WIDTH // 2, symbolSize=90, symbolStrokeWidth=2)


def _styled(chart: Any) -> Any:
    return (
        chart.configure_view(stroke=None)
        .configure_axis(labelFontSize=12, gridColor="#dddddd", domainColor="#888888")
        .configure_legend(labelFontSize=12)
    )
