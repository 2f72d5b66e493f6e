"""Giving, ending and handing over roles: what happens, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.services import Invitee, end_membership, grant_membership, hand_over, invite, invite_successor
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.models import Agency, Authority
from tests.cycle.world import World, make_world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def newcomer() -> User:
    return User.objects.create_user("moi", password="mat-khau-1234")


def give(world, to, role, by, agency=None, **days):
    return grant_membership(user=to, role=role, authority=world.campaign.authority, agency=agency, by=by, **days)


def held(world, role, place=0):
    person = world.person(role, agency=world.participants[place].agency)
    return person.memberships.get()


AGENCY = {Role.OFFICER, Role.HEAD}
MAY_GIVE = {
    Role.STAFF: set(Role),
    Role.SECRETARY: set(Role) - {Role.STAFF},
    Role.HEAD: {Role.OFFICER},
}


@pytest.mark.parametrize("giver", list(Role))
@pytest.mark.parametrize("role", list(Role))
def test_nobody_gives_a_role_above_herself(world, newcomer, giver, role):
    by = world.person(giver)
    agency = world.first.agency if role in AGENCY else None
    if role in MAY_GIVE.get(giver, ()):
        given = give(world, newcomer, role, by, agency)
        assert (given.role, given.agency, given.valid_to) == (role, agency, None)
    else:
        with pytest.raises(NotAllowed):
            give(world, newcomer, role, by, agency)
        assert not newcomer.memberships.exists()


def test_a_head_gives_in_her_own_agency_only(world, newcomer):
    head = world.person(Role.HEAD)
    with pytest.raises(NotAllowed):
        give(world, newcomer, Role.OFFICER, head, world.participants[1].agency)


def test_a_secretary_gives_in_her_own_authority_only(world, newcomer):
    secretary = world.person(Role.SECRETARY)
    other = Authority.objects.create(name="UBND tỉnh khác")
    agency = Agency.objects.create(authority=other, code="K1", name="Sở khác")
    for place in ({"authority": other, "agency": agency}, {"authority": world.campaign.authority, "agency": agency}):
        with pytest.raises((NotAllowed, Invalid)):
            grant_membership(user=newcomer, role=Role.OFFICER, by=secretary, **place)
    assert not newcomer.memberships.exists()


def test_a_role_that_ended_gives_no_right(world, newcomer, today):
    former = world.person(Role.SECRETARY, valid_to=today - DAY)
    with pytest.raises(NotAllowed):
        give(world, newcomer, Role.OBSERVER, former)


@pytest.mark.parametrize(("role", "has_agency"), [(Role.OFFICER, False), (Role.SECRETARY, True)])
def test_an_agency_goes_with_the_roles_of_agencies(world, newcomer, role, has_agency):
    with pytest.raises(Invalid):
        give(world, newcomer, role, world.person(Role.STAFF), world.first.agency if has_agency else None)


def test_the_same_role_twice_at_the_same_time_is_refused(world, newcomer, today):
    staff, agency = world.person(Role.STAFF), world.first.agency
    give(world, newcomer, Role.OFFICER, staff, agency, valid_to=today + 10 * DAY)
    with pytest.raises(Invalid):
        give(world, newcomer, Role.OFFICER, staff, agency, valid_from=today + 10 * DAY)
    give(world, newcomer, Role.OFFICER, staff, agency, valid_from=today + 11 * DAY)
    assert newcomer.memberships.count() == 2


def test_the_last_day_does_not_come_before_the_first(world, newcomer, today):
    with pytest.raises(Invalid):
        give(world, newcomer, Role.OBSERVER, world.person(Role.STAFF), valid_to=today - DAY)


def test_every_deed_is_in_the_log(world, newcomer, today):
    staff = world.person(Role.STAFF)
    given = give(world, newcomer, Role.OBSERVER, staff, valid_from=today - 3 * DAY)
    end_membership(membership=given, on=today, by=staff)
    events = AuditEvent.objects.filter(chain="system").values_list("verb", "subject", "actor_id")
    assert list(events) == [("membership.grant", "user:moi", staff.pk), ("membership.end", "user:moi", staff.pk)]


def test_a_role_ends_with_the_day_that_was_said(world, today):
    officer = held(world, Role.OFFICER)
    assert end_membership(membership=officer, on=today, by=world.person(Role.HEAD)).valid_to == today
    with pytest.raises(Overtaken):
        end_membership(membership=officer, on=today, by=world.person(Role.HEAD))


def test_a_role_ended_before_it_began_is_gone(world, today):
    officer = world.person(Role.OFFICER, valid_from=today + DAY).memberships.get()
    end_membership(membership=officer, on=today, by=world.person(Role.HEAD))
    assert not Membership.objects.filter(pk=officer.pk).exists()
    with pytest.raises(Overtaken):
        end_membership(membership=officer, on=today, by=world.person(Role.HEAD))


@pytest.mark.parametrize("by", [Role.OFFICER, Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_others_do_not_end_a_role(world, by):
    officer = held(world, Role.OFFICER)
    with pytest.raises(NotAllowed):
        end_membership(membership=officer, by=world.person(by))
    officer.refresh_from_db()
    assert officer.valid_to is None


def test_a_head_does_not_end_what_is_elsewhere_or_above(world):
    head = world.person(Role.HEAD)
    for other in (held(world, Role.OFFICER, 1), held(world, Role.HEAD), held(world, Role.SECRETARY)):
        with pytest.raises(NotAllowed):
            end_membership(membership=other, by=head)


def test_handing_over_leaves_no_day_without_and_none_with_two(world, newcomer, today):
    old = held(world, Role.OFFICER)
    new = hand_over(membership=old, to=newcomer, on=today, by=world.person(Role.HEAD))
    old.refresh_from_db()
    assert (old.valid_to, new.valid_from, new.valid_to) == (today - DAY, today, None)
    assert (new.user, new.role, new.agency) == (newcomer, Role.OFFICER, world.first.agency)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_a_person_of_an_agency_hands_over_her_own_role(world, newcomer, role):
    own = held(world, role)
    assert hand_over(membership=own, to=newcomer, by=own.user).user == newcomer


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_a_person_of_the_team_does_not(world, newcomer, role):
    own = held(world, role)
    with pytest.raises(NotAllowed):
        hand_over(membership=own, to=newcomer, by=own.user)


def test_an_officer_does_not_hand_over_what_is_anothers(world, newcomer):
    with pytest.raises(NotAllowed):
        hand_over(membership=held(world, Role.OFFICER), to=newcomer, by=world.person(Role.OFFICER))


def test_what_has_ended_is_not_handed_over(world, newcomer, today):
    old = world.person(Role.OFFICER, valid_to=today - DAY).memberships.get()
    with pytest.raises(NotNow):
        hand_over(membership=old, to=newcomer, by=world.person(Role.HEAD))


def test_nobody_hands_over_to_herself_or_to_a_closed_account(world, newcomer):
    old, head = held(world, Role.OFFICER), world.person(Role.HEAD)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    newcomer.refresh_from_db()
    for to in (old.user, newcomer):
        with pytest.raises(Invalid):
            hand_over(membership=old, to=to, by=head)


def test_ending_a_role_kills_the_links_to_a_successor(world, today):
    old = held(world, Role.OFFICER)
    invite_successor(membership=old, invitee=Invitee("Người kế tiếp"), by=old.user)
    end_membership(membership=old, on=today, by=world.person(Role.HEAD))
    assert not Invitation.objects.pending().exists()


@pytest.mark.parametrize("giver", list(Role))
def test_inviting_follows_the_same_table(world, giver):
    by, agency = world.person(giver), world.first.agency
    place = {"authority": world.campaign.authority, "agency": agency}
    if Role.OFFICER in MAY_GIVE.get(giver, ()):
        invite(invitee=Invitee("Người mới"), role=Role.OFFICER, by=by, **place)
    else:
        with pytest.raises(NotAllowed):
            invite(invitee=Invitee("Người mới"), role=Role.OFFICER, by=by, **place)
        assert not Invitation.objects.exists()
