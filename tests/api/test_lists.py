"""The lists: campaigns, criteria, agency history, criteria sets."""

import pytest

from scoring.models import PublishedIndex
from tests.api import factory
from tests.api.problems import problem_of


def test_campaigns_newest_first(read, published):
    factory.make(code="TH-2025", year=2025)
    found = read("campaigns/")
    assert (found["count"], found["next"], found["previous"]) == (2, None, None)
    assert [row["code"] for row in found["results"]] == ["TH-2025", "TH-2024"]


def test_a_campaign_in_the_list(read, published):
    publication = published.publications.get()
    assert read("campaigns/")["results"] == [
        {
            "code": "TH-2024",
            "name": "Kỳ thử 2024",
            "year": 2024,
            "authority": "UBND tỉnh Thử",
            "phase": "published",
            "reconstructed": False,
            "criteria_set": published.criteria_set_id,
            "agencies": 4,
            "run": publication.run_id,
            "publication": {
                "decision_number": "12/QĐ-UBND",
                "decision_date": "2024-12-20",
                "published_at": publication.published_at.isoformat(),
                "digest": publication.digest,
            },
        }
    ]


def test_a_campaign_by_itself_tells_more(read, published):
    found = read("campaigns/TH-2024/")
    assert found["classes"] == ["Tốt", "Khá", "Trung bình", "Yếu"]
    assert found["blocs"] == [
        {"code": "SO", "name": "Khối sở", "agencies": 2},
        {"code": "XA", "name": "Khối xã", "agencies": 2},
    ]
    assert (found["annexes"], found["modifiers"]) == (["PL1"], [])
    assert found["policy"] == read("campaigns/TH-2024/results/")["policy"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("year=2024", ["TH-2024"]),
        ("year=1999", []),
        ("agency=cq3", ["TH-2024"]),
        ("agency=cq3&agency=cq1", ["TH-2024"]),
        ("agency=cq2", ["TH-2025", "TH-2024"]),
    ],
)
def test_campaigns_by_year_and_agency(read, published, query, codes):
    factory.make(code="TH-2025", year=2025, agencies=2)
    found = read(f"campaigns/?{query}")
    assert ([row["code"] for row in found["results"]], found["count"]) == (codes, len(codes))


def test_pages_lead_to_one_another(read, published):
    for year in (2021, 2022):
        factory.make(code=f"TH-{year}", year=year, agencies=2)
    first = read("campaigns/?page_size=2&agency=cq2")
    assert first["next"] == "http://testserver/api/v1/campaigns/?agency=cq2&page=2&page_size=2"
    second = read("campaigns/?page_size=2&agency=cq2&page=2")
    assert ([row["code"] for row in second["results"]], second["next"]) == (["TH-2021"], None)
    assert second["previous"] == "http://testserver/api/v1/campaigns/?agency=cq2&page_size=2"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=x", 400),
        ("page=0", 400),
        ("page_size=0", 400),
        ("page=1&page=1", 400),
        ("page_size=1001", 400),
        ("page=2", 404),
    ],
)
def test_pages_that_are_not_there(client, published, query, status):
    problem_of(client.get(f"/api/v1/campaigns/?{query}"), status)


def test_attainment_of_each_criterion_in_each_bloc(read, published):
    found = read("campaigns/TH-2024/criteria/")
    assert found["count"] == 6
    assert found["results"][0] == {
        "bloc": "SO",
        "annex": "PL1",
        "criterion": "1.1",
        "name": "Tiêu chí 1",
        "kind": "score",
        "source": "self",
        "agencies": 2,
        "at_maximum": 0,
        "points": "19.130435",
        "standard_points": "20.00",
        "attainment": "95.65",
    }


def test_criteria_by_bloc_and_code(read, published):
    found = read("campaigns/TH-2024/criteria/?bloc=XA&criterion=1.2&annex=PL1")["results"]
    assert [(row["bloc"], row["criterion"], row["points"]) for row in found] == [("XA", "1.2", "19.00")]


def test_history_holds_own_results_and_what_was_published_before(read, published):
    found = read("agencies/cq~11/history/")["results"]
    assert [(row["year"], row["source"], row["index"], row["class"], row["rank"]) for row in found] == [
        (2022, "history", None, "Khá", None),
        (2023, "history", "91.50", "Tốt", None),
        (2024, "results", "98.55", "Tốt", 1),
    ]
    assert {(row["authority"], row["campaign"], row["name"]) for row in found} == {
        ("UBND tỉnh Thử", "TH-2024", "Đơn vị 0")
    }


def test_history_by_year_and_class(read, published):
    assert [row["year"] for row in read("agencies/cq~11/history/?year=2023")["results"]] == [2023]
    assert [row["year"] for row in read("agencies/cq~11/history/?class=Khá")["results"]] == [2022]


def test_what_two_campaigns_state_alike_is_one_line(read, published):
    later = factory.make(code="TH-2025", year=2025)
    known = read("agencies/cq2/history/")["count"]
    participant = later.participants.get(code="cq2")
    PublishedIndex.objects.create(campaign=later, participant=participant, year=2023, index="97.5", class_name="Tốt")
    assert read("agencies/cq2/history/")["count"] == known


def test_history_of_an_unknown_agency(client, published):
    problem_of(client.get("/api/v1/agencies/cq9/history/"), 404)


def test_criteria_sets_with_their_campaigns(read, published):
    found = read("criteria-sets/")["results"]
    assert [(row["id"], row["campaigns"], row["annexes"]) for row in found] == [
        (published.criteria_set_id, ["TH-2024"], ["PL1"])
    ]
    assert read("criteria-sets/?year=1999")["results"] == []
    assert read("criteria-sets/?campaign=TH-2024")["count"] == 1


def test_a_criteria_set_is_a_tree(read, published):
    annex = read(f"criteria-sets/{published.criteria_set_id}/")["annexes"][0]
    group = annex["criteria"][0]
    assert (annex["code"], group["code"], group["kind"], group["source"]) == ("PL1", "1", "group", None)
    assert [(leaf["code"], leaf["max_points"], leaf["rule"]["kind"]) for leaf in group["children"]] == [
        ("1.1", "10.00", "ratio"),
        ("1.2", "10.00", "manual"),
        ("1.3", "10.00", "manual"),
    ]
