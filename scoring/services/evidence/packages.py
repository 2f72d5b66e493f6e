"""Packages that may be taken: no bomb, nothing nested, no program inside, no macros, no path tricks."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from pari.refusals import Invalid
from scoring.selectors.evidence.archives import ENCRYPTED
from scoring.selectors.evidence.kinds import EXTENSIONS, Kind
from scoring.services.evidence.names import extension_of

MOST_PARTS = 5_000
LARGEST = 500 * 1024 * 1024
#: Beyond this size a package may not shrink to less than a hundredth: text never does, a bomb must.
UNSUSPICIOUS = 20 * 1024 * 1024
HIGHEST_RATIO = 100
_PIECE = 1 << 20
_MORE_IN_ARCHIVES = (".txt", ".csv", ".xml", ".gif", ".bmp", ".mp3", ".mp4", ".p7s", ".json")
_IN_ARCHIVES = frozenset(EXTENSIONS) - {".zip"} | set(_MORE_IN_ARCHIVES)
_PACKAGED = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ", b"BZh")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_CLUTTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_MACROS = re.compile(r"(^|/)vbaProject\.bin$|^Basic/|^Scripts/|(^|/)(xlm)?macrosheets/", re.IGNORECASE)


def check_package(path: Path, kind: Kind) -> None:
    """Refuse (`Invalid`) what is not the kind it is named for or should not be opened by anybody."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive, path.stat().st_size)
            _check_kind(archive, kind)
            _check_parts(archive, kind)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise Invalid(_("Tệp nén bị hỏng."), _("Tạo lại tệp rồi tải lên lần nữa.")) from error


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > LARGEST or (size > UNSUSPICIOUS and size > packed * HIGHEST_RATIO):
        raise _bomb()
    if sum(part.compress_size for part in parts) > packed:  # parts that lie over one another
        raise _bomb()


def _check_kind(archive: zipfile.ZipFile, kind: Kind) -> None:
    names = set(archive.namelist())
    if any(_MACROS.search(name) for name in names):
        raise Invalid(_("Tệp có macro."), _("Lưu lại dạng không có macro (.docx, .xlsx, .pptx) hoặc PDF."))
    if not kind.part:
        return
    if kind.part not in names or not _declares(archive, kind, names):
        raise Invalid(
            _("Nội dung không phải là tệp .%(extension)s.") % {"extension": kind.extension},
            _("Mở bằng chương trình đã tạo ra tệp và lưu lại đúng định dạng."),
        )


def _declares(archive: zipfile.ZipFile, kind: Kind, names: set[str]) -> bool:
    """The package says itself what it is: OOXML in its list of types, ODF in its first part."""
    if "mimetype" in names:
        return _beginning(archive, "mimetype").strip() == kind.media_type.encode()
    if "[Content_Types].xml" not in names:
        return False
    types = _beginning(archive, "[Content_Types].xml")
    if b"macroEnabled" in types:
        raise Invalid(_("Tệp có macro."), _("Lưu lại dạng không có macro (.docx, .xlsx, .pptx) hoặc PDF."))
    return kind.media_type.encode() in types


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(_PIECE)


def _check_parts(archive: zipfile.ZipFile, kind: Kind) -> None:
    for part in archive.infolist():
        _check_place(part.filename)
        if part.is_dir() or _CLUTTER.search(part.filename):
            continue
        if not kind.part:
            _check_ending(part.filename)
        if not part.flag_bits & ENCRYPTED:
            _check_content(archive, part, nests=bool(kind.part))


def _check_place(name: str) -> None:
    plain = name.replace("\\", "/")
    if plain.startswith("/") or ":" in plain.split("/")[0] or ".." in PurePosixPath(plain).parts or "\0" in plain:
        raise Invalid(_("Tệp nén có tên tệp không an toàn bên trong."), _("Tạo lại tệp nén từ một thư mục thường."))


def _check_ending(name: str) -> None:
    if f".{extension_of(name)}" not in _IN_ARCHIVES:
        raise Invalid(
            _("Trong tệp nén có “%(name)s”, loại tệp không được nhận.") % {"name": PurePosixPath(name).name[:100]},
            _("Bỏ tệp đó ra, hoặc giải nén và tải từng tệp lên."),
        )


def _check_content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, nests: bool) -> None:
    """Unpack the part once to its true end: by itself the archive stops at the size its directory tells."""
    told, part.file_size = part.file_size, LARGEST + _PIECE
    try:
        with archive.open(part) as file:
            _check_beginning(file.read(8), part.filename, nests=nests)
            _check_end(file, told)
    finally:
        part.file_size = told


def _check_beginning(first: bytes, name: str, *, nests: bool) -> None:
    if first.startswith(_PROGRAMS) and not name.lower().endswith((".txt", ".csv")):
        raise Invalid(_("Trong tệp có chương trình chạy được."), _("Bỏ chương trình ra rồi tải lên lần nữa."))
    if first.startswith(_ARCHIVES) and not nests and f".{extension_of(name)}" not in _PACKAGED:
        raise Invalid(_("Trong tệp nén lại có tệp nén."), _("Giải nén và tải từng tệp lên."))


def _check_end(file: IO[bytes], told: int) -> None:
    size = 8
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > max(told, 8):
            raise _bomb()


def _bomb() -> Invalid:
    return Invalid(_("Tệp nén bung ra quá lớn hoặc quá nhiều tệp."), _("Giải nén và tải từng tệp cần thiết lên."))
