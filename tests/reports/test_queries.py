"""The same number of queries whatever the number of agencies and leaves (DESIGN §11)."""

import pytest

from reports.selectors.leaves import agency_sheet
from reports.selectors.results import results_document
from reports.services.check import check_published
from reports.services.compute import compute_run
from reports.services.export import export_results
from reports.services.runs import request_run
from scoring.core.enums import Language
from scoring.models import Criterion
from tests.oracle.running import computed
from tests.reports import campaigns

pytestmark = pytest.mark.django_db
SIZES = [(4, 8), (60, 60)]


def of_blocs(tmp_path, agencies, blocs):
    given = [{"code": f"A{n}", "bloc": f"K{n % blocs}", "points": n % 100} for n in range(agencies)]
    return campaigns.computed(tmp_path, given).campaign


def queries_of_a_run(campaign, django_assert_num_queries, number):
    campaigns.remark(campaign, "99")
    run = request_run(campaign=campaign, by=None)
    with django_assert_num_queries(number):
        compute_run(run_id=run.pk)


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
def test_a_run_of_one_bloc(django_assert_num_queries, agencies, leaves):
    campaign = campaigns.synthetic(agencies, leaves)
    computed(campaign)
    queries_of_a_run(campaign, django_assert_num_queries, 40)


@pytest.mark.parametrize("agencies", [6, 90])
@pytest.mark.parametrize(("blocs", "number"), [(1, 40), (2, 54), (3, 68)])
def test_each_bloc_costs_the_same(django_assert_num_queries, tmp_path, agencies, blocs, number):
    queries_of_a_run(of_blocs(tmp_path, agencies, blocs), django_assert_num_queries, number)


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
def test_results_document(django_assert_num_queries, agencies, leaves):
    run = computed(campaigns.synthetic(agencies, leaves))
    with django_assert_num_queries(4):
        results_document(run)


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_export(django_assert_num_queries, agencies, leaves, format):
    run = computed(campaigns.synthetic(agencies, leaves))
    with django_assert_num_queries(4):
        export_results(run=run, format=format)


@pytest.mark.parametrize(("agencies", "leaves"), SIZES)
def test_agency_sheet(django_assert_num_queries, agencies, leaves):
    campaign = campaigns.synthetic(agencies, leaves)
    run, participant = computed(campaign), campaign.participants.first()
    with django_assert_num_queries(9):
        lines = agency_sheet(run=run, participant=participant, language=Language.VIETNAMESE)
    assert len(lines) == Criterion.objects.count()


@pytest.mark.parametrize("agencies", [4, 60])
def test_check_published(django_assert_num_queries, agencies):
    run = computed(campaigns.synthetic(agencies, 4))
    table = "code,index\n" + "".join(f"xa-{n:05d},1\n" for n in range(agencies))
    with django_assert_num_queries(3):
        check_published(run=run, content=table.encode())
