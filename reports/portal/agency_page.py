"""What an agency's page shows; a constant number of queries whatever the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from reports.models import AgencyResult, BlocResult, IndexRun, Publication
from reports.portal.charts import Box, Line, Span, Tick, level, line, spanning, year_ticks
from reports.portal.classes import Badge, badge
from reports.portal.modifier_words import modifier_sentences
from reports.portal.rows import Direction, direction, series
from reports.portal.sheet import Area, SheetRow, areas, losing, sheet_rows
from reports.portal.years import ByYear, means_by_year, published_figures, shown_years
from reports.selectors.leaves import agency_sheet
from reports.selectors.publications import of_run
from scoring.core.enums import Language
from scoring.core.policy import ClassScale, Policy
from scoring.models import Campaign, PublishedIndex
from scoring.selectors.campaigns.policies import modifiers_of, policy_of
from scoring.selectors.register.lineage import Break, origins

TREND = Box(left=30, right=312, top=26, bottom=150)


@dataclass(frozen=True, slots=True)
class YearLine:
    year: int
    index: Decimal | None
    badge: Badge | None
    bloc_mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The agency's line with that of its bloc and the bounds of classes inside the picture."""

    agency: Line
    bloc: Line
    bounds: tuple[Tick, ...]
    years: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class AgencyPage:
    campaign: Campaign
    policy: Policy
    result: AgencyResult
    bloc: BlocResult
    badge: Badge | None
    direction: Direction | None
    breaking: Break | None
    trend: Trend | None
    years: tuple[YearLine, ...]
    modifiers: tuple[str, ...]
    areas: tuple[Area, ...]
    sheet: tuple[SheetRow, ...]
    previous: AgencyResult | None
    following: AgencyResult | None
    corrected: Publication | None


def agency_page(*, campaign: Campaign, run: IndexRun, result: AgencyResult, only_losing: bool) -> AgencyPage:
    policy = policy_of(campaign)
    bloc = BlocResult.objects.select_related("bloc").get(run=run, bloc=result.participant.bloc_id)
    means = means_by_year(run=run, campaign=campaign, policy=policy, blocs=[bloc]).get(bloc.bloc_id, {})
    history = published_figures([result.participant_id]).get(result.participant_id, {})
    lines = agency_sheet(run=run, participant=result.participant, language=_language())
    rows, neighbours = sheet_rows(lines), _neighbours(result)
    years = shown_years({*history, *means}, campaign.year)
    return AgencyPage(
        campaign=campaign,
        policy=policy,
        result=result,
        bloc=bloc,
        badge=badge(policy.class_scale, result.class_name, result.class_by_threshold),
        direction=direction(result.change),
        breaking=_breaking(result, campaign.year),
        trend=_trend(series(result, history, campaign.year), means, years, policy.class_scale),
        years=tuple(_year_line(year, result, history, means, policy) for year in years),
        modifiers=modifier_sentences(result.modifiers, modifiers_of(campaign)),
        areas=areas(lines),
        sheet=losing(rows) if only_losing else rows,
        previous=neighbours.get(result.position - 1),
        following=neighbours.get(result.position + 1),
        corrected=of_run(campaign, run)[1],
    )


def _breaking(result: AgencyResult, year: int) -> Break | None:
    """Why this year is not compared with the one before."""
    agency = result.participant.agency_id
    return origins([agency], year=year, since=year - 1).breaks.get(agency)


def _language() -> Language:
    return Language.ENGLISH if (get_language() or "").startswith("en") else Language.VIETNAMESE


def _neighbours(result: AgencyResult) -> dict[int, AgencyResult]:
    """The agencies before and after in the same bloc's table, by position; one query."""
    beside = AgencyResult.objects.filter(
        run=result.run_id,
        participant__bloc=result.participant.bloc_id,
        position__in=[result.position - 1, result.position + 1],
    )
    return {item.position: item for item in beside.select_related("participant")}


def _year_line(
    year: int, result: AgencyResult, history: Mapping[int, PublishedIndex], means: ByYear, policy: Policy
) -> YearLine:
    if year == result.campaign.year:
        found = badge(policy.class_scale, result.class_name, result.class_by_threshold)
        return YearLine(year, result.index, found, means.get(year))
    published = history.get(year)
    if published is None:
        return YearLine(year, None, None, means.get(year))
    return YearLine(year, published.index, badge(policy.class_scale, published.class_name), means.get(year))


def _trend(agency: ByYear, bloc: ByYear, years: tuple[int, ...], scale: ClassScale) -> Trend | None:
    """None when there is no more than one year to show."""
    own = {year: figure for year, figure in agency.items() if year in years}
    beside = {year: figure for year, figure in bloc.items() if year in years}
    if len(own) < 2:
        return None
    span = spanning([*own.values(), *beside.values()])
    return Trend(
        agency=line(own, years=years, box=TREND, span=span, label_gap=10),
        bloc=line(beside, years=years, box=TREND, span=span),
        bounds=_bounds(scale, span),
        years=year_ticks(years, TREND),
    )


def _bounds(scale: ClassScale, span: Span) -> tuple[Tick, ...]:
    """Where a class begins inside the picture."""
    inside = [item for item in scale.classes if span.low < item.bound < span.high]
    return tuple(Tick(level(item.bound, box=TREND, span=span), item.name) for item in inside)
