"""Tables that the papers share: results after a round, classes by bloc, agencies to supplement, exemptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from pari.ui.dates import short_deadline
from reports.documents.blocks import Align, Cell, Column, Count, Figure, Row, Table, Text
from reports.documents.facts import AgencyFact, BlocFact, ReportFacts
from reports.documents.papers.facts import AskedFact, ExemptionFact
from reports.documents.summary import class_counts
from reports.documents.tables_agencies import POINT_DIGITS, agency_columns, grouped, index_label
from reports.documents.wording import bloc_name, capital
from scoring.core.enums import OverallMean
from scoring.core.numbers import mean, round_half_up


def round1_table(facts: ReportFacts) -> Table:
    """What the team found in round 1, beside what was claimed."""
    columns = (
        *agency_columns(38),
        Column("self", "Điểm tự chấm", 14),
        Column("round1", "Điểm thẩm định lần 1", 14),
        Column("index", index_label(facts), 14),
        Column("class", "Xếp loại", 14),
    )

    def cells(item: AgencyFact) -> tuple[Cell, ...]:
        points = Figure(item.self_points, POINT_DIGITS), Figure(item.round1_points, POINT_DIGITS)
        return (*points, Figure(item.round1_index, facts.digits), Text(item.round1_class or "–"))

    return Table("round1", "Kết quả sau thẩm định lần 1", columns, grouped(facts, cells))


def round2_table(facts: ReportFacts) -> Table:
    """Both rounds side by side."""
    columns = (
        *agency_columns(30),
        Column("index1", index_label(facts), 12, group="Sau lần 1"),
        Column("class1", "Xếp loại", 13, group="Sau lần 1"),
        Column("index", index_label(facts), 12, group="Sau lần 2"),
        Column("class", "Xếp loại", 13, group="Sau lần 2"),
        Column("change", "Tăng/ giảm", 11),
    )

    def cells(item: AgencyFact) -> tuple[Cell, ...]:
        first = Figure(item.round1_index, facts.digits), Text(item.round1_class or "–")
        second = Figure(item.index, facts.digits), Text(item.class_name or "–")
        return (*first, *second, Figure(_gained(item), facts.digits, is_change=True))

    return Table("round2", "Kết quả sau thẩm định lần 2 so với lần 1", columns, grouped(facts, cells))


def _gained(item: AgencyFact) -> Decimal | None:
    return None if item.index is None or item.round1_index is None else item.index - item.round1_index


def result_table(facts: ReportFacts) -> Table:
    """Index, class and rank of every agency: the annex of the decision."""
    columns = (
        *agency_columns(34),
        Column("standard", "Điểm chuẩn", 13),
        Column("appraised", "Điểm thẩm định", 13),
        Column("index", index_label(facts), 12),
        Column("class", "Xếp loại", 13),
        Column("rank", "Hạng trong khối", 9),
    )

    def cells(item: AgencyFact) -> tuple[Cell, ...]:
        points = Figure(item.standard_points, POINT_DIGITS), Figure(item.appraised_points, POINT_DIGITS)
        return (*points, Figure(item.index, facts.digits), Text(item.class_name or "–"), Count(item.rank_in_bloc))

    return Table("results", f"Chỉ số, xếp loại và thứ hạng năm {facts.year}", columns, grouped(facts, cells))


def bloc_table(facts: ReportFacts, *, after_round1: bool = False) -> Table:
    """Blocs by classes with their mean index, after round 1 or as it stands."""
    each = 44 // len(facts.classes)
    columns = (
        Column("bloc", "Khối", 32, Align.LEFT),
        *(Column(name, name, each, group="Số cơ quan, đơn vị theo xếp loại") for name in facts.classes),
        Column("total", "Tổng số", 10),
        Column("mean", "Chỉ số trung bình", 14),
    )
    filled = [(bloc, facts.of_bloc(bloc.code)) for bloc in facts.blocs if facts.of_bloc(bloc.code)]
    rows = [
        _bloc_row(facts, capital(bloc_name(bloc)), members, _mean(facts, bloc, after_round1=after_round1), after_round1)
        for bloc, members in filled
    ]
    overall = round1_overall(facts) if after_round1 else facts.overall_mean
    total = _bloc_row(facts, "Tổng cộng", facts.agencies, overall, after_round1)
    stage = " sau thẩm định lần 1" if after_round1 else ""
    return Table(
        "blocs",
        f"Số cơ quan, đơn vị theo khối và xếp loại{stage}",
        columns,
        (*rows, Row(total.cells, is_total=True)),
    )


def _bloc_row(
    facts: ReportFacts,
    name: str,
    members: Sequence[AgencyFact],
    average: Decimal | None,
    after_round1: bool,  # noqa: FBT001 - handed through
) -> Row:
    classes = (item.round1_class if after_round1 else item.class_name for item in members)
    counts = [Count(number) for number in class_counts(classes, facts.classes).values()]
    return Row((Text(name), *counts, Count(len(members)), Figure(average, facts.digits)))


def _mean(facts: ReportFacts, bloc: BlocFact, *, after_round1: bool) -> Decimal | None:
    """The mean that the run stored; after round 1 that of the round's indices, rounded once."""
    if not after_round1:
        return bloc.mean_index
    return _rounded(facts, _round1_mean(facts.of_bloc(bloc.code)))


def round1_overall(facts: ReportFacts) -> Decimal | None:
    """The overall mean after round 1, by the campaign's policy (CONTRACT §6)."""
    if facts.policy.overall_mean == OverallMean.AGENCIES:
        return _rounded(facts, _round1_mean(facts.agencies))
    means = (_round1_mean(facts.of_bloc(bloc.code)) for bloc in facts.blocs)
    return _rounded(facts, mean(found for found in means if found is not None))


def _round1_mean(agencies: Sequence[AgencyFact]) -> Fraction | None:
    return mean(Fraction(item.round1_index) for item in agencies if item.round1_index is not None)


def _rounded(facts: ReportFacts, value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, facts.digits)


def asked_table(asked: Sequence[AskedFact]) -> Table:
    columns = (
        *agency_columns(54),
        Column("leaves", "Số tiêu chí", 16),
        Column("deadline", "Hạn bổ sung", 24),
    )
    rows = tuple(
        Row((Count(at), Text(item.name), Count(item.leaves), Text(_until(item)))) for at, item in enumerate(asked, 1)
    )
    total = Row((Text(""), Text("Tổng cộng"), Count(sum(item.leaves for item in asked)), Text("")), is_total=True)
    return Table("asked", "Cơ quan, đơn vị được đề nghị bổ sung", columns, (*rows, total))


def _until(item: AskedFact) -> str:
    return short_deadline(item.deadline) if item.deadline else "–"


def exemption_table(exemptions: Iterable[ExemptionFact]) -> Table:
    columns = (
        *agency_columns(28),
        Column("code", "Mã tiêu chí", 10),
        Column("criterion", "Tiêu chí được giảm trừ", 26, Align.LEFT),
        Column("points", "Điểm tối đa", 9),
        Column("reason", "Lý do", 21, Align.LEFT),
    )
    rows = tuple(
        Row(
            (
                Count(at),
                Text(item.agency),
                Text(item.criterion),
                Text(item.name),
                Figure(item.max_points, POINT_DIGITS),
                Text(item.reason),
            )
        )
        for at, item in enumerate(exemptions, 1)
    )
    return Table("exemptions", "Các trường hợp được giảm trừ tiêu chí", columns, rows)
