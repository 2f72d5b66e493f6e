"""One range of a file (RFC 9110, section 14): a viewer fetches the pages it shows, not the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 1 << 16


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None when all is wanted or what is asked for is not one plain range.

    Raises `ValueError` when it begins after the end.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start >= size or (last and first and int(last) < start):
        raise ValueError(header)
    return start, end


class Part:
    """The bytes from `start` to `end`, both included; the response closes it, read or not."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._start, self._left = file, start, end - start + 1

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._start)
        while self._left > 0 and (piece := self._file.read(min(_PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        self._file.close()
