"""The pages of second marks: a member's own, and the lead's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from appraisal.enums import CheckState
from appraisal.models import Assignment, CheckSample, CrossCheck, Mark
from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.enums import Phase
from scoring.models import Campaign
from tests.appraisal.checks.world import make_check, manual, mark_first, mark_second
from tests.appraisal.world import Team, assign_all, belongs, make_team

pytestmark = pytest.mark.django_db

PLACE = "/cham-cheo/TH-2025"
HYPHENATED = {"ly_do": "ly-do", "ghi_chu": "ghi-chu"}


@pytest.fixture
def team() -> Team:
    team = make_team(agencies=2, leaves=4)
    assign_all(team)
    return team


@pytest.fixture
def check(team: Team) -> CrossCheck:
    return make_check(team)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(user: User, path: str = "/", status: int = 200) -> str:
    response = signed_in(user).get(f"{PLACE}{path}")
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def post(user: User, path: str, status: int = 302, **sent: Any) -> str:
    response = signed_in(user).post(
        f"{PLACE}{path}", {HYPHENATED.get(name, name): value for name, value in sent.items()}
    )
    assert response.status_code == status, response.content.decode()
    return response.content.decode() if status != 302 else response.headers["Location"]


def give(check: CrossCheck, *, status: int = 302, **sent: Any) -> str:
    sent = {"points": "1,5", "ly_do": "weak_evidence", "version": "0", **sent}
    return post(check.appraiser, f"/cham/{check.pk}/", status, **sent)


class TestOwn:
    def test_the_queue_lists_hers_with_the_claim(self, team, check):
        page = get(check.appraiser)
        assert f"{PLACE}/cham/{check.pk}/" in page
        assert "Sở thử số 1" in page
        assert "2,00" in page
        assert "Bạn chưa được giao tiêu chí nào" in get(team.members[0])

    def test_parts_that_came_by_a_conflict_are_named(self, team):
        Assignment.objects.filter(participant=team.participants[1], specialty="Cải cách thể chế").update(is_cross=True)
        page = get(team.members[2])
        assert "Phần thẩm định nhận thay" in page
        assert "Sở thử số 2" in page

    def test_the_page_has_rule_claim_and_inputs(self, check):
        page = get(check.appraiser, f"/cham/{check.pk}/")
        for words in ("Theo báo cáo số 1/BC-CQ1", 'name="points"', 'name="ly-do"', "tối đa 2,00 điểm"):
            assert words in page

    def test_saving_goes_on_to_the_next_one(self, team, check):
        other = make_check(team, place=1)
        assert give(check, tiep="1") == f"{PLACE}/cham/{other.pk}/"
        found = CrossCheck.objects.get(pk=check.pk)
        assert (str(found.points), found.reason_code, found.version) == ("1.5", "weak_evidence", 1)
        assert give(other, tiep="1") == f"{PLACE}/"

    def test_what_was_saved_stands_in_the_form(self, check):
        give(check, ghi_chu="Thiếu phụ lục")
        page = get(check.appraiser, f"/cham/{check.pk}/")
        assert 'value="1,5"' in page
        assert "Thiếu phụ lục" in page

    def test_a_refusal_keeps_what_was_typed(self, check):
        page = give(check, status=400, ly_do="", ghi_chu="Chưa đủ")
        assert "phải có lý do" in page
        assert 'value="1,5"' in page
        assert "Chưa đủ" in page

    def test_a_stale_page_is_told(self, check):
        give(check)
        page = give(check, status=409, points="1")
        assert "cửa sổ khác" in page
        assert str(CrossCheck.objects.get().points) == "1.5"

    def test_points_beside_a_rule_with_data(self, team):
        check = make_check(team, team.world.leaf("yes_no"), second=team.members[0])
        give(check, points="", diem="0,5", ly_do="")
        assert str(CrossCheck.objects.get().points) == "0.5"
        assert 'value="0,5"' in get(check.appraiser, f"/cham/{check.pk}/")

    def test_once_compared_it_is_closed(self, check):
        mark_first(check, "1.5")
        give(check)
        page = get(check.appraiser, f"/cham/{check.pk}/")
        assert "không sửa được nữa" in page
        assert give(check, status=409, points="1", version="1")

    def test_anothers_leads_to_nothing(self, team, check):
        get(team.members[0], f"/cham/{check.pk}/", status=404)
        get(team.secretary, f"/cham/{check.pk}/", status=403)

    def test_a_conflict_that_came_later_hides_it(self, check):
        belongs(check.appraiser, check.participant)
        assert f"/cham/{check.pk}/" not in get(check.appraiser)
        get(check.appraiser, f"/cham/{check.pk}/", status=404)

    def test_its_cost_does_not_grow(self, django_assert_num_queries):
        for agencies, code in ((3, "NHO"), (60, "LON")):
            team = make_team(agencies=agencies, leaves=4, code=code)
            assign_all(team)
            for place in range(agencies):
                make_check(team, place=place)
            client = signed_in(team.members[-1])
            with django_assert_num_queries(9):
                assert client.get(f"/cham-cheo/{code}/").status_code == 200


class TestBlindness:
    """Until both marks are in, neither page tells whether the other is, nor what it says."""

    def test_the_second_sees_the_same_before_and_after_the_first(self, check):
        paths = ("/", f"/cham/{check.pk}/")
        before = [without_token(get(check.appraiser, path)) for path in paths]
        mark_first(check, "1", "Bí mật của người thứ nhất")
        assert [without_token(get(check.appraiser, path)) for path in paths] == before

    def test_after_her_own_mark_the_second_is_told_nothing_more(self, check):
        give(check)
        page = get(check.appraiser)
        assert "Đã chấm" in page
        assert not any(str(state.label) in page for state in CheckState if state != CheckState.OPEN)

    def test_the_first_sees_the_same_with_and_without_a_second(self, team):
        first = team.members[0]
        before = without_token(get(first))
        check = make_check(team)
        mark_second(check, "1", "Bí mật của người thứ hai")
        assert without_token(get(first)) == before
        get(first, f"/cham/{check.pk}/", status=404)

    def test_the_first_marks_on_the_same_page(self, team):
        first, place = team.members[0], "/tham-dinh/TH-2025/co-quan/CQ1/1.1/"

        def page() -> str:
            return without_token(signed_in(first).get(place).content.decode())

        before = page()
        check = make_check(team)
        assert page() == before
        mark_second(check, "1", "Bí mật của người thứ hai")
        assert page() == before

    def test_the_second_finds_no_other_page_of_the_first_mark(self, team, check):
        mark_first(check, "1", "Bí mật của người thứ nhất")
        for place in ("co-quan/CQ1/1.1/", "lich-su/CQ1/1.1/", f"tieu-chi/{team.world.annex.code}/1.1/CQ1/"):
            response = signed_in(check.appraiser).get(f"/tham-dinh/TH-2025/{place}")
            assert response.status_code in {403, 404}

    def test_the_leads_list_tells_neither_points_nor_who_has_marked(self, team, check):
        before = without_token(get(team.secretary, "/theo-doi/"))
        mark_second(check, "1")
        assert without_token(get(team.secretary, "/theo-doi/")) == before
        get(team.secretary, f"/thong-nhat/{check.pk}/", status=404)


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


class TestLead:
    def test_a_sample_is_drawn_and_its_seed_shown(self, team):
        assert post(team.secretary, "/chon-mau/", so_gieo="") == f"{PLACE}/theo-doi/"

    def test_one_leaf_is_asked_for(self, team):
        post(team.staff, "/yeu-cau/", co_quan="CQ2", tieu_chi="1.1")
        assert CrossCheck.objects.get().participant.code == "CQ2"

    def test_who_runs_the_campaign_only_comes_to_the_leads_page(self, team):
        response = signed_in(team.secretary).get(f"{PLACE}/")
        assert response.headers["Location"] == f"{PLACE}/theo-doi/"

    def test_differences_are_listed_and_decided(self, team, check):
        mark_first(check, "2", "Đủ cả")
        mark_second(check, "1", "Thiếu phụ lục")
        assert f"/thong-nhat/{check.pk}/" in get(team.secretary, "/thong-nhat/")
        page = get(team.secretary, f"/thong-nhat/{check.pk}/")
        for words in ("Đủ cả", "Thiếu phụ lục", "Tài liệu chưa chứng minh được", team.members[0].get_full_name()):
            assert words in page
        sent = {"points": "1,5", "ly_do": "weak_evidence", "ghi_chu": "Một nửa", "version": "1"}
        assert post(team.secretary, f"/thong-nhat/{check.pk}/", **sent) == f"{PLACE}/thong-nhat/"
        assert (str(Mark.objects.get().points), CrossCheck.objects.get().state) == ("1.5", "settled")
        assert "Đủ cả" in get(team.secretary, f"/thong-nhat/{check.pk}/")
        assert "đã thống nhất" in post(team.staff, f"/thong-nhat/{check.pk}/", 409, **sent)

    def test_a_decision_without_a_reason_keeps_what_was_typed(self, team, check):
        mark_first(check, "2")
        mark_second(check, "1")
        page = post(team.secretary, f"/thong-nhat/{check.pk}/", 400, points="1,75", version="1")
        assert "Chưa ghi lý do" in page
        assert 'value="1,75"' in page

    def test_agreement_and_severity_are_told_with_their_number(self, team):
        for place, points in ((0, "1"), (1, "2")):
            check = make_check(team, place=place)
            mark_first(check, "2")
            mark_second(check, points)
        page = get(team.secretary, "/thong-ke/")
        for words in ("50%", "25%", "−25%", "+25%", "chấm chặt hơn", "chấm rộng hơn", "2/4"):
            assert words in page

    PATHS = ("/theo-doi/", "/thong-nhat/", "/thong-ke/")

    @pytest.mark.parametrize("path", PATHS)
    def test_a_conflicted_lead_is_refused_until_the_publication(self, team, path):
        belongs(team.secretary, team.participants[0])
        assert "sau khi kết quả được công bố" in get(team.secretary, path, status=403)
        team.move(Phase.PUBLISHED)
        get(team.secretary, path)

    @pytest.mark.parametrize("path", PATHS)
    def test_others_are_refused(self, team, path):
        for role in (Role.APPRAISER, Role.COUNCIL, Role.OBSERVER):
            get(team.world.person(role), path, status=403)

    @pytest.mark.parametrize(("path", "queries"), [("/theo-doi/", 10), ("/thong-nhat/", 8), ("/thong-ke/", 11)])
    def test_their_cost_does_not_grow(self, path, queries, django_assert_num_queries):
        for agencies, code in ((3, "NHO"), (60, "LON")):
            team = make_team(agencies=agencies, leaves=4, code=code)
            assign_all(team)
            for place in range(agencies):
                make_check(team, place=place)
            CrossCheck.objects.filter(campaign=team.campaign).update(
                state="moderation",
                points="1",
                first_points="2",
                second_points="1",
                first_appraiser=team.members[0],
                marked_at="2026-01-01T00:00Z",
            )
            client = signed_in(team.secretary)
            with django_assert_num_queries(queries):
                assert client.get(f"/cham-cheo/{code}{path}").status_code == 200


def test_the_start_leads_to_the_only_campaign(team):
    assert signed_in(team.members[0]).get("/cham-cheo/").headers["Location"] == f"{PLACE}/"
    make_team(code="TH-2024")
    assert "TH-2024" in signed_in(team.members[0]).get("/cham-cheo/").content.decode()
    assert signed_in(team.council[0]).get("/cham-cheo/").status_code == 403


def test_the_sample_is_drawn_by_the_campaigns_share(team):
    Campaign.objects.update(cross_check_share="0.5")
    client = signed_in(team.secretary)
    page = client.post(f"{PLACE}/chon-mau/", {"so_gieo": "2025"}, follow=True).content.decode()
    assert CheckSample.objects.get().drawn == CrossCheck.objects.count() == 4
    assert "số gieo 2025" in page
    assert manual(team).code
