"""Where points were lost, and which figures were missing."""

from __future__ import annotations

from pari.ui.numbers import comma, count
from reports.documents.facts import Attainment, ReportFacts
from reports.documents.summary import extremes
from reports.documents.wording import AGENCIES, agencies, joined
from scoring.core.numbers import round_half_up

SHARE_DIGITS = 2


def parts_sentence(whole: list[Attainment]) -> str:
    """The part with the highest and the lowest attainment over all agencies; `whole` holds one item a part."""
    known = {item.name: round_half_up(item.share * 100, SHARE_DIGITS) for item in whole if item.standard_points}
    high, low = extremes(known)
    if not high or high == low:
        return ""
    return (
        f"Mức đạt cao nhất là ở nội dung {_quoted(high)} ({comma(known[high[0]], SHARE_DIGITS)}% số điểm chuẩn), "
        f"thấp nhất là ở nội dung {_quoted(low)} ({comma(known[low[0]], SHARE_DIGITS)}%)."
    )


def _quoted(names: list[str]) -> str:
    return joined([f"“{name}”" for name in names])


def missing_sentence(facts: ReportFacts) -> str:
    """How much was counted as 0 for want of a figure (CONTRACT §5); empty when nothing was."""
    if not facts.missing:
        return ""
    who = {agency for item in facts.missing for agency in item.agencies}
    return (
        f"{count(len(facts.missing))} tiêu chí chấm theo điều tra hoặc số liệu bên ngoài chưa có số liệu của {agencies(len(who))}; "
        f"các {AGENCIES} này được tính 0 điểm ở tiêu chí đó."
    )
