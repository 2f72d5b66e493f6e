"""Typefaces of the documents: Times metrics for text, Arial metrics in charts; both must have all Vietnamese marks."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import vl_convert
from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

WORD_SERIF = "Times New Roman"
SANS = "'Liberation Sans', Arimo, Arial, sans-serif"

PICTURE_SANS = "Pari Chart"
VIETNAMESE = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐđƠơƯư−"
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
FILES = ("LiberationSans-Regular.ttf", "Arimo-Regular.ttf", "Arimo[wght].ttf", "arial.ttf", "DejaVuSans.ttf")
NAME_IDS = (1, 4, 16)


@lru_cache(maxsize=1)
def picture_family() -> str:
    """The family to name in a drawing that becomes a PNG.

    The converter takes the first font of a name, and old Liberation fonts lack Vietnamese letters; so a font that
    has them is registered under a name that nothing else bears. Without one, whatever is there must do.
    """
    found = next((path for path in _candidates() if _has_vietnamese(path)), None)
    if found is None:
        return "sans-serif"
    folder = Path(settings.DATA_DIR) / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    _renamed(found, folder / "pari-chart.ttf")
    vl_convert.register_font_directory(str(folder))
    return PICTURE_SANS


def _candidates() -> Iterable[Path]:
    """Known files in order of preference."""
    return (
        path for name in FILES for folder in FOLDERS if folder.is_dir() for path in sorted(folder.rglob(_literal(name)))
    )


def _literal(name: str) -> str:
    return name.replace("[", "[[]")


def _has_vietnamese(path: Path) -> bool:
    with TTFont(path, lazy=True) as font:
        letters = font.getBestCmap() or {}
    return all(ord(letter) in letters for letter in VIETNAMESE)


def _renamed(source: Path, target: Path) -> None:
    """A copy under our own family name, put in place whole; a reader never sees half of it."""
    unfinished = target.with_suffix(f".{os.getpid()}")
    with TTFont(source) as font:
        for record in font["name"].names:
            if record.nameID in NAME_IDS:
                record.string = PICTURE_SANS
            elif record.nameID == 6:
                record.string = PICTURE_SANS.replace(" ", "")
        font.save(unfinished)
    unfinished.replace(target)
