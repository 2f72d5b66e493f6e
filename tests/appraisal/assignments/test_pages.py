"""The pages of assignments: what they show, filter, refuse and cost; and what they never show."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Assignment, Expertise
from appraisal.services.assignments.assigning import assign
from appraisal.services.assignments.counting import recount
from appraisal.services.assignments.proposing import propose_assignments
from pari.accounts.enums import Role
from pari.accounts.models import Membership
from scoring.enums import Phase
from scoring.models import Participant, Supplement, SupplementItem
from tests.appraisal.world import SPECIALTIES, assign_all, belongs, make_team, mark_all
from tests.cycle.world import make_world

GRID = "/phan-cong/TH-2025/"
LAW, DIGITAL = SPECIALTIES


@pytest.fixture
def secretary(client, team):
    client.force_login(team.secretary)
    return client


def value(team, place, specialty=LAW, holder=0):
    return f"{team.participants[place].pk}:{holder}:{specialty}"


def agencies(client, query=""):
    return [row.participant.code for row in client.get(GRID + query).context["page"].rows]


def cell(client, place=0, column=0):
    return client.get(GRID).context["page"].rows[place].cells[column]


# The grid.


def test_the_list_leads_to_the_only_campaign(secretary):
    address = reverse("appraisal:assignment-campaigns")
    assert secretary.get(address).headers["Location"] == GRID
    make_world(code="TH-2024", year=2024)
    assert secretary.get(address).status_code == 200


def test_who_has_which_part_and_why(secretary, team):
    propose_assignments(campaign=team.campaign, by=None)
    page = secretary.get(GRID)
    text = page.content.decode()
    assert page.context["page"].labels == [LAW, DIGITAL]
    assert [item.row.appraiser for item in page.context["page"].rows[0].cells] == [team.members[0], team.members[2]]
    assert "ít việc nhất trong 2 người" in text
    assert "không còn phần chưa phân công" in text


def test_parts_are_given_from_the_grid(secretary, team):
    sent = {"phan": [value(team, 0), value(team, 2)], "giao-cho": team.members[1].pk}
    response = secretary.post(f"{GRID}giao/", {**sent, "khoi": "k1"}, follow=True)
    assert response.redirect_chain == [(f"{GRID}?khoi=k1", 302)]
    assert "Đã phân công 2 phần việc, gồm 4 tiêu chí." in response.content.decode()
    held = Assignment.objects.values_list("participant__code", "specialty", "appraiser")
    assert set(held) == {("CQ1", LAW, team.members[1].pk), ("CQ3", LAW, team.members[1].pk)}


def test_a_conflict_is_refused_on_the_grid_and_ticks_stay(secretary, team):
    belongs(team.members[0], team.participants[0])
    sent = {"phan": [value(team, 0), value(team, 1)], "giao-cho": team.members[0].pk}
    response = secretary.post(f"{GRID}giao/", sent)
    assert response.status_code == 400
    assert "không được thẩm định “Sở thử số 1”" in response.content.decode()
    ticked = [item.specialty for row in response.context["page"].rows for item in row.cells if item.is_ticked]
    assert ticked == [LAW, LAW]
    assert response.context["to"] == team.members[0].pk
    assert not Assignment.objects.exists()


def test_what_was_assigned_meanwhile_is_told_and_not_ticked(secretary, team):
    stale = [value(team, 0), value(team, 1)]
    key = (team.participants[0].pk, LAW)
    assign(campaign=team.campaign, parts={key: None}, to=team.members[0].pk, by=team.staff)
    response = secretary.post(f"{GRID}giao/", {"phan": stale, "giao-cho": team.members[1].pk})
    assert response.status_code == 409
    assert "Người khác vừa phân công Sở thử số 1 – Chỉ đạo điều hành" in response.content.decode()
    ticked = [row.participant.code for row in response.context["page"].rows for item in row.cells if item.is_ticked]
    assert ticked == ["CQ2"]
    assert Assignment.objects.get().appraiser == team.members[0]


@pytest.mark.parametrize(
    "sent", [{}, {"phan": "x"}, {"phan": "1:2"}, {"phan": "999999:0:Lạ"}, {"phan": ":::", "giao-cho": "y"}]
)
def test_what_a_form_of_ours_would_not_send(secretary, sent):
    assert secretary.post(f"{GRID}giao/", sent).status_code == 400


def test_what_has_to_be_assigned_anew_is_shown(secretary, team):
    propose_assignments(campaign=team.campaign, by=None)
    belongs(team.members[0], team.participants[0])
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=team.members[2]).update(valid_to=yesterday)
    text = secretary.get(GRID).content.decode()
    assert "3 phần cần phân công lại" in text
    assert "đã rời Tổ" in text
    assert cell(secretary).trouble == "thuộc hoặc từng thuộc cơ quan này"
    assert cell(secretary, column=1).trouble == "không còn là thành viên Tổ giúp việc"
    assert agencies(secretary, "?tinh-trang=lai") == ["CQ1", "CQ3"]


def test_filters(secretary, team):
    Participant.objects.filter(pk=team.participants[1].pk).update(name="Sở Nội vụ")
    parts = {(team.participants[0].pk, name): None for name in SPECIALTIES}
    assign(campaign=team.campaign, parts=parts, to=team.members[0].pk, by=None)
    assign(campaign=team.campaign, parts={(team.participants[1].pk, LAW): None}, to=team.members[1].pk, by=None)
    Assignment.objects.filter(participant=team.participants[1]).update(is_cross=True)
    assert agencies(secretary) == ["CQ1", "CQ3", "CQ2"]
    assert agencies(secretary, "?khoi=k2") == ["CQ2"]
    assert agencies(secretary, "?tim=so+noi+VU") == ["CQ2"]
    assert agencies(secretary, f"?thanh-vien={team.members[0].pk}") == ["CQ1"]
    assert agencies(secretary, "?tinh-trang=chua") == ["CQ3", "CQ2"]
    assert agencies(secretary, "?tinh-trang=cheo") == ["CQ2"]
    assert agencies(secretary, "?tinh-trang=la&thanh-vien=x") == ["CQ1", "CQ3", "CQ2"]


def test_an_agency_without_leaves_of_a_specialty_has_no_part(secretary, team):
    annex = team.campaign.criteria_set.annexes.create(code="PL2", position=1)
    annex.criteria.create(code="1", position=0, name="Riêng", kind="score", max_points=1, source="self", rule={})
    Participant.objects.filter(pk=team.participants[2].pk).update(annex=annex)
    page = secretary.get(GRID).context["page"]
    leaves = {row.participant.code: [item.leaves for item in row.cells] for row in page.rows}
    assert page.labels == [LAW, DIGITAL, "Chung"]
    assert leaves == {"CQ1": [2, 2, 0], "CQ2": [2, 2, 0], "CQ3": [0, 0, 1]}
    assert page.totals.parts == 5


def test_loads_of_members(secretary, team):
    assign_all(team)
    loads = [(load.member, load.parts, load.leaves) for load in secretary.get(GRID).context["page"].loads]
    assert loads == [
        (team.members[0], 3, 6),
        (team.members[1], 0, 0),
        (team.members[2], 3, 6),
        (team.members[3], 0, 0),
    ]


@pytest.mark.parametrize("phase", [Phase.SETUP, Phase.COUNCIL, Phase.PUBLISHED])
def test_outside_its_phases_it_is_only_looked_at(secretary, team, phase):
    team.move(phase)
    text = secretary.get(GRID).content.decode()
    assert "chỉ xem" in text
    assert 'name="phan"' not in text
    assert secretary.post(f"{GRID}de-xuat/").status_code == 409
    assert secretary.get(f"{GRID}nhap/").status_code == 409


def test_fifty_to_a_page(client, db):
    team = make_team(agencies=60, leaves=2)
    client.force_login(team.secretary)
    assert [len(client.get(f"{GRID}?trang={number}").context["page"].rows) for number in (1, 2)] == [50, 10]


@pytest.mark.parametrize("agencies", [3, 60])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 19),
        ("?tim=so+thu", 20),
        ("?tinh-trang=chua&khoi=k1", 19),
        ("?tinh-trang=lai", 19),
        ("thanh-vien/", 13),
        ("de-xuat/", 13),
        ("phan-cong.xlsx", 13),
    ],
)
def test_what_the_pages_cost(client, db, django_assert_num_queries, agencies, query, queries):
    team = make_team(agencies=agencies, leaves=4)
    propose_assignments(campaign=team.campaign, by=None)
    Assignment.objects.filter(participant__in=team.participants[::2], specialty=LAW).delete()
    belongs(team.members[2], team.participants[0])
    Assignment.objects.filter(participant=team.participants[0]).update(appraiser=team.members[2])
    client.force_login(team.secretary)
    with django_assert_num_queries(queries):
        assert client.get(GRID + query).status_code == 200


def test_nothing_of_the_marks_reaches_whoever_looks(secretary, team):
    """Whoever runs the campaign may belong to an agency: these pages are the same whatever its marks are."""
    propose_assignments(campaign=team.campaign, by=None)
    belongs(team.secretary, team.participants[0])
    belongs(team.members[0], team.participants[0])
    addresses = [GRID, f"{GRID}?tinh-trang=lai", f"{GRID}thanh-vien/", f"{GRID}de-xuat/"]

    def shown():
        return [stripped(secretary.get(address).content.decode()) for address in addresses]

    def filed():
        """The workbook without the moment at which it was made."""
        with ZipFile(BytesIO(secretary.get(f"{GRID}phan-cong.xlsx").content)) as packed:
            return {name: packed.read(name) for name in packed.namelist() if name != "docProps/core.xml"}

    before, file = shown(), filed()
    mark_all(team, share="1/2")
    supplement = Supplement.objects.create(
        campaign=team.campaign, participant=team.participants[0], opened_at=timezone.now()
    )
    SupplementItem.objects.create(
        campaign=team.campaign, supplement=supplement, criterion=team.leaves(LAW)[0], granted=0
    )
    assert recount(campaign=team.campaign) == 6
    assert shown() == before
    assert filed() == file


def stripped(text):
    """Without the tokens of forms and of the policy, which are new each time."""
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]


# Members and specialties.


def test_the_sheet_of_members(secretary, team):
    belongs(team.members[0], team.participants[0])
    page = secretary.get(f"{GRID}thanh-vien/")
    first = page.context["rows"][0]
    assert [(tick.label, tick.is_on) for tick in first.ticks] == [(LAW, True), (DIGITAL, False)]
    assert first.ties == [("Sở thử số 1", "thuộc hoặc từng thuộc cơ quan này")]
    assert page.context["experts"] == [(LAW, 2), (DIGITAL, 2)]


def test_specialties_are_saved(secretary, team):
    token = secretary.get(f"{GRID}thanh-vien/").context["token"]
    people = [member.pk for member in team.members]
    sent = {"thay": token, "nguoi": people, "phu-trach": [f"{people[0]}:{DIGITAL}", f"{people[1]}:{LAW}"]}
    assert secretary.post(f"{GRID}thanh-vien/", sent).status_code == 302
    assert set(Expertise.objects.values_list("appraiser", "specialty")) == {
        (people[0], DIGITAL),
        (people[1], LAW),
    }
    assert secretary.post(f"{GRID}thanh-vien/", sent).status_code == 409


def test_without_members_it_says_where_they_come_from(client, db):
    world = make_world(phase=Phase.ROUND1)
    client.force_login(world.person(Role.SECRETARY))
    text = client.get(f"{GRID}thanh-vien/").content.decode()
    assert reverse("scoring:people") in text
    assert client.get(GRID).status_code == 200


# The proposal.


def test_a_proposal_is_looked_at_and_done(secretary, team):
    page = secretary.get(f"{GRID}de-xuat/")
    assert "Phân công 6 phần việc" in page.content.decode()
    assert not Assignment.objects.exists()
    done = secretary.post(f"{GRID}de-xuat/", follow=True)
    assert "Đã phân công 6 phần việc mới, chuyển 0 phần, giữ nguyên 0 phần." in done.content.decode()
    assert "Không có gì để phân công" in secretary.get(f"{GRID}de-xuat/").content.decode()


def test_what_stays_open_is_listed_with_the_reason(secretary, team):
    for member in team.members:
        belongs(member, team.participants[0])
    done = secretary.post(f"{GRID}de-xuat/")
    assert done.status_code == 200
    lines = [(line.specialty, line.agencies, line.leaves) for line in done.context["unplaced"]]
    assert lines == [(LAW, ["Sở thử số 1"], 2), (DIGITAL, ["Sở thử số 1"], 2)]
    assert "Mọi thành viên của Tổ đều xung đột lợi ích" in done.content.decode()


def test_what_has_no_expert_is_one_line_for_all_agencies(secretary, team):
    Expertise.objects.filter(specialty=LAW).delete()
    (line,) = secretary.get(f"{GRID}de-xuat/").context["unplaced"]
    assert (line.specialty, len(line.agencies), line.leaves) == (LAW, 3, 6)
    assert line.why == "Chưa có thành viên nào phụ trách chuyên môn này."
