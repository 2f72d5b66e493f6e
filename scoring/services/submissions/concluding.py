"""What happens to all submissions of a campaign at once, when it moves on (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.inbox.services import notify
from pari.refusals import NotAllowed
from scoring.models import Campaign, Submission
from scoring.selectors.register.people import people_of
from scoring.transitions import TABLE, Action, Deed, Notice


def conclude_all(*, campaign: Campaign, action: Action, by: User | None) -> int:
    """Carry out a bulk row of the table (`appraise`, `approve`); returns how many submissions changed their state.

    Submissions in another state stay as they are: an agency that never submitted has nothing to be appraised.
    Belongs inside the transaction of the campaign's move, after it, whose event tells of the number.
    """
    (row,) = (row for row in TABLE if row.action is action and row.is_bulk)
    if by is not None and not by.has_role(row.roles, authority=campaign.authority_id):
        raise NotAllowed(_("Vai trò của bạn không làm được việc “%(action)s”.") % {"action": action.label})
    for guard in row.guards:
        guard(Deed(Submission(campaign=campaign), by or User(), frozenset(row.roles), timezone.now()))
    changed = campaign.submissions.filter(state=row.source).update(state=row.target)
    if row.notice is not None:
        _tell(campaign, row.notice)
    return changed


def _tell(campaign: Campaign, notice: Notice) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        words = {"campaign": campaign.name}
        notify(
            users=people_of(campaign=campaign, roles=notice.roles),
            title=str(notice.title) % words,
            body=str(notice.body) % words,
            link=reverse("scoring:home"),
        )
