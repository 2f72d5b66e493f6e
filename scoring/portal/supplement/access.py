"""Who opens an agency's letter: its own people, and those who appraise it; nobody who is both."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from pari.accounts.enums import AGENCY_ROLES
from scoring.models import Participant, Supplement
from scoring.portal.access import participant_of, participant_seen, signed_in
from scoring.selectors.supplements.letters import Letter, letter_of
from scoring.services.supplements.editing import check_speaker


@dataclass(frozen=True, slots=True)
class Opened:
    """`letter` is None where nothing is to be added. The team reads what was sent, not what is being written."""

    participant: Participant
    letter: Letter | None
    is_own: bool

    @property
    def shows_added(self) -> bool:
        return self.letter is not None and (self.is_own or self.letter.is_sent)


def letter_opened(request: HttpRequest, campaign: str, agency: str) -> Opened:
    """For all who may look at it."""
    user, participant = signed_in(request), participant_seen(request, campaign, agency)
    if Participant.objects.answered_by(user, AGENCY_ROLES).filter(pk=participant.pk).exists():
        check_speaker(participant.campaign, user)
        return _opened(participant, is_own=True)
    if not Participant.objects.appraised_by(user).filter(pk=participant.pk).exists():
        raise PermissionDenied
    return _opened(participant, is_own=False)


def letter_answered(request: HttpRequest, campaign: str, agency: str) -> Opened:
    """For those who act for the agency."""
    participant = participant_of(request, campaign, agency)
    check_speaker(participant.campaign, signed_in(request))
    return _opened(participant, is_own=True)


def the_letter(opened: Opened) -> Letter:
    if opened.letter is None:
        raise Http404
    return opened.letter


def _opened(participant: Participant, *, is_own: bool) -> Opened:
    found = Supplement.objects.filter(participant=participant).first()
    if found is None:
        return Opened(participant, None, is_own)
    found.participant, found.campaign = participant, participant.campaign
    return Opened(participant, letter_of(found), is_own)
