"""The pages of a campaign's set-up: who may open them, what they cost, what they do."""

from datetime import date

import pytest
from django.urls import reverse

from pari.accounts.enums import Role
from pari.inbox.models import Notice
from scoring.core.calendar import deadline_at
from scoring.enums import Phase
from scoring.models import Agency, Campaign, Modifier, Participant
from scoring.selectors.campaigns.calendar import calendar_of
from scoring.selectors.campaigns.rulebook import rulebook_of
from tests.cycle.setup.conftest import staff
from tests.cycle.world import make_world

PAGES = (
    "campaign",
    "calendar",
    "policies",
    "campaign-blocs",
    "campaign-agencies",
    "campaign-agencies-add",
    "campaign-agencies-copy",
    "extensions",
    "campaign-open",
    "campaign-close-self",
)
DEEDS = ("campaign-bloc-remove", "campaign-agencies-remove")


def address(name, *more):
    return reverse(f"scoring:{name}", args=["TH-2025", *more])


@pytest.mark.parametrize("name", PAGES)
def test_those_who_run_the_campaign_open_every_page(client, setup_world, name):
    for role in (Role.SECRETARY, Role.STAFF):
        client.force_login(setup_world.person(role))
        assert client.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "extension", *DEEDS])
def test_the_rest_of_the_team_is_refused_and_strangers_find_nothing(client, setup_world, user, name):
    page = address(name, *(["CQ1"] if name == "extension" else []))
    call = client.post if name in DEEDS else client.get
    assert call(page).status_code == 302
    client.force_login(user)
    assert call(page).status_code == 404
    client.force_login(setup_world.person(Role.OFFICER))
    assert call(page).status_code == 404  # before the opening her agency knows nothing of it
    Campaign.objects.update(phase=Phase.SELF)
    assert call(page).status_code == 403
    for role in (Role.APPRAISER, Role.COUNCIL, Role.OBSERVER):
        client.force_login(setup_world.person(role))
        assert call(page).status_code == 403


def test_the_list_and_a_new_campaign_are_for_those_who_run_one(client, setup_world, secretary, user):
    for name in ("scoring:campaigns", "scoring:campaign-new"):
        client.force_login(secretary)
        assert client.get(reverse(name)).status_code == 200
        for other in (user, setup_world.person(Role.OBSERVER), setup_world.person(Role.HEAD)):
            client.force_login(other)
            assert client.get(reverse(name)).status_code == 403


def test_a_campaign_of_another_authority_is_not_there(client, setup_world, secretary):
    Campaign.objects.update(authority=type(setup_world.campaign.authority).objects.create(name="UBND tỉnh Khác"))
    client.force_login(secretary)
    assert client.get(address("campaign")).status_code == 404
    assert b"TH-2025" not in client.get(reverse("scoring:campaigns")).content


@pytest.mark.parametrize("agencies", [2, 200])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("campaigns", 6), ("campaign", 17), ("participants", 9), ("participants-found", 10), ("add", 9), ("open", 15)],
)
def test_what_the_pages_cost(client, db, django_assert_num_queries, agencies, name, queries):
    world = make_world(phase=Phase.SETUP, agencies=agencies)
    Agency.objects.bulk_create(
        Agency(authority=world.campaign.authority, code=f"M{number}", name=f"Phòng số {number}")
        for number in range(agencies)
    )
    client.force_login(world.person(Role.SECRETARY))
    pages = {
        "campaigns": reverse("scoring:campaigns"),
        "campaign": address("campaign"),
        "participants": address("campaign-agencies"),
        "participants-found": f"{address('campaign-agencies')}?tim=so+thu",
        "add": address("campaign-agencies-add"),
        "open": address("campaign-open"),
    }
    with django_assert_num_queries(queries):
        assert client.get(pages[name]).status_code == 200


def calendar_form(campaign, **changes):
    given = {"seen": calendar_of(campaign).token, "self_day": "2026-12-12", "self_clock": "17:00"}
    return {**given, **changes}


