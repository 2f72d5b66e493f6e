"""The view-model: what a report consists of, before any format is chosen.

A figure stands in it once, as a typed cell; every format writes that cell its own way (DESIGN §9).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from pari.ui.numbers import comma, signed, thousands

NOTHING = "–"


class Align(Enum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Style(Enum):
    BODY = "body"
    BULLET = "bullet"
    PLUS = "plus"
    NOTE = "note"
    BASIS = "basis"  # what a paper rests on, in italics: “Căn cứ …;”


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 0 is a centred line inside the text, as “QUYẾT ĐỊNH:”."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text, with an optional lead that is set in bold before it."""

    text: str
    style: Style = Style.BODY
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """`mark` is the number of the note under the table that explains the cell; 0 is none."""

    value: str
    mark: int = 0

    @property
    def text(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Difference:
    """This cell is one column of its row less another."""

    minuend: str
    subtrahend: str


@dataclass(frozen=True, slots=True)
class CountOf:
    """This cell counts `value` in a column of a table, in one group of its rows or (empty) in all."""

    table: str
    column: str
    value: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class MeanOf:
    """This cell is the mean of a column of a table in one group of its rows, rounded to the cell's digits."""

    table: str
    column: str
    group: str


@dataclass(frozen=True, slots=True)
class SumOf:
    """This cell adds up other columns of its row."""

    columns: tuple[str, ...]


Calculation = Difference | CountOf | MeanOf | SumOf


@dataclass(frozen=True, slots=True)
class Figure:
    """A decimal shown with fixed digits, a sign on changes; None is printed as a dash."""

    value: Decimal | None
    digits: int
    is_change: bool = False
    calculation: Calculation | None = None

    @property
    def text(self) -> str:
        if self.value is None:
            return NOTHING
        return (signed if self.is_change else comma)(self.value, self.digits)


@dataclass(frozen=True, slots=True)
class Count:
    value: int | None
    is_change: bool = False
    calculation: Calculation | None = None

    @property
    def text(self) -> str:
        if self.value is None:
            return NOTHING
        return signed(str(self.value), 0) if self.is_change else thousands(self.value)


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line over years, drawn on the scale `low`…`high`; `columns` hold the same figures in the row."""

    values: tuple[Decimal | None, ...]
    low: Decimal
    high: Decimal
    columns: tuple[str, ...]

    @property
    def text(self) -> str:
        return ""


Cell = Text | Figure | Count | Spark


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's; columns with the same `group` share a heading above theirs."""

    key: str
    label: str
    width: int
    align: Align = Align.CENTRE
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of cells; `group` says which subheading it stands under (its code)."""

    cells: tuple[Cell, ...]
    group: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A line across the table that opens a group."""

    group: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`key` names it inside the program; `number` is given by the program when the report is put together."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row | Subheading, ...]
    notes: tuple[str, ...] = ()
    unit: str = ""
    number: int = 0
    sheet: str = ""

    @property
    def caption(self) -> str:
        return f"Bảng {self.number}. {self.title}"

    def place(self, column: str) -> int:
        """Where a column stands, counted from 0."""
        return next(at for at, item in enumerate(self.columns) if item.key == column)


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Figures over years, one line a series; `alt` says in words what it shows."""

    title: str
    years: tuple[int, ...]
    series: tuple[Series, ...]
    digits: int
    alt: str
    number: int = 0

    @property
    def caption(self) -> str:
        return f"Biểu đồ {self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class BarChart:
    """One bar a name, in the order given: the agencies of one bloc (`group`)."""

    title: str
    group: str
    bars: tuple[tuple[str, Decimal], ...]
    digits: int
    alt: str
    number: int = 0

    @property
    def caption(self) -> str:
        return f"Biểu đồ {self.number}. {self.title}"


ChartBlock = LineChart | BarChart
Block = Heading | Paragraph | Table | LineChart | BarChart
