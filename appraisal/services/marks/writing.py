"""Writing marks: the version that holds, the version that stays, and the event (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from appraisal.models import Mark, MarkVersion
from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record_all
from scoring.core.numbers import plain
from scoring.models import Campaign

BATCH = 1_000

#: What a person decides about a leaf; the rest of the columns say where, when and who.
CONTENT = (
    "points",
    "value",
    "scored",
    "note",
    "basis",
    "reason_code",
    "internal_note",
    "needs_discussion",
    "may_supplement",
)
WRITTEN = (*CONTENT, "standing", "version", "marked_by", "marked_at")
_INTERNAL = frozenset({"internal_note", "scored"})


def content_of(mark: Mark) -> dict[str, Any]:
    """The mark's columns as they are kept in a version: figures as canonical text."""
    found = {name: getattr(mark, name) for name in CONTENT}
    return {**found, "points": None if mark.points is None else plain(mark.points)}


def keep(*, campaign: Campaign, marks: Sequence[Mark], by: User, at: datetime, **more: JSON) -> None:
    """Versions and events of marks that were just written; they have their participant and criterion at hand.

    `more` goes into the events' details. An internal note stays out of them: the log is read by others.
    """
    MarkVersion.objects.bulk_create(
        (
            MarkVersion(
                campaign=campaign,
                mark=mark,
                version=mark.version,
                content=content_of(mark),
                marked_by=by,
                marked_at=at,
            )
            for mark in marks
        ),
        BATCH,
    )
    entries = [("mark.saved", _subject(mark), {**_details(mark), **more}) for mark in marks]
    record_all(chain=campaign.code, by=by, entries=entries)


def _subject(mark: Mark) -> str:
    return f"mark:{mark.participant.code}/{mark.criterion.code}/{mark.round}"


def _details(mark: Mark) -> Mapping[str, JSON]:
    content = {name: value for name, value in content_of(mark).items() if name not in _INTERNAL}
    return {
        "agency": mark.participant.code,
        "criterion": mark.criterion.code,
        "round": int(mark.round),
        "version": mark.version,
        "standing": str(mark.standing),
        **content,
    }
