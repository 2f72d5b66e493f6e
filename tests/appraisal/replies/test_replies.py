"""An agency reads its marks of closed rounds and answers them; it reads nothing else."""

from functools import partial

import pytest

from appraisal.enums import MotionState, Round
from appraisal.models import Mark, Motion, Reply, Ruling
from appraisal.selectors.replies import reply_lines
from appraisal.services.replies import ReplyConflict, save_reply
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed, NotNow
from scoring.enums import APPRAISAL_PHASES, Phase
from scoring.models import Campaign, Participant
from tests.appraisal.council.house import make_house
from tests.appraisal.rounds.deeds import still
from tests.appraisal.world import Team, belongs, make_team, mark_all
from tests.together import together


def prepared() -> Team:
    team = make_team(agencies=2, leaves=3, phase=Phase.SUPPLEMENT)
    mark_all(team, share="1/2", internal_note="nội bộ: nghi ngờ", needs_discussion=True)
    mark_all(team, stage=Round.SECOND, share="3/4")
    Campaign.objects.update(reply_phases=["supplement", "round2", "council"])
    return team


@pytest.fixture
def team(db) -> Team:
    return prepared()


@pytest.fixture
def officer(team):
    return team.world.person(Role.OFFICER)


def first(team) -> Participant:
    return Participant.objects.select_related("campaign").get(pk=team.participants[0].pk)


def address(team, place=0):
    return f"/y-kien/{team.campaign.code}/{team.participants[place].code}/"


def answering(team, by, text="Đề nghị xem lại", version=0, place=0):
    return partial(
        save_reply, participant=first(team), criterion=team.leaves()[place], text=text, seen_version=version, by=by
    )


@pytest.mark.parametrize(
    ("phase", "rounds"),
    [(Phase.SUPPLEMENT, ["Lần 1"]), (Phase.ROUND2, ["Lần 1"]), (Phase.COUNCIL, ["Lần 1", "Lần 2"])],
)
def test_only_closed_rounds_are_read(team, phase, rounds):
    team.move(phase)
    for line in reply_lines(first(team)):
        assert [mark.label for mark in line.marks] == rounds


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("allowed", [True, False])
def test_only_in_the_phases_that_the_campaign_names(client, team, officer, phase, allowed):
    Campaign.objects.update(reply_phases=["supplement", "round2", "council"] if allowed else [])
    team.move(phase)
    client.force_login(officer)
    is_open = allowed and phase in (Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL)
    expected = 404 if phase == Phase.SETUP else 200 if is_open else 409
    assert client.get(address(team)).status_code == expected
    if not is_open:
        with pytest.raises((NotNow, NotAllowed)):
            answering(team, officer)()


def test_the_page_shows_reasons_and_no_internal_note(client, team, officer):
    client.force_login(officer)
    html = client.get(address(team)).content.decode()
    assert "Tài liệu chưa chứng minh được" in html
    assert ("nội bộ" in html, "cần thảo luận" in html.lower()) == (False, False)


def test_an_answer_is_written_and_logged(client, team, officer):
    client.force_login(officer)
    leaf = team.leaves()[1]
    page = client.post(f"{address(team)}{leaf.code}/", {"text": " Có quyết định số 5 ", "version": "0"})
    assert page.headers["Location"] == f"{address(team)}#tc-{leaf.code}"
    reply = Reply.objects.get()
    assert (reply.text, reply.version, reply.written_by, reply.criterion) == ("Có quyết định số 5", 1, officer, leaf)
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject) == ("reply.save", f"reply:{team.participants[0].code}/{leaf.code}")


def test_the_same_text_again_changes_nothing(team, officer):
    answering(team, officer)()
    assert answering(team, officer)().version == 1
    assert AuditEvent.objects.count() == 1


def test_two_people_both_see_what_the_other_wrote(client, team, officer):
    answering(team, team.world.person(Role.HEAD), "của thủ trưởng")()
    client.force_login(officer)
    leaf = team.leaves()[0]
    page = client.post(f"{address(team)}{leaf.code}/", {"text": "của cán bộ", "version": "0"})
    html = page.content.decode()
    assert (page.status_code, "của thủ trưởng" in html, "của cán bộ" in html) == (409, True, True)
    assert 'name="version" value="1"' in html
    assert Reply.objects.get().text == "của thủ trưởng"


def test_what_is_too_long_is_refused(team, officer):
    with pytest.raises(Invalid):
        answering(team, officer, "x" * 20_001)()


