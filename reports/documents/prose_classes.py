"""Class counts in words: how many, what share, in which blocs, and beside the year before."""

from __future__ import annotations

from pari.ui.numbers import count, percent
from reports.documents.blocks import Paragraph, Style
from reports.documents.facts import ReportFacts
from reports.documents.summary import ClassMove, class_counts, class_moves, class_years, previous_counts
from reports.documents.wording import AGENCIES, agencies, bloc_name, joined, named, out_of


def class_paragraphs(facts: ReportFacts) -> list[Paragraph]:
    """One line a class of the scale, then whoever has none."""
    counts = class_counts((item.class_name for item in facts.agencies), facts.classes)
    before = previous_counts(facts.agencies, facts.classes)
    lines = [
        Paragraph(
            class_sentence(facts, name, counts[name], before[name] if before else None),
            Style.BULLET,
            lead=f"Loại {name}:",
        )
        for name in facts.classes
    ]
    return [*lines, *_unclassified(facts), *_partly_known(facts)]


def class_sentence(facts: ReportFacts, name: str, number: int, before: int | None) -> str:
    """`31/46 cơ quan, đơn vị (67,39%), gồm …; tăng 03 so với năm 2022 (28 cơ quan, đơn vị)`."""
    whole = len(facts.agencies)
    if not number:
        return f"không có {AGENCIES} nào{_beside(facts, 0, before)}."
    everybody = (
        f"toàn bộ {agencies(whole)}" if number == whole else f"{out_of(number, whole)} ({percent(number, whole)})"
    )
    return f"{everybody}{_by_bloc(facts, name)}{_beside(facts, number, before)}."


def _by_bloc(facts: ReportFacts, name: str) -> str:
    """In which blocs: `, gồm 12/12 thuộc khối …; 04/07 thuộc khối …`, or `, đều thuộc khối …`."""
    parts = []
    for bloc in facts.blocs:
        members = facts.of_bloc(bloc.code)
        number = sum(1 for item in members if item.class_name == name)
        if number:
            parts.append((number, f"{count(number)}/{count(len(members))}", bloc_name(bloc)))
    if len(facts.blocs) == 1:
        return ""
    if len(parts) == 1:
        return f", {'đều ' if parts[0][0] > 1 else ''}thuộc {parts[0][2]}"
    return ", gồm " + "; ".join(f"{share} thuộc {bloc}" for _, share, bloc in parts)


def _beside(facts: ReportFacts, number: int, before: int | None) -> str:
    """The change on the year before; nothing when that is not known for everybody."""
    if before is None:
        return ""
    if number == before:
        return f"; bằng năm {facts.previous_year}" if number else f"; năm {facts.previous_year} cũng không có"
    word = "tăng" if number > before else "giảm"
    return f"; {word} {count(abs(number - before))} so với năm {facts.previous_year} (năm {facts.previous_year}: {count(before)})"


def _unclassified(facts: ReportFacts) -> list[Paragraph]:
    without = [item for item in facts.agencies if not item.class_name]
    if not without:
        return []
    text = f"{agencies(len(without))} không có chỉ số nên không được xếp loại: {named(without)}."
    return [Paragraph(text, Style.BULLET)]


def _partly_known(facts: ReportFacts) -> list[Paragraph]:
    """Why no change is printed when last year's class is known for some only."""
    known = sum(1 for item in facts.agencies if item.previous_class)
    if not known or known == len(facts.agencies):
        return []
    text = (
        f"Xếp loại năm {facts.previous_year} chỉ có ở {out_of(known, len(facts.agencies))} "
        "nên báo cáo không so sánh số lượng theo từng loại với năm đó."
    )
    return [Paragraph(text, Style.NOTE)]


def move_paragraphs(facts: ReportFacts) -> list[Paragraph]:
    """Who went up a class and who went down, by from and to; nothing when no class of last year is known."""
    if not any(item.previous_class for item in facts.agencies):
        return []
    up, down = class_moves(facts.agencies, facts.classes)
    return [
        *_moves(up, f"được xếp loại cao hơn năm {facts.previous_year}", "lên"),
        *_moves(down, f"xuống loại thấp hơn năm {facts.previous_year}", "xuống"),
    ]


def _moves(moves: list[ClassMove], what: str, direction: str) -> list[Paragraph]:
    if not moves:
        return [Paragraph(f"Không có {AGENCIES} nào {what}.", Style.BULLET)]
    total = sum(len(move.agencies) for move in moves)
    if len(moves) == 1:
        move = moves[0]
        text = f"{agencies(total)} {what}, đều từ {move.before} {direction} {move.after}: {named(move.agencies)}."
        return [Paragraph(text.replace(", đều từ", ", từ") if total == 1 else text, Style.BULLET)]
    lines = [
        Paragraph(
            f"Từ {move.before} {direction} {move.after} ({agencies(len(move.agencies))}): {named(move.agencies)}.",
            Style.PLUS,
        )
        for move in moves
    ]
    return [Paragraph(f"{agencies(total)} {what}:", Style.BULLET), *lines]


def steady_sentence(facts: ReportFacts) -> str:
    """Who held the best class in each of three years; empty unless three years of classes are known."""
    years = class_years(facts)
    best = facts.classes[0]
    if len(years) < 3:
        return ""
    first, second, _ = years
    held = [item for item in facts.agencies if {item.class_name, item.class_of(second), item.class_of(first)} == {best}]
    span = f"cả {count(len(years))} năm {joined([str(year) for year in years])}"
    if not held:
        return f"Không có {AGENCIES} nào giữ loại {best} trong {span}."
    return f"{agencies(len(held))} giữ loại {best} trong {span}: {named(held)}."
