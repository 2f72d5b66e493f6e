"""Write a campaign's setup: register, criteria set, campaign, participants and outside figures (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.core.readings import text_of
from scoring.enums import CriteriaSetState, Phase, SubmissionState
from scoring.models import (
    Agency,
    Annex,
    Authority,
    Bloc,
    Campaign,
    CriteriaSet,
    Criterion,
    IndicatorValue,
    Modifier,
    Participant,
    PublishedBlocMean,
    PublishedIndex,
    Submission,
    SurveyScore,
)
from scoring.workbook.records import AgencyRecord, CampaignRecord, Setup, Tree

BATCH = 500


@dataclass(frozen=True, slots=True)
class WrittenSetup:
    """Primary keys by what the workbook calls things."""

    campaign: Campaign
    participants: Mapping[str, int]
    submissions: Mapping[str, int]
    criteria: Mapping[tuple[str, str], int]


def write_setup(setup: Setup) -> WrittenSetup:
    """Create everything but the scores; belongs inside the caller's transaction."""
    authority, _ = Authority.objects.get_or_create(name=setup.campaign.authority)
    criteria_set = _write_criteria_set(setup.campaign, authority)
    annexes, criteria = _write_trees(setup.trees, criteria_set)
    campaign = _write_campaign(setup.campaign, authority, criteria_set)
    blocs = _write_blocs(setup, campaign)
    participants = _write_participants(setup.agencies, campaign, blocs, annexes)
    submissions = _write_submissions(setup.agencies, campaign, participants)
    written = WrittenSetup(campaign, participants, submissions, criteria)
    _write_figures(setup, written, blocs)
    return written


def _write_criteria_set(record: CampaignRecord, authority: Authority) -> CriteriaSet:
    return CriteriaSet.objects.create(
        authority=authority, name=f"Bộ tiêu chí năm {record.year} ({record.code})", state=CriteriaSetState.ACTIVE
    )


def _write_trees(
    trees: tuple[Tree, ...], criteria_set: CriteriaSet
) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    annexes: dict[str, int] = {}
    criteria: dict[tuple[str, str], int] = {}
    for position, tree in enumerate(trees):
        annex = Annex.objects.create(criteria_set=criteria_set, code=tree.code, position=position)
        annexes[tree.code] = annex.pk
        criteria.update(_write_nodes(tree, annex))
    return annexes, criteria


def _write_nodes(tree: Tree, annex: Annex) -> dict[tuple[str, str], int]:
    """Nodes first, then their parents: a child may stand before its parent."""
    rows = [
        Criterion(
            annex=annex,
            code=node.code,
            position=position,
            name=node.name,
            kind=node.kind.value,
            max_points=node.max_points,
            cap=node.cap,
            source=node.source.value if node.source else "",
            specialty=node.specialty,
            rule=node.rule.as_json() if node.rule else None,
            evidence=node.evidence,
            indicator=node.indicator,
        )
        for position, node in enumerate(tree.nodes)
    ]
    by_code = {row.code: row for row in Criterion.objects.bulk_create(rows, BATCH)}
    below = [node for node in tree.nodes if node.parent is not None]
    for node in below:
        by_code[node.code].parent = by_code[node.parent or ""]
    Criterion.objects.bulk_update([by_code[node.code] for node in below], ["parent"], BATCH)
    return {(tree.code, code): row.pk for code, row in by_code.items()}


def _write_campaign(record: CampaignRecord, authority: Authority, criteria_set: CriteriaSet) -> Campaign:
    policy = record.policy
    return Campaign.objects.create(
        code=record.code,
        name=record.name,
        year=record.year,
        authority=authority,
        criteria_set=criteria_set,
        phase=Phase.SETUP,
        decision_number=record.decision_number,
        decision_date=record.decision_date,
        self_deadline=record.self_deadline,
        supplement_rate=text_of(policy.supplement_rate),
        supplement_scope=policy.supplement_scope.value,
        index_mode=policy.index_mode.value,
        index_digits=policy.index_digits,
        index_cap=None if policy.index_cap is None else text_of(policy.index_cap),
        overall_mean=policy.overall_mean.value,
        classify_on=policy.classify_on.value,
        rank_on=policy.rank_on.value,
        class_scale=str(policy.class_scale),
    )