def test_a_leaf_without_a_closed_mark_is_not_answered(team, officer):
    Mark.objects.filter(criterion=team.leaves()[0], round=1).delete()
    with pytest.raises(NotNow):
        answering(team, officer)()


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL, Role.SECRETARY, Role.STAFF])
def test_who_sits_on_the_team_reads_nothing_of_her_own_agency(client, team, role):
    person = {
        Role.APPRAISER: team.members[0],
        Role.COUNCIL: team.council[0],
        Role.SECRETARY: team.secretary,
        Role.STAFF: team.staff,
    }[role]
    belongs(person, team.participants[0])
    client.force_login(person)
    assert client.get(address(team)).status_code == 403
    assert client.post(f"{address(team)}1.1/", {"text": "x", "version": "0"}).status_code == 403
    assert client.get(f"/bo-sung/{team.campaign.code}/{team.participants[0].code}/").status_code == 403
    with pytest.raises(NotAllowed):
        answering(team, person)()


def test_what_she_is_refused_does_not_depend_on_the_marks(client, team):
    member = team.members[0]
    belongs(member, team.participants[0])
    client.force_login(member)
    pages = ["/cong-viec/", address(team), f"/bo-sung/{team.campaign.code}/{team.participants[0].code}/"]
    before = [still(client.get(page)) for page in pages]
    Mark.objects.filter(participant=team.participants[0]).update(points="0", note="khác")
    assert [still(client.get(page)) for page in pages] == before


def test_her_neighbours_are_read_by_the_team_and_by_nobody_else(client, team, officer):
    client.force_login(officer)
    assert client.get(address(team, 1)).status_code == 404
    client.force_login(team.members[0])
    assert client.get(address(team, 1)).status_code == 200
    assert client.post(f"{address(team, 1)}1.1/", {"text": "x", "version": "0"}).status_code == 403


def test_what_both_rounds_come_to_is_told_once_they_are_closed(client, team, officer):
    team.move(Phase.ROUND2)
    assert {line.granted for line in reply_lines(first(team))} == {None}
    team.move(Phase.COUNCIL)
    leaf = team.leaves()[0]
    Ruling.objects.create(
        campaign=team.campaign, participant=team.participants[0], criterion=leaf, points="2", reason="Chưa công bố"
    )
    line = reply_lines(first(team))[0]
    assert [mark.shown for mark in line.marks] == ["1,00", "1,50"]
    assert line.granted.shown == "1,35"
    client.force_login(officer)
    page = client.get(address(team)).content.decode()
    assert line.granted.sentence in page
    assert "Chưa công bố" not in page


@pytest.mark.parametrize("state", [MotionState.CARRIED, MotionState.REJECTED])
def test_what_the_council_has_decided_on_is_not_answered_any_more(db, state):
    house = make_house()
    Campaign.objects.update(reply_phases=["council"])
    house.add(leaf="manual")
    officer = house.team.world.person(Role.OFFICER)
    stands = answering(house.team, officer, text="Trước phiên họp")()
    Motion.objects.update(state=state)
    with pytest.raises(NotNow, match="Hội đồng đã quyết định"):
        answering(house.team, officer, text="Sau phiên họp", version=stands.version)()
    assert Reply.objects.get().text == "Trước phiên họp"


def test_phases_of_the_appraisal_are_those_with_closed_rounds():
    assert set(APPRAISAL_PHASES) - {Phase.ROUND1} == {Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL}


@pytest.mark.parametrize("leaves", [3, 12])
def test_the_page_takes_the_same_queries_for_any_annex(client, db, django_assert_num_queries, leaves):
    team = make_team(agencies=1, leaves=leaves, phase=Phase.SUPPLEMENT)
    mark_all(team, share="1/2")
    Campaign.objects.update(reply_phases=["supplement"])
    client.force_login(team.world.person(Role.OFFICER))
    client.get(address(team))
    with django_assert_num_queries(11):
        client.get(address(team))


@pytest.mark.django_db(transaction=True)
def test_two_answer_one_leaf_at_once(transactional_db):
    team = prepared()
    people = [team.world.person(Role.OFFICER), team.world.person(Role.HEAD)]
    outcomes = together(*(answering(team, person, f"của {person.pk}") for person in people))
    assert sorted(isinstance(outcome, ReplyConflict) for outcome in outcomes) == [False, True]
    assert Reply.objects.get().version == 1
