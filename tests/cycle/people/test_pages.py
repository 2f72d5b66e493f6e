"""People pages: who sees whom, inviting, handing over, ending; each refusal beside its success."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.services import Invitee, invite
from scoring.models import Agency, Authority
from tests.cycle.world import join, make_world

LIST = "/nguoi-dung/"
RUNNING = [Role.STAFF, Role.SECRETARY]
OUTSIDE = [Role.APPRAISER, Role.COUNCIL, Role.OBSERVER]


def names(client, **query):
    return {row[0].user.username for row in client.get(LIST, query).context["rows"]}


@pytest.fixture
def people(world):
    """An officer in either agency, and one of another authority."""
    other = Authority.objects.create(name="UBND tỉnh khác")
    agency = Agency.objects.create(authority=other, code="K1", name="Sở khác")
    stranger = User.objects.create_user("nguoi-la", full_name="Người tỉnh khác")
    join(stranger, Role.OFFICER, other, agency)
    world.person(Role.OFFICER, username="mot")
    world.person(Role.OFFICER, agency=world.participants[1].agency, username="hai")
    return stranger


@pytest.mark.parametrize("role", RUNNING)
def test_those_who_run_see_everybody_of_the_authority(browse, people, role):
    assert names(browse(role, username="toi")) == {"toi", "mot", "hai"}


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
def test_an_agency_sees_its_own_people(browse, people, role):
    assert names(browse(role, username="toi")) == {"toi", "mot"}


@pytest.mark.parametrize("role", OUTSIDE)
def test_the_rest_of_the_team_sees_no_people(browse, people, role):
    assert browse(role).get(LIST).status_code == 403


def test_who_has_no_role_finds_nothing(client, world, user):
    client.force_login(user)
    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize(
    ("text", "found"), [("so thu so 2", {"hai"}), ("MOT", {"mot"}), ("CQ1", {"mot"}), ("xyz", set())]
)
def test_search_needs_no_diacritics(browse, people, text, found):
    assert names(browse(Role.STAFF, username="toi"), tim=text) == found


def test_roles_that_ended_are_listed_apart(browse, world, people):
    today = timezone.localdate()
    world.person(Role.OFFICER, username="cu", valid_to=today - timezone.timedelta(days=1))
    client = browse(Role.HEAD, username="toi")
    assert names(client) == {"toi", "mot"}
    assert names(client, xem="da-thoi") == {"cu"}


@pytest.mark.parametrize("size", [2, 200])
@pytest.mark.parametrize(("query", "number"), [({}, 6), ({"tim": "so thu"}, 6)])
def test_the_list_costs_the_same_at_any_size(client, db, django_assert_num_queries, size, query, number):
    world = make_world(agencies=size, leaves=1)
    for place, participant in enumerate(world.participants):
        world.person(Role.OFFICER, agency=participant.agency, username=f"cb{place}")
    client.force_login(world.person(Role.SECRETARY))
    with django_assert_num_queries(number):  # session, person, roles, unread, and two for the list
        client.get(LIST, query)


@pytest.mark.parametrize("size", [2, 200])
def test_invitations_cost_the_same_at_any_size(client, db, django_assert_num_queries, size):
    world = make_world(leaves=1)
    by = world.person(Role.SECRETARY)
    for number in range(size):
        place = {"authority": world.campaign.authority, "agency": world.first.agency}
        invite(invitee=Invitee(f"Người {number}"), role=Role.OFFICER, by=by, **place)
    client.force_login(User.objects.get(pk=by.pk))
    with django_assert_num_queries(6):
        client.get("/nguoi-dung/loi-moi/")


GIVEN = {"full_name": "Cán bộ mới", "role": "officer", "agency": "CQ1", "valid_from": "2026-01-01"}


@pytest.mark.parametrize("agency", ["CQ1", "sở thử số 1", "so thu so 1"])
def test_inviting_shows_the_link_once(browse, agency):
    client = browse(Role.HEAD)
    page = client.post("/nguoi-dung/moi/", GIVEN | {"agency": agency})
    (link,) = re.findall(r"http://testserver(/tai-khoan/loi-moi/[\w-]+/)", page.content.decode())
    assert page["Cache-Control"] == "no-store"
    assert Client().get(link).status_code == 200
    assert link not in client.get("/nguoi-dung/loi-moi/").content.decode()
    assert Invitation.objects.get().full_name == "Cán bộ mới"


def test_a_team_role_needs_no_agency(browse, world):
    browse(Role.SECRETARY).post("/nguoi-dung/moi/", GIVEN | {"role": "council", "agency": ""})
    assert (Invitation.objects.get().agency, Invitation.objects.get().authority) == (None, world.campaign.authority)


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Role.HEAD, {"agency": "CQ2"}),
        (Role.HEAD, {"role": "head"}),
        (Role.HEAD, {"role": "secretary", "agency": ""}),
        (Role.SECRETARY, {"role": "staff", "agency": ""}),
        (Role.SECRETARY, {"agency": ""}),
        (Role.SECRETARY, {"agency": "CQ9"}),
        (Role.SECRETARY, {"agency": "K1"}),
        (Role.SECRETARY, {"full_name": ""}),
        (Role.SECRETARY, {"valid_to": "2025-01-01"}),
    ],
)
def test_what_may_not_be_given_is_not_invited_and_what_was_typed_stays(browse, people, role, given):
    answer = browse(role).post("/nguoi-dung/moi/", GIVEN | given)
    assert answer.status_code == 400
    assert answer.context["form"].data["valid_from"] == "2026-01-01"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, *OUTSIDE])
@pytest.mark.parametrize("address", ["/nguoi-dung/moi/", "/nguoi-dung/loi-moi/"])
def test_who_gives_no_role_invites_nobody(browse, role, address):
    client = browse(role)
    assert client.get(address).status_code == 403
    if address.endswith("moi/") and "loi" not in address:
        assert client.post(address, GIVEN).status_code == 403
    assert not Invitation.objects.exists()


@pytest.fixture
def offered(world):
    place = {"authority": world.campaign.authority, "agency": world.first.agency}
    return invite(invitee=Invitee("Cán bộ mới"), role=Role.OFFICER, by=world.person(Role.SECRETARY), **place)[0]


@pytest.mark.parametrize("name", ["people-renew", "people-revoke"])
def test_links_are_renewed_and_withdrawn_by_post(browse, offered, name):
    client, address = browse(Role.HEAD), reverse(f"scoring:{name}", args=[offered.pk])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == (200 if name == "people-renew" else 302)
    before = offered.digest, offered.revoked_at
    offered.refresh_from_db()
    assert (offered.digest, offered.revoked_at) != before


@pytest.mark.parametrize("name", ["people-renew", "people-revoke"])
def test_anothers_invitation_is_not_there(browse, world, offered, name):
    head = browse(Role.HEAD, agency=world.participants[1].agency)
    assert head.post(reverse(f"scoring:{name}", args=[offered.pk])).status_code == 404
    assert browse(Role.OFFICER).post(reverse(f"scoring:{name}", args=[offered.pk])).status_code == 403


def held(world, role=Role.OFFICER, place=0, **given):
    return world.person(role, agency=world.participants[place].agency, **given).memberships.get()


def test_a_role_is_ended_by_a_form(browse, world):
    membership, client = held(world), browse(Role.HEAD)
    address = reverse("scoring:people-end", args=[membership.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"on": timezone.localdate().isoformat()}).url == LIST
    membership.refresh_from_db()
    assert membership.valid_to == timezone.localdate()


def test_a_role_is_handed_over_to_a_colleague(browse, world):
    membership, colleague, client = held(world), held(world).user, browse(Role.HEAD)
    address = reverse("scoring:people-hand-over", args=[membership.pk])
    assert client.get(address).status_code == 200
    today = timezone.localdate()
    join(colleague, Role.HEAD, world.campaign.authority, world.first.agency)
    Membership.objects.filter(user=colleague, role=Role.OFFICER).delete()
    assert client.post(address, {"to": colleague.pk, "on": today.isoformat()}).url == LIST
    assert colleague.memberships.get(role=Role.OFFICER).valid_from == today


def test_an_officer_hands_over_by_a_link(browse, world):
    client = browse(Role.OFFICER)
    own = Membership.objects.get()
    address = reverse("scoring:people-hand-over", args=[own.pk])
    page = client.post(address, {"full_name": "Người kế tiếp", "on": timezone.localdate().isoformat()})
    assert "/tai-khoan/loi-moi/" in page.content.decode()
    assert Invitation.objects.get().replaces == own


def test_nobody_of_another_agency_is_offered_or_taken(browse, world):
    stranger, membership = held(world, place=1).user, held(world)
    client = browse(Role.HEAD)
    address = reverse("scoring:people-hand-over", args=[membership.pk])
    assert stranger not in client.get(address).context["form"].fields["to"].queryset
    answer = client.post(address, {"to": stranger.pk, "on": timezone.localdate().isoformat()})
    assert (answer.status_code, stranger.memberships.count()) == (400, 1)


@pytest.mark.parametrize("name", ["people-end", "people-hand-over"])
def test_an_officer_changes_nothing_of_her_colleagues(browse, world, name):
    membership = held(world)
    client, address = browse(Role.OFFICER), reverse(f"scoring:{name}", args=[membership.pk])
    given = {"on": timezone.localdate().isoformat(), "full_name": "Ai đó"}
    assert client.post(address, given).status_code == 403
    membership.refresh_from_db()
    assert (membership.valid_to, Invitation.objects.count()) == (None, 0)


@pytest.mark.parametrize("name", ["people-end", "people-hand-over"])
@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
def test_a_role_elsewhere_is_not_there(browse, world, name, role):
    membership = held(world, place=1)
    client, address = browse(role), reverse(f"scoring:{name}", args=[membership.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"on": "2026-01-01"}).status_code == 404


def test_a_person_within_reach_and_one_without(browse, world, people):
    client, colleague = browse(Role.HEAD), User.objects.get(username="mot")
    assert client.get(reverse("scoring:person", args=[colleague.pk])).status_code == 200
    for other in (people, User.objects.get(username="hai")):
        assert client.get(reverse("scoring:person", args=[other.pk])).status_code == 404


def test_a_head_lets_an_officer_choose_a_new_password(browse, world):
    officer, client = held(world).user, browse(Role.HEAD)
    page = client.post(reverse("scoring:person-password", args=[officer.pk])).content.decode()
    (link,) = re.findall(r"http://testserver(/tai-khoan/mat-khau-moi/[^<]+)", page)
    assert "Mật khẩu mới" in Client().get(link, follow=True).content.decode()
    assert client.post(reverse("scoring:person-one-step", args=[officer.pk])).status_code == 302


@pytest.mark.parametrize("name", ["person-password", "person-one-step"])
def test_nobody_else_does(browse, world, name):
    officer, head = held(world).user, held(world, Role.HEAD).user
    assert browse(Role.OFFICER).post(reverse(f"scoring:{name}", args=[officer.pk])).status_code == 403
    assert browse(Role.HEAD).post(reverse(f"scoring:{name}", args=[head.pk])).status_code == 403
    other = browse(Role.HEAD, agency=world.participants[1].agency)
    assert other.post(reverse(f"scoring:{name}", args=[officer.pk])).status_code == 404


@pytest.mark.parametrize(
    "address", ["", "moi/", "loi-moi/", "nhap/", "nhap/mau.xlsx", "1/", "vai-tro/1/thoi/", "vai-tro/1/ban-giao/"]
)
def test_strangers_sign_in_first(client, address):
    assert client.get(LIST + address).url == f"/dang-nhap/?next={LIST}{address}"
