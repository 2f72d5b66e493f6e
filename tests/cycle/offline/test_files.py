"""What a file may not be, and what in it is never computed."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from pari.accounts.enums import Role
from scoring.exchange.offline import layout
from scoring.models import Answer
from tests.cycle.offline.taken import Taken, address, edit
from tests.cycle.world import World


def test_formulas_are_text_or_refused(world: World, client, officer):
    taken, leaf = Taken(client), world.leaf("manual")
    taken.explain(leaf, '=HYPERLINK("http://vi.du","bấm")')
    taken.enter(leaf, points="=1+1")
    plan = taken.bring().context["plan"]
    assert [item.mine for item in plan.changes] == ['=HYPERLINK("http://vi.du","bấm")']
    assert [fault.rule for fault in plan.faults] == ["công thức chưa có kết quả"]


def test_text_that_looks_like_a_formula_goes_out_as_text(world: World, client, officer):
    edit(world, world.leaf("manual"), '=cmd|" /C calc"!A0', by=officer)
    taken = Taken(client)
    cell = taken.page.cell(taken.row(world.leaf("manual")), layout.EXPLANATION + 1)
    with zipfile.ZipFile(io.BytesIO(client.get(address("offline-file")).content)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist() if "worksheets" in name)
    assert cell.value == '=cmd|" /C calc"!A0'


def test_rows_added_or_removed_are_faults(world: World, client, officer):
    taken = Taken(client)
    first, second = taken.row(world.leaf("manual")), taken.row(world.leaf("yes_no"))
    taken.set(second, layout.KEY, taken.page.cell(first, layout.KEY + 1).value)
    rules = sorted(fault.rule for fault in taken.bring().context["plan"].faults)
    assert rules == ["dòng lạ hoặc lặp lại", "thiếu dòng của tiêu chí"]


class TestAnotherFile:
    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("campaign", "TH-2024", "Tệp thuộc kỳ đánh giá TH-2024, trang này là kỳ TH-2025."),
            ("agency", "CQ2", "Tệp của cơ quan CQ2, trang này là của cơ quan CQ1."),
            ("annex", "PL9", "Tệp theo phụ lục PL9, cơ quan đang theo phụ lục PL1."),
            ("version", "7", "Tệp theo phiên bản 7 của bộ tiêu chí, kỳ này dùng phiên bản 1."),
            ("tree", "0", "Bộ tiêu chí đã thay đổi từ khi tải tệp này."),
            ("format", "x", "Tệp không phải mẫu tự đánh giá"),
        ],
    )
    def test_is_refused_by_name(self, world: World, client, officer, name, value, words):
        taken = Taken(client)
        for row in taken.book[layout.HIDDEN].iter_rows():
            if row[1].value == name:
                row[2].value = value
        answer = taken.bring()
        assert answer.status_code == 400
        assert words in answer.content.decode()

    @pytest.mark.parametrize(
        "data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"PK\x03\x04" + b"0" * 500]
    )
    def test_is_no_workbook(self, world: World, client, officer, data):
        assert Taken(client).bring(data).status_code == 400

    def test_is_a_bomb(self, world: World, client, officer):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<x/>")
            for place in range(3):
                package.writestr(f"xl/worksheets/sheet{place}.xml", b"0" * (80 << 20))
        answer = Taken(client).bring(buffer.getvalue())
        assert (answer.status_code, "200 MB" in answer.content.decode()) == (400, True)

    def test_is_another_workbook(self, world: World, client, officer):
        buffer = io.BytesIO()
        Workbook().save(buffer)
        assert Taken(client).bring(buffer.getvalue()).status_code == 400


def test_a_preview_cannot_be_forged_or_lent(world: World, client, officer):
    taken = Taken(client)
    taken.explain(world.leaf("manual"), "x")
    brought = taken.bring().context["brought"]
    assert client.post(address("offline-take"), {"brought": brought[:-2]}).status_code == 400
    assert client.post(address("offline-take"), {}).status_code == 400
    neighbour = world.person(Role.OFFICER, agency=world.participants[1].agency)
    client.force_login(neighbour)
    answer = client.post(address("offline-take", ("TH-2025", "CQ2")), {"brought": brought})
    assert answer.status_code == 400
    assert not Answer.objects.exists()
