"""Pages cost the same number of queries whatever the size (DESIGN §11)."""

import pytest
from django.core.cache import cache

from tests.portal import factory

SIZES = [(8, 6), (130, 30)]


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
def test_results_page(client, django_assert_num_queries, db, agencies, leaves):
    factory.sized(agencies=agencies, leaves=leaves)
    with django_assert_num_queries(12):
        client.get("/ket-qua/KT-2024/")


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
def test_tables_for_htmx(client, django_assert_num_queries, db, agencies, leaves):
    factory.sized(agencies=agencies, leaves=leaves)
    with django_assert_num_queries(8):
        client.get("/ket-qua/KT-2024/?tim=don+vi", headers={"HX-Request": "true"})


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
def test_agency_page(client, django_assert_num_queries, db, agencies, leaves):
    factory.sized(agencies=agencies, leaves=leaves)
    with django_assert_num_queries(20):
        client.get("/ket-qua/KT-2024/kt-2024-k0-1/")


@pytest.mark.parametrize("campaigns", [1, 5])
def test_list_of_campaigns(client, django_assert_num_queries, db, campaigns):
    for number in range(campaigns):
        factory.sized(agencies=4, leaves=1, code=f"KT-{number}")
    with django_assert_num_queries(4):
        client.get("/")


def test_means_of_earlier_years_are_read_once_for_a_run(client, django_assert_num_queries, db):
    factory.sized(agencies=8, leaves=1)
    cache.clear()
    client.get("/ket-qua/KT-2024/")
    with django_assert_num_queries(10):
        client.get("/ket-qua/KT-2024/")
