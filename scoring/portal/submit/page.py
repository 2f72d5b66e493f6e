"""What the page of submitting shows: the summary, the gaps, and the buttons of the transition table."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.models import Campaign, Participant, Receipt, Submission
from scoring.selectors.submissions.deadlines import deadline_of
from scoring.selectors.submissions.receipts import receipts_of
from scoring.selectors.submissions.sheet import sheet_of
from scoring.selectors.submissions.summary import Summary, summary_of
from scoring.transitions import Action, Deed, Offer, offers, permitted, roles_in


def new_key() -> str:
    """Names one signature for ever: the page sent twice is one submission."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class SubmitPage:
    """Constant queries: what stands here was read once."""

    participant: Participant
    submission: Submission
    summary: Summary
    deed: Deed
    offers: Mapping[str, Offer]
    receipt: Receipt | None
    is_own: bool
    key: str = field(default_factory=new_key)

    @property
    def campaign(self) -> Campaign:
        return self.participant.campaign

    @property
    def deadline(self) -> datetime | None:
        return deadline_of(self.submission)

    def refusal_of(self, action: Action) -> Refusal | None:
        """Why this person cannot do it now; None when she can."""
        try:
            permitted(self.deed, action)
        except Refusal as refusal:
            return refusal
        return None


def submit_page(participant: Participant, user: User) -> SubmitPage:
    submission, now = submission_of(participant), timezone.now()
    sheet, roles = sheet_of(submission), roles_in(submission, user)
    deed = Deed(submission, user, roles, now, len(sheet.incomplete))
    return SubmitPage(
        participant=participant,
        submission=submission,
        summary=summary_of(sheet, now),
        deed=deed,
        offers={offer.action.value: offer for offer in offers(deed)},
        receipt=receipts_of(participant).filter(ended_at=None).first(),
        is_own=bool(roles & AGENCY_ROLES),
    )


def submission_of(participant: Participant) -> Submission:
    """The participant's submission with what `access` has selected, and who proposed it."""
    submission = Submission.objects.select_related("proposed_by").get(participant=participant)
    submission.participant, submission.campaign = participant, participant.campaign
    return submission
