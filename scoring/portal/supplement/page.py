"""What the page of an agency's letter shows: its leaves, and the buttons of the transition table."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.models import Campaign, Participant, Receipt
from scoring.portal.supplement.access import Opened
from scoring.selectors.supplements.letters import Letter, supplement_receipts_of
from scoring.supplementing import Offer, SupplementAction, SupplementDeed, offers, permitted
from scoring.transitions import roles_in


def new_key() -> str:
    """Names one signature for ever: the page sent twice is one supplement."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class LetterPage:
    opened: Opened
    deed: SupplementDeed | None
    offers: Mapping[str, Offer]
    receipts: list[Receipt]
    key: str = field(default_factory=new_key)

    @property
    def participant(self) -> Participant:
        return self.opened.participant

    @property
    def campaign(self) -> Campaign:
        return self.participant.campaign

    @property
    def letter(self) -> Letter | None:
        return self.opened.letter

    @property
    def receipt(self) -> Receipt | None:
        """The one in force."""
        return next((receipt for receipt in self.receipts if receipt.ended_at is None), None)

    @property
    def is_writable(self) -> bool:
        """Whether leaves are still added to: open, and only the sending itself may be refused."""
        return self.opened.is_own and SupplementAction.SEND.value in self.offers

    def refusal_of(self, action: SupplementAction) -> Refusal | None:
        """Why this person cannot do it now; None when she can."""
        if self.deed is None:
            return None
        try:
            permitted(self.deed, action)
        except Refusal as refusal:
            return refusal
        return None


def letter_page(opened: Opened, user: User) -> LetterPage:
    if opened.letter is None:
        return LetterPage(opened, None, {}, [])
    submission = opened.participant.submission
    submission.participant, submission.campaign = opened.participant, opened.participant.campaign
    roles = roles_in(submission, user) if opened.is_own else frozenset()
    deed = SupplementDeed(opened.letter.supplement, user, roles, timezone.now(), opened.letter.added)
    found = {offer.action.value: offer for offer in offers(deed)}
    return LetterPage(opened, deed, found, list(supplement_receipts_of(opened.participant)))
