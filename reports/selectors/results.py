"""The results of a run as one object (CONTRACT §8)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from reports.models import AgencyResult, IndexRun
from reports.selectors.runs import run_to_show as public_run
from scoring.core.numbers import round_half_up

__all__ = ["public_run", "results_document"]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def results_document(run: IndexRun) -> dict[str, Any]:
    """CONTRACT §8, in four queries whatever the number of agencies."""
    campaign, digits = run.campaign, int(run.policy["index_digits"])
    results = list(agency_results(run))
    return {
        "campaign": campaign.code,
        "name": campaign.name,
        "year": campaign.year,
        "authority": campaign.authority.name,
        "run": run.pk,
        "engine_version": run.engine_version,
        "input_digest": run.input_digest,
        "computed_at": run.computed_at.astimezone(VIETNAM).isoformat() if run.computed_at else None,
        "policy": run.policy,
        "agencies": [agency_row(result, digits) for result in results],
        "blocs": [_bloc_row(item, digits) for item in bloc_results(run)],
        "overall": {
            "agencies": len(results),
            "mean_index": fixed(run.overall_mean, digits),
            "classes": _classes(run, run.overall_classes),
        },
        "missing": [
            {"agency": result.participant.code, "criterion": code} for result in results for code in result.missing
        ],
    }


def agency_results(run: IndexRun) -> Any:
    """The lines of the results table in its order."""
    related = ("participant__bloc", "participant__annex", "participant__parent")
    return AgencyResult.objects.filter(run=run).select_related(*related).order_by("position")


def bloc_results(run: IndexRun) -> Any:
    return run.blocs.select_related("bloc", "run").order_by("pk")


def points(value: Decimal) -> str:
    """Trailing zeros trimmed to at least two decimals."""
    text = format(value, "f")
    whole, _, tail = text.partition(".")
    return f"{whole}.{tail.ljust(2, '0')}"


def fixed(value: Decimal | None, digits: int) -> str | None:
    """Exactly `digits` decimals."""
    return None if value is None else format(round_half_up(Fraction(value), digits), "f")


def signed(value: Decimal | None, digits: int) -> str | None:
    """With an ASCII sign; zero has none."""
    if value is None:
        return None
    text = format(round_half_up(Fraction(abs(value)), digits), "f")
    return text if value == 0 else f"{'+' if value > 0 else '-'}{text}"


def agency_row(result: AgencyResult, digits: int) -> dict[str, Any]:
    """One entry of `agencies`."""
    who = result.participant
    return {
        "code": who.code,
        "name": who.name,
        "bloc": who.bloc.code,
        "annex": who.annex.code,
        "level": who.level or None,
        "parent": who.parent.code if who.parent else None,
        "standard_points": points(result.standard_points),
        "self_points": points(result.self_points),
        "round1_points": points(result.round1_points),
        "appraised_points": points(result.appraised_points),
        "survey_points": points(result.survey_points),
        "bonus_points": points(result.bonus_points),
        "penalty_points": points(result.penalty_points),
        "index": fixed(result.index, digits),
        "rank": result.rank,
        "rank_in_bloc": result.rank_in_bloc,
        "class_by_threshold": result.class_by_threshold or None,
        "class": result.class_name or None,
        "modifiers": result.modifiers,
        "previous_index": fixed(result.previous_index, digits),
        "previous_class": result.previous_class or None,
        "change": signed(result.change, digits),
        "trend": result.trend or None,
    }


def _bloc_row(item: Any, digits: int) -> dict[str, Any]:
    return {
        "code": item.bloc.code,
        "name": item.bloc.name,
        "agencies": item.agencies,
        "mean_index": fixed(item.mean_index, digits),
        "classes": _classes(item.run, item.classes),
    }


def _classes(run: IndexRun, counted: Mapping[str, int]) -> dict[str, int]:
    """In the order of the scale, the best class first."""
    names = [part.rpartition(":")[0] for part in run.policy["class_scale"].split(";")]
    return {name: counted.get(name, 0) for name in names}
