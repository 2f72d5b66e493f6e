"""Write the rows of `scores` to the tables they belong to: answers, marks, exemptions, rulings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from appraisal.enums import Basis, Round
from appraisal.models import Exemption, Mark, Ruling
from scoring.models import Answer
from scoring.services.bulk import insert_rows
from scoring.services.setup import WrittenSetup
from scoring.workbook.records import ScoreRecord

AT_ONCE = 5000
_ANSWER = ("campaign_id", "submission_id", "criterion_id", "points", "value", "scored", "explanation")
_MARK = ("campaign_id", "participant_id", "criterion_id", "round", "points", "value", "scored", "note", "basis")
_EXEMPTION = ("campaign_id", "participant_id", "criterion_id", "granted", "reason")
_RULING = ("campaign_id", "participant_id", "criterion_id", "points", "reason")


def write_scores(written: WrittenSetup, scores: Iterable[ScoreRecord]) -> Iterator[int]:
    """Insert the rows batch by batch and yield how many were taken so far."""
    remaining, taken = iter(scores), 0
    while batch := list(islice(remaining, AT_ONCE)):
        _write_batch(written, batch)
        taken += len(batch)
        yield taken


def _write_batch(written: WrittenSetup, batch: list[ScoreRecord]) -> None:
    insert_rows(model=Answer, fields=_ANSWER, rows=_answers(written, batch))
    insert_rows(model=Mark, fields=_MARK, rows=_marks(written, batch))
    insert_rows(model=Exemption, fields=_EXEMPTION, rows=_exemptions(written, batch))
    insert_rows(model=Ruling, fields=_RULING, rows=_rulings(written, batch))


def _answers(written: WrittenSetup, batch: list[ScoreRecord]) -> Iterator[tuple[Any, ...]]:
    campaign, submissions, criteria = written.campaign.pk, written.submissions, written.criteria
    for row in batch:
        if row.claim or row.explanation:
            leaf = criteria[row.annex, row.leaf]
            yield campaign, submissions[row.agency], leaf, *row.claim, row.explanation


def _marks(written: WrittenSetup, batch: list[ScoreRecord]) -> Iterator[tuple[Any, ...]]:
    campaign, participants, criteria = written.campaign.pk, written.participants, written.criteria
    first, second, supplement = Round.FIRST.value, Round.SECOND.value, Basis.SUPPLEMENT.value
    for row in batch:
        who, leaf = participants[row.agency], criteria[row.annex, row.leaf]
        if row.round1 or row.round1_note:
            yield campaign, who, leaf, first, *row.round1, row.round1_note, supplement
        if row.round2 or row.round2_note or row.basis != supplement:
            yield campaign, who, leaf, second, *row.round2, row.round2_note, row.basis


def _exemptions(written: WrittenSetup, batch: list[ScoreRecord]) -> Iterator[tuple[Any, ...]]:
    for row in batch:
        if row.exempt or row.exempt_reason:
            yield *_leaf_of(written, row), row.exempt, row.exempt_reason


def _rulings(written: WrittenSetup, batch: list[ScoreRecord]) -> Iterator[tuple[Any, ...]]:
    for row in batch:
        if row.council_points is not None or row.council_reason:
            yield *_leaf_of(written, row), row.council_points, row.council_reason


def _leaf_of(written: WrittenSetup, row: ScoreRecord) -> tuple[int, int, int]:
    return written.campaign.pk, written.participants[row.agency], written.criteria[row.annex, row.leaf]
