"""Files that are no campaign workbook are refused as a whole, quickly, with nothing written (CONTRACT §3)."""

import zipfile

import pytest

from appraisal.exchange.importing import import_workbook
from tests.workbook.packages import base_file, lying_about_size, parts_of, with_sheet_changed, write_parts
from tests.workbook.untouched import refused

TOO_MUCH = 201 * 1024 * 1024


def hundred_bytes(folder):
    path = folder / "small.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(96))
    return path


def text_file(folder):
    path = folder / "text.xlsx"
    path.write_text("agency,criterion\n" * 6, encoding="utf-8")
    return path


def empty_file(folder):
    path = folder / "empty.xlsx"
    path.touch()
    return path


def encrypted(folder):
    path = folder / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048))
    return path


def encrypted_parts(folder):
    path = base_file(folder)
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(raw)
    return path


def empty_archive(folder):
    return write_parts(folder / "zip.xlsx", {})


def another_archive(folder):
    return write_parts(folder / "zip.xlsx", {"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"})


def cut_short(folder):
    path = base_file(folder)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def damaged(folder):
    path = base_file(folder)
    raw = bytearray(path.read_bytes())
    raw[60:80] = bytes(20)
    path.write_bytes(raw)
    return path


def bomb(folder):
    path = base_file(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(TOO_MUCH))
    return path


def bomb_in_secret(folder):
    return lying_about_size(base_file(folder), "xl/media/image1.bin", bytes(TOO_MUCH), 1000)


def entities(folder):
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    document = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{laughs}]>'
    return with_sheet_changed(folder, "scores", lambda xml: document + xml.replace("=SUM(A1)", "&a9;"))


def no_sheets(folder):
    parts = parts_of(base_file(folder))
    return write_parts(folder / "none.xlsx", {name: part for name, part in parts.items() if "worksheets/" not in name})


def broken_sheet(folder):
    return with_sheet_changed(folder, "scores", lambda xml: xml[: len(xml) // 2])


FILES = {
    "a hundred bytes": (hundred_bytes, "hỏng|không phải"),
    "text": (text_file, "không phải"),
    "empty": (empty_file, "không phải"),
    "encrypted": (encrypted, "mật khẩu"),
    "encrypted parts": (encrypted_parts, "mật khẩu"),
    "an empty archive": (empty_archive, "không phải"),
    "another archive": (another_archive, "hỏng|không phải"),
    "cut short": (cut_short, "hỏng"),
    "damaged": (damaged, "hỏng"),
    "a bomb": (bomb, "200 MB"),
    "a bomb that lies": (bomb_in_secret, "hỏng|200 MB"),
    "parts absent": (no_sheets, "hỏng|thiếu|không phải"),
    "half a sheet": (broken_sheet, "hỏng"),
    "entities that unfold": (entities, "hỏng"),
}


@pytest.mark.parametrize(("make", "word"), FILES.values(), ids=FILES)
def test_the_file_is_refused(db, tmp_path, make, word):
    path = make(tmp_path)
    with refused() as faults:
        import_workbook(path=path, by=None)
    assert [fault.cell for fault in faults] == ["campaign!1"]
    assert any(part in faults[0].rule for part in word.split("|")), faults[0].rule


@pytest.mark.parametrize("place", ["XFD1048576", "XFD1", "A1048576", "AA3", "Z999999", "C100000"])
def test_a_value_far_away_is_refused(db, tmp_path, place):
    row = "".join(char for char in place if char.isdigit())
    far = f'<row r="{row}"><c r="{place}" t="n"><v>1</v></c></row></sheetData>'
    path = with_sheet_changed(tmp_path, "survey", lambda xml: xml.replace("</sheetData>", far))
    with refused():
        import_workbook(path=path, by=None)


@pytest.mark.parametrize("far", ['<c r="AMJ9" s="1"/>', '<c r="AMJ9"/>', '<c s="1" r="XFD9" />'])
def test_a_format_far_away_is_no_value(db, tmp_path, far):
    row = f'<row r="9">{far}</row><row r="1048576" ht="12.8" customHeight="true"><c r="A1048576" s="1"/></row>'
    path = with_sheet_changed(tmp_path, "survey", lambda xml: xml.replace("</sheetData>", f"{row}</sheetData>"))
    assert import_workbook(path=path, by=None).written is True
