"""Tables of blocs: who rose and fell, means over years, attainment of parts and criteria, missing figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reports.documents.attainment import over_all_blocs, part_keys, weakest
from reports.documents.blocks import (
    Align,
    Cell,
    Column,
    Count,
    Difference,
    Figure,
    MeanOf,
    Row,
    Subheading,
    Table,
    Text,
)
from reports.documents.facts import Attainment, ReportFacts
from reports.documents.prose_criteria import SHARE_DIGITS
from reports.documents.summary import (
    Agencies,
    MeanChange,
    bloc_mean,
    mean_change,
    mean_years,
    movement,
    overall_change,
    overall_mean,
)
from reports.documents.tables_agencies import numeral
from reports.documents.wording import bloc_name, capital, joined
from scoring.core.numbers import round_half_up

MOST_BLOCS_ACROSS = 5
APART = "Mức tăng, giảm tính từ số chưa làm tròn nên có thể lệch một đơn vị ở chữ số cuối so với hiệu của hai số trong bảng."


def movement_table(facts: ReportFacts) -> Table:
    """How many rose, fell or stayed, by bloc."""
    columns = (
        Column("bloc", "Khối", 40, Align.LEFT),
        Column("compared", "Số được so sánh", 15),
        Column("up", "Tăng", 15),
        Column("down", "Giảm", 15),
        Column("same", "Không đổi", 15),
    )
    rows = [
        Row((Text(capital(bloc_name(bloc))), *_moved(facts.of_bloc(bloc.code))))
        for bloc in facts.blocs
        if facts.of_bloc(bloc.code)
    ]
    total = Row((Text("Tổng cộng"), *_moved(facts.agencies)), is_total=True)
    title = f"Số cơ quan, đơn vị có chỉ số tăng, giảm so với năm {facts.previous_year}"
    return Table("movement", title, columns, (*rows, total), sheet="Tăng, giảm")


def _moved(members: Agencies) -> tuple[Cell, ...]:
    moved = movement(members)
    return Count(moved.compared), Count(len(moved.up)), Count(len(moved.down)), Count(len(moved.same))


def means_table(facts: ReportFacts) -> Table:
    """Bloc means over the years, and the change on the year before where that is known."""
    years = mean_years(facts)
    compared = len(years) > 1 and years[-2] == facts.previous_year
    lines = [
        _mean_row(
            facts,
            capital(bloc_name(bloc)),
            bloc.code,
            [bloc_mean(facts, bloc, year) for year in years],
            mean_change(facts, bloc),
        )
        for bloc in facts.blocs
    ]
    lines.append(
        _mean_row(facts, "Trung bình chung", "", [overall_mean(facts, year) for year in years], overall_change(facts))
    )
    changes = [*(mean_change(facts, bloc) for bloc in facts.blocs), overall_change(facts)]
    return Table(
        "means",
        "Chỉ số trung bình của các khối",
        _mean_columns(facts, years, compared=compared),
        tuple(lines if compared else [replace(line, cells=line.cells[:-1]) for line in lines]),
        notes=(APART,) if compared and any(change and change.is_apart for change in changes) else (),
        unit="Đơn vị: %" if facts.is_percent else "Đơn vị: điểm",
        sheet="Trung bình các khối",
    )


def _mean_columns(facts: ReportFacts, years: Sequence[int], *, compared: bool) -> tuple[Column, ...]:
    width = 60 // (len(years) + compared)
    change = Column("change", f"Tăng/giảm so với năm {facts.previous_year}", width)
    shown = (*(Column(str(year), f"Năm {year}", width) for year in years), *((change,) if compared else ()))
    return (Column("bloc", "Khối", 40, Align.LEFT), *shown)


def _mean_row(
    facts: ReportFacts, name: str, bloc: str, figures: Sequence[Decimal | None], means: MeanChange | None
) -> Row:
    """The means of the years and, last, the change."""
    *before, now = figures
    formula = MeanOf("main", "index", bloc) if bloc and now is not None else None
    difference = Difference(str(facts.year), str(facts.previous_year)) if means and not means.is_apart else None
    return Row(
        (
            Text(name),
            *(Figure(figure, facts.digits) for figure in before),
            Figure(now, facts.digits, calculation=formula),
            Figure(means.change if means else None, facts.digits, is_change=True, calculation=difference),
        ),
        group=bloc,
        is_total=not bloc,
    )


def parts_table(facts: ReportFacts) -> Table | None:
    """Attainment of the parts of the criteria set, by bloc and over all; None without any."""
    whole = over_all_blocs(facts.parts)
    if not whole:
        return None
    blocs = facts.blocs if 1 < len(facts.blocs) <= MOST_BLOCS_ACROSS else ()
    width = 60 // (len(blocs) + 1)
    columns = (
        Column("part", "Nội dung đánh giá", 40, Align.LEFT),
        *(Column(f"bloc {bloc.code}", capital(bloc_name(bloc)), width) for bloc in blocs),
        Column("all", "Chung", width),
    )
    known = {(item.bloc, *part_keys(item)): item for item in facts.parts}
    rows = tuple(
        Row(
            (
                Text(f"{item.code}. {item.name}"),
                *(_share(known.get((bloc.code, *part_keys(item)))) for bloc in blocs),
                _share(item),
            )
        )
        for item in whole
    )
    title = "Tỷ lệ điểm đạt được so với điểm chuẩn theo từng nội dung"
    return Table("parts", title, columns, rows, unit="Đơn vị: %", sheet="Mức đạt theo nội dung")


def _share(item: Attainment | None) -> Figure:
    known = item if item and item.standard_points else None
    return Figure(round_half_up(known.share * 100, SHARE_DIGITS) if known else None, SHARE_DIGITS)


def weakest_table(facts: ReportFacts) -> Table | None:
    """The criteria with the lowest attainment in each bloc; None when every one was attained in full."""
    rows: list[Row | Subheading] = []
    filled = [bloc for bloc in facts.blocs if facts.of_bloc(bloc.code)]
    for place, bloc in enumerate(filled):
        found = weakest(facts.criteria, bloc.code)
        if found:
            rows.append(Subheading(bloc.code, numeral(place), capital(bloc.name)))
            rows += [
                Row(
                    (
                        Text(item.code),
                        Text(item.name),
                        Figure(_share(item).value, SHARE_DIGITS),
                        Count(item.at_maximum),
                        Count(item.agencies),
                    ),
                    group=bloc.code,
                )
                for item in found
            ]
    if not rows:
        return None
    columns = (
        Column("code", "Mã", 10),
        Column("criterion", "Tiêu chí", 50, Align.LEFT),
        Column("share", "Tỷ lệ điểm đạt (%)", 14),
        Column("full", "Số đạt điểm tối đa", 13),
        Column("agencies", "Số được chấm", 13),
    )
    return Table(
        "weakest",
        "Các tiêu chí có tỷ lệ điểm đạt thấp nhất trong từng khối",
        columns,
        tuple(rows),
        sheet="Tiêu chí đạt thấp",
    )


def missing_table(facts: ReportFacts) -> Table | None:
    """Criteria counted as 0 for want of a figure, with the agencies concerned; None when nothing is missing."""
    if not facts.missing:
        return None
    columns = (
        Column("code", "Mã", 10),
        Column("criterion", "Tiêu chí", 40, Align.LEFT),
        Column("number", "Số lượng", 10),
        Column("agencies", "Cơ quan, đơn vị chưa có số liệu", 40, Align.LEFT),
    )
    rows = tuple(
        Row((Text(item.criterion), Text(item.name), Count(len(item.agencies)), Text(joined(item.agencies))))
        for item in facts.missing
    )
    return Table(
        "missing", "Tiêu chí chưa có số liệu điều tra hoặc số liệu bên ngoài", columns, rows, sheet="Số liệu còn thiếu"
    )
