"""XLSX packages taken apart and put together again with one part changed."""

import struct
import zipfile
import zlib

from openpyxl import load_workbook

from tests.oracle.workbook import write_plain
from tests.workbook.base import base, complete


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def base_file(folder, sheets=None):
    return write_plain(folder / "base.xlsx", complete(sheets or base()))


def part_of_sheet(path, sheet):
    """The package part of a sheet as this library writes them: in the order of the sheets."""
    book = load_workbook(path)
    return f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"


def with_sheet_changed(folder, sheet, change, sheets=None):
    """The base file with the XML of one sheet put through `change`."""
    path = base_file(folder, sheets)
    parts, part = parts_of(path), part_of_sheet(path, sheet)
    changed = change(parts[part].decode())
    assert changed != parts[part].decode()
    parts[part] = changed.encode()
    return write_parts(folder / "changed.xlsx", parts)


def lying_about_size(path, name, content, told):
    """A package with one part that unpacks to more than its headers say; length and checksum of the start agree."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    raw, start = bytearray(path.read_bytes()), content[:told]
    truth = struct.pack("<II", zlib.crc32(content), 0)[:4]
    lie = struct.pack("<I", zlib.crc32(start))
    for signature, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = entry(raw, signature, name)
        assert raw[at + place : at + place + 4] == truth
        raw[at + place : at + place + 4] = lie
        raw[at + place + 8 : at + place + 12] = struct.pack("<I", told)
    path.write_bytes(raw)
    return path


def entry(raw, signature, name):
    """Where the header of a part begins."""
    length = 30 if signature == b"PK\x03\x04" else 46
    at = raw.find(signature)
    while raw[at + length : at + length + len(name)] != name.encode():
        at = raw.find(signature, at + 1)
    return at
