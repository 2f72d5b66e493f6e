"""One agency's line in a results table, and the section of its bloc."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from reports.models import AgencyResult, BlocResult
from reports.portal.charts import Bar, Box, Line, Span, bar, line, spanning
from reports.portal.classes import Badge, ClassCount, badge, class_counts
from reports.portal.tally import Tally
from scoring.core.enums import IndexMode
from scoring.core.policy import Policy
from scoring.models import PublishedIndex
from scoring.selectors.register.lineage import Break

SPARK = Box(left=4, right=92, top=4, bottom=24)


class Direction(Enum):
    """Which way an index went on the year before; the value names the icon."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    rank: int | None
    standard_points: Decimal
    appraised_points: Decimal
    survey_points: Decimal
    previous_index: Decimal | None
    index: Decimal | None
    change: Decimal | None
    direction: Direction | None
    not_comparable: str
    badge: Badge | None
    bar: Bar | None
    spark: Line | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which optional columns a bloc's table has."""

    points: bool
    survey: bool
    previous_year: int | None
    trend: bool


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    name: str
    agencies: int
    mean: Decimal | None
    counts: tuple[ClassCount, ...]
    tally: Tally
    columns: Columns
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every row of a page needs to know."""

    policy: Policy
    year: int
    years: tuple[int, ...]
    history: Mapping[int, Mapping[int, PublishedIndex]]
    breaks: Mapping[int, Break] = field(default_factory=dict)  # by the agency's primary key


def direction(change: Decimal | None) -> Direction | None:
    if change is None:
        return None
    return Direction.SAME if change == 0 else Direction.UP if change > 0 else Direction.DOWN


def series(result: AgencyResult, history: Mapping[int, PublishedIndex], year: int) -> dict[int, Decimal]:
    """The agency's index by year, this year included; years without one are left out."""
    found = {item.year: item.index for item in history.values() if item.index is not None}
    return found if result.index is None else {**found, year: result.index}


def section(bloc: BlocResult, results: Sequence[AgencyResult], *, tally: Tally, setting: Setting) -> Section:
    broken = any(result.participant.agency_id in setting.breaks for result in results)
    columns = _columns(tally, setting, broken=broken)
    span, whole = _span(results, setting), bar_whole(setting.policy, results)
    return Section(
        code=bloc.bloc.code,
        name=bloc.bloc.name,
        agencies=bloc.agencies,
        mean=bloc.mean_index,
        counts=class_counts(setting.policy.class_scale, bloc.classes),
        tally=tally,
        columns=columns,
        rows=tuple(_row(result, whole, span if columns.trend else None, setting) for result in results),
    )


def bar_whole(policy: Policy, results: Iterable[AgencyResult]) -> Fraction:
    """What a full bar stands for: 100 %, or all points; more where an index goes beyond."""
    items = list(results)
    reached = [Fraction(item.index) for item in items if item.index is not None]
    points = policy.index_mode is IndexMode.POINTS
    full = max((Fraction(item.standard_points) for item in items), default=Fraction(0)) if points else Fraction(100)
    return max([full, *reached])


def _columns(tally: Tally, setting: Setting, *, broken: bool) -> Columns:
    in_points = setting.policy.index_mode is IndexMode.POINTS
    return Columns(
        points=tally.bases > 1,
        survey=in_points and tally.with_survey > 0,
        previous_year=setting.year - 1 if tally.with_previous or broken else None,
        trend=len(setting.years) > 1,
    )


def _span(results: Sequence[AgencyResult], setting: Setting) -> Span | None:
    """One span for the whole table, so that its small charts can be compared."""
    figures = [figure for result in results for figure in _shown_series(result, setting).values()]
    return spanning(figures, margin=Fraction(0)) if figures else None


def _shown_series(result: AgencyResult, setting: Setting) -> dict[int, Decimal]:
    known = series(result, setting.history.get(result.participant_id, {}), setting.year)
    return {year: figure for year, figure in known.items() if year in setting.years}


def _row(result: AgencyResult, whole: Fraction, span: Span | None, setting: Setting) -> Row:
    scale = setting.policy.class_scale
    found = badge(scale, result.class_name, result.class_by_threshold)
    shade = found.shade if found else 0
    known = _shown_series(result, setting)
    breaking = setting.breaks.get(result.participant.agency_id)
    return Row(
        code=result.participant.code,
        name=result.participant.name,
        rank=result.rank_in_bloc,
        standard_points=result.standard_points,
        appraised_points=result.appraised_points,
        survey_points=result.survey_points,
        previous_index=result.previous_index,
        index=result.index,
        change=result.change,
        direction=direction(result.change),
        not_comparable=breaking.reason if breaking else "",
        badge=found,
        bar=None if result.index is None else bar(result.index, whole=whole, shade=shade, scale=scale),
        spark=line(known, years=setting.years, box=SPARK, span=span) if span and known else None,
    )
