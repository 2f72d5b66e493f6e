"""The input digest: SHA-256 over a campaign's normalised content (CONTRACT §8).

The content of the workbook, defaults filled, sorted by key; no ids, run times or row order. Each agency's
rows are hashed while they stream past; the campaign's digest is over the setup and the agencies' digests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from appraisal.selectors.entries import NOTHING_SPECIAL, AgencyEntries
from reports.selectors.agencies import AgencyFacts, Past
from scoring.core.canonical import canonical_json
from scoring.core.numbers import plain
from scoring.models import Campaign, Criterion, PublishedBlocMean
from scoring.selectors.campaigns.policies import AnnexTree

FORMAT = "pari-input-1"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def utc(moment: datetime | None) -> str | None:
    """The same instant has the same text, whatever its offset."""
    return None if moment is None else moment.astimezone(UTC).isoformat()


def optional(value: Any) -> str | None:
    return None if value is None else plain(value)


def agency_digest(
    who: AgencyFacts, past: Sequence[Past], entries: AgencyEntries, leaves: Mapping[int, str], said: Iterable[str]
) -> str:
    """SHA-256 of one agency's content.

    `leaves` are the codes of its annex by primary key; `said` the claim and marks of every leaf as canonical
    text, in the order of the codes.
    """
    content = hashlib.sha256("".join(said).encode())
    texts = sorted([leaves[key], "self", text] for key, text in entries.explanations.items())
    notes = sorted([leaves[key], str(number), text] for (number, key), text in entries.notes.items())
    rows = [_agency_row(who, past), _indicator_rows(entries), _special_rows(entries, leaves), texts, notes]
    content.update(_encode(rows).encode())
    return content.hexdigest()


def _agency_row(who: AgencyFacts, past: Sequence[Past]) -> list[Any]:
    return [
        who.code,
        who.name,
        who.bloc,
        who.annex,
        who.parent,
        who.level,
        utc(who.submitted_at),
        utc(who.deadline),
        who.short_name,
        [(item.year, optional(item.figure), item.class_name) for item in past],
    ]


def _indicator_rows(entries: AgencyEntries) -> list[Any]:
    return sorted([name, plain(item.value), item.as_of, item.source] for name, item in entries.indicators.items())


def _special_rows(entries: AgencyEntries, leaves: Mapping[int, str]) -> list[Any]:
    return sorted(
        [leaves[key], row.exempt, row.exempt_reason, optional(row.council), row.council_reason, optional(row.survey)]
        for key, row in entries.special.items()
        if row != NOTHING_SPECIAL
    )


def campaign_digest(campaign: Campaign, trees: Iterable[AnnexTree], agencies: Mapping[str, str]) -> str:
    """SHA-256 of the whole campaign; `agencies` are the digests by agency code."""
    content = hashlib.sha256(FORMAT.encode())
    parts = (
        _campaign_rows(campaign),
        sorted(_bloc_rows(campaign)),
        [list(row) for tree in sorted(trees, key=lambda tree: tree.code) for row in _criterion_rows(tree)],
        [[item.order, item.rule] for item in campaign.modifiers.order_by("order")],
        sorted(_bloc_history_rows(campaign)),
        sorted(agencies.items()),
    )
    for part in parts:
        content.update(canonical_json(part).encode())
    return content.hexdigest()


def policy_rows(campaign: Campaign) -> dict[str, Any]:
    """The policies by the keys of the campaign sheet."""
    return {
        "supplement_rate": plain(campaign.supplement_rate),
        "supplement_scope": campaign.supplement_scope,
        "index_mode": campaign.index_mode,
        "index_digits": campaign.index_digits,
        "index_cap": optional(campaign.index_cap),
        "overall_mean": campaign.overall_mean,
        "classify_on": campaign.classify_on,
        "rank_on": campaign.rank_on,
        "class_scale": campaign.class_scale,
    }


def _campaign_rows(campaign: Campaign) -> dict[str, Any]:
    return {
        "code": campaign.code,
        "name": campaign.name,
        "year": campaign.year,
        "authority": campaign.authority.name,
        "decision_number": campaign.decision_number,
        "decision_date": campaign.decision_date.isoformat() if campaign.decision_date else None,
        "self_deadline": utc(campaign.self_deadline),
        **policy_rows(campaign),
    }


def _bloc_rows(campaign: Campaign) -> Iterable[list[Any]]:
    return ([bloc.code, bloc.name, bloc.order] for bloc in campaign.blocs.all())


def _bloc_history_rows(campaign: Campaign) -> Iterable[list[Any]]:
    means = PublishedBlocMean.objects.filter(campaign=campaign).select_related("bloc")
    return ([item.bloc.code if item.bloc else "", item.year, plain(item.mean_index)] for item in means)


def _criterion_rows(tree: AnnexTree) -> Iterable[Sequence[Any]]:
    codes = {node.pk: node.code for node in tree.nodes}
    return (_criterion_row(tree.code, node, codes) for node in sorted(tree.nodes, key=lambda node: node.code))


def _criterion_row(annex: str, node: Criterion, codes: Mapping[int, str]) -> Sequence[Any]:
    return (
        annex,
        node.code,
        codes[node.parent_id] if node.parent_id else None,
        node.name,
        node.kind,
        # A group's own maximum only repeats the sum of its leaves.
        optional(node.max_points) if node.source else None,
        optional(node.cap),
        node.source,
        node.specialty,
        node.rule,
        node.evidence,
        node.indicator,
    )
