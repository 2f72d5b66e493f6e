"""Export a campaign as the workbook it could have come from: importing it gives the same digest (CONTRACT §2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from appraisal.enums import Basis, Round
from appraisal.selectors.entries import (
    NO_CLAIM,
    NO_MARK,
    NOTHING_SPECIAL,
    AgencyEntries,
    bloc_entries,
)
from scoring.core.canonical import canonical_json
from scoring.core.numbers import plain
from scoring.enums import Kind
from scoring.models import (
    Campaign,
    Criterion,
    IndicatorValue,
    Participant,
    PublishedBlocMean,
    PublishedIndex,
    SurveyScore,
)
from scoring.workbook.layout import EVERY_BLOC
from scoring.workbook.writing import Values, write_workbook

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def export_workbook(*, campaign: Campaign, path: Path) -> None:
    """Write the workbook; agencies, criteria and score rows in the order in which they were given."""
    nodes = list(
        Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id)
        .select_related("annex", "parent")
        .order_by("annex__position", "position")
    )
    write_workbook(
        path,
        {
            "campaign": _campaign(campaign),
            "agencies": _agencies(campaign),
            "blocs": ([bloc.code, bloc.name, _text(bloc.order)] for bloc in campaign.blocs.order_by("position")),
            "criteria": (_criterion(node) for node in nodes),
            "scores": _scores(campaign, nodes),
            "survey": _survey(campaign),
            "indicators": _indicators(campaign),
            "modifiers": ([str(item.order), canonical_json(item.rule)] for item in campaign.modifiers.all()),
            "history": _history(campaign),
            "bloc_history": _bloc_history(campaign),
        },
    )


def _text(value: int | Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(VIETNAM).isoformat()


def _campaign(campaign: Campaign) -> Iterator[Values]:
    yield from (("code", campaign.code), ("name", campaign.name), ("year", str(campaign.year)))
    yield "authority", campaign.authority.name
    yield "decision_number", campaign.decision_number
    yield "decision_date", campaign.decision_date.isoformat() if campaign.decision_date else None
    yield "self_deadline", _moment(campaign.self_deadline)
    yield "supplement_rate", plain(campaign.supplement_rate)
    yield "supplement_scope", campaign.supplement_scope
    yield "index_mode", campaign.index_mode
    yield "index_digits", str(campaign.index_digits)
    yield "index_cap", "none" if campaign.index_cap is None else plain(campaign.index_cap)
    yield "overall_mean", campaign.overall_mean
    yield "classify_on", campaign.classify_on
    yield "rank_on", campaign.rank_on
    yield "class_scale", campaign.class_scale


def _agencies(campaign: Campaign) -> Iterator[Values]:
    related = ("bloc", "annex", "parent", "submission")
    for who in campaign.participants.select_related(*related).order_by("position"):
        submission = getattr(who, "submission", None)
        yield (
            who.code,
            who.name,
            who.bloc.code,
            who.annex.code,
            who.parent.code if who.parent else None,
            who.level,
            _moment(submission.submitted_at) if submission else None,
            _moment(submission.deadline) if submission else None,
            who.short_name,
        )


def _criterion(node: Criterion) -> Values:
    return (
        node.annex.code,
        node.code,
        node.parent.code if node.parent else None,
        node.name,
        node.kind,
        _text(node.max_points),
        _text(node.cap),
        node.source,
        node.specialty,
        canonical_json(node.rule) if node.rule else None,
        node.evidence,
        node.indicator,
    )


def _scores(campaign: Campaign, nodes: Iterable[Criterion]) -> Iterator[Values]:
    """Bloc by bloc, so that memory holds one agency's entries at a time."""
    leaves: dict[int, list[tuple[int, str]]] = {}
    for node in nodes:
        if node.kind != Kind.GROUP:
            leaves.setdefault(node.annex_id, []).append((node.pk, node.code))
    agencies = {who.pk: who for who in campaign.participants.all()}
    for bloc in campaign.blocs.order_by("position"):
        for entries in bloc_entries(bloc.pk):
            who = agencies[entries.participant]
            yield from _agency_scores(who, entries, leaves[who.annex_id])


def _agency_scores(who: Participant, entries: AgencyEntries, leaves: list[tuple[int, str]]) -> Iterator[Values]:
    for key, code in leaves:
        points, value, _ = entries.claims.get(key, NO_CLAIM)
        points1, value1, *_ = entries.round1.get(key, NO_MARK)
        points2, value2, _, basis = entries.round2.get(key, NO_MARK)
        special = entries.special.get(key, NOTHING_SPECIAL)
        said: Values = (
            points,
            value,
            entries.explanations.get(key),
            points1,
            value1,
            entries.notes.get((Round.FIRST, key)),
            points2,
            value2,
            entries.notes.get((Round.SECOND, key)),
            basis if basis != Basis.SUPPLEMENT else None,
            "1" if special.exempt else None,
            special.exempt_reason,
            _text(special.council),
            special.council_reason,
        )
        if any(said):
            yield who.code, code, *said


def _survey(campaign: Campaign) -> Iterator[Values]:
    rows = SurveyScore.objects.filter(campaign=campaign).order_by("pk")
    for item in rows.select_related("participant", "criterion"):
        yield item.participant.code, item.criterion.code, plain(item.points)


def _indicators(campaign: Campaign) -> Iterator[Values]:
    for item in IndicatorValue.objects.filter(campaign=campaign).select_related("participant").order_by("pk"):
        yield item.participant.code, item.indicator, plain(item.value), item.as_of, item.source


def _history(campaign: Campaign) -> Iterator[Values]:
    for item in PublishedIndex.objects.filter(campaign=campaign).select_related("participant").order_by("pk"):
        yield item.participant.code, str(item.year), _text(item.index), item.class_name


def _bloc_history(campaign: Campaign) -> Iterator[Values]:
    for item in PublishedBlocMean.objects.filter(campaign=campaign).select_related("bloc").order_by("pk"):
        yield item.bloc.code if item.bloc else EVERY_BLOC, str(item.year), plain(item.mean_index)
