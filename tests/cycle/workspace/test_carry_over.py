"""Last year's answers: shown beside, brought along to be confirmed, never over what was typed."""

from datetime import date

import pytest

from appraisal.models import Mark
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.refusals import NotNow
from scoring.enums import LineageKind, Phase, SubmissionState
from scoring.models import Agency, Answer, Campaign, Criterion, Crosswalk, Lineage, Participant, Submission
from scoring.selectors.submissions.answer_fields import Field
from scoring.selectors.submissions.earlier import earlier_answer, earlier_participant
from scoring.services.submissions.answers import Conflict, save_field
from scoring.services.submissions.carrying import carry_over
from tests.cycle.workspace.conftest import address
from tests.cycle.world import World, make_world

QUOTIENT = {"numerator": "44", "denominator": "46"}


@pytest.fixture
def before(db) -> World:
    return make_world(code="TH-2024", year=2024)


@pytest.fixture
def world(before) -> World:
    return make_world()


@pytest.fixture
def filled(before, world, officer) -> Submission:
    """Last year's sheet with a quotient, its explanation, and points; the campaign is over."""
    old = before.submission()
    given = {"submission": old.pk, "base_version": 0, "by": officer}
    save_field(criterion=before.leaf("ratio"), field=Field.CLAIM, content=QUOTIENT, key="a", **given)
    save_field(criterion=before.leaf("ratio"), field=Field.EXPLANATION, content="Vì sao", key="b", **given)
    save_field(criterion=before.leaf("manual"), field=Field.CLAIM, content={"points": "1,5"}, key="c", **given)
    save_field(criterion=before.leaf("bands"), field=Field.CLAIM, content={"numerator": "4"}, key="d", **given)
    Campaign.objects.filter(pk=before.campaign.pk).update(phase=Phase.PUBLISHED)
    return old


def test_value_explanation_and_origin_come_along(world, filled, officer):
    assert carry_over(submission=world.submission().pk, by=officer) == 2
    found = Answer.objects.get(submission=world.submission(), criterion=world.leaf("ratio"))
    assert (found.value, found.scored, found.explanation) == (QUOTIENT, "44/23", "Vì sao")
    assert (found.to_confirm, found.is_complete) == (True, False)
    assert found.origin.submission == filled
    assert world.submission().done == 0


def test_one_event_is_written(world, filled, officer):
    carry_over(submission=world.submission().pk, by=officer)
    event = AuditEvent.objects.get(verb="submission.carry_over")
    assert (event.chain, event.details) == ("TH-2025", {"from": "TH-2024", "answers": 2})


def test_nothing_typed_is_touched(world, filled, officer):
    save_field(
        submission=world.submission().pk,
        criterion=world.leaf("ratio"),
        field=Field.CLAIM,
        content={"numerator": "5"},
        base_version=0,
        key="k",
        by=officer,
    )
    assert carry_over(submission=world.submission().pk, by=officer) == 1
    found = Answer.objects.get(submission=world.submission(), criterion=world.leaf("ratio"))
    assert (found.typed, found.value, found.explanation, found.to_confirm) == ({"numerator": "5"}, None, "", False)


def test_a_second_time_brings_nothing_more(world, filled, officer):
    carry_over(submission=world.submission().pk, by=officer)
    assert carry_over(submission=world.submission().pk, by=officer) == 0


def test_an_answer_that_only_holds_a_document_is_filled(world, filled, officer):
    Answer.objects.create(campaign=world.campaign, submission=world.submission(), criterion=world.leaf("ratio"))
    assert carry_over(submission=world.submission().pk, by=officer) == 2
    assert Answer.objects.get(submission=world.submission(), criterion=world.leaf("ratio")).value == QUOTIENT


def test_a_rule_that_changed_takes_nothing(world, filled, officer):
    Criterion.objects.filter(pk=world.leaf("ratio").pk).update(rule={"kind": "yes_no"})
    assert carry_over(submission=world.submission().pk, by=officer) == 1


