"""The lists of marking: where one begins, what is due, searched and narrowed."""

import pytest

from appraisal.enums import Standing
from appraisal.models import Mark
from scoring.enums import Phase
from scoring.models import Answer, Criterion
from tests.appraisal.marks.places import BASE, LIST, SECOND, text
from tests.appraisal.world import mark_all

pytestmark = pytest.mark.django_db


def test_the_start_leads_to_the_only_campaign(bench):
    assert bench.client().get("/tham-dinh/").headers["Location"] == BASE


def test_the_start_without_work_says_so(bench):
    response = bench.client(bench.team.members[1]).get("/tham-dinh/")
    assert "Chưa có phần việc nào" in text(response)
    assert bench.client(bench.team.secretary).get("/tham-dinh/").status_code == 403


def test_her_criteria_with_due_done_and_her_habits(bench):
    bench.save(points="2")
    bench.save(place=1, points="1", reason_code="late")
    bench.save("ratio", typed={"numerator": "46", "denominator": "46"})
    Answer.objects.filter(submission__participant=bench.team.participants[2], criterion=bench.leaf()).delete()
    bench.save(place=2, points="1")
    work = bench.client().get(BASE).context["work"]
    assert (work.due, work.done, work.agencies) == (39, 4, 3)
    assert [(item.due, item.done) for item in work.criteria][:5] == [(3, 3), (3, 0), (3, 0), (3, 0), (3, 1)]
    habits = work.habits
    assert (habits.agreed, habits.below, habits.beyond, habits.unclaimed) == (1, 1, 1, 1)


def test_anothers_marks_are_not_her_habits(bench):
    mark_all(bench.team, by=bench.team.members[1], standing="agreed")
    work = bench.client().get(BASE).context["work"]
    assert (work.habits.total, work.criteria[0].done) == (0, 3)


def test_her_agencies_are_searched_without_diacritics(bench):
    bench.save(points="2")
    page = bench.client().get(f"{BASE}co-quan/?tim=so thu so 1").context["page"]
    assert [(item.name, item.done, item.due) for item in page] == [("Sở thử số 1", 1, 13)]


def test_one_criterion_across_agencies(bench):
    bench.document()
    bench.save(points="1", reason_code="late", needs_discussion=True)
    response = bench.client().get(LIST)
    rows = [line.row for line in response.context["lines"]]
    assert [(row.claimed, row.first_points, row.links, row.state.value) for row in rows] == [
        ("2,00", "1,00", 1, "discuss"),
        ("2,00", "", 0, "to_mark"),
        ("2,00", "", 0, "to_mark"),
    ]
    assert response.context["begin_url"] == SECOND


@pytest.mark.parametrize(
    ("query", "agencies"),
    [
        ("loc=chua-cham", ["CQ2", "CQ3"]),
        ("loc=thap-hon", ["CQ1"]),
        ("loc=thao-luan", ["CQ1"]),
        ("loc=khong-tai-lieu", ["CQ2", "CQ3"]),
        ("loc=khong-co", ["CQ1", "CQ2", "CQ3"]),
        ("khoi=k1", ["CQ1", "CQ3"]),
        ("tim=SO+thu+so+3", ["CQ3"]),
        ("tim=3&khoi=k2", []),
    ],
)
def test_lists_are_narrowed(bench, query, agencies):
    bench.document()
    bench.save(points="1", reason_code="late", needs_discussion=True)
    response = bench.client().get(f"{LIST}?{query}")
    assert [line.row.agency.code for line in response.context["lines"]] == agencies


@pytest.mark.parametrize(
    ("query", "leaves"),
    [
        ("loc=thap-hon", ["1.1"]),
        ("loc=chua-cham&tim=muc", ["1.3"]),
        ("khoi=k2", []),
        ("khoi=k1&tim=1.2", ["1.2"]),
    ],
)
def test_an_agencys_leaves_are_narrowed(bench, query, leaves):
    bench.save(points="1", reason_code="late")
    Criterion.objects.filter(pk=bench.leaf("levels").pk).update(name="Mức độ hoàn thành")
    response = bench.client().get(f"{BASE}co-quan/CQ1/?{query}")
    assert [line.row.criterion.code for line in response.context["lines"]] == leaves


def test_marks_of_a_workbook_are_found_below_the_claim(bench):
    for place, points in enumerate(("1", "2", "1.5")):
        bench.save(place=place, points=points, reason_code="late")
    Mark.objects.update(standing="")
    Mark.objects.filter(participant=bench.team.participants[2]).update(standing=Standing.BELOW)
    response = bench.client().get(f"{LIST}?loc=thap-hon")
    assert [line.row.agency.code for line in response.context["lines"]] == ["CQ1", "CQ3"]


@pytest.mark.parametrize(("query", "agencies"), [("bo-sung", ["CQ1", "CQ3"]), ("chua-cham", ["CQ3"])])
def test_the_second_round_is_narrowed_to_what_was_supplemented(bench, query, agencies):
    for place in (0, 2):
        bench.supplement("manual", place=place)
    assert not bench.client().get(f"{LIST}?loc=bo-sung").context["lines"]
    bench.team.move(Phase.ROUND2)
    bench.save(points="1", reason_code="late")
    response = bench.client().get(f"{LIST}?loc={query}")
    assert [line.row.agency.code for line in response.context["lines"]] == agencies
