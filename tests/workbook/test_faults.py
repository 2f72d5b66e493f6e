"""Each fault of CONTRACT §3 at its cell, alone and all together; nothing is written."""

import re

import pytest

from appraisal.exchange.importing import import_workbook
from tests.oracle.workbook import write_plain
from tests.workbook.base import base, broken, cell_of, complete
from tests.workbook.fault_cases import CASES
from tests.workbook.untouched import refused


def test_the_base_is_valid(db, tmp_path):
    path = write_plain(tmp_path / "base.xlsx", complete(base()))
    assert import_workbook(path=path, by=None).written is True


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fault_names_its_cell_and_its_rule(db, tmp_path, case):
    edits, place, word = case
    path = write_plain(tmp_path / "broken.xlsx", complete(broken(edits)))
    with refused() as faults:
        import_workbook(path=path, by=None)
    rules = [fault.rule for fault in faults if fault.cell == cell_of(*place)]
    assert rules, [(fault.cell, fault.rule) for fault in faults]
    assert any(re.search(word, rule) for rule in rules), rules
    assert all(fault.remedy for fault in faults)
