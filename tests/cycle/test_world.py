"""Who sees what of a campaign at work: the querysets that every page begins with."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pari.accounts.enums import Role
from scoring.enums import Phase
from scoring.models import Campaign, Participant, Submission
from tests.cycle.world import World


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_an_agency_sees_itself_only(world: World, role: Role):
    person = world.person(role)
    assert list(Participant.objects.visible_to(person)) == [world.first]
    assert list(Submission.objects.visible_to(person)) == [world.submission()]
    assert list(Campaign.objects.worked_on_by(person)) == [world.campaign]
    assert not Campaign.objects.visible_to(person).exists()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.STAFF, Role.OBSERVER])
def test_those_who_oversee_see_all_agencies(world: World, role: Role):
    assert set(Participant.objects.visible_to(world.person(role))) == set(world.participants)


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL])
def test_the_team_sees_no_submission_in_the_self_assessment(world: World, role: Role):
    person = world.person(role)
    assert list(Campaign.objects.worked_on_by(person)) == [world.campaign]
    assert not Participant.objects.visible_to(person).exists()


def test_nobody_else_sees_anything(world: World, user):
    for stranger in (user, AnonymousUser()):
        assert not Campaign.objects.worked_on_by(stranger).exists()
        assert not Participant.objects.visible_to(stranger).exists()
        assert not Participant.objects.answered_by(stranger, ["officer"]).exists()


def test_an_agency_sees_nothing_before_the_opening(world: World):
    officer, secretary = world.person(Role.OFFICER), world.person(Role.SECRETARY)
    Campaign.objects.update(phase=Phase.SETUP)
    assert not Campaign.objects.worked_on_by(officer).exists()
    assert not Participant.objects.visible_to(officer).exists()
    assert Participant.objects.visible_to(secretary).count() == 2


def test_a_role_ends_with_its_last_day(world: World):
    today = timezone.localdate()
    gone = world.person(Role.OFFICER, valid_to=today - timedelta(days=1))
    to_come = world.person(Role.OFFICER, valid_from=today + timedelta(days=1))
    last_day = world.person(Role.OFFICER, valid_to=today)
    assert [Participant.objects.visible_to(user).count() for user in (gone, to_come, last_day)] == [0, 0, 1]
