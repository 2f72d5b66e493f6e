"""Formula and error cells of a sheet, which the quick reader does not tell apart from values."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

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
    for _, cell in ElementTree.iterparse(sheet):  # noqa: S314 expat refuses entity bombs
        name = cell.tag.rpartition("}")[2]
        if name == "row":
            cell.clear()
        if name != "c":
            continue
        parts = {child.tag.rpartition("}")[2]: child for child in cell}
        place = cell.get("r", "A1")
        is_error = cell.get("t") == "e"
        if "f" not in parts and not is_error:
            continue
        formula = _formula(parts["f"], place, shared) if "f" in parts else None
        value = parts.get("v")
        error = (value.text or "") if is_error and value is not None else None
        yield _place(place), SpecialCell(formula, value is not None, error)


def _formula(node: ElementTree.Element, place: str, shared: dict[str, tuple[str, str]]) -> str:
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
