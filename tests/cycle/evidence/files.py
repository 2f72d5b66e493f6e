"""Documents as people send them, and what others would like to send."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from docx import Document
from openpyxl import Workbook

OOXML = "application/vnd.openxmlformats-officedocument"
EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\0" * 44 + b"\x80\0\0\0" + b"\0" * 400
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc"
    "330000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb0043") + b"\x01" * 64 + b"\xff\xd9"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a\x01\0\x01\0\x02\0\x34\x25\xa4\0\x03\x70\0\xfe\xfb\xfd\x50\0"
TIFF = b"II*\0\x08\0\0\0\x01\0\x00\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0"


def pdf(text: str = "", pages: int = 1) -> bytes:
    """A PDF that draws `text` on each page; without text it is like a scan."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode() if text else b"0 0 10 10 re f"
    kids = " ".join(f"{5 + place} 0 R" for place in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    objects += [page] * pages
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def archive(parts: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def docx(text: str = "Kế hoạch cải cách hành chính") -> bytes:
    document, buffer = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


def xlsx() -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    book.active["A1"] = "Số hồ sơ"
    book.save(buffer)
    return buffer.getvalue()


def pptx() -> bytes:
    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{OOXML}.presentationml.presentation.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types, "ppt/presentation.xml": "<p:presentation/>"})


def odt() -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": "<office/>"}, method=zipfile.ZIP_STORED)


def docm() -> bytes:
    """A document with macros under the name of one without."""
    types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types, "word/document.xml": "<w/>", "word/vbaProject.bin": b"\xd0\xcf"})


def compound(*streams: str) -> bytes:
    """A compound file (the container of .doc, .xls, .ppt) whose directory holds these names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = b"".join(_entry(name, 5 if place == 0 else 2) for place, name in enumerate(("Root Entry", *streams)))
    return header + table + entries.ljust(512, b"\0") + b"\0" * 4096


def _entry(name: str, kind: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(letters), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    return (letters.ljust(64, b"\0") + links).ljust(128, b"\0")


def bomb() -> bytes:
    """Thirty megabytes of nothing in thirty kilobytes."""
    return archive({"so-lieu.txt": b"\0" * (30 * 1024 * 1024)})


def lying_bomb() -> bytes:
    """Its directory tells a thousandth of what it unpacks to."""
    content = bytearray(archive({"so-lieu.txt": b"\0" * (30 * 1024 * 1024)}))
    true = struct.pack("<I", 30 * 1024 * 1024)
    told = struct.pack("<I", 30 * 1024)
    return bytes(content.replace(true, told))


def crowded() -> bytes:
    return archive({f"{number}.txt": b"" for number in range(5001)}, method=zipfile.ZIP_STORED)


def locked() -> bytes:
    """A ZIP that says its one part is encrypted."""
    content = bytearray(archive({"mat.pdf": pdf()}, method=zipfile.ZIP_STORED))
    content[6] |= 1
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1
    return bytes(content)
