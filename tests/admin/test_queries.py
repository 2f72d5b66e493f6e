"""A list costs the same number of queries whatever its length (DESIGN §11)."""

import pytest
from django.urls import reverse

from tests.oracle.running import computed
from tests.reports import campaigns

LISTS = [
    ("scoring_authority", 5),
    ("scoring_agency", 6),
    ("scoring_criteriaset", 6),
    ("scoring_annex", 5),
    ("scoring_criterion", 5),
    ("scoring_campaign", 7),
    ("scoring_participant", 6),
    ("scoring_submission", 6),
    ("appraisal_mark", 5),
    ("reports_indexrun", 6),
]


@pytest.mark.parametrize("size", [2, 40])
@pytest.mark.parametrize(("name", "number"), LISTS)
def test_lists(office, django_assert_num_queries, name, number, size):
    computed(campaigns.synthetic(size, size))
    with django_assert_num_queries(number):
        office.get(reverse(f"admin:{name}_changelist"))


@pytest.mark.parametrize("size", [2, 40])
def test_search_of_agencies(office, django_assert_num_queries, size):
    campaigns.synthetic(size, 2)
    with django_assert_num_queries(7):
        office.get(reverse("admin:scoring_agency_changelist"), {"q": "ubnd xa"})
