"""What each person finds under “Việc của tôi”."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.inbox.services import notify
from scoring.enums import Phase, SubmissionState
from scoring.models import Campaign, Extension, Receipt, Submission
from scoring.portal.home import cards
from scoring.portal.home.cards import agency_card, team_card
from scoring.selectors.campaigns.home import agency_work, team_work
from tests.cycle.world import World, join, make_world

HOME = "/cong-viec/"


def step_of(world: World, role: Role = Role.OFFICER) -> cards.Step:
    return agency_card(agency_work(user=world.person(role))[0]).step


def test_visitors_are_asked_to_sign_in(client, world):
    assert client.get(HOME).headers["Location"] == f"/dang-nhap/?next={HOME}"


def test_an_officer_finds_her_agency_alone(client, world):
    client.force_login(world.person(Role.OFFICER))
    html = client.get(HOME).content.decode()
    assert ("Sở thử số 1" in html, "Sở thử số 2" in html) == (True, False)
    assert "/tu-danh-gia/TH-2025/CQ1/" in html


def test_the_next_step_follows_the_submission(world):
    assert step_of(world) is cards.BEGIN
    Submission.objects.update(opened_at=timezone.now(), done=3)
    assert step_of(world) is cards.GO_ON
    Submission.objects.update(done=13)
    assert step_of(world) is cards.HAND_IN
    Submission.objects.update(proposed_at=timezone.now())
    assert (step_of(world), step_of(world, Role.HEAD)) == (cards.WAIT, cards.SIGN)
    Submission.objects.update(state=SubmissionState.SUBMITTED)
    assert step_of(world) is cards.SENT
    sent = {"number": "TH-2025/0001", "submitted_at": timezone.now(), "digest": "0" * 64, "content": {}, "key": "k"}
    Receipt.objects.create(campaign=world.campaign, submission=world.submission(), **sent)
    assert step_of(world) is cards.RECEIPT


def test_a_sheet_never_sent_can_only_be_looked_at_later(world):
    Campaign.objects.update(phase=Phase.ROUND1)
    assert step_of(world) is cards.LOOK


def test_an_agency_finds_its_results_once_they_are_published(client, world):
    Campaign.objects.update(phase=Phase.PUBLISHED)
    assert step_of(world) is cards.RESULT
    client.force_login(world.person(Role.HEAD))
    html = client.get(HOME).content.decode()
    assert "/ket-qua/TH-2025/CQ1/" in html
    assert "/van-ban/TH-2025/co-quan/CQ1/" in html


STEPS = {
    Role.SECRETARY: {
        Phase.SETUP: ["scoring:campaign"],
        Phase.SELF: ["scoring:board", "scoring:campaign"],
        Phase.ROUND1: ["appraisal:round", "scoring:campaign"],
        Phase.SUPPLEMENT: ["appraisal:round", "scoring:campaign"],
        Phase.ROUND2: ["appraisal:round", "scoring:campaign"],
        Phase.COUNCIL: ["portal:council-meetings", "appraisal:round", "scoring:campaign"],
        Phase.PUBLISHED: ["portal:results", "portal:papers", "scoring:campaign"],
    },
    Role.APPRAISER: {
        Phase.ROUND1: ["appraisal:marking-campaign"],
        Phase.ROUND2: ["appraisal:marking-campaign"],
        Phase.PUBLISHED: ["portal:results"],
    },
    Role.COUNCIL: {Phase.COUNCIL: ["portal:council-meetings"], Phase.PUBLISHED: ["portal:results"]},
}


@pytest.mark.parametrize("role", STEPS)
def test_the_team_finds_its_next_step_in_every_phase(world, role):
    """Who has none is told why."""
    person = world.person(role)
    for phase in [*Phase][: [*Phase].index(Phase.ARCHIVED)]:
        Campaign.objects.update(phase=phase)
        card = team_card(team_work(user=person)[0], person)
        assert [step.page for step in card.steps] == STEPS[role].get(phase, []), phase
        assert bool(card.why) == (not card.steps), phase


def test_the_agencys_own_deadline_counts(world):
    later = timezone.now() + timedelta(days=20)
    Submission.objects.filter(participant=world.first).update(deadline=later)
    assert agency_work(user=world.person(Role.OFFICER))[0].deadline == later
    assert not Extension.objects.exists()


def test_a_secretary_finds_how_many_submitted(world):
    Submission.objects.filter(participant=world.first).update(state=SubmissionState.SUBMITTED)
    work = team_work(user=world.person(Role.SECRETARY))[0]
    assert (work.agencies, work.opened, work.submitted) == (2, 1, 1)


@pytest.mark.parametrize(
    ("role", "progress", "setup"),
    [
        (Role.SECRETARY, True, True),
        (Role.STAFF, True, True),
        (Role.OBSERVER, True, False),
        (Role.APPRAISER, False, False),
        (Role.COUNCIL, False, False),
    ],
)
def test_the_team_sees_counts_by_role(client, world, role, progress, setup):
    client.force_login(world.person(role))
    html = client.get(HOME).content.decode()
    assert ("Cơ quan đã nộp" in html, "Thiết lập kỳ" in html) == (progress, setup)


def test_another_authoritys_campaign_is_not_shown(world, user):
    other = make_world(code="KH-2024", year=2024)
    Campaign.objects.filter(pk=other.campaign.pk).update(phase=Phase.ARCHIVED)
    join(user, Role.SECRETARY, world.campaign.authority)
    assert [work.campaign.code for work in team_work(user=user)] == ["TH-2025"]


def test_somebody_without_a_role_is_told_whom_to_ask(client, db, user):
    client.force_login(user)
    assert "chưa có vai trò nào đang hiệu lực" in client.get(HOME).content.decode()


def test_somebody_with_nothing_to_do_is_told_so(client, world):
    Campaign.objects.update(phase=Phase.SETUP)
    client.force_login(world.person(Role.OFFICER))
    assert "Hiện không có việc gì phải làm" in client.get(HOME).content.decode()


def test_unread_notices_stand_beside(client, world):
    officer = world.person(Role.OFFICER)
    notify(users=[officer], title="Đã mở kỳ đánh giá")
    client.force_login(officer)
    html = client.get(HOME).content.decode()
    assert "Đã mở kỳ đánh giá" in html
    assert '<span class="count">1<' in html


@pytest.mark.parametrize("agencies", [2, 200])
@pytest.mark.parametrize(("role", "queries"), [(Role.OFFICER, 8), (Role.SECRETARY, 8)])
def test_cost_does_not_grow_with_the_province(client, django_assert_num_queries, db, agencies, role, queries):
    world = make_world(agencies=agencies, leaves=agencies)
    person = world.person(role)
    if role is Role.OFFICER:
        for participant in world.participants[1:]:
            join(person, role, world.campaign.authority, participant.agency)
    client.force_login(person)
    with django_assert_num_queries(queries):
        client.get(HOME)
