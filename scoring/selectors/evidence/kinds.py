"""Which kinds of document are taken, how each is known by its content, and how it is handed out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
#: What libmagic says of packages: it looks at the beginning only, so the parts decide (evidence_archives).
_PACKAGES = frozenset({"application/zip", "application/octet-stream", "application/x-zip-compressed"})
_COMPOUNDS = frozenset(
    {
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.ms-office",
        "application/CDFV2",
        "application/x-ole-storage",
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    `beginnings` are the first bytes it may have; `magic` what libmagic may call it; `part` the part of the package
    or the stream of the compound file that makes it what it is; `shown` whether browsers show it in the page.
    """

    extension: str
    label: str | Promise
    media_type: str
    beginnings: tuple[bytes, ...]
    magic: frozenset[str]
    part: str = ""
    shown: str = ""


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)


def _package(extension: str, label: str | Promise, media_type: str, part: str) -> Kind:
    return Kind(extension, label, media_type, _ZIP, _PACKAGES | {media_type}, part)


def _compound(extension: str, label: str | Promise, media_type: str, part: str) -> Kind:
    return Kind(extension, label, media_type, _COMPOUND, _COMPOUNDS, part)


def _image(extension: str, media_type: str, *beginnings: bytes, shown: str = "image") -> Kind:
    return Kind(extension, _("Ảnh"), media_type, beginnings, frozenset({media_type}), shown=shown)


_KINDS = (
    Kind("pdf", "PDF", "application/pdf", (b"%PDF-",), frozenset({"application/pdf"}), shown="pdf"),
    _package("docx", "Word", f"{_OFFICE}.wordprocessingml.document", "word/document.xml"),
    _package("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
    _package("pptx", "PowerPoint", f"{_OFFICE}.presentationml.presentation", "ppt/presentation.xml"),
    _compound("doc", "Word", "application/msword", "WordDocument"),
    _compound("xls", "Excel", "application/vnd.ms-excel", "Workbook"),
    _compound("ppt", "PowerPoint", "application/vnd.ms-powerpoint", "PowerPoint Document"),
    _package("odt", _("Văn bản ODF"), f"{_OPEN}.text", "content.xml"),
    _package("ods", _("Bảng tính ODF"), f"{_OPEN}.spreadsheet", "content.xml"),
    _package("odp", _("Trình chiếu ODF"), f"{_OPEN}.presentation", "content.xml"),
    _image("jpg", "image/jpeg", b"\xff\xd8\xff"),
    _image("png", "image/png", b"\x89PNG\r\n\x1a\n"),
    _image("webp", "image/webp", b"RIFF"),
    _image("tif", "image/tiff", b"II*\x00", b"MM\x00*", shown=""),
    Kind("zip", "ZIP", "application/zip", _ZIP, _PACKAGES),
)
_OTHER_WORDS = {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif"}

KINDS: Mapping[str, Kind] = {kind.extension: kind for kind in _KINDS}
_BY_MEDIA_TYPE: Mapping[str, Kind] = {kind.media_type: kind for kind in _KINDS}

#: For a file picker's `accept`.
EXTENSIONS = tuple(f".{word}" for word in (*KINDS, *_OTHER_WORDS))


def kind_named(extension: str) -> Kind | None:
    """The kind that a name's ending (lower case, no dot) stands for."""
    return KINDS.get(_OTHER_WORDS.get(extension, extension))


def kind_of(media_type: str) -> Kind | None:
    return _BY_MEDIA_TYPE.get(media_type)