def test_a_weekend_is_rolled_and_the_page_says_so(client, setup_world, secretary):
    client.force_login(secretary)
    form = calendar_form(setup_world.campaign, rolls_weekends="on")
    page = client.post(address("calendar"), form, follow=True)
    campaign = Campaign.objects.get()
    assert campaign.self_deadline == deadline_at(date(2026, 12, 14), "17:00")
    assert "rơi vào ngày nghỉ nên được chuyển sang 17 giờ 00 phút ngày 14/12/2026" in page.content.decode()


def test_a_faulty_calendar_keeps_what_was_typed(client, setup_world, secretary):
    client.force_login(secretary)
    page = client.post(address("calendar"), calendar_form(setup_world.campaign, self_clock="25:00"))
    assert "không phải là giờ" in page.content.decode()
    assert 'value="25:00"' in page.content.decode()
    page = client.post(address("calendar"), calendar_form(setup_world.campaign, round1_day="2026-12-01"))
    assert page.status_code == 400
    assert "không được hết hạn trước" in page.content.decode()


def test_somebody_elses_calendar_is_shown_and_the_next_try_counts(client, setup_world, secretary):
    client.force_login(secretary)
    form = calendar_form(setup_world.campaign)
    client.post(address("calendar"), form)
    again = client.post(address("calendar"), {**form, "self_clock": "18:00"})
    assert again.status_code == 409
    assert "vừa được người khác thay đổi" in again.content.decode()
    seen = again.context["form"]["seen"].value()
    client.post(address("calendar"), {**form, "self_clock": "18:00", "seen": seen})
    assert Campaign.objects.get().self_deadline == deadline_at(date(2026, 12, 12), "18:00")


def test_an_untouched_calendar_keeps_its_seconds(client, setup_world, secretary):
    client.force_login(secretary)
    form = client.get(address("calendar")).context["form"]
    names = ("seen", "self_day", "self_clock")
    values = {name: form[name].value() for name in names}
    before = Campaign.objects.get().self_deadline
    client.post(address("calendar"), values)
    assert Campaign.objects.get().self_deadline == before


def policy_form(campaign, **changes):
    rulebook = rulebook_of(campaign)
    names = (
        "supplement_rate",
        "supplement_scope",
        "index_mode",
        "index_digits",
        "index_cap",
        "overall_mean",
        "class_scale",
        "classify_on",
        "rank_on",
        "late_submissions",
        "conflict_since",
        "cross_check_share",
        "cross_check_tolerance",
        "council_quorum",
        "council_bound",
        "reply_phases",
    )
    return {**{name: getattr(rulebook, name) for name in names}, "seen": rulebook.token, **changes}


def test_policies_are_saved_with_their_citations(client, setup_world, secretary):
    client.force_login(secretary)
    form = policy_form(
        setup_world.campaign,
        **{
            "supplement_rate": "0,6",
            "cite-supplement_rate": "Điều 5 Quyết định 12/QĐ-UBND",
            "separate_sign_off": "on",
            "m1-kind": "cap_if_late",
            "m1-class": "Khá",
            "cite-m1": "Điều 9",
            "m2-kind": "drop_unless_subordinates",
            "m2-share": "2/3",
            "m2-drop": "1",
            "m2-order": "0",
        },
    )
    page = client.post(address("policies"), form)
    assert page.status_code == 302
    campaign = Campaign.objects.get()
    assert (str(campaign.supplement_rate), campaign.separate_sign_off) == ("0.6", True)
    assert campaign.citations == {"supplement_rate": "Điều 5 Quyết định 12/QĐ-UBND", "modifier:2": "Điều 9"}
    assert [item.rule for item in Modifier.objects.order_by("order")] == [
        {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1},
        {"kind": "cap_if_late", "class": "Khá"},
    ]


