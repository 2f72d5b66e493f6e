"""Which agencies of two years are the same (DESIGN §4)."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.enums import LineageKind
from scoring.models import Agency
from scoring.selectors.register.lineage import origins
from scoring.services.register.lineage import Change, NewAgency, record_change
from tests.cycle.register.conftest import DAY

MERGE, SPLIT, RENAME, TRANSFER = LineageKind.MERGE, LineageKind.SPLIT, LineageKind.RENAME, LineageKind.TRANSFER


def became(kind, before, after, on=DAY, **more) -> Agency:
    """The first successor."""
    change = Change(kind, tuple(before), tuple(after), on, "1667/NQ-UBTVQH15", **more)
    return record_change(change=change, by=None)[0].successor


def reason(agency: Agency, *, year: int = 2025, since: int = 2024) -> str | None:
    found = origins([agency.pk], year=year, since=since).breaks.get(agency.pk)
    return found.reason if found else None


def test_the_same_row_is_comparable(communes):
    assert origins([communes[0].pk], year=2025, since=2024).same == {communes[0].pk: communes[0].pk}


def test_renames_and_transfers_are_followed(communes, city, province):
    renamed = became(RENAME, communes[:1], [NewAgency(city, "x1", "UBND phường số 1")], date(2024, 11, 1))
    moved = became(TRANSFER, [renamed], [NewAgency(province, "p1", "UBND phường số 1")])
    assert origins([moved.pk], year=2025, since=2023).same == {moved.pk: communes[0].pk}
    assert origins([moved.pk], year=2025, since=2024).same == {moved.pk: renamed.pk}


def test_a_merger_is_not_comparable_and_says_why(communes, province):
    ward = became(MERGE, communes[:3], [NewAgency(province, "p1", "UBND phường Mới")])
    assert reason(ward) == "sáp nhập từ 3 đơn vị ngày 01/7/2025"
    assert origins([ward.pk], year=2025, since=2024).same == {}


def test_a_merger_counts_between_the_years_only(communes, province):
    ward = became(MERGE, communes[:3], [NewAgency(province, "p1", "UBND phường Mới")])
    assert reason(ward, year=2026, since=2025) is None
    assert reason(ward, year=2024, since=2023) is None


def test_taking_another_in(communes):
    assert reason(became(MERGE, communes[:1], [communes[1]])) == "nhận sáp nhập thêm 1 đơn vị ngày 01/7/2025"


def test_a_split(communes, city):
    half = became(SPLIT, communes[:1], [NewAgency(city, "a", "Nửa A"), NewAgency(city, "b", "Nửa B")])
    assert reason(half) == "chia tách từ UBND xã số 1 ngày 01/7/2025"


def test_giving_a_part_away(communes, city):
    became(SPLIT, communes[:1], [NewAgency(city, "a", "Phần tách")], continues=True)
    assert reason(communes[0]) == "đã tách một phần ngày 01/7/2025"


def test_a_merger_before_a_rename_is_still_a_merger(communes, city):
    merged = became(MERGE, communes[:2], [NewAgency(city, "m", "Mới")], date(2025, 1, 1))
    renamed = became(RENAME, [merged], [NewAgency(city, "m", "Mới hơn")])
    assert reason(renamed) == "sáp nhập từ 2 đơn vị ngày 01/01/2025"


@pytest.mark.parametrize("width", [2, 200])
def test_one_query_for_all(city, django_assert_num_queries, width):
    pairs = [
        (
            Agency.objects.create(authority=city, code=f"c{n}", name=f"Xã {n}"),
            NewAgency(city, f"c{n}", f"Phường {n}"),
        )
        for n in range(width)
    ]
    new = [became(RENAME, [old], [after]) for old, after in pairs]
    with django_assert_num_queries(1):
        found = origins([agency.pk for agency in new], year=2025, since=2024)
    assert list(found.same.values()) == [old.pk for old, _after in pairs]
