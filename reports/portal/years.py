"""Earlier years beside this one: an agency's published figures, and the means of blocs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.core.cache import cache

from reports.models import BlocResult, IndexRun
from scoring.core.enums import OverallMean
from scoring.core.numbers import mean, round_half_up
from scoring.core.policy import Policy
from scoring.models import Campaign, PublishedBlocMean, PublishedIndex

OVERALL = None
"""The key under which the mean of everybody stands beside those of blocs."""

MOST_YEARS = 5

ByYear = Mapping[int, Decimal]
MeansByYear = dict[int | None, dict[int, Decimal]]


def published_figures(participants: Iterable[int]) -> dict[int, dict[int, PublishedIndex]]:
    """Published figures by participant and year; one query."""
    found: dict[int, dict[int, PublishedIndex]] = {}
    for item in PublishedIndex.objects.filter(participant__in=list(participants)):
        found.setdefault(item.participant_id, {})[item.year] = item
    return found


def shown_years(years: Iterable[int], this_year: int) -> tuple[int, ...]:
    """This year and the latest earlier ones, in order."""
    return tuple(sorted({*years, this_year}))[-MOST_YEARS:]


def means_by_year(*, run: IndexRun, campaign: Campaign, policy: Policy, blocs: Iterable[BlocResult]) -> MeansByYear:
    """Mean index by bloc and year, this year included; `OVERALL` is the mean of everybody.

    An earlier year's mean is computed from the agencies' published indices; the published mean
    stands where those are not known (CONTRACT §3, `bloc_history`).
    """
    key = f"portal:means:{run.pk}:{run.input_digest}"
    earlier: MeansByYear | None = cache.get(key)
    if earlier is None:
        earlier = _earlier_means(campaign, policy)
        cache.set(key, earlier)
    found = {bloc: dict(years) for bloc, years in earlier.items()}
    for result in blocs:
        _put(found, result.bloc_id, campaign.year, result.mean_index)
    _put(found, OVERALL, campaign.year, run.overall_mean)
    return found


def _put(found: MeansByYear, bloc: int | None, year: int, figure: Decimal | None) -> None:
    if figure is not None:
        found.setdefault(bloc, {})[year] = figure


def _earlier_means(campaign: Campaign, policy: Policy) -> MeansByYear:
    found: MeansByYear = {}
    for published in PublishedBlocMean.objects.filter(campaign=campaign):
        _put(found, published.bloc_id, published.year, published.mean_index)
    for year, by_bloc in _published_indices(campaign).items():
        raw: dict[int | None, Fraction | None] = {bloc: mean(figures) for bloc, figures in by_bloc.items()}
        raw[OVERALL] = _overall(by_bloc, policy)
        for bloc, figure in raw.items():
            _put(found, bloc, year, None if figure is None else round_half_up(figure, policy.index_digits))
    return found


def _published_indices(campaign: Campaign) -> dict[int, dict[int, list[Fraction]]]:
    """Indices by year and bloc; one query."""
    found: dict[int, dict[int, list[Fraction]]] = {}
    rows = PublishedIndex.objects.filter(campaign=campaign, index__isnull=False)
    for bloc, year, index in rows.values_list("participant__bloc", "year", "index"):
        if index is not None:
            found.setdefault(year, {}).setdefault(bloc, []).append(Fraction(index))
    return found


def _overall(by_bloc: Mapping[int, list[Fraction]], policy: Policy) -> Fraction | None:
    """As this year's overall mean is taken (CONTRACT §6)."""
    if policy.overall_mean is OverallMean.AGENCIES:
        return mean(figure for figures in by_bloc.values() for figure in figures)
    return mean(figure for figures in by_bloc.values() if (figure := mean(figures)) is not None)
