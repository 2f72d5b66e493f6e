"""A synthetic campaign as the workbook that an office would send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.synthetic import synthetic_scores, synthetic_setup
from scoring.core.canonical import canonical_json
from scoring.core.numbers import plain
from scoring.workbook.records import CriterionRecord, ScoreRecord, Setup
from scoring.workbook.writing import Values, write_workbook


def write_synthetic(code: str, agencies: int, leaves: int, path: Path) -> None:
    setup = synthetic_setup(code, agencies, leaves)
    write_workbook(
        path,
        {
            "campaign": _campaign(setup),
            "blocs": ((bloc.code, bloc.name, str(bloc.order)) for bloc in setup.blocs),
            "agencies": ((item.code, item.name, item.bloc, item.annex) for item in setup.agencies),
            "criteria": (_criterion(node) for node in setup.trees[0].nodes),
            "scores": (_score(row) for row in synthetic_scores(setup)),
        },
    )


def _campaign(setup: Setup) -> Iterator[Values]:
    campaign = setup.campaign
    yield from (("code", campaign.code), ("name", campaign.name), ("year", str(campaign.year)))
    yield "authority", campaign.authority


def _criterion(node: CriterionRecord) -> Values:
    return (
        node.annex,
        node.code,
        node.parent,
        node.name,
        node.kind.value,
        plain(node.max_points) if node.max_points is not None else None,
        None,
        node.source.value if node.source else None,
        None,
        canonical_json(node.rule.as_json()) if node.rule else None,
    )


def _score(row: ScoreRecord) -> Values:
    return (
        row.agency,
        row.leaf,
        row.claim.points,
        row.claim.value,
        row.explanation,
        row.round1.points,
        row.round1.value,
        row.round1_note,
        row.round2.points,
        row.round2.value,
    )
