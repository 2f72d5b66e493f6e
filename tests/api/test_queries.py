"""Addresses cost the same number of queries whatever the size (DESIGN §11)."""

import pytest

from tests.api import factory

SIZES = [(4, 3), (60, 9)]

COSTS = [
    ("campaigns/TH-2024/", 7),
    ("campaigns/TH-2024/results/", 5),
    ("campaigns/TH-2024/results/?bloc=SO", 5),
    ("campaigns/TH-2024/results/cq2/", 12),
    ("campaigns/TH-2024/comparison/?with=2023", 9),
    ("campaigns/TH-2024/criteria/", 4),
    ("campaigns/TH-2024/reports/", 3),
    ("agencies/cq2/history/", 7),
    ("criteria-sets/{set}/", 4),
]


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
@pytest.mark.parametrize(("path", "queries"), COSTS)
def test_one_campaign(client, django_assert_num_queries, db, path, queries, agencies, leaves):
    campaign = factory.make(agencies=agencies, leaves=leaves)
    with django_assert_num_queries(queries):
        client.get("/api/v1/" + path.format(set=campaign.criteria_set_id))


@pytest.mark.parametrize("years", [1, 4])
@pytest.mark.parametrize(("path", "queries"), [("campaigns/", 4), ("criteria-sets/", 4), ("agencies/cq2/history/", 7)])
def test_many_campaigns(client, django_assert_num_queries, db, path, queries, years):
    for year in range(2020, 2020 + years):
        factory.make(code=f"TH-{year}", year=year)
    with django_assert_num_queries(queries):
        client.get(f"/api/v1/{path}")


@pytest.mark.parametrize("years", [1, 4])
def test_many_campaigns_before_publication(client, bearer, django_assert_num_queries, db, years):
    for year in range(2020, 2020 + years):
        factory.make(code=f"TH-{year}", year=year, published=False)
    client.get("/api/v1/campaigns/", headers=bearer)
    with django_assert_num_queries(8):
        client.get("/api/v1/campaigns/", headers=bearer)
