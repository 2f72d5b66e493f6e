"""What a person narrows a list to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from appraisal.enums import Standing
from appraisal.selectors.marks.lines import NONE, Lines, Only
from appraisal.selectors.marks.reading import rows_at
from scoring.selectors.register.agencies import folded


@dataclass(frozen=True, slots=True)
class Selection:
    """Words of the names (without diacritics), a code of `Only`, a bloc's code; empty ones narrow nothing."""

    text: str = ""
    only: str = ""
    bloc: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.only or self.bloc)


def chosen_of(lines: Lines, selection: Selection) -> Sequence[int]:
    """Keys of the places, in the order of the list."""
    places = _in_bloc(lines, lines.narrowed(selection.only), selection.bloc)
    keys = _named(lines, places, selection.text) if selection.text else list(places.values_list("pk", flat=True))
    if selection.only != Only.BELOW:
        return keys
    below = _below(lines)
    return [key for key in keys if key in below]


def _in_bloc(lines: Lines, places: QuerySet[Any], bloc: str) -> QuerySet[Any]:
    if not bloc:
        return places
    if lines.participant is None:
        return places.filter(bloc__code=bloc)
    return places if lines.participant.bloc.code == bloc else places.filter(NONE)


def _named(lines: Lines, places: QuerySet[Any], text: str) -> list[int]:
    """Neither database folds Vietnamese letters by itself."""
    words = folded(text).split()
    names = ("code", "name", "short_name") if lines.participant is None else ("code", "name")
    rows = places.values_list("pk", *names)
    return [key for key, *said in rows if _hold(folded(" ".join(said)), words)]


def _hold(name: str, words: Sequence[str]) -> bool:
    return all(word in name for word in words)


def _below(lines: Lines) -> set[int]:
    """Marks of a workbook have no standing: they are looked at one by one."""
    standing = lines.places.order_by().values_list("pk", lines.latest("standing"))
    found = {key: known for key, known in standing if known in ("", Standing.BELOW.value)}
    rows = rows_at(lines, [key for key, known in found.items() if not known])
    return {key for key, known in found.items() if known or (key in rows and rows[key].is_below)}
