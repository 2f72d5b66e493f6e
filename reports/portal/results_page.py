"""What the results page of a campaign shows; a constant number of queries whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import F

from reports.models import AgencyResult, BlocResult, Document, IndexRun, Publication
from reports.portal.charts import Box, Line, Segment, Span, Tick, line, segments, spanning, year_ticks
from reports.portal.classes import ClassCount, class_counts
from reports.portal.rows import Direction, Section, Setting, direction, section
from reports.portal.search import Wanted, mentions
from reports.portal.tally import Tally, tallies, together
from reports.portal.years import OVERALL, ByYear, means_by_year, published_figures, shown_years
from reports.selectors.publications import of_run
from scoring.core.policy import Policy
from scoring.models import Campaign, PublishedIndex
from scoring.selectors.campaigns.policies import policy_of
from scoring.selectors.register.lineage import origins

PAGE_SIZE = 100
MEANS = Box(left=24, right=166, top=26, bottom=72)


@dataclass(frozen=True, slots=True)
class MeanPanel:
    """A bloc's mean over years, drawn on the scale that all panels share; without a name it is everybody's."""

    name: str | None
    line: Line
    figures: tuple[Decimal | None, ...]
    change: Decimal | None
    direction: Direction | None


@dataclass(frozen=True, slots=True)
class BlocLine:
    """A bloc in the table of class counts."""

    name: str
    code: str
    agencies: int
    mean: Decimal | None
    counts: tuple[ClassCount, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    agencies: int
    mean: Decimal | None
    mean_change: Decimal | None
    mean_direction: Direction | None
    tally: Tally
    counts: tuple[ClassCount, ...]
    segments: tuple[Segment, ...]
    blocs: tuple[BlocLine, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What both halves of the page stand on."""

    campaign: Campaign
    run: IndexRun
    policy: Policy
    blocs: tuple[BlocResult, ...]
    tallies: Mapping[int, Tally]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    overview: Overview
    years: tuple[int, ...]
    year_ticks: tuple[Tick, ...]
    panels: tuple[MeanPanel, ...]
    documents: tuple[Document, ...]
    publication: Publication | None
    corrected: Publication | None


@dataclass(frozen=True, slots=True)
class Tables:
    """The part that filters and pages change."""

    sections: tuple[Section, ...]
    found: int
    page: Page[int]
    years: tuple[int, ...]


def ground(*, campaign: Campaign, run: IndexRun) -> Ground:
    """Two queries."""
    blocs = BlocResult.objects.filter(run=run).select_related("bloc")
    in_order = blocs.order_by(F("bloc__order").asc(nulls_last=True), "bloc__position")
    return Ground(campaign, run, policy_of(campaign), tuple(in_order), tallies(run))


def results_page(ground: Ground) -> ResultsPage:
    campaign, run, blocs = ground.campaign, ground.run, ground.blocs
    means = means_by_year(run=run, campaign=campaign, policy=ground.policy, blocs=blocs)
    years = shown_years((year for figures in means.values() for year in figures), campaign.year)
    publication, corrected = of_run(campaign, run)
    return ResultsPage(
        overview=_overview(ground, _change(means.get(OVERALL, {}), campaign.year)),
        years=years,
        year_ticks=year_ticks(years, MEANS),
        panels=_panels(blocs, means, years) if len(years) > 1 else (),
        documents=tuple(Document.objects.filter(campaign=campaign, run=run)),
        publication=publication,
        corrected=corrected,
    )


def tables(ground: Ground, wanted: Wanted) -> Tables:
    """The agencies that were asked for, a page of them, in sections by bloc."""
    page = Paginator(_matching(ground.run, wanted), PAGE_SIZE).get_page(wanted.page)
    results = list(AgencyResult.objects.filter(pk__in=list(page)).select_related("participant").order_by("position"))
    history = published_figures(result.participant_id for result in results)
    years = shown_years(_indexed_years(history), ground.campaign.year)
    this_year = ground.campaign.year
    agencies = [result.participant.agency_id for result in results]
    breaks = origins(agencies, year=this_year, since=this_year - 1).breaks
    setting = Setting(ground.policy, this_year, years, history, breaks)
    return Tables(_sections(ground, results, setting), page.paginator.count, page, years)


def _indexed_years(history: Mapping[int, Mapping[int, PublishedIndex]]) -> Iterator[int]:
    """Years that a small chart can show: those with an index, not only a class."""
    return (year for known in history.values() for year, item in known.items() if item.index is not None)


def _matching(run: IndexRun, wanted: Wanted) -> list[int]:
    """Keys of the agencies asked for, in the order of the table; one query."""
    rows = AgencyResult.objects.filter(run=run).order_by("position")
    if wanted.bloc:
        rows = rows.filter(participant__bloc__code=wanted.bloc)
    if wanted.class_name:
        rows = rows.filter(class_name=wanted.class_name)
    if not wanted.text:
        return list(rows.values_list("pk", flat=True))
    names = rows.values_list("pk", "participant__name", "participant__short_name", "participant__code")
    return [key for key, *known_as in names if mentions(wanted.text, *known_as)]


def _sections(ground: Ground, results: Sequence[AgencyResult], setting: Setting) -> tuple[Section, ...]:
    by_bloc = {key: list(items) for key, items in groupby(results, key=lambda item: item.participant.bloc_id)}
    return tuple(
        section(bloc, by_bloc[bloc.bloc_id], tally=ground.tallies.get(bloc.bloc_id, Tally()), setting=setting)
        for bloc in ground.blocs
        if bloc.bloc_id in by_bloc
    )


def _overview(ground: Ground, mean_change: Decimal | None) -> Overview:
    counts = class_counts(ground.policy.class_scale, ground.run.overall_classes)
    return Overview(
        agencies=sum(bloc.agencies for bloc in ground.blocs),
        mean=ground.run.overall_mean,
        mean_change=mean_change,
        mean_direction=direction(mean_change),
        tally=together(ground.tallies.values()),
        counts=counts,
        segments=segments(counts),
        blocs=tuple(_bloc_line(bloc, ground.policy) for bloc in ground.blocs),
    )


def _bloc_line(bloc: BlocResult, policy: Policy) -> BlocLine:
    counts = class_counts(policy.class_scale, bloc.classes)
    return BlocLine(bloc.bloc.name, bloc.bloc.code, bloc.agencies, bloc.mean_index, counts, segments(counts))


def _change(figures: ByYear, year: int) -> Decimal | None:
    """Against the year before; None when either is unknown."""
    return figures[year] - figures[year - 1] if year in figures and year - 1 in figures else None


def _panels(
    blocs: Iterable[BlocResult], means: Mapping[int | None, ByYear], years: tuple[int, ...]
) -> tuple[MeanPanel, ...]:
    shown = {bloc: {year: figure for year, figure in known.items() if year in years} for bloc, known in means.items()}
    span = spanning(figure for known in shown.values() for figure in known.values())
    named = {bloc.bloc_id: bloc.bloc.name for bloc in blocs}
    return tuple(
        _panel(name, figures, years, span)
        for key, name in [*named.items(), (OVERALL, None)]
        if (figures := shown.get(key))
    )


def _panel(name: str | None, figures: ByYear, years: tuple[int, ...], span: Span) -> MeanPanel:
    change = _change(figures, years[-1])
    return MeanPanel(
        name=name,
        line=line(figures, years=years, box=MEANS, span=span),
        figures=tuple(figures.get(year) for year in years),
        change=change,
        direction=direction(change),
    )
