"""The register out to Excel and in again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from scoring.enums import LineageKind
from scoring.exchange.register.exporting import register_template, register_workbook
from scoring.exchange.register.importing import import_register
from scoring.exchange.register.sheets import read_register
from scoring.models import Agency, Lineage
from scoring.services.register.lineage import Change, NewAgency, record_change
from tests.cycle.register.conftest import DAY
from tests.cycle.workbooks import AGENCIES, LINEAGE, workbook

UPLOAD, CONFIRM = "/co-quan/nhap/", "/co-quan/nhap/xac-nhan/"


def book(agencies=(), lineage=()) -> bytes:
    return workbook({"agencies": [AGENCIES, *agencies], "lineage": [LINEAGE, *lineage]})


def sent(client, content: bytes, authority):
    return client.post(UPLOAD, {"authority": authority.pk, "file": SimpleUploadedFile("a.xlsx", content)})


MERGER = book(
    [("p1", "UBND phường Mới", "Phường Mới")],
    [("Sáp nhập", "x1; x2;x3", "p1", "2025-07-01", "1667/NQ-UBTVQH15")],
)


def test_upload_look_confirm(client, communes, city, staff):
    client.force_login(staff)
    preview = sent(client, MERGER, city)
    assert (preview.status_code, Agency.objects.count()) == (200, 5)
    line = "Sáp nhập: UBND xã số 1, UBND xã số 2, UBND xã số 3 → UBND phường Mới (01/7/2025, 1667/NQ-UBTVQH15)"
    assert line in preview.content.decode()
    assert preview.context["outcome"].added == ["UBND phường Mới (p1)"]
    assert client.post(CONFIRM, {"content": preview.context["signed"]}).status_code == 302
    ward = Agency.objects.get(code="p1")
    assert (ward.valid_from, ward.short_name, Lineage.objects.filter(successor=ward).count()) == (DAY, "Phường Mới", 3)
    assert {item.valid_to for item in Agency.objects.filter(code__in=["x1", "x2", "x3"])} == {date(2025, 6, 30)}
    assert AuditEvent.objects.filter(verb="register.imported", actor_id=staff.pk).count() == 1


def test_all_faults_at_once_with_their_cells(client, communes, city, staff):
    client.force_login(staff)
    first = sent(
        client,
        book(
            [("p1", "", ""), ("p2", "Hai", "", "2025-07-01", "2024-01-01")],
            [("Sáp nhạp", "x1", "p1", "2025-07-01", "1/NQ"), ("Đổi tên", "x1", "", "hôm qua", "")],
        ),
        city,
    )
    assert [fault.cell for fault in first.context["found"]] == [
        "agencies!B2",
        "agencies!E3",
        "lineage!A2",
        "lineage!C3",
        "lineage!D3",
        "lineage!E3",
    ]
    second = sent(
        client,
        book(
            [("x2", "Trùng mã")],
            [("Sáp nhập", "x1; la", "x3", "2025-07-01", "1/NQ"), ("Đổi tên", "x4", "x5", "1990-01-01", "2/NQ")],
        ),
        city,
    )
    assert second.status_code == 400
    assert [(fault.cell, fault.rule) for fault in second.context["found"]] == [
        ("agencies!A2", "Mã x2 đang dùng cho “UBND xã số 2”."),
        ("lineage!B2", "Không có cơ quan nào mang mã la ngày 30/6/2025."),
    ]
    assert (Agency.objects.count(), Lineage.objects.count()) == (5, 0)


@pytest.mark.parametrize("content", [b"khong phai", b"PK\x03\x04", b""])
def test_a_file_that_is_no_workbook(client, city, staff, content):
    client.force_login(staff)
    assert sent(client, content, city).status_code == 400


def test_a_preview_is_the_person_s_own(client, communes, city, staff, person):
    client.force_login(staff)
    signed = sent(client, MERGER, city).context["signed"]
    client.force_login(person(Role.STAFF, city))
    client.post(CONFIRM, {"content": signed})
    client.force_login(staff)
    client.post(CONFIRM, {"content": signed[:-3] + "abc"})
    assert not Lineage.objects.exists()


def test_what_changed_since_the_preview_is_found(client, communes, city, staff):
    client.force_login(staff)
    signed = sent(client, MERGER, city).context["signed"]
    Agency.objects.filter(code="x2").update(valid_to="2024-01-01")
    response = client.post(CONFIRM, {"content": signed})
    assert (response.status_code, Lineage.objects.count()) == (409, 0)


def test_only_one_s_own_authority(client, communes, city, province, person):
    client.force_login(person(Role.STAFF, province))
    assert sent(client, MERGER, city).status_code == 400
    assert sent(client, MERGER, province).context["found"].found[0].cell == "lineage!B2"


def test_a_code_used_again_by_a_rename(communes, city, tmp_path):
    rows = _rows(tmp_path, book([("x1", "UBND phường số 1")], [("rename", "x1", "x1", "2025-07-01", "1/NQ")]))
    outcome = import_register(rows=rows, authority=city, by=None, dry_run=False)
    assert not outcome.faults
    assert [item.name for item in Agency.objects.filter(code="x1").order_by("pk")] == [
        "UBND xã số 1",
        "UBND phường số 1",
    ]


def _rows(tmp_path, content: bytes):
    path = tmp_path / "register.xlsx"
    path.write_bytes(content)
    return read_register(path)


def state():
    return (
        list(
            Agency.objects.order_by("code", "name").values_list("code", "name", "short_name", "valid_from", "valid_to")
        ),
        list(
            Lineage.objects.order_by("predecessor__code", "successor__code", "effective_on").values_list(
                "predecessor__code", "successor__name", "kind", "effective_on", "decision"
            )
        ),
    )


def _history(communes, city) -> None:
    """A rename that keeps the code, a merger, a split in two, a part that is split off."""

    def became(kind, before, after, on, **more):
        edges = record_change(change=Change(kind, tuple(before), tuple(after), on, "1/NQ", **more), by=None)
        return [edge.successor for edge in edges]

    (first,) = became(LineageKind.RENAME, communes[:1], [NewAgency(city, "x1", "Mới")], date(2020, 1, 1))
    became(LineageKind.MERGE, [first, communes[1]], [NewAgency(city, "m", "Sáp nhập")], date(2021, 1, 1))
    halves = [NewAgency(city, "a", "Nửa A"), NewAgency(city, "b", "Nửa B")]
    became(LineageKind.SPLIT, communes[2:3], halves, date(2022, 1, 1))
    became(LineageKind.SPLIT, communes[3:4], [NewAgency(city, "c", "Tách")], date(2022, 5, 1), continues=True)


def test_an_export_comes_in_again_unchanged(communes, city, tmp_path):
    _history(communes, city)
    before, content = state(), register_workbook(city)
    outcome = import_register(rows=_rows(tmp_path, content), authority=city, by=None, dry_run=False)
    assert (list(outcome.faults), outcome.is_empty, state()) == ([], True, before)


def test_an_export_fills_an_empty_register(communes, city, tmp_path):
    _history(communes, city)
    before, content = state(), register_workbook(city)
    Lineage.objects.all().delete()
    Agency.objects.all().delete()
    outcome = import_register(rows=_rows(tmp_path, content), authority=city, by=None, dry_run=False)
    assert (list(outcome.faults), state()) == ([], before)


def test_the_template_has_the_sheets_and_nothing_else(tmp_path):
    rows = _rows(tmp_path, register_template())
    assert (rows.agencies, rows.changes) == ((), ())


def test_downloads(client, communes, city, staff):
    client.force_login(staff)
    for address in ("/co-quan/mau/", f"/co-quan/xuat/?chu-tri={city.pk}", "/co-quan/xuat/"):
        response = client.get(address)
        assert (response.status_code, response.content[:2]) == (200, b"PK")
