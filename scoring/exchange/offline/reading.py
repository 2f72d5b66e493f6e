"""Read a file back: checked as any stranger's file, addressed cell by cell, nothing in it is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from python_calamine import CalamineError, CalamineWorkbook

from pari.refusals import Invalid
from scoring.core.errors import Refused
from scoring.exchange.offline import layout
from scoring.exchange.offline.entries import YES, Entry, entered, typed_of_texts
from scoring.exchange.offline.fields import Place, prose
from scoring.exchange.offline.stamp import Base, Stamp, read_stamp
from scoring.selectors.submissions.answer_fields import Field
from scoring.services.campaigns.refusing import in_words
from scoring.services.submissions.answers import LONGEST_TEXT
from scoring.workbook import cells
from scoring.workbook.archive import check_archive, sheet_parts
from scoring.workbook.faults import Faults, cell_name
from scoring.workbook.formulas import Special, special_cells
from scoring.workbook.tables import BROKEN

Rows = list[list[Any]]
NUMBERS = frozenset({layout.ENTERED})


@dataclass(frozen=True, slots=True)
class Given:
    """What the file says in one field, and where."""

    content: Any
    cell: str


@dataclass(slots=True)
class FilledFile:
    """A file understood: `given` by code and field without what is at fault, `bases` as it was taken along."""

    stamp: Stamp
    bases: Mapping[tuple[str, str], Base]
    rows: Rows
    special: Special
    faults: Faults = field(default_factory=Faults)


def open_file(path: Path) -> FilledFile:
    """The file with its stamp; what is no such file is `Invalid`."""
    try:
        special_parts = check_archive(path)
        book = CalamineWorkbook.from_path(str(path))
        if not {layout.SHEET, layout.HIDDEN} <= set(book.sheet_names):
            raise Invalid(_("Tệp không phải mẫu tự đánh giá tải từ hệ thống này."), _("Tải mẫu ở trang này."))
        part = sheet_parts(path)[layout.SHEET] if special_parts else ""
        special = special_cells(path, part) if part in special_parts else {}
        rows, hidden = (_rows(book, name) for name in (layout.SHEET, layout.HIDDEN))
        return FilledFile(_stamp(hidden), _bases(hidden), rows, special)
    except Refused as refused:
        raise in_words(refused) from refused
    except (CalamineError, KeyError, SyntaxError, ValueError, OSError) as error:
        raise in_words(BROKEN) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own crash on a malformed part
            raise in_words(BROKEN) from error
        raise


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _stamp(hidden: Rows) -> Stamp:
    return read_stamp((str(row[1]), str(row[2])) for row in hidden if len(row) > 2 and row[0] == "stamp")


def _bases(hidden: Rows) -> Mapping[tuple[str, str], Base]:
    found = {}
    for row in hidden:
        if len(row) > 4 and row[0] == "field" and str(row[3]).isdecimal():
            found[str(row[1]), str(row[2])] = Base(int(str(row[3])), str(row[4]))
    return found


def contents(file: FilledFile, places: Mapping[str, Place]) -> dict[tuple[str, Field], Given]:
    """What every field of every leaf says; what cannot be read goes to the file's faults and is left out."""
    rows = _by_key(file, places)
    found: dict[tuple[str, Field], Given] = {}
    for code, place in places.items():
        for of, given in _leaf(file, rows, place):
            found[code, of] = given
    return found


