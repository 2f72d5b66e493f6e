"""The small line of one agency over its years, drawn by hand so that hundreds of them cost nothing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from reports.documents.blocks import Spark

WIDTH, HEIGHT, MARGIN = 120, 28, 5
INK = "#1f4e79"
GRID = "#b8bec6"

Point = tuple[Decimal, Decimal]


def spark_svg(spark: Spark) -> str:
    """An SVG of fixed size: a base line, the line over known years, the last year as a full dot."""
    points = _points(spark)
    known = [point for point in points if point is not None]
    dots = "".join(_dot(point, is_last=point is points[-1]) for point in known)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<line x1="4" y1="{HEIGHT - 1}" x2="{WIDTH - 4}" y2="{HEIGHT - 1}" stroke="{GRID}" stroke-width="0.6"/>'
        f"{_lines(points)}{dots}</svg>"
    )


def _points(spark: Spark) -> list[Point | None]:
    step = Decimal(WIDTH - 4 * MARGIN) / max(len(spark.values) - 1, 1)
    room, span = Decimal(HEIGHT - 2 * MARGIN), spark.high - spark.low
    return [
        None if value is None else (2 * MARGIN + at * step, MARGIN + room * (spark.high - value) / span)
        for at, value in enumerate(spark.values)
    ]


def _lines(points: Sequence[Point | None]) -> str:
    """A segment between neighbours that are both known: a gap is not bridged."""
    return "".join(
        f'<line x1="{first[0]:.1f}" y1="{first[1]:.1f}" x2="{last[0]:.1f}" y2="{last[1]:.1f}" stroke="{INK}" stroke-width="1.3"/>'
        for first, last in itertools.pairwise(points)
        if first and last
    )


def _dot(point: Point, *, is_last: bool) -> str:
    fill, radius = (INK, "2.6") if is_last else ("#ffffff", "2.1")
    return (
        f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{radius}" fill="{fill}" stroke="{INK}" stroke-width="1"/>'
    )
