"""What the reader asked for on the results page, and finding names without their diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

LONGEST_SEARCH = 100
_WORD = re.compile(r"\w+")
_NO_BASE_LETTER = str.maketrans("đ", "d")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the results page; empty text does not filter."""

    text: str = ""
    bloc: str = ""
    class_name: str = ""
    page: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.bloc or self.class_name)


def wanted(query: Mapping[str, str]) -> Wanted:
    """Read the query string: `tim`, `khoi`, `xep-loai`, `trang`. NUL characters, which no database takes, go."""
    given = {key: query.get(key, "").replace("\0", "").strip() for key in ("tim", "khoi", "xep-loai", "trang")}
    return Wanted(given["tim"][:LONGEST_SEARCH], given["khoi"], given["xep-loai"], given["trang"])


def folded(text: str) -> str:
    """Letters without case, tones or shapes: `Sở Nội vụ` and `so noi vu` are the same."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    return bare.translate(_NO_BASE_LETTER)


def mentions(text: str, *names: str) -> bool:
    """Whether every word of `text` begins a word of the names."""
    known = _words(" ".join(names))
    return all(any(word.startswith(begun) for word in known) for begun in _words(text))


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    """Names come again with every search, so their words are kept."""
    return tuple(_WORD.findall(folded(text)))
