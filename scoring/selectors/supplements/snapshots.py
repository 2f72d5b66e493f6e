"""What was added to the leaves of a letter, as content that can be hashed."""

from __future__ import annotations

from typing import Any

from scoring.core.numbers import plain
from scoring.selectors.submissions.snapshots import document_of
from scoring.selectors.supplements.letters import Letter, LetterLine

FORMAT = 1


def frozen_supplement(letter: Letter) -> dict[str, Any]:
    """The letter and everything that the agency says to it; figures as text, no times and no names of people."""
    participant, campaign = letter.supplement.participant, letter.supplement.campaign
    return {
        "format": FORMAT,
        "stage": "supplement",
        "campaign": campaign.code,
        "agency": {"code": participant.code, "name": participant.name},
        "revision": letter.supplement.revision,
        "leaves": {line.code: _leaf(line) for line in letter.lines},
    }


def _leaf(line: LetterLine) -> dict[str, Any]:
    item = line.item
    return {
        "name": item.criterion.name,
        "claimed": None if item.claimed is None else plain(item.claimed),
        "granted": plain(item.granted),
        "reason_code": item.reason_code,
        "reason": item.reason,
        "explanation": item.explanation,
        "evidence": [document_of(link) for link in line.links],
    }
