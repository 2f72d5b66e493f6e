"""The receipt of a supplement as a paper: the leaves of the letter, what was added to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from pari.paper.letterhead import letterhead
from pari.paper.pdf import paper_pdf
from pari.ui.dates import VIETNAM, moment_text, short_date, time_of_day
from pari.ui.numbers import count
from scoring.documents.receipts import digest_groups, qr_image
from scoring.enums import ReasonCode
from scoring.models import Participant, Receipt
from scoring.selectors.submissions.claim_inputs import speech


@dataclass(frozen=True, slots=True)
class SentLeaf:
    """One leaf of the frozen copy in words."""

    code: str
    name: str
    claimed: str
    granted: str
    reason: str
    explanation: str
    evidence: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class SupplementPaper:
    """What page and paper show; `check` is the address at which the receipt can be checked."""

    receipt: Receipt
    participant: Participant
    check: str

    @cached_property
    def leaves(self) -> tuple[SentLeaf, ...]:
        return tuple(_leaf(code, said) for code, said in self.receipt.content["leaves"].items())

    @property
    def added(self) -> int:
        return sum(bool(leaf.explanation.strip() or leaf.evidence) for leaf in self.leaves)

    @property
    def documents(self) -> int:
        return sum(len(leaf.evidence) for leaf in self.leaves)

    @property
    def qr(self) -> str:
        return qr_image(self.check)

    @property
    def digest_groups(self) -> list[str]:
        return digest_groups(self.receipt.digest)


def _leaf(code: str, said: Mapping[str, Any]) -> SentLeaf:
    label = str(ReasonCode(said["reason_code"]).label) if said["reason_code"] in ReasonCode.values else ""
    return SentLeaf(
        code,
        said["name"],
        _points(said["claimed"]),
        _points(said["granted"]),
        ". ".join(filter(None, (label, said["reason"]))),
        said["explanation"],
        tuple(said["evidence"]),
    )


def _points(text: str | None) -> str:
    return "–" if text is None else speech().points(Fraction(text))


def supplement_paper_pdf(paper: SupplementPaper) -> bytes:
    receipt, campaign = paper.receipt, paper.participant.campaign
    local = receipt.submitted_at.astimezone(VIETNAM)
    context = {
        "paper": paper,
        "campaign": campaign,
        "letterhead": letterhead(campaign.authority.name, number=receipt.number, day=local.date()),
        "submitted": f"{time_of_day(local)} {local:%S} giây ngày {short_date(local.date())}",
        "counts": [count(number) for number in (len(paper.leaves), paper.added, paper.documents)],
        "ended": moment_text(receipt.ended_at) if receipt.ended_at else "",
    }
    return paper_pdf("scoring/supplement/receipt_paper.html", context)
