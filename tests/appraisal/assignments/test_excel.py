"""Assignments out to Excel and in again: faults with their cells, a preview, then all or nothing."""

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from appraisal.models import Assignment
from appraisal.services.assignments.assigning import assign
from appraisal.services.assignments.proposing import propose_assignments
from scoring.models import Participant
from tests.appraisal.world import SPECIALTIES, belongs, make_team

GRID = "/phan-cong/TH-2025/"
LAW, DIGITAL = SPECIALTIES
HEAD = ("Mã cơ quan", "Chuyên môn", "Thành viên")


@pytest.fixture
def secretary(client, team):
    client.force_login(team.secretary)
    return client


def book(*rows, head=HEAD, sheet="assignments"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        target = made.add_worksheet(sheet)
        for number, row in enumerate((head, *rows)):
            target.write_row(number, 0, row)
    out.seek(0)
    out.name = "phan-cong.xlsx"
    return out


def brought(client, *rows, **how):
    return client.post(f"{GRID}nhap/", {"file": book(*rows, **how)})


def faults(response):
    assert response.status_code == 400
    return [(fault["cell"], fault["rule"]) for fault in response.context["found"]]


def confirmed(client, preview):
    return client.post(f"{GRID}nhap/xac-nhan/", {"given": preview.context["given"]}, follow=True)


def names(team):
    return [member.username for member in team.members]


def test_out_and_in_again_changes_nothing(secretary, team):
    propose_assignments(campaign=team.campaign, by=None)
    content = secretary.get(f"{GRID}phan-cong.xlsx").content
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, first, *others = workbook.get_sheet_by_name("assignments").to_python()
    row = dict(zip(head, first, strict=True))
    assert (row["Mã cơ quan"], row["Chuyên môn"], row["Số tiêu chí"]) == ("CQ1", LAW, 2)
    assert (row["Thành viên"], len(others)) == (names(team)[0], 5)
    assert workbook.get_sheet_by_name("members").to_python()[1][0] == names(team)[0]
    upload = io.BytesIO(content)
    upload.name = "phan-cong.xlsx"
    preview = secretary.post(f"{GRID}nhap/", {"file": upload})
    assert (preview.status_code, preview.context["plan"].kept, preview.context["lines"]) == (200, 6, [])


def test_a_file_holds_what_is_filtered_and_guards_its_texts(secretary, team):
    Participant.objects.filter(pk=team.participants[1].pk).update(name="=1+1")
    content = secretary.get(f"{GRID}phan-cong.xlsx?khoi=k2").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("assignments").to_python()
    assert [row[1] for row in rows[1:]] == ["'=1+1", "'=1+1"]


def test_a_preview_then_all_of_it(secretary, team):
    first, second, *_ = names(team)
    parts = {(team.participants[1].pk, LAW): None}
    assign(campaign=team.campaign, parts=parts, to=team.members[0].pk, by=None)
    preview = brought(secretary, ("CQ1", LAW, first), ("CQ2", LAW, second), ("CQ3", LAW, ""))
    lines = [(line["agency"], line["before"], line["after"]) for line in preview.context["lines"]]
    assert lines[:1] == [("Sở thử số 1", None, team.members[0])]
    assert Assignment.objects.count() == 1
    assert "Đã phân công" in confirmed(secretary, preview).content.decode()
    assert Assignment.objects.get(participant=team.participants[0]).origin == "excel"
    assert Assignment.objects.get(participant=team.participants[1]).appraiser == team.members[1]


def test_by_full_name_where_it_is_one_persons(secretary, team):
    member = team.members[1]
    member.full_name = "Nguyễn Thị Ánh"
    member.save()
    preview = brought(secretary, ("CQ1", LAW, "nguyễn thị ánh"))
    assert preview.context["lines"][0]["after"] == member
    assert faults(brought(secretary, ("CQ1", LAW, str(team.members[0]))))[0][0] == "assignments!C2"


def test_every_fault_with_its_cell(secretary, team):
    first = names(team)[0]
    belongs(team.members[0], team.participants[2])
    rows = (
        ("CQ9", LAW, first),
        ("CQ1", "Lạ", first),
        ("CQ1", LAW, "ai-do"),
        ("CQ1", LAW, first),
        ("CQ3", DIGITAL, first),
        ("", LAW, first),
    )
    assert faults(brought(secretary, *rows)) == [
        ("assignments!A7", "ô bắt buộc đang trống"),
        ("assignments!A2", "không có cơ quan mang mã này trong kỳ"),
        ("assignments!B3", "cơ quan này không có tiêu chí thuộc chuyên môn này"),
        ("assignments!C4", "không phải là tên đăng nhập của thành viên Tổ giúp việc"),
        ("assignments!A5", "trùng với dòng 4"),
        (
            "assignments!C6",
            f"{team.members[0]} không được thẩm định cơ quan này: thuộc hoặc từng thuộc cơ quan này",
        ),
    ]
    assert not Assignment.objects.exists()


def test_files_that_are_none(secretary, team):
    broken = io.BytesIO(b"khong phai xlsx")
    broken.name = "x.xlsx"
    assert faults(secretary.post(f"{GRID}nhap/", {"file": broken}))[0][0] == "assignments!1"
    assert faults(brought(secretary))[0] == ("assignments!2", "không có dòng nào")
    assert faults(brought(secretary, ("x",), sheet="khac"))[0] == ("assignments!1", "thiếu trang tính")
    assert secretary.post(f"{GRID}nhap/", {}).status_code == 400


def test_what_was_assigned_between_preview_and_yes(secretary, team):
    first, second, *_ = names(team)
    preview = brought(secretary, ("CQ1", LAW, first), ("CQ2", LAW, second))
    parts = {(team.participants[0].pk, LAW): None}
    assign(campaign=team.campaign, parts=parts, to=team.members[1].pk, by=team.staff)
    assert "Người khác vừa phân công" in confirmed(secretary, preview).content.decode()
    assert Assignment.objects.get().appraiser == team.members[1]


def test_a_preview_is_its_persons_and_its_campaigns(secretary, client, team):
    given = brought(secretary, ("CQ1", LAW, names(team)[0])).context["given"]
    client.force_login(team.staff)
    for text in (given, given + "x", ""):
        done = client.post(f"{GRID}nhap/xac-nhan/", {"given": text}, follow=True)
        assert "Bản xem trước đã quá hạn" in done.content.decode()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("agencies", [3, 60])
def test_what_a_file_costs(client, db, django_assert_num_queries, agencies):
    team = make_team(agencies=agencies, leaves=4)
    client.force_login(team.secretary)
    rows = [(participant.code, LAW, names(team)[0]) for participant in team.participants]
    with django_assert_num_queries(13):
        preview = brought(client, *rows)
    with django_assert_num_queries(27):
        client.post(f"{GRID}nhap/xac-nhan/", {"given": preview.context["given"]})
    assert Assignment.objects.count() == agencies
