"""The log of a campaign: for those who run it, filtered, with differences, checked on demand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.audit.services import record
from scoring.enums import Phase
from tests.appraisal.world import Team, belongs, make_team

pytestmark = pytest.mark.django_db

PLACE = "/nhat-ky/TH-2025/"


@pytest.fixture
def team() -> Team:
    return make_team(agencies=2, leaves=2)


def write(team: Team, verb: str = "mark.saved", subject: str = "mark:CQ1/1.1/1", by: User | None = None, **details):
    return record(chain=team.campaign.code, verb=verb, by=by, subject=subject, details=details)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(team: Team, query: str = "", *, by: User | None = None, status: int = 200) -> str:
    response = signed_in(by or team.secretary).get(f"{PLACE}{query}")
    assert response.status_code == status
    return response.content.decode()


def shown(page: str) -> list[int]:
    """The numbers of the events on the page, from the top."""
    return [int(part.partition("<")[0]) for part in page.split('data-label="Số">')[1:]]


def test_events_come_newest_first_with_their_words(team):
    write(team, "campaign.open", "campaign:TH-2025", by=team.secretary, agencies=2)
    write(team, agency="CQ1", points="1.5", reason_code="weak_evidence", needs_discussion=True)
    page = get(team)
    assert shown(page) == [2, 1]
    for words in ("Mở tự đánh giá", "Chấm điểm", "Tài liệu chưa chứng minh được", "Cần thảo luận", "Chương trình"):
        assert words in page


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("mark:CQ1/1.1/2", "Sở thử số 1, tiêu chí 1.1, lần 2"),
        ("mark:CQ1:1.1", "Sở thử số 1, tiêu chí 1.1"),
        ("reply:CQ2/1.2", "Sở thử số 2, tiêu chí 1.2"),
        ("submission:TH-2025/CQ1", "Sở thử số 1"),
        ("motion:points:CQ2:1.1", "Sở thử số 2, tiêu chí 1.1"),
        ("motion:note:CQ2:class", "Sở thử số 2"),
        ("motion:approval", "motion:approval"),
        ("supplement:CQ-MAT", "CQ-MAT"),
        ("campaign:TH-2025", "campaign:TH-2025"),
    ],
)
def test_what_an_event_is_about_is_said_in_words(team, subject, words):
    write(team, subject=subject)
    assert f'title="{subject}">{words}</span>' in get(team)


def test_a_mark_is_shown_beside_the_one_before(team):
    write(team, agency="CQ1", version=1, points="1", note="Thiếu", value={"numerator": "1", "denominator": "2"})
    write(team, subject="mark:CQ2/1.1/1", agency="CQ2", version=1, points="2", note="")
    write(team, agency="CQ1", version=2, points="1.5", note="Thiếu", value={"numerator": "1", "denominator": "4"})
    page = get(team, "?tim=CQ1")
    changed = page[: page.index('data-label="Số">1<')]
    assert changed.count('class="diff-line"') == 2
    for words in ("Điểm", "Số liệu › Mẫu số"):
        assert f'<div class="diff-label">{words}</div>' in changed


def test_an_event_that_says_before_and_after_shows_what_differs(team):
    before, after = {"self": "2025-12-05", "rolls": False}, {"self": "2025-12-09", "rolls": False}
    write(team, "campaign.calendar", "campaign:TH-2025", before=before, after=after, reason="Công văn 5")
    page = get(team)
    assert page.count('class="diff-line"') == 2
    assert "2025-12-09" in page
    assert "Công văn 5" in page


class TestFilters:
    @pytest.fixture(autouse=True)
    def events(self, team):
        write(team, "campaign.open", "campaign:TH-2025", by=team.staff, agencies=2)
        write(team, "submission.submit", "submission:CQ1", by=team.members[0])
        write(team, subject="mark:CQ2/1.1/1", agency="CQ2", note="Kế hoạch ban hành chậm", by=team.members[0])
        write(team, "submission.extend", "submission:TH-2025/CQ2", by=team.secretary)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("?nhom=submission", [4, 2]),
            ("?nguoi=Nội+vụ", [1]),
            ("?coquan=CQ2", [4, 3]),
            ("?coquan=số+1", [2]),
            ("?coquan=khong-co", []),
            ("?tim=ban+hành+chậm", [3]),
            ("?tim=submission:CQ1", [2]),
            ("?nhom=mark&coquan=CQ2", [3]),
            ("?nhom=khong-co", [4, 3, 2, 1]),
            ("?tu=hom-qua", [4, 3, 2, 1]),
            ("?tim=%25", []),
        ],
    )
    def test_each_part_narrows(self, team, query, expected):
        assert shown(get(team, query)) == expected

    def test_days_are_those_of_vietnam_and_whole(self, team):
        today = timezone.localdate()
        for first, last, expected in ((0, 0, 4), (1, 1, 0), (-1, -1, 0), (-1, 0, 4)):
            days = [(today + timedelta(days=step)).isoformat() for step in (first, last)]
            assert len(shown(get(team, f"?tu={days[0]}&den={days[1]}"))) == expected

    def test_a_file_has_what_is_filtered_and_executes_nothing(self, team):
        write(team, subject="=HYPERLINK(1)", agency="CQ2", by=team.members[0])
        response = signed_in(team.secretary).get(f"{PLACE}nhat-ky.csv?coquan=CQ2")
        lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        assert [line.split(",")[0] for line in lines] == ["Số thứ tự", "5", "4", "3"]
        assert "'=HYPERLINK(1)" in lines[1]


def test_the_chain_is_checked_when_asked(team):
    write(team, points="1")
    write(team, points="2")
    assert "nguyên vẹn" not in get(team)
    assert "Chuỗi nguyên vẹn: 2 sự kiện" in get(team, "?kiem-tra=1")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET verb = 'mark.x' WHERE sequence = 1")
    page = get(team, "?kiem-tra=1")
    assert "Nhật ký không còn nguyên vẹn: 1 chỗ" in page
    assert "sự kiện 1 không còn như lúc ghi" in page


def test_only_those_who_run_the_campaign(team):
    for user in (team.members[0], team.council[0], team.world.person(Role.OBSERVER)):
        get(team, by=user, status=403)
    get(team, by=team.world.person(Role.OFFICER), status=403)


def test_who_has_a_conflict_reads_it_after_the_publication(team):
    belongs(team.secretary, team.participants[0])
    write(team, agency="CQ1", points="1")
    assert "sau khi kết quả được công bố" in get(team, status=403)
    get(team, "nhat-ky.csv", status=403)
    get(team, by=team.staff)
    team.move(Phase.PUBLISHED)
    assert shown(get(team)) == [1]


def test_its_cost_does_not_grow(team, django_assert_num_queries):
    client = signed_in(team.secretary)
    for number in range(1, 121):
        write(team, subject=f"mark:CQ{number % 3}/1.1/1", points=str(number))
        if number in {3, 120}:
            with django_assert_num_queries(10):
                assert client.get(PLACE).status_code == 200
