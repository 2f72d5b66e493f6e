"""The steering page: what is left, the way on, the minutes' details."""

import pytest
from django.utils import timezone

from appraisal.enums import CheckReason, MeetingKind
from appraisal.models import CrossCheck, Mark, Meeting
from appraisal.services.meetings import Details, close_meeting, save_meeting
from pari.accounts.enums import Role
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Supplement
from scoring.phases import PhaseAction
from tests.appraisal.rounds.deeds import close, still
from tests.appraisal.world import assign_all, belongs, make_team, mark_all


@pytest.fixture
def team(db):
    made = make_team(agencies=2, leaves=4)
    assign_all(made)
    mark_all(made, share="1/2")
    return made


def address(team, more=""):
    return f"/dieu-hanh/{team.campaign.code}/{more}"


def form_of(client, team):
    page = client.get(address(team)).context["page"]
    return {"action": page.action.value, "seen": page.token, "xac-nhan": "1"}


def test_each_round_is_closed_from_the_page(client, team):
    client.force_login(team.secretary)
    for phase in (Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL):
        assert client.post(address(team, "chot/"), form_of(client, team)).headers["Location"] == address(team)
        assert team.campaign.phase == phase
    assert Supplement.objects.count() == 2


def test_what_is_left_is_told_before(client, team):
    CrossCheck.objects.create(
        campaign=team.campaign,
        participant=team.participants[0],
        criterion=team.leaves()[0],
        round=1,
        why=CheckReason.REQUESTED,
        state="moderation",
        appraiser=team.members[1],
    )
    client.force_login(team.secretary)
    page = client.get(address(team))
    assert [finding.text for finding in page.context["page"].findings] == [
        "8 tiêu chí chưa chấm.",
        "1 tiêu chí còn phải thống nhất điểm.",
    ]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"xac-nhan": ""}, 400), ({"seen": "khác"}, 409), ({"action": "close_round2"}, 409), ({"action": "publish"}, 409)],
)
def test_a_refusal_is_shown_on_the_page_and_nothing_is_done(client, team, changes, status):
    client.force_login(team.secretary)
    page = client.post(address(team, "chot/"), form_of(client, team) | changes)
    assert (page.status_code, page.templates[0].name) == (status, "appraisal/rounds/round.html")
    assert team.campaign.phase == Phase.ROUND1


def test_what_changed_meanwhile_is_shown_first(client, team):
    client.force_login(team.secretary)
    form = form_of(client, team)
    Mark.objects.filter(pk=Mark.objects.latest("pk").pk).update(needs_discussion=True)
    page = client.post(address(team, "chot/"), form)
    assert page.status_code == 409
    assert "1 tiêu chí được đánh dấu cần thảo luận." in page.content.decode()
    assert client.post(address(team, "chot/"), form_of(client, team)).status_code == 302


@pytest.mark.parametrize("more", ["", "chot/", "hop/round1/"])
def test_who_belongs_to_an_agency_does_not_see_it(client, team, more):
    belongs(team.secretary, team.participants[0])
    client.force_login(team.secretary)
    method = client.post if more == "chot/" else client.get
    before = method(address(team, more))
    Mark.objects.filter(participant=team.participants[0]).update(points="0", needs_discussion=True)
    after = method(address(team, more))
    assert (before.status_code, still(after)) == (403, still(before))


def test_after_the_publication_everybody_of_the_team_sees_it(client, team):
    belongs(team.secretary, team.participants[0])
    team.move(Phase.PUBLISHED)
    client.force_login(team.secretary)
    assert client.get(address(team)).status_code == 200


def test_one_campaign_needs_no_list(client, team):
    client.force_login(team.secretary)
    assert client.get("/dieu-hanh/").headers["Location"] == address(team)
    team.move(Phase.SELF)
    assert client.get("/dieu-hanh/").status_code == 200


@pytest.mark.parametrize("agencies", [2, 12])
@pytest.mark.parametrize(("phase", "queries"), [(Phase.ROUND1, 16), (Phase.SUPPLEMENT, 8)])
def test_the_page_takes_the_same_queries_for_any_province(
    client, db, django_assert_num_queries, agencies, phase, queries
):
    team = make_team(agencies=agencies, leaves=4, phase=phase)
    assign_all(team)
    client.force_login(team.secretary)
    client.get(address(team))
    with django_assert_num_queries(queries):
        client.get(address(team))


@pytest.mark.parametrize("agencies", [2, 12])
def test_the_list_of_supplements_takes_the_same_queries(client, db, django_assert_num_queries, agencies):
    team = make_team(agencies=agencies, leaves=4)
    mark_all(team, share="1/2")
    close(team, PhaseAction.CLOSE_ROUND1)
    client.force_login(team.secretary)
    client.get(f"/bo-sung/{team.campaign.code}/")
    with django_assert_num_queries(10):
        page = client.get(f"/bo-sung/{team.campaign.code}/")
    assert len(page.context["rows"]) == agencies


DETAILS = {
    "held_at": "2025-12-26T08:00",
    "ended_at": "2025-12-26T11:30",
    "place": "Phòng họp số 2",
    "chair": "Phó Chủ tịch",
}


def test_the_details_of_a_meeting(client, team):
    client.force_login(team.secretary)
    page = client.post(address(team, "hop/round1/"), DETAILS | {"seen": "0", "content": "Thống nhất"})
    assert page.headers["Location"] == address(team, "hop/round1/")
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.place, meeting.revision, meeting.content) == (
        "round1",
        "Phòng họp số 2",
        1,
        "Thống nhất",
    )
    page = client.post(address(team, "hop/round1/"), DETAILS | {"seen": "0", "place": "Phòng khác"})
    html = page.content.decode()
    assert (page.status_code, "Phòng họp số 2" in html, "Phòng khác" in html) == (409, True, True)


def test_a_closed_meeting_is_only_read(client, team):
    close_meeting(campaign=team.campaign, kind=MeetingKind.ROUND1, by=team.secretary, at=timezone.now())
    client.force_login(team.secretary)
    assert "không sửa được nữa" in client.get(address(team, "hop/round1/")).content.decode()
    assert client.post(address(team, "hop/round1/"), DETAILS | {"seen": "0"}).status_code == 409


def test_meetings_are_saved_by_those_who_run_it(team):
    given = {"campaign": team.campaign, "kind": MeetingKind.ROUND1, "details": Details(place="A"), "seen": 0}
    with pytest.raises(NotAllowed):
        save_meeting(**given, by=team.members[0])
    assert save_meeting(**given, by=team.staff).revision == 1
    with pytest.raises(Overtaken):
        save_meeting(**given, by=team.secretary)
    now = timezone.now()
    wrong = Details(held_at=now, ended_at=now - timezone.timedelta(hours=1))
    with pytest.raises(Invalid):
        save_meeting(**given | {"details": wrong, "seen": 1}, by=team.staff)
    close_meeting(campaign=team.campaign, kind=MeetingKind.ROUND1, by=None, at=now)
    with pytest.raises(NotNow):
        save_meeting(**given | {"seen": 1}, by=team.staff)


def test_an_unknown_meeting_is_not_found(client, team):
    client.force_login(team.secretary)
    assert client.get(address(team, "hop/khac/")).status_code == 404


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL, Role.OBSERVER, Role.OFFICER])
def test_others_do_not_steer(client, team, role):
    client.force_login(team.world.person(role))
    assert client.get(address(team)).status_code == 403
    assert client.post(address(team, "chot/"), {}).status_code == 403
