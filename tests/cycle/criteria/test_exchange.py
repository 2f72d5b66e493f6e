"""Sets out to Excel and in again: byte for byte the same, and as offices draw them."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
import xlsxwriter

from fixtures.demo.annexes import backan_communes, backan_districts, khanhhoa, nhatrang
from fixtures.demo.tree import in_code_order
from fixtures.demo.workbook import criteria_rows
from scoring.core.canonical import canonical_json
from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind
from scoring.core.fields import load_object
from scoring.core.rules import parse_rule
from scoring.exchange.annexes.reading import read_annexes
from scoring.exchange.annexes.writing import sheet_names, write_annexes
from scoring.models import CriteriaSet
from scoring.selectors.criteria.trees import nodes_of
from scoring.services.criteria.drafts import SetWords, create_set
from scoring.services.criteria.versions import replace_trees
from scoring.workbook.faults import WorkbookRefused
from tests.cycle.criteria.conftest import make_draft
from tests.cycle.criteria.trees import TREE

HEADER = (
    "STT",
    "Lĩnh vực/tiêu chí/tiêu chí thành phần",
    "Điểm tối đa",
    "Cách tính điểm",
    "Tài liệu kiểm chứng",
    "Ghi chú",
)


def exported(criteria_set, path):
    write_annexes(criteria_set=criteria_set, path=path)
    return path


def imported(path, authority, by):
    """Into an empty draft."""
    read = read_annexes(path)
    empty = create_set(authority=authority, words=SetWords("Trống"), by=by)
    return replace_trees(
        criteria_set=empty.pk,
        annexes=read.annexes,
        nodes=read.nodes,
        decision=read.decision,
        revision=empty.revision,
        by=by,
    )


def test_out_in_and_out_again_is_the_same_file(draft, authority, staff, tmp_path):
    first = exported(draft, tmp_path / "1.xlsx")
    again = imported(first, authority, staff)
    assert (nodes_of(again), again.name, again.decision_number) == (TREE, draft.name, draft.decision_number)
    assert exported(again, tmp_path / "2.xlsx").read_bytes() == first.read_bytes()


DEMO = {
    "KH-2019": {name: annex for name, annex in vars(khanhhoa).items() if name.isupper() and isinstance(annex, tuple)},
    "NT-2023": {name: annex for name, annex in vars(nhatrang).items() if name.isupper() and isinstance(annex, tuple)},
    "BK-2023": {
        name: annex
        for module in (backan_communes, backan_districts)
        for name, annex in vars(module).items()
        if name.isupper() and isinstance(annex, tuple)
    },
}


def demo_nodes(name, annex):
    return tuple(_demo_node(row) for row in criteria_rows(name, in_code_order(annex)))


def _demo_node(row):
    most, cap = (Decimal(row[key]) if row.get(key) else None for key in ("max_points", "cap"))
    rule = ""
    if row["kind"] != "group":
        given = load_object(row["rule"]) if row.get("rule") else {"kind": "manual"}
        rule = canonical_json(parse_rule(given, Fraction(most)).as_json())
    return SetNode(
        row["annex"],
        row["code"],
        row["parent"] or None,
        row["name"],
        Kind(row["kind"]),
        most,
        cap,
        row.get("source", ""),
        row.get("specialty", ""),
        rule,
        row.get("evidence") or "optional",
        indicator=row.get("indicator", ""),
    )


@pytest.mark.parametrize("campaign", DEMO)
def test_the_demo_s_annexes_come_back_whole(authority, staff, tmp_path, campaign):
    trees = {name: demo_nodes(name, annex) for name, annex in DEMO[campaign].items() if _is_whole(annex)}
    assert trees
    nodes = tuple(node for tree in trees.values() for node in tree)
    created = create_set(authority=authority, words=SetWords(campaign), by=staff)
    words = [(name, f"Phụ lục {name}") for name in trees]
    filled = replace_trees(criteria_set=created.pk, annexes=words, nodes=nodes, revision=created.revision, by=staff)
    first = exported(filled, tmp_path / "1.xlsx")
    again = imported(first, authority, staff)
    assert nodes_of(again) == nodes
    assert exported(again, tmp_path / "2.xlsx").read_bytes() == first.read_bytes()


def _is_whole(annex):
    """A tree by itself, not a part of one: every parent is there."""
    codes = {node.code for node in annex}
    return all(not node.parent or node.parent in codes for node in annex) and any(node.is_leaf for node in annex)


def office(path, *sheets):
    """A file of office sheets alone; a row is a tuple, the first cell `!` makes the name bold."""
    with xlsxwriter.Workbook(str(path)) as book:
        bold = book.add_format({"bold": True})
        for name, titles, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, title in enumerate(titles):
                sheet.write_string(number, 0, title)
            for number, row in enumerate([HEADER, *rows], len(titles) + 1):
                for place, value in enumerate(row):
                    if value is not None and value != "!":
                        sheet.write(number, place, value, bold if row[0] == "!" else None)
    return path


def shape(read):
    return [(node.code, node.parent, node.kind.value, node.max_points and str(node.max_points)) for node in read.nodes]


def test_an_office_sheet_alone_becomes_a_draft_judged_by_hand(tmp_path):
    rows = [
        ("I", "Chỉ đạo, điều hành", 3.5),
        (1, "Kế hoạch", 3.5),
        ("1.1", "Ban hành kế hoạch", 1.5, "Đúng hạn: 1,5\nTrễ: 0,75", "Quyết định", "Trước 15/01"),
        (1.2, "Thực hiện kế hoạch", 2),
        (None, "- Từ 80% trở lên", None, "2 × tỷ lệ"),
        ("II", "Điểm thưởng", 2),
        ("2", "Sáng kiến", 2),
        (None, "Tổng cộng", 5.5),
    ]
    read = read_annexes(office(tmp_path / "a.xlsx", ("PL1", ["PHỤ LỤC I", "Bộ tiêu chí đối với các sở"], rows)))
    assert shape(read) == [
        ("I", None, "group", "3.5"),
        ("1", "I", "group", "3.5"),
        ("1.1", "1", "score", "1.5"),
        ("1.2", "1", "score", "2"),
        ("II", None, "group", None),
        ("2", "II", "bonus", "2"),
    ]
    assert read.annexes == (("PL1", "Bộ tiêu chí đối với các sở"),)
    plan, done = read.nodes[2], read.nodes[3]
    assert (plan.guidance, plan.evidence_guidance, plan.note, plan.evidence, plan.rule) == (
        "Đúng hạn: 1,5\nTrễ: 0,75",
        "Quyết định",
        "Trước 15/01",
        "required",
        '{"kind":"manual"}',
    )
    assert done.guidance == "- Từ 80% trở lên\n2 × tỷ lệ"
    assert read.nodes[4].cap == 2
    assert not read.has_rules


def test_numbers_that_begin_anew_in_every_part_take_its_number_with_them(tmp_path):
    rows = [("I", "A", None), (1, "B", 1), ("II", "C", None), (1, "D", 1), (2, "E", 1)]
    read = read_annexes(office(tmp_path / "a.xlsx", ("PL", [], rows)))
    assert [node.code for node in read.nodes] == ["I", "I.1", "II", "II.1", "II.2"]


def test_a_bold_line_without_a_number_heads_what_follows(tmp_path):
    rows = [("!", "PHẦN CHUNG"), (1, "A", None), ("1.1", "B", 1), ("!", "PHẦN RIÊNG"), (2, "C", 2), ("a)", "D", 2)]
    read = read_annexes(office(tmp_path / "a.xlsx", ("PL", [], rows)))
    assert shape(read) == [
        ("P1", None, "group", None),
        ("1", "P1", "group", None),
        ("1.1", "1", "score", "1"),
        ("P4", None, "group", None),
        ("2", "P4", "group", "2"),
        ("2.a", "2", "score", "2"),
    ]


def test_every_fault_at_once_with_its_cell(tmp_path):
    rows = [
        (1, "A", 9),
        ("1.1", "B", "hai"),
        ("1.1", "C", 1),
        ("2.2.1", None, -1),
        ("x1", "D", 1),
        (None, "E", 1),
        (3, "F", None),
    ]
    path = office(tmp_path / "a.xlsx", ("PL", ["Phụ lục"], rows), ("Khác", [], [("1", "A", 1)]))
    book = path.parent / "b.xlsx"
    with xlsxwriter.Workbook(str(book)) as written:
        written.add_worksheet("Trống").write_string(0, 0, "không có bảng")
    with pytest.raises(WorkbookRefused) as refused:
        read_annexes(path)
    assert [(fault.cell, fault.rule) for fault in refused.value.faults] == [
        ("PL!C5", "không phải là số"),
        ("PL!C7", "số âm"),
        ("PL!A7", "thiếu dòng “2.2” ở trên"),
        ("PL!A8", "không đọc được số thứ tự"),
        ("PL!A9", "dòng có điểm mà không có số thứ tự"),
        ("PL!A6", "trùng với dòng 5"),
        ("PL!B7", "thiếu tên tiêu chí"),
        ("PL!C10", "thiếu điểm tối đa"),
    ]
    with pytest.raises(WorkbookRefused) as refused:
        read_annexes(book)
    assert [(fault.cell, fault.rule) for fault in refused.value.faults] == [
        ("Trống!1", "không thấy dòng tiêu đề của bảng")
    ]


def test_sums_of_an_office_sheet_must_add_up(tmp_path):
    rows = [(1, "A", 9), ("1.1", "B", 1), ("1.2", "C", 2)]
    with pytest.raises(WorkbookRefused) as refused:
        read_annexes(office(tmp_path / "a.xlsx", ("PL", [], rows)))
    assert [(fault.cell, fault.rule) for fault in refused.value.faults] == [
        ("PL!C3", "tổng không khớp: các tiêu chí cộng lại được 3, ở đây ghi 9")
    ]


def test_the_office_sheet_and_the_criteria_must_agree(draft, tmp_path):
    from openpyxl import load_workbook

    path = exported(draft, tmp_path / "a.xlsx")
    book = load_workbook(path)
    book["PL1"]["B7"], book["PL1"]["C8"], book["PL1"]["A9"] = "Tên khác", 9, "9"
    book.save(path)
    with pytest.raises(WorkbookRefused) as refused:
        read_annexes(path)
    assert [(fault.cell, fault.rule) for fault in refused.value.faults] == [
        ("PL1!B7", "tên khác với trang criteria: “Ban hành kế hoạch”"),
        ("PL1!C8", "điểm khác với trang criteria: 2"),
        ("PL1!A9", "không có tiêu chí “9”"),
    ]


def test_faults_of_the_criteria_sheet_have_their_cells(draft, tmp_path):
    from openpyxl import load_workbook

    path = exported(draft, tmp_path / "a.xlsx")
    book = load_workbook(path)
    book["criteria"]["J3"] = json.dumps({"kind": "ratios"})
    book.save(path)
    with pytest.raises(WorkbookRefused) as refused:
        read_annexes(path)
    assert [fault.cell for fault in refused.value.faults] == ["criteria!J3"]


def test_a_formula_in_a_text_stays_a_text(authority, staff, tmp_path):
    named = replace(TREE[1], name="=HYPERLINK(1)", guidance="+1", note="@x")
    draft = make_draft(authority, staff, (TREE[0], named, *TREE[2:]))
    again = imported(exported(draft, tmp_path / "a.xlsx"), authority, staff)
    assert nodes_of(again)[1] == named
    assert CriteriaSet.objects.count() == 2


def test_no_file_at_all(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"MZ nothing of the kind")
    with pytest.raises(WorkbookRefused):
        read_annexes(path)


def test_names_of_sheets_fit_and_differ():
    long = "Phụ lục dành cho các cơ quan chuyên môn"
    names = sheet_names([long, long + " II", "a/b", "a:b", "criteria"])
    assert len({name.casefold() for name in names.values()}) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names.values())
    assert names["criteria"] != "criteria"
