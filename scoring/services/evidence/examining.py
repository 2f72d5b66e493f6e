"""What a file is, by its content; its name must agree."""

from __future__ import annotations

import mmap
from pathlib import Path

import magic
from django.utils.translation import gettext as _

from pari.refusals import Invalid
from scoring.selectors.evidence.kinds import EXTENSIONS, Kind, kind_named
from scoring.services.evidence.names import extension_of
from scoring.services.evidence.packages import check_package

_LOOKED_AT = 1 << 16
_ENTRY = 128  # a compound file's directory entry: the name in UTF-16, at 64 its length in bytes
_MACRO_STORAGES = ("_VBA_PROJECT", "_VBA_PROJECT_CUR")
_OLDER_NAMES = {"Workbook": ("Workbook", "Book")}


def check_ending(name: str) -> Kind:
    """The kind that the name promises; asked before any byte is taken."""
    kind = kind_named(extension_of(name))
    if kind is None:
        raise Invalid(
            _("“%(name)s”: loại tệp này không được nhận.") % {"name": name},
            _("Chỉ nhận: %(extensions)s.") % {"extensions": ", ".join(EXTENSIONS)},
        )
    return kind


def check_content(path: Path, name: str) -> Kind:
    """The kind that the name promises and the content keeps; anything else is `Invalid`."""
    kind = check_ending(name)
    with path.open("rb") as file:
        first = file.read(_LOOKED_AT)
    if not _begins_as(first, kind) or magic.from_buffer(first, mime=True) not in kind.magic:
        raise _mistaken(first, kind)
    if kind.beginnings[0].startswith(b"PK"):
        check_package(path, kind)
    elif kind.part:
        _check_compound(path, kind)
    return kind


def _begins_as(first: bytes, kind: Kind) -> bool:
    if kind.extension == "webp" and first[8:12] != b"WEBP":
        return False
    return first.startswith(kind.beginnings)


def _mistaken(first: bytes, kind: Kind) -> Invalid:
    if first.startswith(b"\xd0\xcf\x11\xe0") and kind.beginnings[0].startswith(b"PK"):
        return Invalid(_("Tệp được đặt mật khẩu hoặc là dạng cũ."), _("Bỏ mật khẩu và lưu lại dạng mới, hoặc lưu PDF."))
    return Invalid(
        _("Nội dung không phải là tệp .%(extension)s.") % {"extension": kind.extension},
        _("Mở bằng chương trình đã tạo ra tệp và lưu lại đúng định dạng; đổi đuôi tên tệp là không đủ."),
    )


def _check_compound(path: Path, kind: Kind) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if any(_holds(content, name) for name in _MACRO_STORAGES):
            raise Invalid(_("Tệp có macro."), _("Lưu lại dạng không có macro (.docx, .xlsx, .pptx) hoặc PDF."))
        if not any(_holds(content, name) for name in _OLDER_NAMES.get(kind.part, (kind.part,))):
            raise _mistaken(b"", kind)


def _holds(content: mmap.mmap, name: str) -> bool:
    """Whether the file's directory has an entry of that name; entries lie at multiples of their size."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    length = len(wanted).to_bytes(2, "little")
    place = content.find(wanted)
    while place >= 0:
        if place % _ENTRY == 0 and content[place + 64 : place + 66] == length:
            return True
        place = content.find(wanted, place + 1)
    return False
