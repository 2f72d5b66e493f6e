"""The file before its sheets: really XLSX, not encrypted, not a bomb (CONTRACT §3)."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

from scoring.core.errors import Refused

LARGEST = 200 * 1024 * 1024
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old .xls and of encrypted .xlsx
_CHUNK = 1 << 20
_WORKSHEET = re.compile(rb"<(?:[^\s<>/!?]+:)?worksheet[\s>]")
# Each begins with a literal, which is searched for ten times as quickly as anything else.
_SPECIAL = tuple(map(re.compile, (rb"<f[\s/>]", rb":f[\s/>]", rb"t\s*=\s*[\"']e[\"']")))
_MAYBE_FAR = re.compile(rb"r\s*=\s*[\"'](?:[A-Za-z]{2,}\d+|[A-Za-z]+\d{6,})[\"']")
# The reader lays a sheet out as a full rectangle: one value in a far corner would take all memory.
_CELL = rb"<(?:[^\s<>/!?]+:)?c\s(?:[^>]*\s)?r\s*=\s*[\"']"
_FILLED = rb"[\"'](?:[^>]*[^/>])?>"
_FAR_RIGHT = re.compile(_CELL + rb"[A-Za-z]{2,}\d+" + _FILLED)
_FAR_DOWN = re.compile(_CELL + rb"[A-Za-z]+\d{6,}" + _FILLED)
_FEW_ROWS = 10_000  # of a sheet that goes beyond row 99,999: nine in ten of them are empty
_OVERLAP = 256


def check_archive(path: Path) -> frozenset[str]:
    """Parts of the package that hold formulas or error values; a file that may not be read is `Refused`.

    Every part is unpacked once, so that a size told wrongly in the directory does not pass.
    """
    _check_beginning(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _check_parts(archive)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Refused("tệp hỏng hoặc không phải là XLSX", "mở bằng Excel và lưu lại dạng .xlsx") from error


def _check_beginning(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(8)
    if beginning == _COMPOUND_FILE:
        raise Refused("tệp được đặt mật khẩu hoặc là .xls cũ", "bỏ mật khẩu và lưu lại dạng .xlsx")
    if not beginning.startswith(b"PK"):
        raise Refused("không phải là tệp XLSX", "lưu lại dạng .xlsx")


def _check_parts(archive: zipfile.ZipFile) -> frozenset[str]:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if sum(part.file_size for part in parts) > LARGEST:
        raise Refused("tệp bung ra quá 200 MB", "tách bớt dữ liệu hoặc bỏ định dạng thừa")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("tệp được đặt mật khẩu", "bỏ mật khẩu và lưu lại dạng .xlsx")
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise Refused("không phải là tệp XLSX", "lưu lại dạng .xlsx")
    return frozenset(part.filename for part in parts if _is_special(archive, part))


def _is_special(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Read the part to its true end; size and checksum are checked on the way."""
    special, is_sheet, is_deep, tail, size, rows = False, False, False, b"", 0, 0
    # By itself the archive stops at the size that the header tells; who reads the file next may not.
    told, part.file_size = part.file_size, LARGEST + _CHUNK
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            if size == 0:
                is_sheet = _WORKSHEET.search(chunk) is not None
            size += len(chunk)
            if size > told:
                raise zipfile.BadZipFile(part.filename)
            if not is_sheet:
                continue
            window = tail + chunk
            special = special or any(pattern.search(window) for pattern in _SPECIAL)
            rows += chunk.count(b"row>")
            if _MAYBE_FAR.search(window):
                is_deep = is_deep or _FAR_DOWN.search(window) is not None
                if _FAR_RIGHT.search(window):
                    raise _far_away()
            tail = chunk[-_OVERLAP:]
    if is_deep and rows < _FEW_ROWS:
        raise _far_away()
    return special


def _far_away() -> Refused:
    return Refused("có dữ liệu ở xa bảng: ngoài cột Z, hoặc dưới rất nhiều dòng trống", "xóa các ô ở xa bảng")


def sheet_parts(path: Path) -> dict[str, str]:
    """The package part of every sheet, by the sheet's name."""
    with zipfile.ZipFile(path) as archive:
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 expat refuses bombs
        workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 expat refuses bombs
        names = {name.lower(): name for name in archive.namelist()}
    targets = {item.get("Id"): _part_path(item.get("Target", "")) for item in relations}
    sheets = (node for node in workbook.iter() if node.tag.endswith("}sheet"))
    return {node.get("name", ""): names.get(targets.get(_relation(node), "").lower(), "") for node in sheets}


def _relation(sheet: ET.Element) -> str:
    """The relation of a sheet; its namespace is one in common files and another in strict ones."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _part_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
