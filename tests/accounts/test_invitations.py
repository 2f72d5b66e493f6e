"""Links: taken up once, by a new account or by a known one."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.services import (
    Invitee,
    accept_invitation,
    invite,
    invite_successor,
    open_account,
    renew_invitation,
    revoke_invitation,
)
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from tests.cycle.world import World, make_world
from tests.together import together

DAY = timedelta(days=1)
GOOD = {"username": "canbo.moi", "full_name": "Cán bộ mới", "password": "mot-mat-khau-dai"}
TYPED = {
    "full_name": "Cán bộ mới",
    "username": "canbo.moi",
    "password1": GOOD["password"],
    "password2": GOOD["password"],
}


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def offered(world):
    """An officer's role in the first agency, and the link's token."""
    return offer(world)


def offer(world, **given):
    return invite(
        invitee=Invitee("Cán bộ mới", email="moi@tinh.example.vn"),
        role=Role.OFFICER,
        authority=world.campaign.authority,
        agency=world.first.agency,
        by=world.person(Role.SECRETARY),
        **given,
    )


def test_the_token_is_not_stored(offered):
    invitation, token = offered
    stored = Invitation.objects.values().get()
    assert token not in {str(value) for value in stored.values()}
    assert (len(invitation.digest), len(token)) == (64, 43)


def test_a_new_account_comes_with_the_role(offered, world):
    user = open_account(token=offered[1], **GOOD)
    membership = user.memberships.get()
    assert (user.username, user.email, user.full_name) == ("canbo.moi", "moi@tinh.example.vn", "Cán bộ mới")
    assert (membership.role, membership.agency) == (Role.OFFICER, world.first.agency)
    assert user.check_password(GOOD["password"])
    assert Invitation.objects.get().accepted_by == user


def test_a_known_person_takes_the_role_with_her_account(offered, user):
    assert accept_invitation(token=offered[1], by=user).user == user
    assert User.objects.filter(username="canbo.moi").exists() is False


def test_a_link_works_once(offered, user):
    open_account(token=offered[1], **GOOD)
    with pytest.raises(Overtaken):
        accept_invitation(token=offered[1], by=user)
    assert Membership.objects.filter(role=Role.OFFICER).count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"expires_at": timezone.now() - DAY}, NotNow),
        ({"revoked_at": timezone.now()}, Invalid),
        ({"digest": "0" * 64}, Invalid),
        ({"valid_from": timezone.localdate() - 9 * DAY, "valid_to": timezone.localdate() - DAY}, NotNow),
    ],
)
def test_a_dead_link_gives_nothing(offered, user, change, refusal):
    Invitation.objects.update(**change)
    with pytest.raises(refusal):
        accept_invitation(token=offered[1], by=user)
    assert not user.memberships.exists()
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize(
    "given",
    [
        {"username": "SECRETARY0"},
        {"username": "có dấu cách"},
        {"username": " "},
        {"password": "ngan"},
        {"password": "canbo.moi1"},
    ],
)
def test_a_refused_account_leaves_the_link_as_it_was(offered, given):
    with pytest.raises(Invalid):
        open_account(token=offered[1], **GOOD | given)
    assert Invitation.objects.pending().count() == 1
    open_account(token=offered[1], **GOOD)


def test_a_link_used_late_counts_from_that_day(world, user):
    today = timezone.localdate()
    _, token = offer(world, valid_from=today - 5 * DAY)
    assert accept_invitation(token=token, by=user).valid_from == today


def test_a_renewed_link_kills_the_old_one(offered, world, user):
    invitation, old = offered
    _, new = renew_invitation(invitation=invitation, by=world.person(Role.HEAD))
    with pytest.raises(Invalid):
        accept_invitation(token=old, by=user)
    assert accept_invitation(token=new, by=user).user == user


def test_a_revoked_link_is_dead(offered, world, user):
    revoke_invitation(invitation=offered[0], by=world.person(Role.SECRETARY))
    with pytest.raises(Invalid):
        accept_invitation(token=offered[1], by=user)
    with pytest.raises(Overtaken):
        renew_invitation(invitation=offered[0], by=world.person(Role.SECRETARY))


def test_what_was_taken_up_is_not_revoked(offered, world, user):
    accept_invitation(token=offered[1], by=user)
    with pytest.raises(Overtaken):
        revoke_invitation(invitation=offered[0], by=world.person(Role.SECRETARY))


@pytest.mark.parametrize("deed", [renew_invitation, revoke_invitation])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_others_touch_no_invitation(offered, world, deed, role):
    with pytest.raises(NotAllowed):
        deed(invitation=offered[0], by=world.person(role))


def test_handing_over_by_a_link_takes_effect_when_it_is_taken_up(world, user):
    today = timezone.localdate()
    own = world.person(Role.OFFICER).memberships.get()
    _, token = invite_successor(membership=own, invitee=Invitee("Người kế tiếp"), on=today, by=own.user)
    own.refresh_from_db()
    assert own.valid_to is None
    new = accept_invitation(token=token, by=user)
    own.refresh_from_db()
    assert (own.valid_to, new.valid_from, new.user) == (today - DAY, today, user)


def test_nobody_succeeds_herself(world):
    own = world.person(Role.OFFICER).memberships.get()
    _, token = invite_successor(membership=own, invitee=Invitee("Người kế tiếp"), by=own.user)
    with pytest.raises(Invalid):
        accept_invitation(token=token, by=own.user)
    own.refresh_from_db()
    assert own.valid_to is None


def test_an_officer_offers_her_own_role_only(world):
    other = world.person(Role.OFFICER).memberships.get()
    with pytest.raises(NotAllowed):
        invite_successor(membership=other, invitee=Invitee("Ai đó"), by=world.person(Role.OFFICER))


@pytest.mark.django_db(transaction=True)
def test_of_two_acceptances_at_once_one_wins():
    world = make_world()
    _, token = offer(world)
    people = [User.objects.create_user(f"nguoi{number}") for number in range(4)]
    outcomes = together(*(partial(accept_invitation, token=token, by=person) for person in people))
    winner = Membership.objects.get(role=Role.OFFICER).user
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == len(people) - 1
    assert Invitation.objects.get().accepted_by == winner


def address(token):
    return reverse("account:invitation", args=[token])


def test_the_page_opens_an_account_and_signs_in(client, offered):
    assert client.get(address(offered[1])).status_code == 200
    answer = client.post(address(offered[1]), TYPED)
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/")
    assert client.get("/tai-khoan/").context["user"].username == "canbo.moi"
    assert client.get(address(offered[1])).status_code == 404


def test_the_page_keeps_what_was_typed_and_says_why(client, offered):
    answer = client.post(address(offered[1]), TYPED | {"username": "SECRETARY0"})
    assert answer.status_code == 400
    assert "đã có người dùng" in answer.content.decode()
    assert 'value="SECRETARY0"' in answer.content.decode()
    answer = client.post(address(offered[1]), TYPED | {"password2": "khac"})
    assert (answer.status_code, Invitation.objects.pending().count()) == (400, 1)


def test_the_page_gives_the_role_to_whoever_has_signed_in(client, offered, user):
    client.force_login(user)
    assert client.post(address(offered[1])).status_code == 302
    assert user.memberships.get().role == Role.OFFICER


def test_an_unknown_link_is_not_found(client, db):
    assert client.get(address("khong-co")).status_code == 404
    assert client.post(address("khong-co"), TYPED).status_code == 404