def test_points_above_the_new_maximum_stay_behind(world, filled, officer):
    Criterion.objects.filter(pk=world.leaf("manual").pk).update(max_points="1")
    assert carry_over(submission=world.submission().pk, by=officer) == 1


def test_the_crosswalk_leads_to_another_code(before, world, filled, officer):
    moved = world.leaf("threshold")
    Criterion.objects.filter(pk=moved.pk).update(rule=before.leaf("ratio").rule)
    Criterion.objects.filter(pk=world.leaf("ratio").pk).update(name="Tên khác")
    Crosswalk.objects.create(criteria_set=world.campaign.criteria_set, earlier=before.leaf("ratio"), later=moved)
    carry_over(submission=world.submission().pk, by=officer)
    assert Answer.objects.get(submission=world.submission(), criterion=moved).value == QUOTIENT
    assert not Answer.objects.filter(submission=world.submission(), criterion=world.leaf("ratio")).exists()


def test_confirming_and_changing_settle_it(world, filled, officer):
    carry_over(submission=world.submission().pk, by=officer)
    given = {"submission": world.submission().pk, "key": "k", "by": officer}
    saved = save_field(criterion=world.leaf("ratio"), field=Field.CONFIRM, content=True, base_version=0, **given)
    assert (saved.gaps, saved.done) == ((), 1)
    saved = save_field(
        criterion=world.leaf("manual"), field=Field.CLAIM, content={"points": "1"}, base_version=1, **given
    )
    assert (saved.answer.to_confirm, saved.gaps) == (False, ())


def test_who_types_into_an_empty_field_meanwhile_is_asked(world, filled, officer):
    carry_over(submission=world.submission().pk, by=officer)
    with pytest.raises(Conflict):
        save_field(
            submission=world.submission().pk,
            criterion=world.leaf("ratio"),
            field=Field.CLAIM,
            content={"numerator": "1", "denominator": "1"},
            base_version=0,
            key="k",
            by=officer,
        )


def test_without_an_earlier_campaign(db):
    world = make_world()
    with pytest.raises(NotNow):
        carry_over(submission=world.submission().pk, by=world.person(Role.OFFICER))


def test_a_closed_sheet_takes_nothing(world, filled, officer):
    Submission.objects.filter(pk=world.submission().pk).update(state=SubmissionState.SUBMITTED)
    with pytest.raises(NotNow):
        carry_over(submission=world.submission().pk, by=officer)


def renamed(world: World, kind: LineageKind = LineageKind.RENAME) -> Agency:
    """The first agency of this year has another row in the register than last year."""
    new = Agency.objects.create(authority=world.campaign.authority, code="CQ1-MOI", name="Sở thử mới")
    Lineage.objects.create(predecessor=world.first.agency, successor=new, kind=kind, effective_on=date(2025, 7, 1))
    Participant.objects.filter(pk=world.first.pk).update(agency=new)
    return new


def test_a_renamed_agency_goes_on(before, world, filled):
    renamed(world)
    participant = Participant.objects.select_related("campaign").get(pk=world.first.pk)
    assert earlier_participant(participant) == before.first
    assert earlier_answer(participant, world.leaf("ratio")).claimed.shown == "1,91"


def test_a_merged_agency_begins_anew(world, filled):
    new = renamed(world, LineageKind.MERGE)
    Lineage.objects.create(
        predecessor=world.participants[1].agency, successor=new, kind=LineageKind.MERGE, effective_on=date(2025, 7, 1)
    )
    participant = Participant.objects.select_related("campaign").get(pk=world.first.pk)
    assert earlier_participant(participant) is None


