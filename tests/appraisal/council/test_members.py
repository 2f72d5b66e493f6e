"""Who is recused is who `in_conflict_with` names, asked for all members at once; and whose motions a person sees."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from appraisal.enums import MotionOrigin
from appraisal.models import Motion
from appraisal.selectors.council.members import council_of, recused_from
from appraisal.selectors.council.motions import motions_seen_by
from appraisal.services.council.agenda import ClassChange
from pari.accounts.enums import Role
from scoring.enums import Phase
from scoring.models import Agency, Campaign, Lineage, Participant
from tests.appraisal.council.house import make_house
from tests.appraisal.world import belongs
from tests.cycle.world import join


@pytest.fixture
def tall(db):
    """Four agencies, each under the one before; an earlier agency went into the second."""
    house = make_house(agencies=5)
    rows = house.team.participants
    for above, below in pairwise(rows[:4]):
        Participant.objects.filter(pk=below.pk).update(parent=above)
    earlier = Agency.objects.create(authority=house.team.campaign.authority, code="CU", name="Sở cũ")
    Lineage.objects.create(
        predecessor=earlier, successor=rows[1].agency, kind="merge", effective_on=timezone.localdate()
    )
    return house


def motions(house):
    for place in range(5):
        house.add(agency=place)
    return Motion.objects.select_related("participant", "campaign").order_by("position")


def ended(days):
    return {"valid_to": timezone.localdate() - timedelta(days=days)}


@pytest.mark.parametrize("since", [None, 30])
@pytest.mark.parametrize("days", [{}, ended(10), ended(40)])
@pytest.mark.parametrize("place", [0, 1, 2, 3, 4, "CU"])
def test_the_recused(tall, since, days, place):
    if since:
        Campaign.objects.update(conflict_since=timezone.localdate() - timedelta(days=since))
    agency = Agency.objects.get(code=place if place == "CU" else f"CQ{place + 1}")
    person = tall.team.council[0]
    join(person, Role.OFFICER, tall.team.campaign.authority, agency, **days)
    members = list(council_of(tall.team.campaign).values_list("pk", flat=True))
    for motion in motions(tall):
        expected = Participant.objects.in_conflict_with(person).filter(pk=motion.participant_id).exists()
        assert recused_from(motion, members) == ({person.pk} if expected else frozenset())


def test_a_change_of_class_recuses_who_belongs_to_any_agency_below(tall):
    person = tall.team.council[0]
    belongs(person, tall.team.participants[3])
    tall.build(changes=[ClassChange(item.pk, "x") for item in tall.team.participants])
    seen = set(motions_seen_by(person, tall.team.campaign).values_list("key", flat=True))
    assert seen == {"note:CQ5:class", "approval"}
    for motion in Motion.objects.filter(origin=MotionOrigin.MODIFIER).select_related("participant", "campaign"):
        assert (person.pk in recused_from(motion, [person.pk])) == (motion.key not in seen)


def test_motions_of_her_agency_are_not_on_her_list(house):
    belongs(house.team.council[0], house.team.participants[0])
    house.add()
    house.add(agency=1)
    house.build()
    campaign = house.team.campaign

    def seen(person):
        return list(motions_seen_by(person, campaign).values_list("key", flat=True))

    assert seen(house.member(0)) == ["points:CQ2:1.1", "approval"]
    assert seen(house.member(1)) == ["points:CQ1:1.1", "points:CQ2:1.1", "approval"]
    house.team.move(Phase.PUBLISHED)
    campaign = house.team.campaign
    assert seen(house.member(0)) == ["points:CQ1:1.1", "points:CQ2:1.1", "approval"]
