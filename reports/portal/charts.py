"""Geometry of the charts: figures in, SVG coordinates out as text with a dot, whatever the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from reports.portal.classes import Badge, ClassCount
from scoring.core.numbers import round_half_up
from scoring.core.policy import ClassScale


@dataclass(frozen=True, slots=True)
class Box:
    """The drawing area inside a picture, in its own units; y grows downwards."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Span:
    """The figures at the lower and upper edge of a picture."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    label_y: str
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A figure over years: dots, and a stroke through each run of years without a gap."""

    dots: tuple[Dot, ...]
    strokes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as a share of the width, with marks where the classes begin."""

    width: str
    shade: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    badge: Badge
    count: int
    start: str
    width: str


def spanning(figures: Iterable[Decimal], margin: Fraction = Fraction(1, 8)) -> Span:
    """A span that holds the figures with some air; equal figures get one unit on either side."""
    found = sorted(Fraction(figure) for figure in figures)
    room = (found[-1] - found[0]) * margin if found[-1] > found[0] else Fraction(1)
    return Span(round_half_up(found[0] - room, 2), round_half_up(found[-1] + room, 2))


def line(series: Mapping[int, Decimal], *, years: Sequence[int], box: Box, span: Span, label_gap: int = 8) -> Line:
    """The series over `years`, which stand at equal distances; years without a figure break the stroke."""
    dots = [
        _dot(place, years, series[year], box, span, label_gap) for place, year in enumerate(years) if year in series
    ]
    runs = groupby(enumerate(dots), key=lambda item: years.index(item[1].year) - item[0])
    strokes = (" ".join(f"{dot.x},{dot.y}" for _, dot in run) for _, run in runs)
    return Line(tuple(dots), tuple(stroke for stroke in strokes if " " in stroke))


def level(value: Decimal | Fraction, *, box: Box, span: Span) -> str:
    """The height at which `value` stands."""
    share = (Fraction(value) - Fraction(span.low)) / Fraction(span.high - span.low)
    return coordinate(box.bottom - share * (box.bottom - box.top))


def year_ticks(years: Sequence[int], box: Box) -> tuple[Tick, ...]:
    return tuple(Tick(_across(place, len(years), box), str(year)) for place, year in enumerate(years))


def bar(value: Decimal, *, whole: Fraction, shade: int, scale: ClassScale | None = None) -> Bar:
    """A bar of `value` out of `whole`, from zero; marks stand at the bounds of the scale."""
    bounds = [item.bound for item in scale.classes if 0 < item.bound < whole] if scale else []
    return Bar(share_of(Fraction(value), whole), shade, tuple(share_of(bound, whole) for bound in bounds))


def segments(counts: Sequence[ClassCount]) -> tuple[Segment, ...]:
    """Class counts side by side over the whole width; classes that nobody has are left out."""
    total, start, found = sum(item.count for item in counts), 0, list[Segment]()
    for item in counts:
        if item.count:
            place, width = (share_of(Fraction(part), Fraction(total)) for part in (start, item.count))
            found.append(Segment(item.badge, item.count, place, width))
            start += item.count
    return tuple(found)


def share_of(value: Fraction, whole: Fraction) -> str:
    """A percentage of the width, held to 0…100 %."""
    share = min(max(value / whole, Fraction(0)), Fraction(1)) if whole > 0 else Fraction(0)
    return f"{round_half_up(share * 100, 2)}%"


def coordinate(value: Fraction | int) -> str:
    return str(round_half_up(Fraction(value), 1))


def _across(place: int, count: int, box: Box) -> str:
    share = Fraction(place, count - 1) if count > 1 else Fraction(1, 2)
    return coordinate(box.left + share * (box.right - box.left))


def _dot(place: int, years: Sequence[int], value: Decimal, box: Box, span: Span, label_gap: int) -> Dot:
    y = level(value, box=box, span=span)
    label_y = coordinate(Fraction(y) - label_gap)
    return Dot(_across(place, len(years), box), y, label_y, years[place], value)
