"""Three years in words: groups of agencies by trend, and the blocs' means."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pari.ui.numbers import signed
from reports.documents.blocks import Paragraph, Style
from reports.documents.facts import AgencyFact, BlocFact, ReportFacts
from reports.documents.summary import bloc_mean, extremes
from reports.documents.wording import agencies, bloc_name, capital, index_text, joined, named, rose_or_fell
from scoring.core.enums import Trend
from scoring.core.ranking import trend


def _up(facts: ReportFacts) -> str:
    return f"có chỉ số tăng ở cả hai năm {facts.year - 1} và {facts.year}"


def _down(facts: ReportFacts) -> str:
    return f"có chỉ số giảm ở cả hai năm {facts.year - 1} và {facts.year}"


def _down_up(facts: ReportFacts) -> str:
    return f"có chỉ số năm {facts.year - 1} giảm, năm {facts.year} tăng trở lại"


def _up_down(facts: ReportFacts) -> str:
    return f"có chỉ số năm {facts.year - 1} tăng nhưng năm {facts.year} giảm"


def _flat(facts: ReportFacts) -> str:
    return f"giữ nguyên chỉ số trong giai đoạn {_span(facts)}"


def _mixed(facts: ReportFacts) -> str:
    return f"có một năm giữ nguyên chỉ số trong giai đoạn {_span(facts)}"


def _span(facts: ReportFacts) -> str:
    return f"{facts.year - 2}–{facts.year}"


PHRASES: dict[str, Callable[[ReportFacts], str]] = {
    Trend.UP: _up,
    Trend.DOWN: _down,
    Trend.DOWN_UP: _down_up,
    Trend.UP_DOWN: _up_down,
    Trend.FLAT: _flat,
    Trend.MIXED: _mixed,
}


def trend_paragraphs(facts: ReportFacts) -> list[Paragraph]:
    """For each bloc with a three-year trend, one line a group with its names."""
    found: list[Paragraph] = []
    for bloc in facts.blocs:
        lines = _bloc_lines(facts, bloc)
        if lines:
            found += [Paragraph(f"{capital(bloc_name(bloc))}:", Style.BULLET), *lines]
    return found


def _bloc_lines(facts: ReportFacts, bloc: BlocFact) -> list[Paragraph]:
    members = facts.of_bloc(bloc.code)
    groups = [(key, [item for item in members if item.trend == key]) for key in PHRASES]
    return [Paragraph(group_sentence(facts, key, group), Style.PLUS) for key, group in groups if group]


def group_sentence(facts: ReportFacts, key: str, group: list[AgencyFact]) -> str:
    """`03 cơ quan, đơn vị có chỉ số tăng ở cả hai năm …: A, B và C; tăng nhiều nhất là B (+13,39)`."""
    phrase = f"{agencies(len(group))} {PHRASES[key](facts)}"
    if key not in (Trend.UP, Trend.DOWN):
        return f"{phrase}: {named(group)}."
    steps = {item.code: _two_years(facts, item) for item in group}
    high, low = extremes(steps)
    most = set(high if key == Trend.UP else low)
    leaders = joined([_with_step(facts, item) for item in group if item.code in most])
    if len(group) == 1:
        return f"{phrase}: {leaders}."
    word = "tăng" if key == Trend.UP else "giảm"
    return f"{phrase}: {named(group)}; {word} nhiều nhất là {leaders}."


def _two_years(facts: ReportFacts, agency: AgencyFact) -> Decimal | None:
    first = agency.index_of(facts.year - 2)
    return None if first is None or agency.index is None else agency.index - first


def _with_step(facts: ReportFacts, agency: AgencyFact) -> str:
    step = _two_years(facts, agency)
    return f"{agency.called} ({signed(step, facts.digits)})" if step is not None else agency.called


MEAN_WORDS = {
    Trend.UP: "tăng qua từng năm",
    Trend.DOWN: "giảm qua từng năm",
    Trend.DOWN_UP: "giảm rồi tăng trở lại",
    Trend.UP_DOWN: "tăng rồi giảm",
    Trend.FLAT: "không thay đổi",
    Trend.MIXED: "có một năm không thay đổi",
}


def mean_paragraphs(facts: ReportFacts) -> list[Paragraph]:
    """How each bloc's mean went over three years; nothing when the three are not known."""
    found = []
    for bloc in facts.blocs:
        figures = [bloc_mean(facts, bloc, year) for year in range(facts.year - 2, facts.year + 1)]
        kind = trend(*figures)
        if kind:
            found.append(
                Paragraph(
                    _mean_sentence(facts, bloc, [item for item in figures if item is not None], MEAN_WORDS[kind]),
                    Style.BULLET,
                )
            )
    return found


def _mean_sentence(facts: ReportFacts, bloc: BlocFact, figures: list[Decimal], words: str) -> str:
    listed = "; ".join(index_text(facts, figure) for figure in figures)
    whole = figures[-1] - figures[0]
    total = "" if not whole or words == MEAN_WORDS[Trend.FLAT] else f", cả giai đoạn {rose_or_fell(facts, whole)}"
    return f"{capital(bloc_name(bloc))}: chỉ số trung bình {words} ({listed}){total}."
