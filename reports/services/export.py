"""Results as files: JSON exactly as CONTRACT §8, CSV and XLSX of its agencies (CONTRACT §2)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from reports.models import IndexRun
from reports.selectors.results import results_document
from scoring.core.spreadsheet import safe_text

_TEXT_KEYS = frozenset(
    {"code", "name", "bloc", "annex", "level", "parent", "class_by_threshold", "class", "previous_class", "trend"}
)


def export_results(*, run: IndexRun, format: str) -> bytes:
    """The bytes of one format of `FORMATS`."""
    return FORMATS[format](results_document(run))


def to_json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def to_csv(document: Mapping[str, Any]) -> bytes:
    """The agencies in order; modifiers as JSON, null as empty, numbers as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    agencies = document["agencies"]
    writer.writerow(agency_keys(document))
    writer.writerows([_csv_cell(key, agency[key]) for key in agency] for agency in agencies)
    return out.getvalue().encode()


def agency_keys(document: Mapping[str, Any]) -> list[str]:
    """The keys of §8's agencies in order, also when there are none."""
    return list(document["agencies"][0]) if document["agencies"] else list(AGENCY_KEYS)


AGENCY_KEYS = (
    "code",
    "name",
    "bloc",
    "annex",
    "level",
    "parent",
    "standard_points",
    "self_points",
    "round1_points",
    "appraised_points",
    "survey_points",
    "bonus_points",
    "penalty_points",
    "index",
    "rank",
    "rank_in_bloc",
    "class_by_threshold",
    "class",
    "modifiers",
    "previous_index",
    "previous_class",
    "change",
    "trend",
)


def _csv_cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "modifiers":
        return json.dumps(value, ensure_ascii=False)
    return safe_text(value) if key in _TEXT_KEYS else str(value)


def to_xlsx(document: Mapping[str, Any]) -> bytes:
    """The agencies as a sheet with real numbers; text is never taken for a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("agencies")
        sheet.write_row(0, 0, AGENCY_KEYS, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 2)
        for row, agency in enumerate(document["agencies"], 1):
            for column, key in enumerate(AGENCY_KEYS):
                _xlsx_cell(sheet, row, column, key, agency[key])
        sheet.autofit()
    return out.getvalue()


def _xlsx_cell(sheet: Any, row: int, column: int, key: str, value: Any) -> None:
    if value is None or value == []:
        return
    if key == "modifiers":
        sheet.write_string(row, column, json.dumps(value, ensure_ascii=False))
    elif key in _TEXT_KEYS:
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, float(value))


FORMATS: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}
