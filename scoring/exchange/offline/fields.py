"""The fields of an answer as the file holds them, and what a file knows of each: its version and its content then."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.core.criteria import Leaf
from scoring.core.errors import Refused
from scoring.exchange.offline.entries import Entry, cell_texts, entered, entries_of, typed_of_texts
from scoring.models import Answer, Criterion
from scoring.selectors.submissions.answer_fields import Field, content_of, edit_of
from scoring.selectors.submissions.claims import leaf_of
from scoring.selectors.submissions.sheet import Sheet
from scoring.selectors.submissions.snapshots import digest_of

LONGEST_IN_A_CELL = 15
_NUMBER = re.compile(r"-?\d+(,\d+)?\Z", re.ASCII)

LABELS = {
    Field.CLAIM: gettext_lazy("Tự chấm"),
    Field.EXPLANATION: gettext_lazy("Giải trình"),
    Field.NOT_APPLICABLE: gettext_lazy("Không áp dụng"),
    Field.CONFIRM: gettext_lazy("Xác nhận số lấy lại"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf in the file: what is entered for it, in which rows."""

    criterion: Criterion
    answer: Answer | None
    leaf: Leaf
    entries: tuple[Entry, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Only a figure taken over from last year is there to be confirmed."""
        always = (Field.CLAIM, Field.EXPLANATION, Field.NOT_APPLICABLE)
        return (*always, Field.CONFIRM) if self.answer is not None and self.answer.to_confirm else always

    def now(self, field: Field) -> Any:
        """What stands here, as it would come back from an untouched file."""
        return as_from_file(field, self.entries, content_of(field, self.leaf, self.answer))

    def version(self, field: Field) -> int:
        return edit_of(self.answer, field).version


def places_of(sheet: Sheet) -> Mapping[str, Place]:
    """By code, in the order of the annex."""
    found = {}
    for line in sheet.lines:
        leaf = leaf_of(line.criterion)
        found[line.criterion.code] = Place(line.criterion, line.answer, leaf, entries_of(leaf))
    return found


def as_from_file(field: Field, entries: Iterable[Entry], content: Any) -> Any:
    """The content after a journey through the file's cells, where a number has no empty decimals."""
    if field is Field.CLAIM:
        return typed_of_texts(_written(entries, content))
    if field is Field.EXPLANATION:
        return prose(content)
    if field is Field.NOT_APPLICABLE:
        return {"flag": content["flag"], "reason": prose(content["reason"])}
    return content


def _written(entries: Iterable[Entry], content: Mapping[str, Any]) -> dict[str, str]:
    known, texts = {entry.name: entry for entry in entries}, {}
    for name, text in cell_texts(content).items():
        if name in known:
            texts[name] = _came_back(known[name], text)
    return texts


def _came_back(entry: Entry, text: str) -> str:
    """A number's text returns as the number it is; anything else as it went."""
    number = as_number(entry, text)
    try:
        return entered(entry, text if number is None else number)
    except Refused:
        return text


def as_number(entry: Entry, text: str) -> float | None:
    """The number cell for a text such as `95,65`, where a cell holds it exactly; None where it must stay text."""
    if entry.options or len(text) > LONGEST_IN_A_CELL or not _NUMBER.match(text):
        return None
    return float(text.replace(",", "."))


def prose(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def content_digest(content: Any) -> str:
    return digest_of({"content": content})


def in_words(field: Field, place: Place, content: Any) -> str:
    """A content as the preview says it."""
    if field is Field.CLAIM:
        texts = cell_texts(content)
        many = len(place.entries) > 1
        said = [(entry.label, texts[entry.name]) for entry in place.entries if texts.get(entry.name)]
        return "\n".join(f"{label}: {text}" if many else text for label, text in said)
    if field is Field.NOT_APPLICABLE:
        return (
            _("Đề nghị không áp dụng: %(why)s") % {"why": content["reason"]} if content["flag"] else content["reason"]
        )
    if field is Field.CONFIRM:
        return _("Đã xác nhận") if content else _("Chờ xác nhận")
    return str(content)
