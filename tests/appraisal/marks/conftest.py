"""What the tests of marking share."""

import pytest

from tests.appraisal.marks.deeds import Bench, make_bench


@pytest.fixture
def bench(db) -> Bench:
    """Three agencies with one leaf of every kind of rule; all of it is one appraiser's."""
    return make_bench(agencies=3)
