"""A sheet as a table: columns found by code or label, rows with their numbers (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from scoring.core.errors import Refused
from scoring.core.fields import nearest
from scoring.workbook.archive import check_archive, sheet_parts
from scoring.workbook.cells import is_empty, read_cell
from scoring.workbook.faults import Faults, cell_name
from scoring.workbook.formulas import Special, SpecialCell, special_cells
from scoring.workbook.layout import INSTRUCTIONS, SHEETS, TEXT_CELLS, Cell, Column, Sheet

RawRow = list[Any]
BROKEN = Refused("tệp hỏng hoặc không phải là XLSX", "mở bằng Excel và lưu lại dạng .xlsx")


@dataclass(slots=True)
class Row:
    """One row of a small sheet; `get` notes a fault of the cell and gives None then."""

    table: Table
    number: int
    raw: RawRow

    def get(self, code: str) -> Any:
        """The normalised value of a column; None when it is empty, absent or at fault."""
        place = self.table.places.get(code)
        column = self.table.sheet.by_code[code]
        if place is None:
            return None
        raw = self.raw[place]
        try:
            found = read_cell(column, raw)
            if found is None and column.required:
                raise Refused("ô bắt buộc đang trống", "ghi %(label)s", label=column.label)
        except Refused as refused:
            self.fault(code, refused)
            return None
        return found

    def fault(self, code: str, refused: Refused) -> None:
        place = self.table.places.get(code)
        value = self.raw[place] if place is not None else ""
        self.table.faults.add(self.table.cell(code, self.number), value, refused)


@dataclass(slots=True)
class Table:
    """A sheet with its header understood. `places` maps a column's code to its place in a raw row."""

    sheet: Sheet
    places: Mapping[str, int]
    first_column: int
    faults: Faults
    _source: CalamineSheet | None = None
    _special: Special = field(default_factory=dict)
    _unnamed: tuple[int, ...] = ()  # places without a title: nothing may stand below them, it would be lost unseen

    def cell(self, code: str, row: int) -> str:
        place = self.places.get(code)
        return cell_name(self.sheet.name, None if place is None else place + self.first_column, row)

    @property
    def height(self) -> int:
        """Rows of the sheet, the header with them."""
        return self._source.total_height if self._source else 0

    def raw_rows(self) -> Iterator[tuple[int, RawRow]]:
        """Rows below the header that hold anything, with their numbers; formulas are settled."""
        if self._source is None:
            return
        special, unnamed = self._special_rows(), list(self._unnamed)
        for number, row in enumerate(self._source.iter_rows(), 1):
            if number == 1:
                continue
            for place in [place for place in unnamed if not is_empty(row[place])]:
                unnamed.remove(place)
                self._refuse_unnamed(place, number, row[place])
            if number in special:
                self._settle(number, row, special[number])
            if not is_empty(row[0]) or any(value != "" and not is_empty(value) for value in row):
                yield number, row

    def _refuse_unnamed(self, place: int, number: int, value: Any) -> None:
        refused = Refused("cột không có tiêu đề mà có dữ liệu", "ghi tiêu đề ở dòng 1 hoặc xóa dữ liệu")
        self.faults.add(cell_name(self.sheet.name, place + self.first_column, number), value, refused)

    def rows(self) -> Iterator[Row]:
        return (Row(self, number, raw) for number, raw in self.raw_rows())

    def _special_rows(self) -> Mapping[int, list[tuple[int, SpecialCell]]]:
        by_row: dict[int, list[tuple[int, SpecialCell]]] = {}
        for (row, column), cell in self._special.items():
            by_row.setdefault(row, []).append((column - self.first_column, cell))
        return by_row

    def special(self, row: int, place: int) -> SpecialCell | None:
        return self._special.get((row, place + self.first_column))

    def _settle(self, number: int, row: RawRow, cells: Sequence[tuple[int, SpecialCell]]) -> None:
        """Put what counts in place of formulas; a column of ANY kind is settled by who reads it."""
        columns = {place: self.sheet.by_code[code] for code, place in self.places.items()}
        for place, special in cells:
            column = columns.get(place)
            if column is None or column.cell is Cell.ANY:
                continue
            try:
                row[place] = special.settled(row[place], is_text=column.cell in TEXT_CELLS)
            except Refused as refused:
                self.faults.add(self.cell(column.code, number), special.formula or special.error, refused)


@dataclass(slots=True)
class Workbook:
    """An opened file: its sheets as tables, absent ones empty."""

    tables: Mapping[str, Table]

    def __getitem__(self, sheet: Sheet) -> Table:
        return self.tables[sheet.name]


