"""Why a class is not the one that the index alone would give, in a sentence (CONTRACT §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from pari.ui.dates import moment_text
from pari.ui.figures import short
from scoring.core.modifiers import Modifier, OnIndicator

Record = Mapping[str, str]


def modifier_sentences(records: Iterable[Record], modifiers: Iterable[Modifier]) -> tuple[str, ...]:
    """A sentence for each recorded modifier; the campaign's modifiers tell which indicator it looked at."""
    indicators = _indicators(modifiers)
    return tuple(_sentence(record, indicators.get(record["kind"], "")) for record in records)


def _indicators(modifiers: Iterable[Modifier]) -> dict[str, str]:
    """Indicator by kind, where only one modifier is of that kind: a record names no more than its kind."""
    found: dict[str, list[str]] = {}
    for modifier in modifiers:
        if isinstance(modifier, OnIndicator):
            found.setdefault(modifier.kind, []).append(modifier.indicator)
    return {kind: names[0] for kind, names in found.items() if len(names) == 1}


def _sentence(record: Record, indicator: str) -> str:
    reason = _REASONS.get(record["kind"], _unknown)(record["value"], indicator)
    return _("Hạ từ %(before)s xuống %(after)s: %(reason)s.") % {
        "before": record["from"],
        "after": record["to"],
        "reason": reason,
    }


def _indicator(value: str, indicator: str) -> str:
    if not indicator:
        return _("một chỉ tiêu ở mức %(value)s, chạm ngưỡng điều chỉnh xếp loại") % {"value": short(value)}
    return _("chỉ tiêu “%(indicator)s” ở mức %(value)s, chạm ngưỡng điều chỉnh xếp loại") % {
        "indicator": indicator,
        "value": short(value),
    }


def _subordinates(value: str, indicator: str) -> str:
    return _("chỉ %(value)s đơn vị trực thuộc đạt mức xếp loại này trở lên") % {"value": value}


def _late(value: str, indicator: str) -> str:
    return _("nộp hồ sơ tự đánh giá sau hạn, lúc %(time)s") % {"time": moment_text(datetime.fromisoformat(value))}


def _unknown(value: str, indicator: str) -> str:
    return value


_REASONS: Mapping[str, Callable[[str, str], str]] = {
    "drop_if_indicator": _indicator,
    "cap_if_indicator": _indicator,
    "drop_unless_subordinates": _subordinates,
    "cap_if_late": _late,
}