def _write_blocs(setup: Setup, campaign: Campaign) -> dict[str, int]:
    Modifier.objects.bulk_create(
        Modifier(campaign=campaign, order=item.order, rule=item.modifier.as_json()) for item in setup.modifiers
    )
    rows = [
        Bloc(campaign=campaign, code=bloc.code, name=bloc.name, order=bloc.order, position=position)
        for position, bloc in enumerate(setup.blocs)
    ]
    return {row.code: row.pk for row in Bloc.objects.bulk_create(rows, BATCH)}


def _write_participants(
    agencies: tuple[AgencyRecord, ...], campaign: Campaign, blocs: Mapping[str, int], annexes: Mapping[str, int]
) -> dict[str, int]:
    registered = _register(agencies, campaign.authority)
    rows = [
        Participant(
            campaign=campaign,
            agency_id=registered[agency.code, agency.name],
            bloc_id=blocs[agency.bloc],
            annex_id=annexes[agency.annex],
            code=agency.code,
            name=agency.name,
            short_name=agency.short_name,
            level=agency.level,
            position=position,
        )
        for position, agency in enumerate(agencies)
    ]
    by_code = {row.code: row for row in Participant.objects.bulk_create(rows, BATCH)}
    below = [agency for agency in agencies if agency.parent is not None]
    for agency in below:
        by_code[agency.code].parent = by_code[agency.parent or ""]
    Participant.objects.bulk_update([by_code[agency.code] for agency in below], ["parent"], BATCH)
    return {code: row.pk for code, row in by_code.items()}


def _register(agencies: tuple[AgencyRecord, ...], authority: Authority) -> dict[tuple[str, str], int]:
    """Agencies of the register by code and name; one the law has renamed is another row (DESIGN §4)."""
    rows = [
        Agency(authority=authority, code=item.code, name=item.name, short_name=item.short_name) for item in agencies
    ]
    Agency.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    known = Agency.objects.filter(authority=authority).values_list("code", "name", "pk")
    return {(code, name): key for code, name, key in known}


def _write_submissions(
    agencies: tuple[AgencyRecord, ...], campaign: Campaign, participants: Mapping[str, int]
) -> dict[str, int]:
    rows = [
        Submission(
            campaign=campaign,
            participant_id=participants[agency.code],
            state=SubmissionState.SUBMITTED if agency.submitted_at else SubmissionState.DRAFT,
            submitted_at=agency.submitted_at,
            deadline=agency.deadline,
        )
        for agency in agencies
    ]
    written = Submission.objects.bulk_create(rows, BATCH)
    return {agency.code: row.pk for agency, row in zip(agencies, written, strict=True)}


def _write_figures(setup: Setup, written: WrittenSetup, blocs: Mapping[str, int]) -> None:
    campaign, participants = written.campaign, written.participants
    annex_of = {agency.code: agency.annex for agency in setup.agencies}
    SurveyScore.objects.bulk_create(
        (
            SurveyScore(
                campaign=campaign,
                participant_id=participants[item.agency],
                criterion_id=written.criteria[annex_of[item.agency], item.leaf],
                points=item.points,
            )
            for item in setup.survey
        ),
        BATCH,
    )
    IndicatorValue.objects.bulk_create(
        (
            IndicatorValue(
                campaign=campaign,
                participant_id=participants[item.agency],
                indicator=item.indicator,
                value=item.value,
                as_of=item.as_of,
                source=item.source,
            )
            for item in setup.indicators
        ),
        BATCH,
    )
    _write_history(setup, written, blocs)


def _write_history(setup: Setup, written: WrittenSetup, blocs: Mapping[str, int]) -> None:
    PublishedIndex.objects.bulk_create(
        (
            PublishedIndex(
                campaign=written.campaign,
                participant_id=written.participants[item.agency],
                year=item.year,
                index=item.index,
                class_name=item.class_name,
            )
            for item in setup.history
        ),
        BATCH,
    )
    PublishedBlocMean.objects.bulk_create(
        (
            PublishedBlocMean(
                campaign=written.campaign,
                bloc_id=None if item.bloc is None else blocs[item.bloc],
                year=item.year,
                mean_index=item.mean_index,
            )
            for item in setup.bloc_history
        ),
        BATCH,
    )