def test_questions_do_not_grow_with_the_sheet(db, django_assert_num_queries):
    for size in (13, 200):
        before = make_world(code=f"A{size}", year=2024, leaves=size, phase=Phase.PUBLISHED)
        world = make_world(code=f"B{size}", leaves=size)
        officer = world.person(Role.OFFICER)
        Answer.objects.bulk_create(
            Answer(
                campaign=before.campaign,
                submission=before.submission(),
                criterion=leaf,
                explanation="x",
                value={"answer": True},
                scored="1",
                not_applicable_reason="",
            )
            for leaf in before.annex.criteria.filter(rule__contains="yes_no")
        )
        target = world.submission().pk
        with django_assert_num_queries(22):
            carry_over(submission=target, by=officer)


@pytest.mark.parametrize("phase", [Phase.SELF, Phase.ROUND2, Phase.COUNCIL])
def test_a_campaign_that_is_not_published_does_not_come_between(before, world, filled, officer, phase):
    between = make_world(code="TH-2024-2", year=2024, phase=phase)
    Campaign.objects.filter(pk=before.campaign.pk).update(year=2023)
    given = {"submission": between.submission(), "criterion": between.leaf("ratio"), "campaign": between.campaign}
    Answer.objects.create(value={"numerator": "1", "denominator": "1"}, scored="2", **given)
    participant = Participant.objects.select_related("campaign").get(pk=world.first.pk)
    assert earlier_participant(participant) == before.first
    assert carry_over(submission=world.submission().pk, by=officer) == 2
    assert Answer.objects.get(submission=world.submission(), criterion=world.leaf("ratio")).value == QUOTIENT


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_button_brings_them(world, filled, signed_in):
    assert "Lấy lại câu trả lời năm trước" in signed_in.get("/tu-danh-gia/TH-2025/CQ1/").content.decode()
    page = signed_in.post("/tu-danh-gia/TH-2025/CQ1/lay-lai-nam-truoc/", follow=True).content.decode()
    assert "Đã lấy lại 2 câu trả lời" in page
    assert "Chờ xác nhận" in page
    assert 'name="confirm"' in signed_in.get(address(world.first, world.leaf("ratio"), "criterion")).content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.OBSERVER, 403), (Role.COUNCIL, 404)])
def test_others_may_not_bring_them(world, filled, client, role, status):
    client.force_login(world.person(role))
    assert client.post("/tu-danh-gia/TH-2025/CQ1/lay-lai-nam-truoc/").status_code == status
    assert not Answer.objects.filter(submission=world.submission()).exists()


def test_last_years_answer_stands_beside(world, filled, signed_in):
    page = signed_in.get(address(world.first, world.leaf("ratio"), "criterion")).content.decode()
    assert "Lần trước" in page
    assert "44/46 = 95,65% ≥ 80% → 2 × 0,9565 = 1,91" in page


MARKS = "/tu-danh-gia/TH-2025/CQ1/1.5/diem-lan-truoc/"


@pytest.fixture
def marked(before, filled) -> Mark:
    return Mark.objects.create(
        campaign=before.campaign,
        participant=before.first,
        criterion=before.leaf("ratio"),
        round=1,
        value={"numerator": "42", "denominator": "46"},
        scored="42/23",
        note="Hai hồ sơ thiếu phiếu hẹn.",
    )


def test_marks_and_reasons_of_the_last_campaign(world, marked, signed_in):
    page = signed_in.get(MARKS).content.decode()
    assert "Hai hồ sơ thiếu phiếu hẹn." in page
    assert "42/46 = 91,3%" in page
    fragment = signed_in.get(MARKS, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "1,83" in fragment


@pytest.mark.parametrize("phase", [Phase.ROUND1, Phase.COUNCIL])
def test_nothing_of_an_unpublished_campaign(before, marked, signed_in, phase):
    Campaign.objects.filter(pk=before.campaign.pk).update(phase=phase)
    assert signed_in.get(MARKS).status_code == 404


def test_marks_are_the_agencys_own(world, marked, client):
    client.force_login(world.person(Role.OFFICER, agency=world.participants[1].agency))
    assert client.get(MARKS).status_code == 404
    client.force_login(world.person(Role.OBSERVER))
    assert client.get(MARKS).status_code == 403
