"""`/campaigns/{code}/results/`: the object of CONTRACT §8, byte for byte what is exported."""

import pytest

from fixtures.demo import backan, khanhhoa, nhatrang
from reports.selectors.results import results_document
from reports.services.export import to_json
from tests.api import factory

ADDRESS = "/api/v1/campaigns/TH-2024/results/"


def test_equals_the_export(client, published):
    run = published.publications.get().run
    assert client.get(ADDRESS).content == to_json(results_document(run))


@pytest.mark.parametrize("demo", [nhatrang, khanhhoa, backan], ids=lambda demo: demo.CODE)
def test_demo_campaigns_equal_the_export(client, db, demo):
    campaign = factory.imported(demo.build())
    run = factory.computed(campaign)
    factory.announce(campaign)
    content = client.get(f"/api/v1/campaigns/{demo.CODE}/results/").content
    assert content == to_json(results_document(run))


def test_an_unfinished_correction_is_not_shown(client, read, published):
    """A newer run counts only once it is published."""
    shown = read("campaigns/TH-2024/results/")["run"]
    published.participants.filter(code="cq2").update(name="Tên khác")
    newer = factory.computed(published)
    assert newer.pk != shown
    assert read("campaigns/TH-2024/results/")["run"] == shown


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("bloc=XA", ["cq2", "cq4"]),
        ("bloc=XA&bloc=SO", ["cq/1", "cq3", "cq2", "cq4"]),
        ("class=Trung bình", ["cq4"]),
        ("agency=cq3", ["cq3"]),
        ("bloc=SO&agency=cq2", []),
        ("bloc=khong-co", []),
        ("bloc=", ["cq/1", "cq3", "cq2", "cq4"]),
        ("bloc=X%00A", []),
        ("format=csv&khac=1", ["cq/1", "cq3", "cq2", "cq4"]),
    ],
)
def test_filters_narrow_the_agencies_only(read, published, query, codes):
    whole, narrowed = read("campaigns/TH-2024/results/"), read(f"campaigns/TH-2024/results/?{query}")
    assert [row["code"] for row in narrowed["agencies"]] == codes
    assert {**narrowed, "agencies": whole["agencies"]} == whole


def test_nothing_computed_yet_is_said(client, bearer, db):
    factory.imported(factory.sheets(code="MOI-2025", year=2025, agencies=2, leaves=2))
    response = client.get("/api/v1/campaigns/MOI-2025/results/", headers=bearer)
    assert (response.status_code, response.json()["code"]) == (404, "no_results")
