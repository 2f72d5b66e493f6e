"""Random campaigns: what the program computes is what CONTRACT says, to the last digit."""

import pytest

from tests.oracle.generator import draw_campaign
from tests.oracle.oracle import results
from tests.oracle.running import comparable, results_of
from tests.oracle.workbook import write_workbook


@pytest.mark.parametrize("seed", range(25))
def test_results_are_those_of_the_contract(db, tmp_path, seed):
    sheets = draw_campaign(seed)
    path = write_workbook(tmp_path / "campaign.xlsx", sheets, seed)
    assert results_of(path) == comparable(results(sheets))
