"""Who of the team may not mark which agency, and why: for all of them in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from scoring.models import Campaign, Participant


@dataclass(frozen=True, slots=True)
class Tie:
    """Why one person never marks one agency; `words` go after her name."""

    words: str


@dataclass(frozen=True, slots=True)
class Conflicts:
    """By person, the participants that she never marks; the rule is `Participant.objects.in_conflict_with`."""

    ties: Mapping[int, Mapping[int, Tie]] = field(default_factory=dict)

    def of(self, person: int) -> Mapping[int, Tie]:
        return self.ties.get(person, {})

    def between(self, person: int, participant: int) -> Tie | None:
        return self.of(person).get(participant)


def conflicts_of(*, campaign: Campaign, people: Collection[int]) -> Conflicts:
    """Three queries, however many people and agencies there are."""
    direct, inherited = Participant.objects.filter(campaign=campaign).belonging_to(people)
    found: dict[int, dict[int, Tie]] = {}
    touched: dict[int, set[int]] = {}
    for pairs, words in ((direct, _("thuộc hoặc từng thuộc cơ quan này")), (inherited, _("thuộc cơ quan tiền thân"))):
        for participant, person in pairs:
            found.setdefault(person, {}).setdefault(participant, Tie(words))
            touched.setdefault(participant, set()).add(person)
    _add_family(campaign, touched, found)
    return Conflicts(found)


def _add_family(campaign: Campaign, touched: Mapping[int, set[int]], found: dict[int, dict[int, Tie]]) -> None:
    """Parents and children of the agencies that people belong to."""
    edges = campaign.participants.filter(parent__isnull=False)
    near = edges.filter(pk__in=list(touched)) | edges.filter(parent__in=list(touched))
    for child, name, parent, parent_name in near.order_by().values_list("pk", "name", "parent__pk", "parent__name"):
        for person in touched.get(child, ()):
            tie = Tie(_("thuộc “%(agency)s” trực thuộc cơ quan này") % {"agency": name})
            found[person].setdefault(parent, tie)
        for person in touched.get(parent, ()):
            tie = Tie(_("thuộc “%(agency)s” là cơ quan cấp trên") % {"agency": parent_name})
            found[person].setdefault(child, tie)
