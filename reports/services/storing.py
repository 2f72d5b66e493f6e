"""The rows an index run leaves; every function belongs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from appraisal.selectors.credits import STORED_DIGITS
from reports.models import AgencyResult, BlocResult, CriterionResult, IndexRun, LeafResult
from reports.services.gather import Attainment, ScoredAgency, ScoredBloc
from scoring.core.canonical import canonical_json
from scoring.core.conclude import BlocSummary, Concluded, Conclusion
from scoring.core.numbers import plain, round_half_up
from scoring.core.totals import Totals
from scoring.models import Bloc
from scoring.services.bulk import insert_rows

_LEAF_FIELDS = ("run_id", "campaign_id", "participant_id", "points")
_CRITERION_FIELDS = (
    "run_id",
    "campaign_id",
    "bloc_id",
    "criterion_id",
    "agencies",
    "at_maximum",
    "points",
    "standard_points",
)
_AGENCY_FIELDS = (
    "run_id",
    "campaign_id",
    "participant_id",
    "position",
    "standard_points",
    "self_points",
    "round1_points",
    "appraised_points",
    "survey_points",
    "bonus_points",
    "penalty_points",
    "index",
    "round1_index",
    "rank",
    "rank_in_bloc",
    "class_by_threshold",
    "class_name",
    "round1_class",
    "modifiers",
    "previous_index",
    "previous_class",
    "change",
    "trend",
    "missing",
)


def store_bloc(run: IndexRun, scored: ScoredBloc) -> None:
    """The credited leaves of a bloc's agencies, and what the bloc attained at each criterion."""
    leaves = ((run.pk, run.campaign_id, item.participant, item.leaves) for item in scored.agencies)
    insert_rows(model=LeafResult, fields=_LEAF_FIELDS, rows=leaves)
    attained = (_criterion_row(run, scored.bloc, item) for item in scored.attainment)
    insert_rows(model=CriterionResult, fields=_CRITERION_FIELDS, rows=attained)


def _criterion_row(run: IndexRun, bloc: Bloc, item: Attainment) -> tuple[Any, ...]:
    points, standard = _stored(item.points), _stored(item.standard)
    return run.pk, run.campaign_id, bloc.pk, item.criterion, item.agencies, item.at_maximum, points, standard


def _stored(points: Fraction) -> str:
    return plain(round_half_up(points, STORED_DIGITS))


def store_agencies(run: IndexRun, concluded: Conclusion, agencies: Mapping[str, ScoredAgency]) -> None:
    """The lines of the results table in their order; `agencies` by code."""
    rows = (
        (run.pk, run.campaign_id, *_agency_row(position, line, agencies[line.scored.code]))
        for position, line in enumerate(concluded.agencies)
    )
    insert_rows(model=AgencyResult, fields=_AGENCY_FIELDS, rows=rows)


def _agency_row(position: int, line: Concluded, agency: ScoredAgency) -> tuple[Any, ...]:
    previous = line.previous
    modifiers = [
        {"kind": item.kind, "value": item.value, "from": item.before, "to": item.after} for item in line.modifiers
    ]
    return (
        agency.participant,
        position,
        *_points(line.scored.totals),
        _plain(line.index.rounded if line.index else None),
        _plain(line.round1_index.rounded if line.round1_index else None),
        line.rank,
        line.rank_in_bloc,
        line.class_by_threshold or "",
        line.class_name or "",
        line.round1_class or "",
        canonical_json(modifiers),
        _plain(previous.index if previous else None),
        (previous.class_name if previous else None) or "",
        _plain(line.change),
        line.trend.value if line.trend else "",
        canonical_json(list(agency.missing)),
    )


def _points(totals: Totals) -> Iterator[str]:
    points = (
        totals.standard,
        totals.self_points,
        totals.round1,
        totals.appraised,
        totals.survey,
        totals.bonus,
        totals.penalty,
    )
    return map(_stored, points)


def _plain(value: Any) -> str | None:
    return None if value is None else plain(value)


def store_summaries(run: IndexRun, concluded: Conclusion, blocs: list[Bloc]) -> None:
    """Mean and class counts of every bloc."""
    BlocResult.objects.bulk_create(_bloc_result(run, bloc, concluded.blocs[bloc.code]) for bloc in blocs)


def _bloc_result(run: IndexRun, bloc: Bloc, summary: BlocSummary) -> BlocResult:
    return BlocResult(
        run=run,
        campaign_id=run.campaign_id,
        bloc=bloc,
        agencies=summary.agencies,
        mean_index=summary.mean,
        classes=dict(summary.classes),
    )
