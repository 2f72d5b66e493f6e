"""Tables with a line for every agency, under a subheading for each bloc."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reports.documents.blocks import Align, Cell, Column, Count, Difference, Figure, Row, Spark, Subheading, Table, Text
from reports.documents.facts import AgencyFact, ReportFacts
from reports.documents.prose_modifiers import why
from reports.documents.summary import class_in, class_years, index_in, index_years
from reports.documents.wording import capital

NUMERALS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)
POINT_DIGITS = 2
SURVEY_DIGITS = 3
MOST_SPARKS = 400

Cells = Callable[[AgencyFact], tuple[Cell, ...]]


def grouped(facts: ReportFacts, cells: Cells) -> tuple[Row | Subheading, ...]:
    """Every agency numbered inside its bloc: number, name, then its own cells."""
    rows: list[Row | Subheading] = []
    for place, bloc in enumerate(item for item in facts.blocs if facts.of_bloc(item.code)):
        rows.append(Subheading(bloc.code, numeral(place), capital(bloc.name)))
        for number, agency in enumerate(facts.of_bloc(bloc.code), start=1):
            rows.append(Row((Count(number), Text(agency.name), *cells(agency)), group=bloc.code))
    return tuple(rows)


def numeral(place: int) -> str:
    """The Roman numeral of a place counted from 0; beyond twenty the plain number."""
    return NUMERALS[place] if place < len(NUMERALS) else str(place + 1)


def agency_columns(width: int) -> tuple[Column, ...]:
    """Number and name; the name takes `width`."""
    return Column("number", "STT", 6), Column("agency", "Cơ quan, đơn vị", width, Align.LEFT)


def index_label(facts: ReportFacts) -> str:
    """What the figures are: percent or points."""
    return "Chỉ số (%)" if facts.is_percent else "Chỉ số (điểm)"


def main_table(facts: ReportFacts) -> Table:
    """The results: the year before, this year, change; a class that a rule changed carries a note."""
    marks = {item.code: at for at, item in enumerate((item for item in facts.agencies if item.class_changes), start=1)}
    changed = [item for item in facts.agencies if item.class_changes]
    return Table(
        "main",
        f"Chỉ số và xếp loại cải cách hành chính năm {facts.year}",
        _main_columns(facts),
        grouped(facts, lambda item: _main_cells(facts, item, marks.get(item.code, 0))),
        notes=(
            *(f"({marks[item.code]}) {item.called}: {why(item, facts.modifiers)}." for item in changed),
            *_dash_note(facts),
        ),
        sheet="Chỉ số và xếp loại",
    )


def _dash_note(facts: ReportFacts) -> tuple[str, ...]:
    gaps = any(item.index is None for item in facts.agencies)
    gaps = gaps or (
        _has_previous(facts) and any(item.previous_index is None or not item.previous_class for item in facts.agencies)
    )
    return ("Dấu “–”: không có số liệu.",) if gaps else ()


def _has_previous(facts: ReportFacts) -> bool:
    return any(item.previous_index is not None or item.previous_class for item in facts.agencies)


def _has_survey(facts: ReportFacts) -> bool:
    return not facts.is_percent and any(item.survey_points for item in facts.agencies)


def _main_columns(facts: ReportFacts) -> tuple[Column, ...]:
    now, before = f"Năm {facts.year}", f"Năm {facts.previous_year}"
    index, year = index_label(facts), (now if _has_previous(facts) else "")
    previous = (
        Column("previous_index", index, 10, group=before),
        Column("previous_class", "Xếp loại", 11, group=before),
    )
    survey = Column("survey", "Điểm điều tra xã hội học", 14)
    shown = (
        *(previous if _has_previous(facts) else ()),
        *((survey,) if _has_survey(facts) else ()),
        Column("index", index, 10 if year else 14, group=year),
        Column("class", "Xếp loại", 12 if year else 14, group=year),
        Column("rank", "Hạng trong khối", 8 if year else 14, group=year),
        *((Column("change", "Tăng/ giảm", 10),) if _has_previous(facts) else ()),
    )
    return (*agency_columns(94 - sum(column.width for column in shown)), *shown)


def _main_cells(facts: ReportFacts, agency: AgencyFact, mark: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    if _has_previous(facts):
        cells += [Figure(agency.previous_index, facts.digits), Text(agency.previous_class or "–")]
    if _has_survey(facts):
        is_surveyed = any(item.survey_points for item in facts.of_bloc(agency.bloc))
        cells.append(Figure(agency.survey_points if is_surveyed else None, SURVEY_DIGITS))
    cells += [Figure(agency.index, facts.digits), Text(agency.class_name or "–", mark), Count(agency.rank_in_bloc)]
    if _has_previous(facts):
        formula = Difference("index", "previous_index") if agency.change is not None else None
        cells.append(Figure(agency.change, facts.digits, is_change=True, calculation=formula))
    return tuple(cells)


def points_table(facts: ReportFacts) -> Table | None:
    """Standard and appraised points; None in points mode or where the standard is the same for all."""
    if not facts.is_percent or len({item.standard_points for item in facts.agencies}) < 2:
        return None
    columns = (
        *agency_columns(46),
        Column("standard", "Điểm chuẩn", 16),
        Column("appraised", "Điểm thẩm định", 16),
        Column("index", index_label(facts), 16),
    )

    def cells(agency: AgencyFact) -> tuple[Cell, ...]:
        points = Figure(agency.standard_points, POINT_DIGITS), Figure(agency.appraised_points, POINT_DIGITS)
        return (*points, Figure(agency.index, facts.digits))

    return Table(
        "points",
        f"Điểm chuẩn, điểm thẩm định và chỉ số năm {facts.year}",
        columns,
        grouped(facts, cells),
        sheet="Điểm chuẩn, điểm thẩm định",
    )


def years_table(facts: ReportFacts) -> Table | None:
    """Indices of up to three years with a small chart each, beside three years of classes where those are known.

    None without an earlier year, or for very many agencies.
    """
    years, classes = index_years(facts), class_years(facts)
    if len(facts.agencies) > MOST_SPARKS or max(len(years), len(classes)) < 2 or (len(years) < 2 and len(classes) < 3):
        return None
    classes = classes if len(classes) > 2 else ()
    notes = ("Các biểu đồ trong cùng một khối dùng chung một thang đo; chấm đậm là năm báo cáo.",)
    return Table(
        "years",
        f"Diễn biến chỉ số{' và xếp loại' if classes else ''} giai đoạn {min(*years, *classes)}–{facts.year}",
        _year_columns(facts, years, classes),
        grouped(facts, _year_cells(facts, years, classes)),
        notes=notes if len(years) > 1 else (),
        sheet="Diễn biến qua các năm",
    )


def _year_columns(facts: ReportFacts, years: tuple[int, ...], classes: tuple[int, ...]) -> tuple[Column, ...]:
    shown = (
        *(Column(str(year), f"Năm {year}", 8, group=index_label(facts)) for year in years),
        *(Column(f"class {year}", f"Năm {year}", 9, group="Xếp loại") for year in classes),
        *((Column("chart", "Biểu đồ chỉ số", 20),) if len(years) > 1 else ()),
    )
    return (*agency_columns(94 - sum(column.width for column in shown)), *shown)


def _year_cells(facts: ReportFacts, years: tuple[int, ...], classes: tuple[int, ...]) -> Cells:
    scales = {bloc.code: _scale(facts, bloc.code, years) for bloc in facts.blocs}
    keys = tuple(str(year) for year in years)

    def cells(agency: AgencyFact) -> tuple[Cell, ...]:
        values = tuple(index_in(facts, agency, year) for year in years)
        figures = [Figure(value, facts.digits) for value in values]
        names = [Text(class_in(facts, agency, year) or "–") for year in classes]
        return (*figures, *names, *([Spark(values, *scales[agency.bloc], keys)] if len(years) > 1 else []))

    return cells


def _scale(facts: ReportFacts, bloc: str, years: tuple[int, ...]) -> tuple[Decimal, Decimal]:
    """The whole fives around every figure of the bloc."""
    found = [index_in(facts, agency, year) for agency in facts.of_bloc(bloc) for year in years]
    figures = [figure for figure in found if figure is not None] or [Decimal(0), Decimal(100)]
    low = (min(figures) / 5).to_integral_value(ROUND_FLOOR) * 5
    high = (max(figures) / 5).to_integral_value(ROUND_CEILING) * 5
    return low, max(high, low + 5)
