"""This year beside the year before: who rose and fell in each bloc, and by how much the means moved."""

from __future__ import annotations

from reports.documents.blocks import Paragraph, Style
from reports.documents.facts import AgencyFact, BlocFact, ReportFacts
from reports.documents.summary import (
    Agencies,
    MeanChange,
    Movement,
    like_for_like,
    mean_change,
    movement,
    overall_change,
)
from reports.documents.wording import (
    AGENCIES,
    agencies,
    bloc_name,
    capital,
    index_text,
    joined,
    named,
    out_of,
    rose_or_fell,
    with_change,
)


def bloc_paragraph(facts: ReportFacts, bloc: BlocFact) -> Paragraph:
    """A bloc in two or three sentences; they hold for none, one, some and all, and for ties."""
    members = facts.of_bloc(bloc.code)
    lead = f"{capital(bloc_name(bloc))}:"
    sentences = [_movement_sentence(facts, movement(members)), _mean_sentence(facts, bloc)]
    return Paragraph(" ".join(capital(text) for text in sentences if text), Style.BULLET, lead=lead)


def _movement_sentence(facts: ReportFacts, moved: Movement) -> str:
    if not moved.compared:
        return f"không có {AGENCIES} nào có chỉ số năm {facts.previous_year} để so sánh."
    parts = [
        _side(facts, moved, moved.up, "tăng", moved.most_up),
        _side(facts, moved, moved.down, "giảm", moved.most_down),
        f"{out_of(len(moved.same), moved.compared)} giữ nguyên chỉ số: {named(moved.same)}" if moved.same else "",
    ]
    return "; ".join(part for part in parts if part) + "." + _unknown(facts, moved)


def _side(facts: ReportFacts, moved: Movement, side: Agencies, word: str, most: Agencies) -> str:
    """One direction: `09/12 cơ quan, đơn vị có chỉ số tăng, tăng nhiều nhất là … (+3,84)`."""
    if not side:
        return f"không có {AGENCIES} nào có chỉ số {word}" if len(moved.same) < moved.compared else ""
    who = with_change(most, facts.digits)
    if len(side) == 1:
        return f"{out_of(1, moved.compared)} có chỉ số {word} là {who}"
    amount = f"toàn bộ {agencies(len(side))}" if len(side) == moved.compared else out_of(len(side), moved.compared)
    if len(most) == len(side):
        return f"{amount} có chỉ số {word}, mức {word} bằng nhau: {who}"
    return f"{amount} có chỉ số {word}, {word} nhiều nhất là {who}"


def _unknown(facts: ReportFacts, moved: Movement) -> str:
    if not moved.unknown:
        return ""
    return f" {agencies(len(moved.unknown))} không đủ số liệu hai năm để so sánh: {named(moved.unknown)}."


def _mean_sentence(facts: ReportFacts, bloc: BlocFact) -> str:
    """The bloc's mean beside the year before, of the agencies known in both years when some are not."""
    whole = mean_change(facts, bloc)
    if whole:
        return f"chỉ số trung bình của khối {mean_words(facts, whole)}."
    part = like_for_like(facts, bloc)
    if part:
        return (
            f"tính riêng {agencies(part.agencies)} có số liệu cả hai năm, chỉ số trung bình {mean_words(facts, part)}."
        )
    return "" if bloc.mean_index is None else f"chỉ số trung bình của khối là {index_text(facts, bloc.mean_index)}."


def mean_words(facts: ReportFacts, means: MeanChange) -> str:
    """`tăng 0,94 điểm phần trăm so với năm 2022, từ 88,18% lên 89,12%`."""
    now, before = index_text(facts, means.now), index_text(facts, means.before)
    if not means.change:
        return f"không thay đổi so với năm {facts.previous_year} ({now})"
    direction = "lên" if means.change > 0 else "xuống"
    apart = " (mức thay đổi tính từ số chưa làm tròn)" if means.is_apart else ""
    return f"{rose_or_fell(facts, means.change)} so với năm {facts.previous_year}, từ {before} {direction} {now}{apart}"


def overall_paragraph(facts: ReportFacts) -> Paragraph:
    """All blocs together: `22/46 … tăng, 24/46 … giảm so với năm 2022`."""
    moved = movement(facts.agencies)
    parts = [
        _overall_part(moved, moved.up, "tăng"),
        _overall_part(moved, moved.down, "giảm"),
        f"{out_of(len(moved.same), moved.compared)} giữ nguyên chỉ số" if moved.same else "",
    ]
    said = joined_clauses([part for part in parts if part])
    return Paragraph(f"Tính chung các khối, {said} so với năm {facts.previous_year}.{_leaders(facts, moved)}")


def _overall_part(moved: Movement, side: Agencies, word: str) -> str:
    if not side:
        return f"không có {AGENCIES} nào có chỉ số {word}"
    if len(side) == moved.compared:
        return f"toàn bộ {agencies(len(side))} được so sánh có chỉ số {word}"
    return f"{out_of(len(side), moved.compared)} có chỉ số {word}"


def joined_clauses(clauses: list[str]) -> str:
    """Clauses have commas of their own: only the last is joined by a word."""
    return joined(clauses) if len(clauses) < 3 else "; ".join(clauses)


def _leaders(facts: ReportFacts, moved: Movement) -> str:
    up = f"Mức tăng cao nhất là của {with_change(moved.most_up, facts.digits)}" if moved.most_up else ""
    down = f"mức giảm nhiều nhất là của {with_change(moved.most_down, facts.digits)}" if moved.most_down else ""
    said = "; ".join(part for part in (up, down) if part)
    return f" {capital(said)}." if said else ""


def overall_mean_sentence(facts: ReportFacts) -> str:
    """The overall mean beside the year before; empty when this year has none."""
    if facts.overall_mean is None:
        return ""
    means = overall_change(facts)
    if means is None:
        return f"Chỉ số trung bình chung năm {facts.year} là {index_text(facts, facts.overall_mean)}."
    return f"Chỉ số trung bình chung {mean_words(facts, means)}."


def is_compared(agencies_: tuple[AgencyFact, ...]) -> bool:
    """Whether any index of the year before is known."""
    return any(agency.change is not None for agency in agencies_)
