"""Telling the people of an agency what happened to their submission."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pari.accounts.models import User
from pari.inbox.services import notify
from scoring.models import Submission
from scoring.selectors.register.people import people_of_participants
from scoring.transitions import Notice


def tell_agency(
    *, submission: Submission, notice: Notice | None, by: User, page: str = "scoring:submit", **words: str
) -> int:
    """In the caller's transaction; who did it is not told. Notices are kept in the first language."""
    if notice is None:
        return 0
    participant = submission.participant
    people = people_of_participants([participant.pk], notice.roles).exclude(pk=by.pk)
    link = reverse(page, args=[submission.campaign.code, participant.code])
    with translation.override(settings.LANGUAGE_CODE):
        filled = {"agency": participant.name, "who": by.get_full_name(), **words}
        return notify(users=people, title=str(notice.title) % filled, body=str(notice.body) % filled, link=link)