def open_workbook(
    path: Path, faults: Faults, sheets: Sequence[Sheet] = SHEETS, *, has_others: bool = False
) -> Workbook:
    """Open the file and understand every header; what is wrong goes to `faults`.

    Sheets beside those of the layout are faults unless `has_others`. A file that cannot be read at all is `Refused`.
    """
    special_parts = check_archive(path)
    with readable():
        book = CalamineWorkbook.from_path(str(path))
        parts = sheet_parts(path) if special_parts else {}
        special = {name: special_cells(path, part) for name, part in parts.items() if part in special_parts}
        if not has_others:
            _check_names(book, sheets, faults)
        _check_missing(book, sheets, faults)
        return Workbook({sheet.name: _table(book, sheet, special, faults) for sheet in sheets})


@contextmanager
def readable() -> Iterator[None]:
    """Whatever goes wrong inside means that the file cannot be read: `Refused`."""
    try:
        yield
    except Refused:
        raise
    except (CalamineError, KeyError, SyntaxError, ValueError, OSError) as error:
        raise BROKEN from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own crash on a malformed part
            raise BROKEN from error
        raise


def _check_names(book: CalamineWorkbook, sheets: Sequence[Sheet], faults: Faults) -> None:
    names = [sheet.name for sheet in sheets]
    for name in book.sheet_names:
        if name not in names and name.strip().casefold() != INSTRUCTIONS.casefold():
            refused = Refused("không có trang tính này", "trang gần nhất: %(near)s", near=nearest(name, names))
            faults.add(f"{name}!1", name, refused)


def _check_missing(book: CalamineWorkbook, sheets: Sequence[Sheet], faults: Faults) -> None:
    for sheet in sheets:
        if sheet.required and sheet.name not in book.sheet_names:
            faults.add(f"{sheet.name}!1", "", Refused("thiếu trang tính", "thêm trang “%(name)s”", name=sheet.name))


def _table(book: CalamineWorkbook, sheet: Sheet, special: Mapping[str, Special], faults: Faults) -> Table:
    if sheet.name not in book.sheet_names:
        return Table(sheet, {}, 0, faults)
    kinds = {item.name: item.typ for item in book.sheets_metadata}
    if kinds[sheet.name] is not SheetTypeEnum.WorkSheet:
        faults.add(f"{sheet.name}!1", "", Refused("không phải là trang tính", "dùng trang tính thường"))
        return Table(sheet, {}, 0, faults)
    source = book.get_sheet_by_name(sheet.name)
    first_column = source.start[1] if source.start else 0
    header = next(iter(source.iter_rows()), [])
    places = _places(sheet, header, first_column, faults)
    unnamed = tuple(place for place, raw in enumerate(header) if is_empty(raw)) if places else ()
    return Table(sheet, places, first_column, faults, source, special.get(sheet.name, {}), unnamed)


def _places(sheet: Sheet, header: RawRow, first_column: int, faults: Faults) -> Mapping[str, int]:
    codes = {_folded(word): column.code for column in sheet.columns for word in (column.label, *column.aliases)}
    codes.update({_folded(column.code): column.code for column in sheet.columns})
    places: dict[str, int] = {}
    for place, raw in enumerate(header):
        if is_empty(raw):
            continue
        code, cell = codes.get(_folded(str(raw))), cell_name(sheet.name, place + first_column, 1)
        if code is None:
            faults.add(cell, raw, _unknown_column(str(raw), sheet.columns))
        elif code in places:
            faults.add(cell, raw, Refused("cột lặp lại", "chỉ giữ một cột “%(code)s”", code=code))
        else:
            places[code] = place
    _check_required(sheet, places, faults)
    return places


def _folded(label: str) -> str:
    return " ".join(read_cell(Column("", ""), label).split()).casefold()


def _unknown_column(name: str, columns: Sequence[Column]) -> Refused:
    words = [word for column in columns for word in (column.code, column.label)]
    return Refused("không có cột này", "cột gần nhất: %(near)s", near=nearest(name.strip(), words))


def _check_required(sheet: Sheet, places: Mapping[str, int], faults: Faults) -> None:
    for column in sheet.columns:
        if column.required and column.code not in places:
            refused = Refused("thiếu cột", "thêm cột “%(code)s” (%(label)s)", code=column.code, label=column.label)
            faults.add(cell_name(sheet.name, None, 1), column.code, refused)
