"""Read a finished run and its campaign into report facts: a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.documents.facts import (
    AgencyFact,
    BlocFact,
    ClassChange,
    Decision,
    ModifierRule,
    PolicyFact,
    ReportFacts,
    YearFigure,
)
from reports.documents.gather_criteria import Leaves, criteria_of, missing_of, parts_of, read_leaves
from reports.models import AgencyResult, BlocResult, IndexRun, Publication
from scoring.core.enums import IndexMode, On, OverallMean, SupplementScope
from scoring.core.policy import parse_class_scale
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign, Modifier, PublishedBlocMean, PublishedIndex

OVERALL = None


def gather_facts(*, run: IndexRun) -> ReportFacts:
    """The facts of a finished run (CONTRACT §8) with its campaign's history, rules and attainment."""
    run = run.same_as or run
    campaign = Campaign.objects.select_related("authority").get(pk=run.campaign_id)
    results = list(_results(run))
    leaves = read_leaves(run, campaign)
    means = _published_means(campaign)
    publication = Publication.objects.filter(run=run).order_by("-pk").first()
    return ReportFacts(
        campaign_code=campaign.code,
        campaign_name=campaign.name,
        year=campaign.year,
        authority=campaign.authority.name,
        decision=_decision(campaign, publication),
        is_published=publication is not None or campaign.phase in PUBLIC_PHASES,
        is_reconstructed=campaign.is_reconstructed,
        self_deadline=campaign.self_deadline,
        policy=policy_fact(run.policy),
        input_digest=run.input_digest,
        engine_version=run.engine_version,
        agencies=_agencies(campaign, results),
        blocs=_blocs(run, means),
        overall_mean=run.overall_mean,
        published_overall_means=tuple(means.get(OVERALL, ())),
        modifiers=tuple(
            modifier_rule(item.rule) for item in Modifier.objects.filter(campaign=campaign).order_by("order")
        ),
        **_attainment(leaves, results),
    )


def _results(run: IndexRun) -> Any:
    related = ("participant__bloc", "participant__submission")
    return AgencyResult.objects.filter(run=run).select_related(*related).order_by("position")


def _attainment(leaves: Leaves, results: Sequence[AgencyResult]) -> dict[str, Any]:
    return {"parts": parts_of(leaves), "criteria": criteria_of(leaves), "missing": missing_of(leaves, results)}


def _decision(campaign: Campaign, publication: Publication | None) -> Decision:
    """The publishing decision; before publication the one that the campaign names, if any."""
    if publication:
        return Decision(publication.decision_number, publication.decision_date)
    return Decision(campaign.decision_number, campaign.decision_date)


def policy_fact(policy: Mapping[str, Any]) -> PolicyFact:
    """The policy that a run stored, by the keys of CONTRACT §3."""
    return PolicyFact(
        index_mode=IndexMode(policy["index_mode"]),
        index_digits=int(policy["index_digits"]),
        index_cap=None if policy["index_cap"] is None else Decimal(policy["index_cap"]),
        overall_mean=OverallMean(policy["overall_mean"]),
        classify_on=On(policy["classify_on"]),
        supplement_rate=Decimal(policy["supplement_rate"]),
        supplement_scope=SupplementScope(policy["supplement_scope"]),
        class_scale=parse_class_scale(policy["class_scale"]),
    )


def modifier_rule(rule: Mapping[str, Any]) -> ModifierRule:
    """A modifier's JSON (CONTRACT §7) as a fact."""
    texts = {key: str(rule[key]) for key in ("indicator", "op", "value", "share", "bloc", "level") if key in rule}
    return ModifierRule(kind=rule["kind"], class_name=rule.get("class", ""), drop=int(rule.get("drop", 0)), **texts)


def _agencies(campaign: Campaign, results: Iterable[AgencyResult]) -> tuple[AgencyFact, ...]:
    history = _history(campaign)
    return tuple(agency_fact(campaign, item, history.get(item.participant_id, ())) for item in results)


def _history(campaign: Campaign) -> Mapping[int, Sequence[YearFigure]]:
    """Published indices and classes by participant, earliest first."""
    found: dict[int, list[YearFigure]] = {}
    for item in PublishedIndex.objects.filter(campaign=campaign).order_by("year"):
        found.setdefault(item.participant_id, []).append(YearFigure(item.year, item.index, item.class_name))
    return found


def agency_fact(campaign: Campaign, result: AgencyResult, history: Sequence[YearFigure]) -> AgencyFact:
    who = result.participant
    submission = getattr(who, "submission", None)
    return AgencyFact(
        code=who.code,
        name=who.name,
        short_name=who.short_name,
        bloc=who.bloc.code,
        standard_points=result.standard_points,
        self_points=result.self_points,
        round1_points=result.round1_points,
        appraised_points=result.appraised_points,
        survey_points=result.survey_points,
        bonus_points=result.bonus_points,
        penalty_points=result.penalty_points,
        index=result.index,
        rank_in_bloc=result.rank_in_bloc,
        class_name=result.class_name,
        class_changes=tuple(
            ClassChange(item["kind"], item["value"], item["from"], item["to"]) for item in result.modifiers
        ),
        round1_index=result.round1_index,
        round1_class=result.round1_class,
        previous_index=result.previous_index,
        previous_class=result.previous_class,
        change=result.change,
        trend=result.trend,
        history=tuple(history),
        submitted_at=submission.submitted_at if submission else None,
        deadline=_deadline(campaign, submission),
    )


def _deadline(campaign: Campaign, submission: Any) -> datetime | None:
    """An agency's own deadline, else the campaign's."""
    own: datetime | None = submission.deadline if submission else None
    return own or campaign.self_deadline


Means = Mapping[int | None, Sequence[tuple[int, Decimal]]]


def _published_means(campaign: Campaign) -> Means:
    """Published means by bloc, earliest first; under `OVERALL` those of all blocs."""
    found: dict[int | None, list[tuple[int, Decimal]]] = {}
    for item in PublishedBlocMean.objects.filter(campaign=campaign).order_by("year"):
        found.setdefault(item.bloc_id, []).append((item.year, item.mean_index))
    return found


def _blocs(run: IndexRun, means: Means) -> tuple[BlocFact, ...]:
    """The blocs in the order in which the run stored them (CONTRACT §8)."""
    stored = BlocResult.objects.filter(run=run).select_related("bloc").order_by("pk")
    return tuple(
        BlocFact(item.bloc.code, item.bloc.name, item.mean_index, tuple(means.get(item.bloc_id, ()))) for item in stored
    )