def _by_key(file: FilledFile, places: Mapping[str, Place]) -> Mapping[str, int]:
    """The row (from 1) of every entry; rows that were added, doubled or removed are faults."""
    expected = {layout.key_of(code, entry.name) for code, place in places.items() for entry in place.entries}
    found: dict[str, int] = {}
    for number, row in enumerate(file.rows, 1):
        key = str(row[layout.KEY]) if number >= layout.FIRST_ROW and len(row) > layout.KEY else ""
        if key and (key in found or key not in expected):
            refused = Refused(
                gettext_noop("dòng lạ hoặc lặp lại"), gettext_noop("tải lại mẫu, không chèn hay sao chép dòng")
            )
            file.faults.add(cell_name(layout.SHEET, layout.CODE, number), row[layout.CODE], refused)
        elif key:
            found[key] = number
    for key in sorted(expected - found.keys()):
        code, _entry = layout.place_of(key)
        refused = Refused(gettext_noop("thiếu dòng của tiêu chí"), gettext_noop("tải lại mẫu, không xóa dòng"))
        file.faults.add(cell_name(layout.SHEET, None, layout.HEAD_ROW), code, refused)
    return found


def _leaf(file: FilledFile, rows: Mapping[str, int], place: Place) -> Iterator[tuple[Field, Given]]:
    code = place.criterion.code
    numbers = [rows.get(layout.key_of(code, entry.name)) for entry in place.entries]
    if None in numbers:
        return
    lines = [number for number in numbers if number is not None]
    texts = {entry.name: _entered(file, number, entry) for entry, number in zip(place.entries, lines, strict=True)}
    if None not in texts.values():
        typed = typed_of_texts({name: text or "" for name, text in texts.items()})
        yield Field.CLAIM, Given(typed, cell_name(layout.SHEET, layout.ENTERED, lines[0]))
    yield Field.EXPLANATION, _prose(file, lines[0], layout.EXPLANATION)
    flag, reason = _flag(file, lines[0], layout.NOT_APPLICABLE), _prose(file, lines[0], layout.REASON)
    if flag is not None:
        where = cell_name(layout.SHEET, layout.NOT_APPLICABLE, lines[0])
        yield Field.NOT_APPLICABLE, Given({"flag": flag, "reason": reason.content}, where)
    if Field.CONFIRM in place.fields and (confirmed := _flag(file, lines[0], layout.CONFIRM)) is not None:
        yield Field.CONFIRM, Given(confirmed, cell_name(layout.SHEET, layout.CONFIRM, lines[0]))


def _entered(file: FilledFile, number: int, entry: Entry) -> str | None:
    """The cell's text; None where it is at fault."""
    raw = _raw(file, number, layout.ENTERED)
    try:
        return entered(entry, _settled(file, number, layout.ENTERED, raw))
    except Refused as refused:
        file.faults.add(cell_name(layout.SHEET, layout.ENTERED, number), raw, refused)
        return None


def _flag(file: FilledFile, number: int, column: int) -> bool | None:
    raw = _raw(file, number, column)
    try:
        return bool(entered(Entry("", "", (YES,)), _settled(file, number, column, raw)))
    except Refused as refused:
        file.faults.add(cell_name(layout.SHEET, column, number), raw, refused)
        return None


def _prose(file: FilledFile, number: int, column: int) -> Given:
    """Text as it stands; a formula is only its own text."""
    raw = _settled(file, number, column, _raw(file, number, column))
    words = raw if isinstance(raw, str) else "" if cells.is_empty(raw) else cells.text(raw)
    where = cell_name(layout.SHEET, column, number)
    if len(words) > LONGEST_TEXT:
        rule, remedy = gettext_noop("dài quá %(most)d ký tự"), gettext_noop("rút ngắn, hoặc gắn thành tài liệu")
        file.faults.add(where, f"{words[:40]}…", Refused(rule, remedy, most=LONGEST_TEXT))
    return Given(prose(words), where)


def _raw(file: FilledFile, number: int, column: int) -> Any:
    row = file.rows[number - 1]
    return row[column] if column < len(row) else None


def _settled(file: FilledFile, number: int, column: int, raw: Any) -> Any:
    """A formula in a number's cell counts by the result that Excel left there, elsewhere by its text."""
    special = file.special.get((number, column))
    return raw if special is None else special.settled(raw, is_text=column not in NUMBERS)
