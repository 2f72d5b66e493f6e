"""The progress board: statuses, counts, filters, what it costs, who may look."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.enums import Phase, Progress
from scoring.models import Campaign, Criterion, Extension, Participant, Submission
from scoring.selectors.campaigns.progress import Selection, board_of
from tests.cycle.world import make_world

BOARD = "/tien-do/TH-2025/"


def statuses(campaign, **moment):
    board = board_of(Campaign.objects.get(pk=campaign.pk), **moment)
    return [row.status for row in board.rows(board.chosen(Selection()))]


def set_submission(world, place=0, **values):
    Submission.objects.filter(participant=world.participants[place]).update(**values)


def signed_in_once(world, place):
    person = world.person(Role.OFFICER, agency=world.participants[place].agency)
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    return person


def test_from_not_logged_in_to_submitted(world):
    now, steps = timezone.now(), []
    world.person(Role.OFFICER)
    steps.append(statuses(world.campaign)[0])
    signed_in_once(world, 0)
    steps.append(statuses(world.campaign)[0])
    set_submission(world, opened_at=now)
    steps.append(statuses(world.campaign)[0])
    set_submission(world, saved_at=now, done=12)
    steps.append(statuses(world.campaign)[0])
    set_submission(world, done=13)
    steps.append(statuses(world.campaign)[0])
    set_submission(world, state="submitted", submitted_at=now)
    steps.append(statuses(world.campaign)[0])
    assert steps == [
        Progress.NOT_LOGGED_IN,
        Progress.NOT_STARTED,
        Progress.NOT_STARTED,
        Progress.IN_PROGRESS,
        Progress.READY,
        Progress.SUBMITTED,
    ]
    assert statuses(world.campaign)[1] == Progress.NOT_LOGGED_IN


def test_late_is_after_the_effective_deadline(world):
    deadline = world.campaign.self_deadline
    beyond = deadline + timedelta(seconds=1)
    set_submission(world, state="submitted", submitted_at=deadline)
    assert statuses(world.campaign, now=deadline) == [Progress.SUBMITTED, Progress.NOT_LOGGED_IN]
    assert statuses(world.campaign, now=beyond) == [Progress.SUBMITTED, Progress.OVERDUE]
    set_submission(world, submitted_at=beyond)
    set_submission(world, 1, deadline=beyond)
    assert statuses(world.campaign, now=beyond) == [Progress.LATE, Progress.NOT_LOGGED_IN]
    set_submission(world, deadline=beyond)
    assert statuses(world.campaign, now=beyond)[0] == Progress.SUBMITTED


def test_without_a_deadline_nobody_is_late(world):
    Campaign.objects.update(self_deadline=None)
    set_submission(world, state="submitted", submitted_at=timezone.now() + timedelta(days=999))
    assert statuses(world.campaign) == [Progress.SUBMITTED, Progress.NOT_LOGGED_IN]


def test_only_leaves_that_the_agency_answers_count(world):
    Criterion.objects.filter(annex=world.annex).exclude(pk=world.leaf("manual").pk).exclude(kind="group").update(
        source="appraiser"
    )
    set_submission(world, done=1, saved_at=timezone.now())
    assert statuses(world.campaign)[0] == Progress.READY


def test_an_agency_without_a_submission_is_on_the_board_too(world):
    Submission.objects.all().delete()
    assert statuses(world.campaign) == [Progress.NOT_LOGGED_IN] * 2


def test_counts_by_bloc_are_those_of_the_rows(db):
    world = make_world(agencies=9)
    for place in range(4):
        set_submission(world, place, saved_at=timezone.now(), done=place * 13 // 3)
    board = board_of(world.campaign)
    rows = list(board.rows(board.chosen(Selection())))
    for item in board.by_bloc:
        mine = [row.status for row in rows if row.participant.bloc == item.bloc]
        assert item.counts == {status: mine.count(status) for status in Progress}
    assert (board.agencies, board.counts[Progress.READY], board.counts[Progress.IN_PROGRESS]) == (9, 1, 3)


def test_filters_and_search_without_diacritics(world):
    set_submission(world, saved_at=timezone.now())
    board = board_of(world.campaign)

    def found(**selection):
        return list(board.chosen(Selection(**selection)).values_list("code", flat=True))

    assert found(status="in_progress") == ["CQ1"]
    assert found(bloc="k2") == ["CQ2"]
    assert found(text="SO THU so 2") == ["CQ2"]
    assert found(text="cq1", bloc="k2") == []
    assert found(agency="CQ1") == ["CQ1"]


@pytest.mark.parametrize("agencies", [2, 200])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 11), ("?tim=so+thu", 12), ("?trang-thai=not_logged_in&khoi=k1", 11)],
)
def test_what_the_board_costs(client, db, django_assert_num_queries, agencies, query, queries):
    world = make_world(agencies=agencies)
    set_submission(world, deadline=timezone.now() + timedelta(days=20))
    client.force_login(world.person(Role.SECRETARY))
    with django_assert_num_queries(queries):
        assert client.get(BOARD + query).status_code == 200


@pytest.mark.parametrize("agencies", [2, 200])
def test_what_a_refresh_and_a_file_cost(client, db, django_assert_num_queries, agencies):
    world = make_world(agencies=agencies)
    client.force_login(world.person(Role.SECRETARY))
    with django_assert_num_queries(9):
        page = client.get(BOARD, headers={"HX-Request": "true"})
    assert b"<html" not in page.content
    with django_assert_num_queries(6):
        client.get(f"{BOARD}tien-do.csv")


def test_fifty_to_a_page(client, db):
    world = make_world(agencies=60)
    client.force_login(world.person(Role.SECRETARY))
    assert [len(client.get(f"{BOARD}?trang={number}").context["page"].rows) for number in (1, 2)] == [50, 10]


@pytest.mark.parametrize("page", [BOARD, f"{BOARD}tien-do.csv", f"{BOARD}tien-do.xlsx"])
def test_who_may_look(client, world, user, page):
    assert client.get(page).status_code == 302
    client.force_login(user)
    assert client.get(page).status_code == 404
    for role in (Role.OFFICER, Role.HEAD, Role.APPRAISER, Role.COUNCIL):
        client.force_login(world.person(role))
        assert client.get(page).status_code == 403
    for role in (Role.SECRETARY, Role.STAFF, Role.OBSERVER):
        client.force_login(world.person(role))
        assert client.get(page).status_code == 200


def test_the_list_of_boards(client, world, user):
    address = reverse("scoring:boards")
    for person in (user, world.person(Role.OFFICER), world.person(Role.APPRAISER)):
        client.force_login(person)
        assert client.get(address).status_code == 403
    client.force_login(world.person(Role.OBSERVER))
    assert client.get(address).headers["Location"] == BOARD
    make_world(code="TH-2024", year=2024)
    assert client.get(address).status_code == 200


def test_an_observer_sees_no_buttons(client, world):
    client.force_login(world.person(Role.OBSERVER))
    assert "/nhac/" not in client.get(BOARD).content.decode()
    assert "/gia-han/" not in client.get(BOARD).content.decode()
    client.force_login(world.person(Role.SECRETARY))
    assert "/nhac/" in client.get(BOARD).content.decode()


def test_an_extension_is_shown_with_its_paper(client, world):
    until = world.campaign.self_deadline + timedelta(days=3)
    Extension.objects.create(
        campaign=world.campaign, participant=world.first, until=until, document_number="15/CV-SNV", reason="x"
    )
    set_submission(world, deadline=until)
    client.force_login(world.person(Role.OBSERVER))
    assert "gia hạn theo 15/CV-SNV" in client.get(BOARD).content.decode()


def exported(client, name):
    return client.get(f"{BOARD}{name}")


def test_the_csv_guards_its_texts(client, world):
    Participant.objects.filter(pk=world.first.pk).update(name="=cmd|' /C calc'!A1")
    set_submission(world, saved_at=timezone.now(), done=3)
    client.force_login(world.person(Role.OBSERVER))
    response = exported(client, "tien-do.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="tien-do-TH-2025.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Cơ quan, đơn vị"] for row in rows] == ["'=cmd|' /C calc'!A1", "Sở thử số 2"]
    assert (rows[0]["Trạng thái"], rows[0]["Tiêu chí đã xong"], rows[0]["Tổng số tiêu chí"]) == ("Đang làm", "3", "13")


def test_the_workbook_has_numbers_and_times(client, world):
    Participant.objects.filter(pk=world.first.pk).update(name="+84 là mã vùng")
    set_submission(world, saved_at=timezone.now(), done=3)
    client.force_login(world.person(Role.OBSERVER))
    content = exported(client, "tien-do.xlsx").content
    head, first, _second = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    row = dict(zip(head, first, strict=True))
    assert (row["Cơ quan, đơn vị"], row["Tiêu chí đã xong"]) == ("'+84 là mã vùng", 3)
    assert row["Sửa lần cuối"].year == timezone.localtime().year


def test_a_file_holds_what_is_filtered(client, world):
    client.force_login(world.person(Role.OBSERVER))
    text = exported(client, "tien-do.csv?khoi=k2").content.decode()
    assert "Sở thử số 2" in text
    assert "Sở thử số 1" not in text


def test_nothing_of_another_campaign_is_counted(client, world):
    make_world(code="TH-2024", year=2024, agencies=5)
    assert board_of(world.campaign).agencies == 2


def test_the_board_of_a_campaign_being_set_up_offers_no_reminder(client, world):
    Campaign.objects.update(phase=Phase.SETUP)
    client.force_login(world.person(Role.SECRETARY))
    assert "/nhac/" not in client.get(BOARD).content.decode()
