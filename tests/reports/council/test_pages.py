"""The council's pages through HTTP: what each person sees and does there."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from appraisal.enums import Choice
from appraisal.models import Attendance, Mark, Motion, Ruling, Vote
from reports.models import IndexRun, Publication
from scoring.enums import Phase
from scoring.models import Campaign
from tests.appraisal.council.house import make_house
from tests.appraisal.world import belongs
from tests.reports.council.house import compute

KEY = "points:CQ1:1.1"


@pytest.fixture
def house(db):
    return make_house(leaves=4)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, *more) -> str:
    return reverse(f"portal:{name}", args=["TH-2025", *more])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_meeting_from_the_opening_to_the_published_decision(house):
    secretary, members = client_of(house.secretary), [client_of(house.member(place)) for place in range(3)]
    house.close()
    secretary.post(at("council-open"))
    ids = [person.pk for person in house.team.council]
    secretary.post(at("council-attendance", 2), {"member": ids, "revision": "0"})
    assert Attendance.objects.filter(meeting__number=2).count() == 3
    given = {"agency": "CQ1", "criterion": "1.1", "kind": "points", "points": "0,5", "argument": "Thiếu tài liệu"}
    secretary.post(at("council-add", 2), given)
    secretary.post(at("council-build", 2))
    for key in (KEY, "approval"):
        motion = Motion.objects.get(key=key)
        for member in members:
            points = "" if motion.points is None else str(motion.points)
            member.post(at("council-vote", 2, key), {"choice": "yes", "points": points})
        motion.refresh_from_db()
        sent = {"version": motion.version, "reason": "Hội đồng thống nhất"}
        assert secretary.post(at("council-decide", 2, key), sent).status_code == 302
    assert str(Ruling.objects.get().points) == "0.5"
    assert "Được thông qua: 2" in text(secretary.get(at("council-agenda", 2)))
    secretary.post(at("council-close", 2), {"revision": "1"})
    run = compute(house)
    assert "Xem kết quả sẽ được công bố" in text(secretary.get(at("publish")))
    sent = {"number": "199/QĐ-UBND", "day": "2026-01-21", "run": run.pk}
    assert secretary.post(at("publish"), sent).status_code == 302
    assert Campaign.objects.get().phase == Phase.PUBLISHED
    reader = Client()
    assert "199/QĐ-UBND" in text(reader.get(at("publications")))
    content = reader.get(at("publication-data", 1)).content
    assert hashlib.sha256(content).hexdigest() == Publication.objects.get().digest
    sent = {
        "agency": "CQ1",
        "criterion": "1.1",
        "points": "1",
        "number": "250/QĐ-UBND",
        "reason": "Nhầm",
        "seen": "0.5",
    }
    secretary.post(at("correct"), sent)
    assert "Số liệu đã đổi" in text(secretary.get(at("publish")))
    again = compute(house)
    secretary.post(at("publish"), {"number": "250/QĐ-UBND", "day": "2026-02-21", "run": again.pk})
    listed = text(reader.get(at("publications")))
    assert ("1 cơ quan có thay đổi" in listed, "Đã được đính chính" in listed) == (True, True)
    assert "đã được đính chính bằng một quyết định sau" in text(reader.get(at("publication", 1)))
    assert "đính chính" in text(reader.get("/ket-qua/TH-2025/"))
    assert "đính chính" in text(reader.get("/ket-qua/TH-2025/CQ1/"))
    assert (
        hashlib.sha256(reader.get(at("publication-data", 1)).content).hexdigest()
        == Publication.objects.earliest("pk").digest
    )


def test_the_motion_shows_what_was_said_and_what_it_would_change(house):
    Mark.objects.filter(participant=house.team.participants[0], criterion__code="1.1").update(note="Chưa đủ căn cứ")
    compute(house)
    house.add()
    member = client_of(house.member(0))
    page = text(member.get(at("council-motion", 1, KEY)))
    assert ("Chưa đủ căn cứ" in page, "Đề nghị xem lại" in page, "Ghi nhận <b>0,50</b>" in page) == (True, True, True)
    for headers in ({}, {"HX-Request": "true"}):
        found = text(member.get(at("council-preview", 1, KEY), headers=headers))
        assert ("Thứ hạng chung" in found, "<html" in found) == (True, not headers)
    tried = text(member.get(at("council-preview", 1, KEY) + "?diem=9"))
    assert "Điểm phải từ 0 đến 2" in tried


def test_without_results_it_is_offered_to_compute_them(house):
    house.add()
    page = text(client_of(house.secretary).get(at("council-preview", 1, KEY)))
    assert "Chưa có kết quả tính chỉ số" in page
    client_of(house.secretary).post(at("council-compute", 1))
    assert IndexRun.objects.count() == 1


def test_old_results_are_said_to_be_old(house):
    compute(house)
    house.carry(house.add(agency=1))
    house.add()
    assert "Số liệu đã đổi sau lần tính" in text(client_of(house.secretary).get(at("council-preview", 1, KEY)))


def test_a_refusal_keeps_what_was_typed(house):
    house.add()
    response = client_of(house.secretary).post(at("council-decide", 1, KEY), {"version": "7", "reason": "Đã bàn kỹ"})
    assert (response.status_code, "Đã bàn kỹ" in text(response)) == (409, True)


def test_missing_votes_count_as_against_only_with_a_tick(house):
    house.add()
    client, sent = client_of(house.secretary), {"version": house.motion(KEY).version, "reason": "Không đủ căn cứ"}
    assert 'name="silent"' in client.get(at("council-motion", 1, KEY)).content.decode()
    refused = client.post(at("council-decide", 1, KEY), sent)
    assert (refused.status_code, house.motion(KEY).state) == (409, "open")
    client.post(at("council-decide", 1, KEY), {**sent, "silent": "1"})
    assert house.motion(KEY).state == "rejected"


def test_a_vote_of_a_stale_page(house):
    house.add()
    response = client_of(house.member(0)).post(at("council-vote", 1, KEY), {"choice": "yes", "points": "1"})
    assert (response.status_code, Vote.objects.count()) == (409, 0)


def test_the_council_reads_what_it_is_asked_to_approve(house):
    compute(house)
    house.build()
    member = client_of(house.member(0))
    assert at("council-results") in text(member.get(at("council-motion", 1, "approval")))
    assert "Sở thử số 2" in text(member.get(at("council-results")))
    belongs(house.team.council[0], house.team.participants[0])
    assert client_of(house.member(0)).get(at("council-results")).status_code == 403


@pytest.mark.parametrize("name", ["council-build", "council-compute", "council-close", "publish"])
def test_who_belongs_to_an_agency_is_refused_what_sums_over_all(house, name):
    belongs(house.team.secretary, house.team.participants[0])
    where = at(name) if name == "publish" else at(name, 1)
    assert client_of(house.secretary).post(where, {"revision": "1"}).status_code == 403


def answers(house) -> dict[str, bytes]:
    """Whatever a member who belongs to the first agency can look at."""
    client = client_of(house.member(0))
    other = "points:CQ2:1.1"
    addresses = [
        reverse("portal:council"),
        at("council-meetings"),
        at("council-agenda", 1),
        at("council-agenda", 1) + "?tim=S%E1%BB%9F&trang-thai=open",
        at("council-attendance", 1),
        at("council-motion", 1, KEY),
        at("council-preview", 1, KEY),
        at("council-motion", 1, other),
        at("council-preview", 1, other),
        at("council-motion", 1, "approval"),
        at("council-results"),
        at("publish"),
        at("publications"),
    ]
    token = b"csrfmiddlewaretoken"
    found = {}
    for address in addresses:
        response = client.get(address)
        lines = [line for line in response.content.splitlines() if token not in line and b"csrf" not in line.lower()]
        found[address] = (response.status_code, b"\n".join(lines))
    return found


def test_whatever_happens_to_her_agency_a_member_in_conflict_sees_the_same(house):
    belongs(house.team.council[0], house.team.participants[0])
    compute(house)
    house.add(agency=1)
    house.build()
    before = answers(house)
    Mark.objects.filter(participant=house.team.participants[0]).update(points="0.1", needs_discussion=True)
    house.add()
    house.build()
    house.vote(house.motion(KEY), None, Choice.YES, Choice.YES)
    house.decide(house.motion(KEY))
    compute(house)
    assert answers(house) == before
    assert before[at("council-motion", 1, KEY)][0] == 404
    assert before[at("council-motion", 1, "points:CQ2:1.1")][0] == 200


def test_the_others_do_see_it(house):
    house.add()
    assert client_of(house.member(1)).get(at("council-motion", 1, KEY)).status_code == 200


def test_what_is_decided_has_no_before_and_after(house):
    house.add()
    client = client_of(house.secretary)
    assert "Nếu được thông qua" in text(client.get(at("council-motion", 1, KEY)))
    house.carry(house.motion(KEY))
    assert "Nếu được thông qua" not in text(client.get(at("council-motion", 1, KEY)))


def test_the_agenda_is_filtered(house):
    for agency in (0, 1):
        house.add(agency=agency)
    house.carry(house.motion(KEY))
    client = client_of(house.member(1))
    found = text(client.get(at("council-agenda", 1) + "?trang-thai=open", headers={"HX-Request": "true"}))
    assert ("Sở thử số 2" in found, "Sở thử số 1" in found, "<html" in found) == (True, False, False)
    assert "Sở thử số 1" in text(client.get(at("council-agenda", 1) + "?tim=so+thu+1"))
    assert "Không có nội dung nào khớp" in text(client.get(at("council-agenda", 1) + "?tim=zzz"))


@pytest.mark.parametrize("agencies", [2, 8])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("council-agenda", 17),
        ("council-motion", 22),
        ("council-preview", 22),
        ("council-meetings", 6),
        ("council-results", 11),
    ],
)
def test_what_pages_cost(db, django_assert_num_queries, agencies, name, queries):
    house = make_house(agencies=agencies, leaves=3)
    for agency in range(agencies):
        house.add(agency=agency)
    compute(house)
    client = client_of(house.member(0))
    place = {"council-meetings": [], "council-results": [], "council-agenda": [1]}.get(name, [1, KEY])
    with django_assert_num_queries(queries):
        client.get(at(name, *place))
