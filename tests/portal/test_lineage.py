"""Results of an agency that is not the one it was: a dash and why, never a change."""

from __future__ import annotations

from datetime import date

from scoring.models import Agency, Lineage
from tests.portal.factory import Entry, make_run


def entry(name: str, before: dict[int, tuple[str | None, str]]) -> Entry:
    return Entry(name, "100", "90", "90", "Tốt", before=before)


def made(*, history: bool) -> Agency:
    """One bloc of two agencies; the first was merged of two that year."""
    known: dict[int, tuple[str | None, str]] = {2024: ("88", "Tốt")}
    entries = [entry("Phường mới", known if history else {}), entry("Phường cũ", {})]
    blocs = [("xa", "Xã, phường", entries)]
    run = make_run(code="KT-2025", name="Kỳ thử", year=2025, authority="UBND tỉnh Thử", blocs=blocs)
    ward = run.campaign.participants.get(name="Phường mới").agency
    Agency.objects.filter(pk=ward.pk).update(valid_from=date(2025, 7, 1))
    for number in (1, 2):
        before = Agency.objects.create(authority=ward.authority, code=f"cu{number}", name=f"Xã trước {number}")
        Lineage.objects.create(
            predecessor=before, successor=ward, kind="merge", effective_on=date(2025, 7, 1), decision="1667/NQ"
        )
    return ward


REASON = "sáp nhập từ 2 đơn vị ngày 01/7/2025"


def test_the_agency_page_says_why_there_is_no_change(client, db):
    made(history=False)
    text = client.get("/ket-qua/KT-2025/kt-2025-xa-1/").content.decode()
    assert f"{REASON} (1667/NQ)" in text
    assert "Xã trước 1, Xã trước 2" in text
    assert REASON not in client.get("/ket-qua/KT-2025/kt-2025-xa-2/").content.decode()


def test_a_figure_that_the_office_gives_is_a_reference(client, db):
    made(history=True)
    assert f"giá trị tham chiếu: {REASON}" in client.get("/ket-qua/KT-2025/kt-2025-xa-1/").content.decode()
    assert REASON in client.get("/ket-qua/KT-2025/").content.decode()


def test_the_table_says_it_where_nothing_else_is_compared(client, db):
    made(history=False)
    text = client.get("/ket-qua/KT-2025/").content.decode()
    assert text.count(REASON) == 1
    assert "Chỉ số 2024" in text
