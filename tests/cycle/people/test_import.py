"""Accounts from Excel: every fault at once, nothing by halves, the same file again does nothing."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from pari.accounts.enums import Role
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.services import invite
from pari.audit.models import AuditEvent
from tests.cycle.world import PASSWORD

VIETNAMESE = ("Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Vai trò", "Từ ngày", "Đến hết ngày")
ENGLISH = ("User name", "Full name", "E-mail", "Agency code", "role", "Valid from", "Valid to")
ROWS = [
    ("an.nv", "Người một", "an@tinh.example.vn", "CQ1", "Cán bộ đầu mối", date(2025, 9, 1), None),
    ("binh.tt", "Người hai", "", "CQ1", "head", "01/9/2025", "31/12/2099"),
    ("chi.lm", "Người ba", None, None, "Thành viên Hội đồng thẩm định", None, None),
]


def xlsx(rows, headings=VIETNAMESE, sheet="people"):
    book = Workbook()
    book.active.title = sheet
    for row in (headings, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("nguoi-dung.xlsx", buffer.getvalue())


@pytest.fixture
def secretary(browse):
    return browse(Role.SECRETARY, username="thuky")


def upload(client, world, file):
    return client.post("/nguoi-dung/nhap/", {"authority": world.campaign.authority_id, "file": file})


def confirm(client, preview):
    return client.post("/nguoi-dung/nhap/xac-nhan/", {"given": preview.context["given"]})


def cells(answer):
    return [fault["cell"] for fault in answer.context["faults"]]


@pytest.mark.parametrize("headings", [VIETNAMESE, ENGLISH])
def test_a_list_is_previewed_and_then_written(secretary, world, headings):
    preview = upload(secretary, world, xlsx(ROWS, headings))
    assert [str(line["deed"]) for line in preview.context["lines"]] == ["gửi lời mời"] * 3
    assert not Invitation.objects.exists()
    answer = confirm(secretary, preview)
    assert answer["Content-Disposition"] == 'attachment; filename="duong-dan-moi.xlsx"'
    made = Invitation.objects.order_by("pk").values_list("username", "role", "agency__code", "valid_from", "valid_to")
    assert list(made)[:2] == [
        ("an.nv", "officer", "CQ1", date(2025, 9, 1), None),
        ("binh.tt", "head", "CQ1", date(2025, 9, 1), date(2099, 12, 31)),
    ]
    assert list(made)[2][:3] == ("chi.lm", "council", None)
    assert AuditEvent.objects.filter(verb="invitation.make").count() == 3


def test_the_links_in_the_file_work_and_propose_the_name(secretary, world):
    answer = confirm(secretary, upload(secretary, world, xlsx(ROWS)))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["an.nv", "binh.tt", "chi.lm"]
    page = Client().get(rows[1][5].removeprefix("http://testserver"))
    assert 'value="an.nv"' in page.content.decode()


def test_the_same_list_again_does_nothing(secretary, world):
    confirm(secretary, upload(secretary, world, xlsx(ROWS)))
    preview = upload(secretary, world, xlsx(ROWS))
    assert [str(line["deed"]) for line in preview.context["lines"]] == ["đã có, giữ nguyên"] * 3
    assert confirm(secretary, preview).url == "/nguoi-dung/"
    assert Invitation.objects.count() == 3


def test_the_same_confirmation_twice_does_nothing(secretary, world):
    preview = upload(secretary, world, xlsx(ROWS))
    confirm(secretary, preview)
    assert confirm(secretary, preview).status_code == 302
    assert Invitation.objects.count() == 3


def test_a_known_account_gets_its_role_at_once(secretary, world):
    known = world.person(Role.OFFICER, username="an.nv")
    rows = [
        ("an.nv", "Người một", "", "CQ1", "head", None, None),
        ("an.nv", "Người một", "", "CQ1", "officer", None, None),
    ]
    preview = upload(secretary, world, xlsx(rows))
    assert [str(line["deed"]) for line in preview.context["lines"]] == ["giao vai trò ngay", "đã có, giữ nguyên"]
    assert confirm(secretary, preview).url == "/nguoi-dung/"
    assert set(known.memberships.values_list("role", flat=True)) == {"officer", "head"}
    assert not Invitation.objects.exists()


def test_every_fault_is_named_with_its_cell(secretary, world):
    User.objects.create_user("nguoi-la", password=PASSWORD)
    closed = world.person(Role.OFFICER, username="da-nghi")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    rows = [
        ("có dấu", "Một", "", "CQ1", "officer", None, None),
        (None, "Hai", "", "CQ1", "officer", None, None),
        ("ba", None, "khong-phai-thu", "CQ1", "chánh văn phòng", "hôm qua", "31/02/2026"),
        ("bon", "Bốn", "", "CQ9", "officer", None, None),
        ("nam", "Năm", "", None, "head", None, None),
        ("sau", "Sáu", "", "CQ1", "observer", None, None),
        ("bay", "Bảy", "", None, "staff", None, None),
        ("tam", "Tám", "", "CQ1", "officer", "01/9/2026", "01/8/2026"),
        ("tam", "Tám khác", "", "CQ1", "officer", None, None),
        ("nguoi-la", "Chín", "", "CQ1", "officer", None, None),
        ("DA-NGHI", "Mười", "", "CQ1", "officer", None, None),
        ("da-nghi", "Mười", "", "CQ1", "head", None, None),
        ("lạ lùng", "Mười hai", "", "CQ77", "ai đó", None, None),
    ]
    answer = upload(secretary, world, xlsx(rows))
    assert answer.status_code == 400
    expected = "A2 A3 B4 C4 E4 F4 G4 D5 D6 D7 E8 G9 A10 B10 A11 A12 A13 A14 D14 E14"
    assert sorted(cells(answer)) == sorted(f"people!{cell}" for cell in expected.split())
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("file", "cell"),
    [
        (SimpleUploadedFile("a.xlsx", b"khong phai"), "people!1"),
        (lambda: xlsx(ROWS, sheet="khac"), "people!1"),
        (lambda: xlsx([]), "people!2"),
        (lambda: xlsx([(*ROWS[0], "thừa")], (*VIETNAMESE, "Ghi chú riêng")), "people!H1"),
        (lambda: xlsx([row[1:] for row in ROWS], VIETNAMESE[1:]), "people!1"),
    ],
)
def test_another_file_is_refused_where_it_differs(secretary, world, file, cell):
    answer = upload(secretary, world, file() if callable(file) else file)
    assert answer.status_code == 400
    assert cell in cells(answer)


def test_what_was_previewed_is_judged_again(secretary, world):
    preview = upload(secretary, world, xlsx(ROWS))
    User.objects.create_user("chi.lm")
    assert confirm(secretary, preview).url == "/nguoi-dung/nhap/"
    assert not Invitation.objects.exists()


def test_a_preview_is_its_owners_and_cannot_be_changed(secretary, world, client):
    given = upload(secretary, world, xlsx(ROWS)).context["given"]
    for sent in (given[:-1], "", given.replace(":", ".", 1)):
        assert client.post("/nguoi-dung/nhap/xac-nhan/", {"given": sent}).url == "/nguoi-dung/nhap/"
    client.force_login(world.person(Role.STAFF))
    assert client.post("/nguoi-dung/nhap/xac-nhan/", {"given": given}).url == "/nguoi-dung/nhap/"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_others_import_no_lists(browse, world, role):
    client = browse(role)
    assert client.get("/nguoi-dung/nhap/").status_code == 403
    assert upload(client, world, xlsx(ROWS)).status_code == 403
    assert client.post("/nguoi-dung/nhap/xac-nhan/", {"given": ""}).status_code == 403


def test_the_template_reads_back(secretary, world):
    template = secretary.get("/nguoi-dung/nhap/mau.xlsx").content
    book = load_workbook(io.BytesIO(template))
    assert [cell.value for cell in book["people"][1]] == list(VIETNAMESE)
    book["people"].append(ROWS[0])
    buffer = io.BytesIO()
    book.save(buffer)
    answer = upload(secretary, world, SimpleUploadedFile("mau.xlsx", buffer.getvalue()))
    assert answer.context["counts"] == {"invite": 1, "grant": 0, "keep": 0}


def test_text_that_looks_like_a_formula_stays_text(secretary, world):
    rows = [("an.nv", "=1+1", "", "CQ1", "officer", None, None)]
    book = Workbook()
    book.active.title = "people"
    for row in (VIETNAMESE, *rows):
        book.active.append(row)
    book.active["B2"].data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    preview = upload(secretary, world, SimpleUploadedFile("a.xlsx", buffer.getvalue()))
    answer = confirm(secretary, preview)
    cell = load_workbook(io.BytesIO(answer.content)).active["B2"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


@pytest.mark.parametrize("size", [2, 200])
def test_judging_a_list_costs_the_same_at_any_length(secretary, world, django_assert_num_queries, size):
    rows = [(f"nguoi{number}", "Ai đó", "", "CQ1", "officer", None, None) for number in range(size)]
    file = xlsx(rows)
    with django_assert_num_queries(9):
        assert upload(secretary, world, file).context["counts"]["invite"] == size


def test_nothing_is_left_of_a_list_that_fails_halfway(secretary, world, monkeypatch):
    preview = upload(secretary, world, xlsx(ROWS))
    monkeypatch.setattr("scoring.services.register.people_import.invite", _second_fails())
    with pytest.raises(RuntimeError):
        confirm(secretary, preview)
    assert (Invitation.objects.count(), Membership.objects.count()) == (0, 1)


def _second_fails():
    calls = []

    def once(**given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError
        return invite(**given)

    return once
