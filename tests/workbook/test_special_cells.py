"""Formulas, errors and odd packages: what a cell means does not depend on who wrote the file (CONTRACT §3)."""

import re

import pytest

from scoring.workbook.reader import open_campaign
from tests.workbook.packages import base_file, part_of_sheet, parts_of, with_sheet_changed, write_parts

NUMBER = '<c r="C2" t="inlineStr"><is><t>1.5</t></is></c>'
TEXT = '<c r="E12" t="inlineStr"><is><t>=SUM(A1)</t></is></c>'
PLAIN, STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
UNCACHED = ("scores!C2", "=1+0.5", "công thức chưa có kết quả")


def read(path):
    """(explanations, self points of the first row, faults)."""
    book = open_campaign(path)
    rows = list(book.scores)
    return (
        [row.explanation for row in rows if row.explanation],
        rows[0].claim.points,
        [(fault.cell, fault.value, fault.rule) for fault in book.faults],
    )


def changed(folder, old, new):
    return with_sheet_changed(folder, "scores", lambda xml: xml.replace(old, new))


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ('<c r="E12"><f>SUM(A1)</f><v>3</v></c>', "=SUM(A1)"),
        ('<c r="E12"><f>SUM(A1)</f></c>', "=SUM(A1)"),
        ('<c r="E12" t="str"><f>"a"&amp;B1</f><v>ab</v></c>', '="a"&B1'),
        ('<c r="E12" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "=1/0"),
        (
            '<c r="E12" t="inlineStr"><is><r><t>đậm</t></r><r><t xml:space="preserve"> nhạt </t></r></is></c>',
            "đậm nhạt",
        ),
        ('<c r="E12" t="inlineStr"><is><t>a&#9;&#10;b</t></is></c>', "a\t\nb"),
    ],
)
def test_a_text_cell(tmp_path, cell, meant):
    explanations, _, faults = read(changed(tmp_path, TEXT, cell))
    assert (explanations[-1], faults) == (meant, [])


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ('<c r="C2"><f>1+0.5</f><v>1.5</v></c>', "1.5"),
        ('<c r="C2" t="str"><f>TEXT(1.5)</f><v>1,5</v></c>', "1.5"),
        ('<c r="C2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="C2"><v>0.30000000000000004</v></c>', "0.3"),
        ('<c r="C2"><v>1.5E0</v></c>', "1.5"),
        ('<c r="C2" s="1"/>', None),
    ],
)
def test_a_number_cell(tmp_path, cell, points):
    assert read(changed(tmp_path, NUMBER, cell))[1:] == (points, [])


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('<c r="C2"><f>1+0.5</f></c>', UNCACHED),
        ('<c r="C2"><f>1+0.5</f><v></v></c>', UNCACHED),
        ('<c r="C2"><f>1+0.5</f><v/></c>', UNCACHED),
        ('<c r="C2"><f\n>1+0.5</f></c>', UNCACHED),
        ("<c><f>1+0.5</f></c>", UNCACHED),
        ('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ("scores!C2", "=1/0", "ô báo lỗi #DIV/0!")),
        ("<c r=\"C2\" t = 'e'><v>#REF!</v></c>", ("scores!C2", "#REF!", "ô báo lỗi #REF!")),
        ('<c r="C2" t="b"><v>1</v></c>', ("scores!C2", "True", "không phải là số")),
        ('<c r="C2" t="inlineStr"><is><t>1\x005</t></is></c>', ("scores!C2", "1\x005", "không phải là số")),
    ],
)
def test_a_number_cell_at_fault(tmp_path, cell, fault):
    assert fault in read(changed(tmp_path, NUMBER, cell))[2]


@pytest.mark.parametrize("cell", ['<c r="E12" t="e"><v>#N/A</v></c>', TEXT.replace("=SUM(A1)", "a_x0000_b")])
def test_an_error_or_a_control_character_is_no_text(tmp_path, cell):
    assert [fault[0] for fault in read(changed(tmp_path, TEXT, cell))[2]] == ["scores!E12"]


def uncached(xml):
    return xml.replace(NUMBER, '<c r="C2"><f>1+0.5</f></c>')


def prefixed(prefix):
    return lambda xml: re.sub(r"<(/?)(\w)", rf"<\1{prefix}:\2", uncached(xml).replace("xmlns=", f"xmlns:{prefix}="))


def without_places(xml):
    """Rows and cells need not say where they are."""
    return (
        re.sub(r'<row r="(?!1[12]")\d+"', "<row", uncached(xml)).replace('<c r="A2"', "<c").replace('<c r="B2"', "<c")
    )


@pytest.mark.parametrize("change", [prefixed("x"), prefixed("x-1"), without_places], ids=["x", "x-1", "no places"])
def test_a_formula_is_found_in_other_spellings_of_xml(tmp_path, change):
    explanations, _, faults = read(with_sheet_changed(tmp_path, "scores", change))
    assert (explanations[-1], faults) == ("=SUM(A1)", [UNCACHED])


def moved(folder, part, target):
    """The sheet kept at another place of the package."""
    path = with_sheet_changed(folder, "scores", uncached)
    parts, old = parts_of(path), part_of_sheet(path, "scores")
    sheet = parts.pop(old)
    parts = {name: content.replace(f"/{old}".encode(), target.encode()) for name, content in parts.items()}
    return write_parts(folder / "moved.xlsx", parts | {part: sheet})


@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("xl/sheets/a.xml", "/xl/sheets/a.xml"),
        ("xl/sheets/a.xml", "sheets/a.xml"),
        ("xl/Worksheets/A.xml", "/xl/worksheets/a.xml"),
    ],
)
def test_a_formula_is_found_wherever_the_sheet_is_kept(tmp_path, part, target):
    assert read(moved(tmp_path, part, target))[2] == [UNCACHED]


def test_a_strict_package_is_read_alike(tmp_path):
    parts = parts_of(with_sheet_changed(tmp_path, "scores", uncached))
    strict = {
        name: content.replace(PLAIN.encode(), STRICT.encode()).replace(RELATIONS.encode(), STRICT_RELATIONS.encode())
        for name, content in parts.items()
    }
    assert read(write_parts(tmp_path / "strict.xlsx", strict))[2] == [UNCACHED]


def test_macros_and_unknown_parts_are_passed_over(tmp_path):
    parts = parts_of(base_file(tmp_path)) | {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100,
        "customXml/item1.xml": b"<f ",
    }
    assert read(write_parts(tmp_path / "macros.xlsx", parts))[2] == []
