"""Recording how agencies become one another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed
from scoring.enums import LineageKind
from scoring.models import Agency, Lineage
from scoring.selectors.register.lineage import ancestors, descendants, memberships_left_behind
from scoring.services.register.lineage import Change, NewAgency, record_change, remove_edge
from tests.cycle.register.conftest import DAY

LAST = DAY - timedelta(days=1)
MERGE, SPLIT, RENAME, TRANSFER = (
    LineageKind.MERGE,
    LineageKind.SPLIT,
    LineageKind.RENAME,
    LineageKind.TRANSFER,
)


def change(kind, before, after, **more) -> Change:
    given = {"effective_on": DAY, "decision": "1667/NQ-UBTVQH15", **more}
    return Change(kind=kind, predecessors=tuple(before), successors=tuple(after), **given)


def test_a_merger_ends_the_old_and_begins_the_new(communes, province, staff):
    new = NewAgency(province, "p1", "UBND phường Mới", "Phường Mới")
    edges = record_change(change=change(MERGE, communes[:3], [new]), by=staff)
    successor = Agency.objects.get(code="p1")
    assert (successor.authority, successor.short_name, successor.valid_from) == (province, "Phường Mới", DAY)
    assert {item.valid_to for item in Agency.objects.filter(code__in=["x1", "x2", "x3"])} == {LAST}
    assert {(edge.predecessor.code, edge.successor.code, edge.kind) for edge in edges} == {
        (code, "p1", MERGE) for code in ("x1", "x2", "x3")
    }
    assert {edge.decision for edge in Lineage.objects.all()} == {"1667/NQ-UBTVQH15"}


def test_a_change_writes_one_event(communes, province, staff):
    record_change(change=change(MERGE, communes[:2], [NewAgency(province, "p1", "Mới")]), by=staff)
    (event,) = AuditEvent.objects.filter(chain="system", verb="lineage.recorded")
    assert (event.actor_id, event.details["decision"]) == (staff.pk, "1667/NQ-UBTVQH15")
    assert [item["code"] for item in event.details["predecessors"]] == ["x1", "x2"]


def test_an_existing_agency_takes_another_in(communes):
    record_change(change=change(MERGE, communes[:1], [communes[1]]), by=None)
    assert Agency.objects.get(code="x1").valid_to == LAST
    assert (Agency.objects.get(code="x2").valid_to, ancestors(communes[1])[0].agency) == (None, communes[0])


def test_a_split_into_two(communes, city):
    new = [NewAgency(city, "a", "Nửa A"), NewAgency(city, "b", "Nửa B")]
    record_change(change=change(SPLIT, communes[:1], new), by=None)
    assert [item.agency.code for item in descendants(communes[0])] == ["a", "b"]
    assert Agency.objects.get(code="x1").valid_to == LAST


def test_a_split_off_leaves_the_old_one_standing(communes, city):
    record_change(change=change(SPLIT, communes[:1], [NewAgency(city, "a", "Phần tách")], continues=True), by=None)
    assert Agency.objects.get(code="x1").valid_to is None


def test_a_rename_keeps_the_code_for_another_row(communes, city):
    record_change(change=change(RENAME, communes[:1], [NewAgency(city, "x1", "UBND xã Tên mới")]), by=None)
    before, after = Agency.objects.filter(code="x1").order_by("pk")
    assert (before.valid_to, after.valid_from, after.name) == (LAST, DAY, "UBND xã Tên mới")


def test_a_transfer_goes_to_another_authority(communes, province):
    record_change(change=change(TRANSFER, communes[:1], [NewAgency(province, "x1", "UBND xã số 1")]), by=None)
    assert Agency.objects.get(code="x1", authority=province).valid_from == DAY


def test_an_existing_successor_without_a_past_begins_with_the_change(communes, province):
    ward = Agency.objects.create(authority=province, code="p1", name="UBND phường Mới")
    record_change(change=change(MERGE, communes[:2], [ward]), by=None)
    assert Agency.objects.get(pk=ward.pk).valid_from == DAY


def set_day(agency: Agency, **days: date) -> None:
    Agency.objects.filter(pk=agency.pk).update(**days)


def refused(a_change: Change, words: str) -> None:
    before = (Agency.objects.count(), Lineage.objects.count())
    with pytest.raises(Invalid, match=words):
        record_change(change=a_change, by=None)
    assert (Agency.objects.count(), Lineage.objects.count()) == before


def test_a_cycle_is_refused(communes):
    first, second, third = communes[:3]
    record_change(change=change(RENAME, [first], [second], effective_on=date(2020, 1, 1)), by=None)
    record_change(change=change(MERGE, [second], [third], effective_on=date(2021, 1, 1)), by=None)
    Agency.objects.update(valid_to=None)
    refused(change(MERGE, [third], [first]), "Thành vòng")


def test_a_change_before_the_agency_existed_is_refused(communes, city):
    set_day(communes[0], valid_from=DAY)
    refused(change(RENAME, communes[:1], [NewAgency(city, "n", "Mới")]), "chỉ có từ ngày 01/7/2025")
    refused(change(MERGE, communes[1:2], communes[:1], effective_on=date(2024, 1, 1)), "chỉ có từ ngày")


def test_an_agency_that_has_ended_has_no_new_successor(communes, city):
    set_day(communes[0], valid_to=date(2020, 1, 1))
    refused(change(RENAME, communes[:1], [NewAgency(city, "n", "Mới")]), "đã kết thúc hoạt động ngày 01/01/2020")


def test_a_successor_that_has_ended_is_refused(communes):
    set_day(communes[1], valid_to=date(2020, 1, 1))
    refused(change(MERGE, communes[:1], communes[1:2]), "không thể kế thừa")


def test_an_edge_is_there_once(communes):
    record_change(change=change(MERGE, communes[:1], communes[1:2]), by=None)
    Agency.objects.update(valid_to=None)
    refused(change(MERGE, communes[:1], communes[1:2], effective_on=date(2026, 1, 1)), "Đã ghi nhận")


def test_an_agency_is_not_its_own_successor(communes):
    refused(change(MERGE, communes[:2], communes[:1]), "vừa là cơ quan trước")


def test_a_code_in_use_is_refused(communes, city):
    refused(change(RENAME, communes[:1], [NewAgency(city, "x2", "Tên khác")]), "đang dùng cho “UBND xã số 2”")
    refused(change(RENAME, communes[:1], [NewAgency(city, "x1", "UBND xã số 1")]), "Đã có cơ quan mã x1")


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [(MERGE, 1, 1), (MERGE, 2, 2), (SPLIT, 1, 1), (SPLIT, 2, 2), (RENAME, 2, 1), (RENAME, 0, 1)],
)
def test_each_kind_has_its_numbers(communes, city, kind, before, after):
    new = [NewAgency(city, f"n{number}", f"Mới {number}") for number in range(after)]
    refused(change(kind, communes[:before], new), "Hình thức này cần")


def test_a_transfer_inside_the_authority_is_a_rename(communes, city):
    refused(change(TRANSFER, communes[:1], [NewAgency(city, "n", "Mới")]), "sang cơ quan chủ trì khác")


def test_a_decision_is_named(communes, city):
    refused(change(RENAME, communes[:1], [NewAgency(city, "n", "Mới")], decision=" "), "Chưa ghi số quyết định")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.APPRAISER, Role.COUNCIL])
def test_only_those_who_run_the_authority_record(communes, city, person, role):
    new = change(RENAME, communes[:1], [NewAgency(city, "n", "Mới")])
    with pytest.raises(NotAllowed):
        record_change(change=new, by=person(role, city))
    record_change(change=new, by=person(Role.SECRETARY, city))


def test_both_authorities_must_be_hers(communes, province, city, person):
    new = change(TRANSFER, communes[:1], [NewAgency(province, "n", "Mới")])
    with pytest.raises(NotAllowed, match="UBND tỉnh Thử"):
        record_change(change=new, by=person(Role.STAFF, city))


def test_an_edge_is_taken_back_with_a_reason(communes, staff, city):
    (edge,) = record_change(change=change(RENAME, communes[:1], [NewAgency(city, "n", "Mới")]), by=staff)
    with pytest.raises(Invalid, match="lý do"):
        remove_edge(edge=edge, reason=" ", by=staff)
    remove_edge(edge=edge, reason="Ghi nhầm xã.", by=staff)
    assert (Lineage.objects.count(), Agency.objects.get(pk=communes[0].pk).valid_to) == (0, None)
    event = AuditEvent.objects.get(verb="lineage.removed")
    assert (event.details["reason"], event.details["reopened"]) == ("Ghi nhầm xã.", True)


def test_an_agency_that_others_still_follow_stays_closed(communes, city):
    new = [NewAgency(city, "a", "Nửa A"), NewAgency(city, "b", "Nửa B")]
    edge, _other = record_change(change=change(SPLIT, communes[:1], new), by=None)
    remove_edge(edge=edge, reason="Ghi nhầm.", by=None)
    assert Agency.objects.get(pk=communes[0].pk).valid_to == LAST


def test_roles_in_an_agency_that_ended_are_named_not_moved(communes, city, person):
    officer = person(Role.OFFICER, agency=communes[0])
    person(Role.OFFICER, agency=communes[1])
    record_change(change=change(RENAME, communes[:1], [NewAgency(city, "n", "Mới")]), by=None)
    assert [item.user for item in memberships_left_behind(Agency.objects.all())] == [officer]
    assert officer.memberships.get().agency == communes[0]


@pytest.mark.parametrize("width", [2, 200])
def test_the_tree_costs_a_query_for_each_step(city, django_assert_num_queries, width):
    old = Agency.objects.bulk_create(Agency(authority=city, code=f"c{n}", name=f"Xã {n}") for n in range(width))
    (edge, *_rest) = record_change(change=change(MERGE, old, [NewAgency(city, "n", "Mới")]), by=None)
    with django_assert_num_queries(2):
        assert len(ancestors(edge.successor)) == width
