"""Who is told when a round is closed. Nobody of the team learns from a notice what became of her own agency."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pari.accounts.enums import TEAM_ROLES, Role
from pari.accounts.models import Membership, User
from pari.inbox.services import notify
from pari.ui.dates import deadline_text
from scoring.models import Campaign, Participant
from scoring.selectors.register.people import people_of_agencies


def tell_letters(campaign: Campaign) -> int:
    """One notice for each person of an agency with a letter, another for the others."""
    listed = Participant.objects.filter(campaign=campaign, supplement__isnull=False)
    others = Participant.objects.filter(campaign=campaign, supplement__isnull=True)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(campaign)s: kết quả thẩm định lần 1") % {"campaign": campaign.name}
        told = _tell(campaign, listed, title, _letter_words(campaign))
        return told + _tell(campaign, others, title, _("Đơn vị không có tiêu chí nào cần bổ sung."))


def _letter_words(campaign: Campaign) -> str:
    words = _("Đơn vị có tiêu chí được bổ sung tài liệu và giải trình.")
    if campaign.supplement_deadline is None:
        return words
    return f"{words} {_('Hạn bổ sung: %(deadline)s.') % {'deadline': deadline_text(campaign.supplement_deadline)}}"


def _tell(campaign: Campaign, participants: QuerySet[Participant], title: str, body: str) -> int:
    people = people_of_agencies(participants).exclude(pk__in=_team(campaign, TEAM_ROLES).values("pk"))
    return notify(users=people, title=title, body=body, link=reverse("scoring:home"))


def tell_team(campaign: Campaign, *, roles: Iterable[Role], title: str, body: str, link: str) -> int:
    return notify(users=_team(campaign, roles), title=title, body=body, link=link)


def _team(campaign: Campaign, roles: Iterable[str]) -> QuerySet[User]:
    held = Membership.objects.valid().filter(role__in=sorted(roles), authority=campaign.authority_id)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))
