"""Formula and error cells of a sheet, which the quick reader does not tell apart from values."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from scoring.core.errors import Refused


@dataclass(frozen=True, slots=True)
class SpecialCell:
    """A formula's text (None on a plain error cell), and whether a result or an error is cached with it."""

    formula: str | None
    has_value: bool
    error: str | None

    def settled(self, cached: Any, *, is_text: bool) -> Any:
        """What counts of the cell: the formula's text in a text column, else its cached value."""
        if self.formula is not None and is_text:
            return self.formula
        if self.error is not None:
            raise Refused("ô báo lỗi %(error)s", "sửa công thức hoặc ghi giá trị", error=self.error)
        if not self.has_value:
            raise Refused("công thức chưa có kết quả", "ghi giá trị thay công thức")
        return cached


Special = dict[tuple[int, int], SpecialCell]


def special_cells(path: Path, part: str) -> Special:
    """Formula and error cells by (row from 1, column from 0)."""
    with zipfile.ZipFile(path) as archive, archive.open(part) as sheet:
        return dict(_scan(sheet))


def _scan(sheet: IO[bytes]) -> Iterator[tuple[tuple[int, int], SpecialCell]]:
    shared: dict[str, tuple[str, str]] = {}
    row, column = 0, -1
    for event, node in ET.iterparse(sheet, events=("start", "end")):  # noqa: S314 expat refuses entity bombs
        name = _local(node)
        if event == "start":
            if name == "row":
                row, column = int(node.get("r") or row + 1), -1
        elif name == "row":
            node.clear()
        elif name == "c":
            place = node.get("r")
            row, column = _place(place) if place else (row, column + 1)
            special = _special_cell(node, f"{get_column_letter(column + 1)}{row}", shared)
            if special is not None:
                yield (row, column), special


def _special_cell(cell: ET.Element, place: str, shared: dict[str, tuple[str, str]]) -> SpecialCell | None:
    parts = {_local(child): child for child in cell}
    kind, value = cell.get("t"), parts.get("v")
    if "f" not in parts and kind != "e":
        return None
    formula = _formula(parts["f"], place, shared) if "f" in parts else None
    # Some programs write an empty <v> where nothing is cached; only a text may be empty.
    has_value = value is not None and (bool(value.text) or kind == "str")
    error = (value.text or "") if kind == "e" and value is not None else None
    return SpecialCell(formula, has_value, error)


def _local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _formula(node: ET.Element, place: str, shared: dict[str, tuple[str, str]]) -> str:
    """The text with its `=`; a formula shared from another cell is moved to this one."""
    text, group = node.text or "", node.get("si")
    if text and group is not None and node.get("t") == "shared":
        shared[group] = (text, place)
    if not text and group in shared:
        origin_text, origin = shared[group]
        return str(Translator(f"={origin_text}", origin).translate_formula(place))
    return f"={text}"


def _place(name: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(name)
    return row, column_index_from_string(letters) - 1
