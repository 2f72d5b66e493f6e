"""Many papers in one ZIP, written piece by piece: memory holds one of them at a time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator

ZIP_NEVER = (2020, 1, 1, 0, 0, 0)  # the same papers give the same file
MOST_LETTERS = 80
UNSAFE = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069<>:"/\\|?*]+')


class _Sink:
    """Takes what a ZIP writes and lets it go again; it cannot be wound back, and ZIP writes for that."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def taken(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


def zipped(papers: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The ZIP of papers by name; papers are compressed in themselves and are stored as they are."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, content in papers:
            archive.writestr(zipfile.ZipInfo(name, ZIP_NEVER), content)
            yield sink.taken()
    yield sink.taken()


def member_name(number: int, title: str, file_format: str) -> str:
    """`007 Công văn đề nghị bổ sung - Sở Y tế.pdf`: readable, of one folder, with no sign that a system forbids."""
    flat = file_title(title)[:MOST_LETTERS].strip(" .")
    return f"{number:03d} {flat}.{file_format}" if flat else f"{number:03d}.{file_format}"


def file_title(title: str) -> str:
    """A title as part of a file's name."""
    return " ".join(UNSAFE.sub(" ", title).split()).strip(" .")
