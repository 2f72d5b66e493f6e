"""Tables of class counts: after each round, and by bloc beside the year before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reports.documents.blocks import Align, Cell, Column, Count, CountOf, Figure, Row, SumOf, Table, Text
from reports.documents.facts import AgencyFact, ReportFacts
from reports.documents.summary import class_counts, previous_counts
from reports.documents.wording import bloc_name, capital
from scoring.core.numbers import round_half_up

MAIN = "main"


def rounds_table(facts: ReportFacts) -> Table | None:
    """Classes after round 1 beside the final ones; None when there was no round 1."""
    if not any(item.round1_class for item in facts.agencies):
        return None
    first = class_counts((item.round1_class for item in facts.agencies), facts.classes)
    last = class_counts((item.class_name for item in facts.agencies), facts.classes)
    columns = (
        Column("class", "Xếp loại", 25, Align.LEFT),
        Column("round1", "Sau thẩm định lần 1", 25),
        Column("final", "Kết quả cuối cùng", 25),
        Column("change", "Tăng/giảm", 25),
    )
    rows = tuple(
        Row((Text(name), *_beside(first[name], last[name], CountOf(MAIN, "class", name)))) for name in facts.classes
    )
    total = Row((Text("Tổng cộng"), *_beside(sum(first.values()), sum(last.values()), None)), is_total=True)
    return Table(
        "rounds",
        "Số cơ quan, đơn vị theo xếp loại sau từng lần thẩm định",
        columns,
        (*rows, total),
        sheet="Xếp loại qua các lần",
    )


def _beside(first: int, last: int, formula: CountOf | None) -> tuple[Cell, ...]:
    return Count(first), Count(last, calculation=formula), Count(last - first, is_change=True)


def matrix_table(facts: ReportFacts) -> Table:
    """Blocs by classes, each with its change on the year before where that is known."""
    compared = any(item.previous_class for item in facts.agencies)
    lines = [(capital(bloc_name(bloc)), facts.of_bloc(bloc.code), bloc.code) for bloc in facts.blocs]
    rows = [
        Row((Text(name), *_matrix_cells(facts, members, code, compared=compared)))
        for name, members, code in lines
        if members
    ]
    total = Row((Text("Tổng cộng"), *_matrix_cells(facts, facts.agencies, "", compared=compared)), is_total=True)
    note = (
        f"Cột “+/−”: tăng, giảm số cơ quan, đơn vị so với năm {facts.previous_year}; “–”: không đủ số liệu năm trước."
    )
    return Table(
        "matrix",
        f"Số cơ quan, đơn vị theo khối và xếp loại năm {facts.year}",
        _matrix_columns(facts, compared=compared),
        (*rows, total, _share_row(facts, compared=compared)),
        notes=(note,) if compared else (),
        sheet="Xếp loại theo khối",
    )


def _matrix_columns(facts: ReportFacts, *, compared: bool) -> tuple[Column, ...]:
    each = 60 // (len(facts.classes) * (2 if compared else 1))
    columns = [Column("bloc", "Khối", 30, Align.LEFT)]
    for name in facts.classes:
        if compared:
            columns += [Column(name, "Số lượng", each, group=name), Column(f"{name} change", "+/−", each, group=name)]
        else:
            columns.append(Column(name, name, each))
    return (*columns, Column("total", "Tổng số", 10))


def _matrix_cells(
    facts: ReportFacts, members: tuple[AgencyFact, ...], bloc: str, *, compared: bool
) -> tuple[Cell, ...]:
    counts = class_counts((item.class_name for item in members), facts.classes)
    before = previous_counts(members, facts.classes)
    cells: list[Cell] = []
    for name in facts.classes:
        cells.append(Count(counts[name], calculation=CountOf(MAIN, "class", name, bloc)))
        if compared:
            cells.append(Count(counts[name] - before[name] if before else None, is_change=True))
    all_classed = sum(counts.values()) == len(members)
    return (*cells, Count(len(members), calculation=SumOf(facts.classes) if all_classed else None))


def _share_row(facts: ReportFacts, *, compared: bool) -> Row:
    """Shares of all agencies; those without a class count in the whole."""
    counts = class_counts((item.class_name for item in facts.agencies), facts.classes)
    cells: list[Cell] = [Text("Tỷ lệ (%)")]
    for name in facts.classes:
        cells += [Figure(_share(counts[name], len(facts.agencies)), 2), *([Text("")] if compared else [])]
    return Row((*cells, Figure(_share(len(facts.agencies), len(facts.agencies)), 2)), is_total=True)


def _share(part: int, whole: int) -> Decimal:
    return round_half_up(Fraction(100 * part, whole), 2) if whole else Decimal(0)
