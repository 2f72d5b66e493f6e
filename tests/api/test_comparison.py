"""`/campaigns/{code}/comparison/`: this year beside an earlier one."""

from datetime import date

import pytest

from scoring.models import Agency, Campaign, Lineage
from tests.api import factory
from tests.api.problems import problem_of

ADDRESS = "campaigns/TH-2024/comparison/"


def test_agencies_beside_what_was_published_of_them(read, published):
    found = read(f"{ADDRESS}?with=2023")
    lines = {row["code"]: row for row in found["agencies"]}
    assert (found["campaign"], found["year"], found["with"]) == ("TH-2024", 2024, 2023)
    assert lines["cq/1"] == {
        "code": "cq/1",
        "name": "Đơn vị 0",
        "bloc": "SO",
        "index": "98.55",
        "class": "Tốt",
        "compared_index": "91.50",
        "compared_class": "Tốt",
        "change": "+7.05",
        "not_comparable": None,
    }
    assert (lines["cq2"]["index"], lines["cq2"]["change"]) == ("96.88", "-0.62")
    assert (lines["cq3"]["compared_index"], lines["cq3"]["compared_class"], lines["cq3"]["change"]) == (None,) * 3


def test_means_of_the_agencies_whose_index_is_known(read, published):
    found = read(f"{ADDRESS}?with=2023")
    assert [(row["code"], row["compared_mean_index"]) for row in found["blocs"]] == [("SO", "91.50"), ("XA", "97.50")]
    assert found["overall"]["compared_mean_index"] == "94.50"


def test_published_means_stand_where_no_index_is_known(read, published):
    found = read(f"{ADDRESS}?with=2022")
    assert [(row["code"], row["compared_mean_index"]) for row in found["blocs"]] == [("SO", "80.12"), ("XA", None)]
    assert found["overall"]["compared_mean_index"] == "79.50"
    first = found["agencies"][0]
    assert (first["compared_index"], first["compared_class"], first["change"]) == (None, "Khá", None)


def test_the_year_before_unless_another_is_named(read, published):
    assert read(ADDRESS) == read(f"{ADDRESS}?with=2023")


@pytest.mark.parametrize("other", [2024, 2030, 1990])
def test_years_of_which_nothing_is_known_are_null(read, published, other):
    found = read(f"{ADDRESS}?with={other}")
    assert {row["compared_index"] for row in found["agencies"]} == {None}
    assert found["overall"]["compared_mean_index"] is None


def test_filters_narrow_the_agencies_only(read, published):
    whole, found = read(ADDRESS), read(f"{ADDRESS}?bloc=XA&class=Tốt")
    assert [row["code"] for row in found["agencies"]] == ["cq2"]
    assert found["blocs"] == whole["blocs"]


@pytest.mark.parametrize("value", ["abc", "", "-1", "0", "20.5", "99999999999999999999", "٢٠٢٣"])
def test_a_year_that_cannot_be_read_is_refused(client, published, value):
    problem = problem_of(client.get(f"/api/v1/{ADDRESS}", {"with": value}), 400)
    assert problem["errors"] == [{"parameter": "with", "detail": "phải là số nguyên từ 1 đến 9999."}]


def merged(campaign: Campaign, code: str, day: date) -> None:
    """Two agencies became the one that bears the code."""
    successor = campaign.participants.get(code=code).agency
    Agency.objects.filter(pk=successor.pk).update(valid_from=day)
    for number in (1, 2):
        before = Agency.objects.create(authority=campaign.authority, code=f"cu{number}", name=f"Đơn vị cũ {number}")
        Lineage.objects.create(predecessor=before, successor=successor, kind="merge", effective_on=day, decision="1/NQ")


def test_a_merger_between_the_years_is_not_comparable(read, published):
    before = read(f"{ADDRESS}?with=2023")
    merged(published, "cq3", date(2024, 3, 1))
    lines = {row["code"]: row for row in read(f"{ADDRESS}?with=2023")["agencies"]}
    assert lines["cq3"]["not_comparable"] == "sáp nhập từ 2 đơn vị ngày 01/3/2024"
    assert [row for row in lines.values() if row["code"] != "cq3"] == [
        row for row in before["agencies"] if row["code"] != "cq3"
    ]


def test_a_merger_before_both_years_is_nothing(read, published):
    merged(published, "cq3", date(2023, 3, 1))
    assert {row["not_comparable"] for row in read(f"{ADDRESS}?with=2023")["agencies"]} == {None}


def test_a_copy_from_before_the_merger_is_not_fresh(client, published):
    tag = client.get(f"/api/v1/{ADDRESS}").headers["ETag"]
    assert client.get(f"/api/v1/{ADDRESS}", headers={"If-None-Match": tag}).status_code == 304
    merged(published, "cq3", date(2024, 3, 1))
    assert client.get(f"/api/v1/{ADDRESS}", headers={"If-None-Match": tag}).status_code == 200


def test_a_history_follows_a_rename_and_stops_at_a_merger(read, published):
    later = factory.make(code="TH-2025", year=2025)
    participant = later.participants.get(code="cq2")
    renamed = Agency.objects.create(authority=later.authority, code="moi", name="Tên mới")
    Lineage.objects.create(
        predecessor=participant.agency, successor=renamed, kind="rename", effective_on=date(2025, 2, 1), decision="2/NQ"
    )
    later.participants.filter(pk=participant.pk).update(agency=renamed, code="moi", name="Tên mới")
    rows = [row for row in read("agencies/moi/history/")["results"] if row["source"] == "results"]
    assert [(row["year"], row["code"], row["not_comparable"]) for row in rows] == [
        (2024, "cq2", None),
        (2025, "moi", None),
    ]
    merged(later, "moi", date(2025, 5, 1))
    rows = [row for row in read("agencies/moi/history/")["results"] if row["source"] == "results"]
    assert rows[-1]["not_comparable"] == "sáp nhập từ 2 đơn vị ngày 01/5/2025"
