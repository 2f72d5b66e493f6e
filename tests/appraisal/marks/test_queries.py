"""Pages of marking ask the same few questions, however many agencies there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appraisal.models import Assignment
from scoring.enums import Phase
from tests.appraisal.marks.deeds import make_bench
from tests.appraisal.world import mark_all

pytestmark = pytest.mark.django_db

BASE = "/tham-dinh/TH-2025/"
FIRST_ROUND = {
    BASE: 10,
    f"{BASE}co-quan/": 6,
    f"{BASE}tieu-chi/PL1/1.1/": 13,
    f"{BASE}tieu-chi/PL1/1.1/CQ2/": 27,
    f"{BASE}co-quan/CQ2/": 13,
    f"{BASE}co-quan/CQ2/1.1/": 27,
    f"{BASE}dong-y/tieu-chi/PL1/1.1/": 12,
}
SECOND_ROUND = {BASE: 11, f"{BASE}tieu-chi/PL1/1.1/": 15, f"{BASE}tieu-chi/PL1/1.1/CQ2/": 28}


def counted(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("agencies", [3, 60])
def test_the_number_of_queries_is_the_same(agencies):
    bench = make_bench(agencies=agencies, leaves=4)
    mark_all(bench.team, by=bench.member)
    for place in range(0, agencies, 3):
        bench.supplement("manual", place=place)
    Assignment.objects.update(done1=2)
    client = bench.client()
    client.get(BASE)
    assert {address: counted(client, address) for address in FIRST_ROUND} == FIRST_ROUND
    bench.team.move(Phase.ROUND2)
    assert {address: counted(client, address) for address in SECOND_ROUND} == SECOND_ROUND