def test_a_faulty_policy_is_told_beside_its_field(client, setup_world, secretary):
    client.force_login(secretary)
    form = policy_form(setup_world.campaign, supplement_rate="7", class_scale="Tốt:85;Khá:90")
    page = client.post(address("policies"), form)
    assert page.status_code == 400
    inputs = {item.name: item for _title, group in page.context["sheet"].groups for item in group}
    assert {name for name, item in inputs.items() if item.fault} == {"supplement_rate", "class_scale"}
    assert inputs["supplement_rate"].value == "7"
    assert str(Campaign.objects.get().supplement_rate) == "0.7"


def test_the_policies_of_the_appraisal(client, setup_world, secretary):
    client.force_login(secretary)
    form = policy_form(
        setup_world.campaign,
        conflict_since="2023-01-01",
        cross_check_share="0,1",
        cross_check_tolerance="0,25",
        council_quorum="3/4",
        council_bound="1,5",
        reply_phases=["council", "supplement"],
    )
    assert client.post(address("policies"), form).status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.conflict_since == date(2023, 1, 1)
    figures = (campaign.cross_check_share, campaign.cross_check_tolerance, campaign.council_bound)
    assert [str(figure) for figure in figures] == ["0.1", "0.25", "1.5"]
    assert (campaign.council_quorum, campaign.reply_phases) == ("3/4", ["supplement", "council"])
    html = client.get(address("policies")).content.decode()
    assert 'name="reply_phases" value="supplement" checked' in html
    assert 'name="reply_phases" value="round2">' in html


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("conflict_since", "hôm qua"),
        ("conflict_since", "0025-01-01"),
        ("cross_check_share", "1,5"),
        ("cross_check_tolerance", "-0,1"),
        ("council_quorum", "3/2"),
        ("council_quorum", "0"),
        ("council_quorum", "1/0"),
        ("council_bound", "-1"),
        ("reply_phases", ["round1"]),
    ],
)
def test_faulty_policies_of_the_appraisal(client, setup_world, secretary, name, given):
    client.force_login(secretary)
    page = client.post(address("policies"), policy_form(setup_world.campaign, **{name: given}))
    assert page.status_code == 400
    inputs = {item.name: item for _title, group in page.context["sheet"].groups for item in group}
    assert {key for key, item in inputs.items() if item.fault} == {name}


def test_one_more_rule_is_drawn_and_not_saved(client, setup_world, secretary):
    client.force_login(secretary)
    form = policy_form(setup_world.campaign, supplement_rate="0.65", add="cap_if_late")
    page = client.post(address("policies"), form)
    assert [row.kind for row in page.context["sheet"].modifiers] == ["cap_if_late"]
    assert 'value="0,65"' in page.content.decode()
    assert not Modifier.objects.exists()
    unfinished = client.post(address("policies"), {**form, "add": "", "m1-kind": "cap_if_late"})
    assert [row.fault for row in unfinished.context["sheet"].modifiers] == ["Chưa nhập “Cao nhất là loại”."]
    assert not Modifier.objects.exists()


def test_a_new_campaign_takes_policies_and_agencies_of_an_earlier_one(client, setup_world, secretary):
    client.force_login(secretary)
    form = {
        "authority": setup_world.campaign.authority_id,
        "criteria_set": setup_world.campaign.criteria_set_id,
        "year": 2026,
        "code": "TH-2026",
        "name": "Chỉ số năm 2026",
        "policies_of": setup_world.campaign.pk,
    }
    assert client.post(reverse("scoring:campaign-new"), form).status_code == 302
    made = Campaign.objects.get(code="TH-2026")
    assert made.phase == Phase.SETUP
    assert list(made.participants.values_list("code", "bloc__code")) == [("CQ1", "k1"), ("CQ2", "k2")]
    again = client.post(reverse("scoring:campaign-new"), form)
    assert "đã có kỳ đánh giá khác dùng" in again.content.decode()


