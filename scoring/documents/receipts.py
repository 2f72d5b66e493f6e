"""The receipt as a paper, and its square code."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import segno

from pari.paper.letterhead import letterhead
from pari.paper.pdf import paper_pdf
from pari.ui.dates import VIETNAM, moment_text, short_date, time_of_day
from pari.ui.numbers import count
from scoring.core.speech import VIETNAMESE
from scoring.models import Participant, Receipt
from scoring.selectors.submissions.receipts import SentLine, sent_lines

QR_BORDER = 2


def qr_image(address: str) -> str:
    """The address as a square code, in an image that a page or a paper carries with it."""
    return str(segno.make(address, error="m").svg_data_uri(border=QR_BORDER, omitsize=True))


def digest_groups(digest: str) -> list[str]:
    """Eight letters at a time, as people compare them."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]


@dataclass(frozen=True)
class ReceiptPaper:
    """What page and paper show of a receipt; `check` is the address at which it can be checked."""

    receipt: Receipt
    participant: Participant
    lines: tuple[SentLine, ...]
    check: str

    @property
    def points(self) -> str:
        return VIETNAMESE.points(Fraction(self.receipt.content["totals"]["points"]))

    @property
    def maximum(self) -> str:
        return VIETNAMESE.points(Fraction(self.receipt.content["totals"]["maximum"]))

    @property
    def documents(self) -> int:
        return sum(len(line.evidence) for line in self.lines)

    @property
    def not_applicable(self) -> int:
        return sum(line.not_applicable is not None for line in self.lines)

    @property
    def qr(self) -> str:
        return qr_image(self.check)

    @property
    def digest_groups(self) -> list[str]:
        return digest_groups(self.receipt.digest)


def receipt_paper(receipt: Receipt, participant: Participant, check: str) -> ReceiptPaper:
    return ReceiptPaper(receipt, participant, sent_lines(receipt, participant.annex_id), check)


def receipt_pdf(paper: ReceiptPaper) -> bytes:
    receipt, campaign = paper.receipt, paper.participant.campaign
    local = receipt.submitted_at.astimezone(VIETNAM)
    context = {
        "paper": paper,
        "campaign": campaign,
        "letterhead": letterhead(campaign.authority.name, number=receipt.number, day=local.date()),
        "submitted": f"{time_of_day(local)} {local:%S} giây ngày {short_date(local.date())}",
        "counts": [count(number) for number in (len(paper.lines), paper.documents, paper.not_applicable)],
        "ended": moment_text(receipt.ended_at) if receipt.ended_at else "",
    }
    return paper_pdf("scoring/submit/receipt_paper.html", context)
