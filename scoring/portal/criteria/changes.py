"""Differences between two versions as they are read: what kind, and which words before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from scoring.core.criteria_diff import FIELDS, Change, Difference
from scoring.core.criteria_nodes import SetNode
from scoring.core.numbers import plain
from scoring.enums import Evidence, Explanation, Kind, Source
from scoring.portal.criteria.rows import words_of
from scoring.selectors.submissions.claim_inputs import shown_number, speech

CHANGES: dict[Change, Any] = {
    Change.ADDED: _("Thêm mới"),
    Change.REMOVED: _("Bỏ"),
    Change.MOVED: _("Chuyển chỗ"),
    Change.RECODED: _("Đổi mã"),
    Change.REWEIGHTED: _("Đổi điểm"),
    Change.REWORDED: _("Đổi lời"),
    Change.RULE: _("Đổi cách chấm"),
    Change.SOURCE: _("Đổi nguồn"),
    Change.EVIDENCE: _("Đổi yêu cầu kiểm chứng"),
}
#: The rule is the program's; `guidance` is what the decision says of it.
LABELS: dict[str, Any] = {
    "code": _("mã"),
    "name": _("tên"),
    "kind": _("loại"),
    "max_points": _("điểm tối đa"),
    "cap": _("giới hạn điểm"),
    "source": _("nguồn"),
    "indicator": _("chỉ tiêu"),
    "specialty": _("chuyên môn"),
    "rule": _("quy tắc chấm"),
    "guidance": _("cách tính điểm"),
    "evidence": _("tài liệu kiểm chứng"),
    "explanation": _("giải trình"),
    "evidence_guidance": _("tài liệu cần có"),
    "note": _("ghi chú"),
}
_OPTIONS = {"kind": Kind, "source": Source, "evidence": Evidence, "explanation": Explanation}


@dataclass(frozen=True, slots=True)
class Line:
    label: Any
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    annex: str
    title: str
    changes: tuple[tuple[str, Any], ...]
    lines: tuple[Line, ...]


def change_counts(differences: Iterable[Difference]) -> list[tuple[str, Any, int]]:
    """How many criteria changed in each way, the ways that there are."""
    counted = Counter(change for item in differences for change in item.changes)
    return [(change.value, label, counted[change]) for change, label in CHANGES.items() if counted[change]]


def shown_differences(differences: Iterable[Difference]) -> list[Shown]:
    return [_shown(item) for item in differences]


def _shown(item: Difference) -> Shown:
    node = item.after or item.before
    assert node is not None  # noqa: S101 one of the two is there
    chips = tuple((change.value, CHANGES[change]) for change in item.changes)
    return Shown(node.annex, f"{node.code} {node.name}", chips, tuple(_lines(item)))


def _lines(item: Difference) -> Iterable[Line]:
    before, after = item.before, item.after
    if before is None or after is None:
        return
    if Change.MOVED in item.changes and (before.annex, before.parent) != (after.annex, after.parent):
        yield Line(_("thuộc"), _above(before), _above(after))
    for change, fields in FIELDS.items():
        for name in fields if change in item.changes else ():
            if getattr(before, name) != getattr(after, name):
                yield Line(LABELS[name], _text(before, name), _text(after, name))


def _above(node: SetNode) -> str:
    return f"{node.annex} / {node.parent or '–'}"


def _text(node: SetNode, name: str) -> str:
    value = getattr(node, name)
    if name == "rule":
        return "\n".join(words_of(node))
    if name in _OPTIONS:
        return str(_OPTIONS[name](value).label) if value else ""
    return shown_number(plain(value), speech()) if isinstance(value, Decimal) else str(value or "")