def grid_form(participant, **changes):
    key = participant.pk
    given = {
        f"seen-{key}": f"{participant.bloc_id}:{participant.annex_id}::",
        f"bloc-{key}": participant.bloc_id,
        f"annex-{key}": participant.annex_id,
        f"parent-{key}": "",
        f"level-{key}": "",
    }
    return {**given, **{f"{name}-{key}": value for name, value in changes.items()}}


def test_the_grid_saves_what_was_changed(client, setup_world, secretary):
    client.force_login(secretary)
    first, second = setup_world.participants
    form = {**grid_form(first, level="tỉnh"), **grid_form(second, parent="CQ1")}
    assert client.post(address("campaign-agencies"), form).status_code == 302
    rows = Participant.objects.order_by("position").values_list("level", "parent__code")
    assert list(rows) == [("tỉnh", None), ("", "CQ1")]


def test_the_grid_tells_of_an_unknown_parent_and_keeps_what_was_typed(client, setup_world, secretary):
    client.force_login(secretary)
    page = client.post(address("campaign-agencies"), grid_form(setup_world.first, parent="XX", level="tỉnh"))
    assert page.status_code == 400
    assert "Không có cơ quan mã “XX”" in page.content.decode()
    assert 'value="tỉnh"' in page.content.decode()


def test_agencies_of_the_register_are_added_by_tick_or_all_that_were_found(client, setup_world, secretary):
    client.force_login(secretary)
    authority = setup_world.campaign.authority
    new = [Agency.objects.create(authority=authority, code=f"X{n}", name=f"Xã Đất {n}") for n in range(3)]
    Agency.objects.create(authority=authority, code="X9", name="Xã Đất cũ", valid_to=date(2024, 6, 30))
    place = {"bloc": setup_world.first.bloc_id, "annex": setup_world.first.annex_id}
    client.post(address("campaign-agencies-add"), {**place, "chon": [new[0].pk]})
    assert Participant.objects.filter(code="X0").exists()
    client.post(address("campaign-agencies-add"), {**place, "tat-ca": "1", "tim": "xa dat"})
    codes = Participant.objects.filter(code__startswith="X").values_list("code", flat=True)
    assert sorted(codes) == ["X0", "X1", "X2"]


def test_opening_tells_what_is_missing_then_opens(client, setup_world, secretary):
    client.force_login(secretary)
    refused = client.post(address("campaign-open"))
    assert refused.status_code == 409
    assert "2 cơ quan chưa có cán bộ đầu mối" in refused.content.decode()
    staff(setup_world)
    assert client.post(address("campaign-open")).status_code == 302
    assert Campaign.objects.get().phase == Phase.SELF
    assert Notice.objects.count() == 4
    late = client.post(address("campaign-open"))
    assert late.status_code == 409
    assert "Người khác vừa chuyển" in late.content.decode()


def test_closing_needs_its_tick(client, setup_world, secretary):
    Campaign.objects.update(phase=Phase.SELF)
    client.force_login(secretary)
    assert "2 cơ quan chưa nộp hồ sơ" in client.get(address("campaign-close-self")).content.decode()
    assert client.post(address("campaign-close-self")).status_code == 400
    assert client.post(address("campaign-close-self"), {"xac-nhan": "1"}).status_code == 302
    assert Campaign.objects.get().phase == Phase.ROUND1


def test_an_extension_by_form(client, setup_world, secretary):
    client.force_login(secretary)
    form = {
        "day": "2027-01-20",
        "clock": "24:00",
        "document_number": "12/CV-SNV",
        "document_date": "2026-11-01",
        "reason": "Thay đổi người đứng đầu",
        "seen": 0,
    }
    page = address("extension", "CQ1")
    assert client.post(page, form).status_code == 302
    assert setup_world.submission().deadline == deadline_at(date(2027, 1, 20))
    again = client.post(page, form)
    assert again.status_code == 409
    assert again.context["form"]["seen"].value() == "1"
