"""Reminding: who, how often, by whom."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import NotNow
from scoring.enums import Phase
from scoring.models import Campaign, Submission
from scoring.selectors.campaigns.progress import Selection
from scoring.services.campaigns.reminders import remind
from tests.cycle.world import make_world
from tests.together import together

ADDRESS = "/tien-do/TH-2025/nhac/"


@pytest.fixture
def manned(world):
    """An officer and a head in each agency."""
    for participant in world.participants:
        for role in (Role.OFFICER, Role.HEAD):
            world.person(role, agency=participant.agency)
    return world


def send(world, again_before=None, **selection):
    sent = remind(campaign=world.campaign, selection=Selection(**selection), by=None, again_before=again_before)
    return sent.agencies, sent.people, sent.recent, sent.unmanned


def test_officers_and_heads_of_those_who_have_not_submitted(manned):
    Submission.objects.filter(participant=manned.first).update(state="submitted", submitted_at=timezone.now())
    assert send(manned) == (1, 2, 0, 0)
    assert {notice.user.current_memberships[0].agency for notice in Notice.objects.all()} == {
        manned.participants[1].agency
    }
    event = AuditEvent.objects.get()
    assert (event.verb, event.details["codes"], event.details["people"]) == ("reminder.send", ["CQ2"], 2)


def test_a_group_or_one_agency(manned):
    assert send(manned, status="in_progress") == (0, 0, 0, 0)
    assert not AuditEvent.objects.exists()
    assert send(manned, bloc="k2") == (1, 2, 0, 0)
    assert send(manned, agency="CQ1") == (1, 2, 0, 0)


def test_not_twice_within_an_hour_unless_it_is_meant(manned):
    assert send(manned, agency="CQ1") == (1, 2, 0, 0)
    first = remind(campaign=manned.campaign, selection=Selection(), by=None)
    assert (first.agencies, first.recent) == (1, 1)
    assert send(manned, again_before=first.at) == (1, 2, 1, 0)
    assert Notice.objects.count() == 6
    Submission.objects.update(reminded_at=timezone.now() - timedelta(minutes=61))
    assert send(manned) == (2, 4, 0, 0)


def test_agencies_with_nobody_to_tell_are_counted(world):
    world.person(Role.OFFICER)
    assert send(world) == (1, 1, 0, 1)
    assert list(Submission.objects.filter(reminded_at=None).values_list("participant__code", flat=True)) == ["CQ2"]


def test_each_is_told_her_own_deadline(manned):
    until = manned.campaign.self_deadline + timedelta(days=400)
    Submission.objects.filter(participant=manned.first).update(deadline=until)
    send(manned)
    bodies = {notice.user.current_memberships[0].agency.code: notice.body for notice in Notice.objects.all()}
    years = {code: str(until.year) in body.rsplit("/", 1)[-1] for code, body in bodies.items()}
    assert years == {"CQ1": True, "CQ2": False}


def test_only_during_the_self_assessment(manned):
    manned.campaign.phase = Phase.ROUND1
    with pytest.raises(NotNow):
        send(manned)


def test_who_may_remind(client, manned, user):
    client.force_login(user)
    assert client.post(ADDRESS).status_code == 404
    for role in (Role.OFFICER, Role.APPRAISER, Role.COUNCIL, Role.OBSERVER):
        client.force_login(manned.person(role))
        assert client.post(ADDRESS).status_code == 403
    assert not Notice.objects.exists()
    client.force_login(manned.person(Role.STAFF))
    assert client.get(ADDRESS).status_code == 405
    assert client.post(ADDRESS, {"trang-thai": "not_logged_in"}).headers["Location"] == (
        "/tien-do/TH-2025/?trang-thai=not_logged_in"
    )
    assert Notice.objects.exists()


def test_the_page_asks_before_reminding_again(client, manned):
    client.force_login(manned.person(Role.SECRETARY))
    client.post(ADDRESS, {"co-quan": "CQ1"})
    asked = client.post(ADDRESS)
    assert "1 cơ quan đã được nhắc trong vòng một giờ qua" in asked.content.decode()
    assert Notice.objects.count() == 4
    client.post(ADDRESS, {"nhac-lai": asked.context["again"]})
    assert Notice.objects.count() == 6


def test_two_remind_at_once_and_nobody_is_told_twice(transactional_db):
    world = make_world(agencies=20)
    for participant in world.participants:
        world.person(Role.OFFICER, agency=participant.agency)
    deed = partial(remind, campaign=Campaign.objects.get(), selection=Selection(), by=None)
    sent = together(deed, deed)
    assert sorted((item.agencies, item.people, item.recent) for item in sent) == [(0, 0, 20), (20, 20, 0)]
    assert Notice.objects.count() == 20
