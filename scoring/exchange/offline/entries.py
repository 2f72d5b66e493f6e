"""The rows of a leaf in the file, one for each thing to enter, and the two ways between cells and what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from scoring.core.criteria import Leaf
from scoring.core.errors import Refused
from scoring.core.numbers import plain
from scoring.selectors.submissions.claim_inputs import input_names, input_of, shown_number, speech
from scoring.workbook import cells

YES, NO = "Có", "Không"  # what stands in the file, in whatever language it was taken along
ITEM = "items:"
ANSWERS = {"yes": YES, "no": NO}


@dataclass(frozen=True, slots=True)
class Entry:
    """One input cell. `name` is what the pages call it, `items:<code>` for a row of a checklist."""

    name: str
    label: str
    options: tuple[str, ...] = ()
    is_whole: bool = False


Make = Callable[[Leaf], Iterator[Entry]]


def _points(leaf: Leaf) -> Iterator[Entry]:
    yield Entry("points", _("Điểm tự chấm, từ 0 đến %(most)s") % {"most": speech().number(leaf.maximum)})


def _yes_no(leaf: Leaf) -> Iterator[Entry]:
    yield Entry("answer", _("Có hay không"), (YES, NO))


def _levels(leaf: Leaf) -> Iterator[Entry]:
    rule: Any = leaf.rule
    yield Entry("label", _("Chọn một mức"), tuple(label for label, _points in rule.levels))


def _checklist(leaf: Leaf) -> Iterator[Entry]:
    rule: Any = leaf.rule
    for item in rule.items:
        yield Entry(f"{ITEM}{item.code}", f"{item.code}) {item.label}", (YES,))
    yield Entry("none", _("Không có mục nào ở trên"), (YES,))


def _quotient(leaf: Leaf) -> Iterator[Entry]:
    yield Entry("numerator", _("Tử số (số đạt)"))
    yield Entry("denominator", _("Mẫu số (tổng số)"))


def _number(leaf: Leaf) -> Iterator[Entry]:
    yield Entry("x", _("Số liệu"))


def _quantity(leaf: Leaf) -> Iterator[Entry]:
    yield Entry("x", _("Số liệu, hoặc ghi tử số và mẫu số dưới đây"))
    yield from _quotient(leaf)


def _count(leaf: Leaf) -> Iterator[Entry]:
    yield Entry("count", _("Số lượng"), is_whole=True)


def _named(leaf: Leaf) -> Iterator[Entry]:
    for place, name in enumerate(input_names(leaf.rule)):
        yield Entry(f"input-{place}", name)


#: By the piece with which the pages answer a rule (`claim_inputs.INPUTS`).
_ENTRIES: Mapping[str, Make] = {
    "points": _points,
    "yes_no": _yes_no,
    "levels": _levels,
    "checklist": _checklist,
    "ratio": _quotient,
    "quantity": _quantity,
    "number": _number,
    "count": _count,
    "named": _named,
}


def entries_of(leaf: Leaf) -> tuple[Entry, ...]:
    return tuple(_ENTRIES[input_of(leaf).template](leaf))


def cell_texts(typed: Mapping[str, Any]) -> dict[str, str]:
    """What is typed as the texts of cells by the entry's name."""
    found = {f"{ITEM}{code}": YES for code in typed.get("items", ())}
    for name, text in typed.items():
        if name == "answer":
            found[name] = ANSWERS.get(text, text)
        elif name == "none":
            found[name] = YES
        elif name != "items":
            found[name] = text
    return found


def entered(entry: Entry, raw: Any) -> str:
    """A cell as text, a number cell as people write it; what no list offers is `Refused`."""
    if cells.is_empty(raw):
        return ""
    if isinstance(raw, str) or entry.options:
        return _offered(entry, cells.text(raw))
    return shown_number(plain(cells.number(raw)), speech())


def _offered(entry: Entry, text: str) -> str:
    if not entry.options:
        return text
    found = next((option for option in entry.options if option.casefold() == text.casefold()), None)
    if found is None:
        raise Refused(
            gettext_noop("“%(given)s” không có trong danh sách của ô"),
            gettext_noop("chọn: %(known)s, hoặc để trống"),
            given=text,
            known=", ".join(entry.options),
        )
    return found


def typed_of_texts(texts: Mapping[str, str]) -> dict[str, Any]:
    """What the pages would have sent for these cells."""
    typed: dict[str, Any] = {}
    items = sorted(name.removeprefix(ITEM) for name, text in texts.items() if text and name.startswith(ITEM))
    if items:
        typed["items"] = items
    for name, text in texts.items():
        if not text or name.startswith(ITEM):
            continue
        back = {YES: "yes", NO: "no"}
        typed[name] = back[text] if name == "answer" else "1" if name == "none" else text
    return typed
