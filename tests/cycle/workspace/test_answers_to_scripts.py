"""The address that saves a field: what it answers to scripts, and whom it refuses."""

import pytest

from pari.accounts.enums import Role
from scoring.enums import SubmissionState
from scoring.models import Answer, Criterion
from tests.cycle.workspace.claims import CLAIMS, save
from tests.cycle.workspace.conftest import address, post


def test_the_answer_to_a_script(world, officer, signed_in):
    typed = CLAIMS["ratio"][0]
    answer = post(signed_in, world.first, world.leaf("ratio"), officer, content=typed)
    body = answer.json()
    assert answer.status_code == 200
    assert {name: body[name] for name in ("version", "points", "hint", "gaps", "state", "done")} == {
        "version": 1,
        "points": "1,91",
        "hint": "",
        "gaps": [],
        "state": "complete",
        "done": 1,
    }
    assert body["sentence"] == CLAIMS["ratio"][3]


def test_a_conflict_is_told_to_a_script(world, officer, signed_in):
    save(world, world.person(Role.HEAD), content={"numerator": "1", "denominator": "2"}, key="x")
    answer = post(signed_in, world.first, world.leaf("ratio"), officer, content=CLAIMS["ratio"][0])
    theirs = answer.json()["theirs"]
    assert answer.status_code == 409
    assert (theirs["version"], theirs["shown"]) == (1, ["Tử số: 1", "Mẫu số: 2"])


def test_strangers_find_nothing(world, client, user):
    client.force_login(user)
    answer = post(client, world.first, world.leaf("ratio"), user, content=CLAIMS["ratio"][0])
    assert (answer.status_code, Answer.objects.count()) == (404, 0)


def test_officers_of_another_agency_find_nothing(world, signed_in, officer):
    answer = post(signed_in, world.participants[1], world.leaf("ratio"), officer, content=CLAIMS["ratio"][0])
    assert (answer.status_code, Answer.objects.count()) == (404, 0)


def test_a_criterion_that_is_not_on_the_sheet(world, signed_in, officer):
    stranger = Criterion(code="9.99")
    answer = post(signed_in, world.first, stranger, officer, content=CLAIMS["ratio"][0])
    assert (answer.status_code, Answer.objects.count()) == (404, 0)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SECRETARY, Role.STAFF])
def test_those_who_look_on_may_not_write(world, client, role):
    person = world.person(role)
    client.force_login(person)
    answer = post(client, world.first, world.leaf("ratio"), person, content=CLAIMS["ratio"][0])
    assert (answer.status_code, Answer.objects.count()) == (403, 0)


def test_a_session_that_expired(world, client, officer):
    answer = post(client, world.first, world.leaf("ratio"), officer, content=CLAIMS["ratio"][0])
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_the_page_of_one_person_does_not_write_for_another(world, client, officer):
    other = world.person(Role.HEAD)
    client.force_login(other)
    answer = post(client, world.first, world.leaf("ratio"), officer, content=CLAIMS["ratio"][0])
    assert (answer.status_code, Answer.objects.count()) == (401, 0)


def test_a_submitted_sheet_answers_a_script(world, officer, signed_in):
    world.submission().__class__.objects.update(state=SubmissionState.SUBMITTED)
    answer = post(signed_in, world.first, world.leaf("ratio"), officer, content=CLAIMS["ratio"][0])
    assert (answer.status_code, answer.json()["title"]) == (409, "Hồ sơ đã nộp, không sửa được nữa.")


@pytest.mark.parametrize("sent", [{"field": "nothing"}, {"version": "x"}, {"user": None}, {"earlier": 5}])
def test_malformed_bodies(world, officer, signed_in, sent):
    answer = post(signed_in, world.first, world.leaf("ratio"), officer, **sent)
    assert answer.status_code == 400


def test_a_forged_post_is_refused(world, officer):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    answer = post(client, world.first, world.leaf("ratio"), officer, content=CLAIMS["ratio"][0])
    assert (answer.status_code, Answer.objects.count()) == (403, 0)


def test_reading_the_address_is_no_way_to_save(world, signed_in):
    assert signed_in.get(address(world.first, world.leaf("ratio"))).status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        '{"user": 1e999, "field": "claim", "content": {}, "version": 0, "key": "k"}',
        '{"user": 1, "field": "claim", "content": {}, "version": Infinity, "key": "k"}',
        '{"user": 1, "field": "explanation", "content": "\\ud800", "version": 0, "key": "k"}',
        "[" * 100_000,
        "no JSON",
    ],
)
def test_a_body_that_no_page_of_ours_sends_is_refused(world, signed_in, body):
    where = address(world.first, world.leaf("ratio"))
    answer = signed_in.post(where, body, "application/json", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert not Answer.objects.exists()
