"""Telling members that they got work."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.selectors.assignments.team import Team
from pari.inbox.services import notify
from scoring.models import Campaign


def tell_members(*, campaign: Campaign, team: Team, got: Iterable[tuple[int, int]]) -> int:
    """One notice for each who got something; `got` are pairs of a person and the leaves of one part.

    In the caller's transaction; returns how many were told.
    """
    parts: dict[int, int] = {}
    leaves: dict[int, int] = {}
    for person, count in got:
        parts[person] = parts.get(person, 0) + 1
        leaves[person] = leaves.get(person, 0) + count
    with translation.override(settings.LANGUAGE_CODE):
        return sum(
            notify(
                users=[team.people[person]],
                title=_("%(campaign)s: bạn được phân công thẩm định") % {"campaign": campaign.name},
                body=_("Bạn nhận thêm %(parts)d phần việc, gồm %(leaves)d tiêu chí.")
                % {"parts": parts[person], "leaves": leaves[person]},
                link=reverse("scoring:home"),
            )
            for person in sorted(parts)
        )
