"""Results as CSV and XLSX: what a spreadsheet may not take for a formula, and numbers as numbers."""

import csv
import io
import json

import openpyxl
import pytest

from reports.selectors.results import results_document
from reports.services.export import AGENCY_KEYS, export_results, safe_text, to_csv
from tests.reports import campaigns

GUARDED = {
    "=1+1": "'=1+1",
    "+84 258": "'+84 258",
    "-Sở": "'-Sở",
    "@sum": "'@sum",
    "\tx": "'\tx",
    "\rx": "'\rx",
    "\nx": "'\nx",
    "\x00x": "'\x00x",
    "\x7fx": "'\x7fx",
    "\x85x": "'\x85x",
    "Sở = 1": "Sở = 1",
    "'=1": "'=1",
    " =1": " =1",
    "": "",
}


@pytest.mark.parametrize(("text", "written"), GUARDED.items())
def test_the_guard(text, written):
    assert safe_text(text) == written


RISKY = ["=HYPERLINK(1)", "+1", "-1", "@x", "Sở thường"]


@pytest.fixture
def run(db, tmp_path):
    agencies = [
        {"code": f"C{n}", "name": name, "points": str(90 - n), "history": {2022: ("95", "Tốt")}}
        for n, name in enumerate(RISKY)
    ]
    return campaigns.computed(tmp_path, agencies)


def test_csv(run):
    rows = list(csv.DictReader(io.StringIO(export_results(run=run, format="csv").decode(), newline="")))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "'+1", "'-1", "'@x", "Sở thường"]
    assert [row["change"] for row in rows] == ["-5.00", "-6.00", "-7.00", "-8.00", "-9.00"]
    assert rows[0] == {
        "code": "C0",
        "name": "'=HYPERLINK(1)",
        "bloc": "SO",
        "annex": "PL",
        "level": "",
        "parent": "",
        "standard_points": "100.00",
        "self_points": "0.00",
        "round1_points": "90.00",
        "appraised_points": "90.00",
        "survey_points": "0.00",
        "bonus_points": "0.00",
        "penalty_points": "0.00",
        "index": "90.00",
        "rank": "1",
        "rank_in_bloc": "1",
        "class_by_threshold": "Tốt",
        "class": "Tốt",
        "modifiers": "[]",
        "previous_index": "95.00",
        "previous_class": "Tốt",
        "change": "-5.00",
        "trend": "",
    }


def test_csv_is_utf_8_with_commas_and_no_mark(run):
    content = export_results(run=run, format="csv")
    assert content.startswith(b"code,name,bloc,")
    assert "Sở thường".encode() in content


def test_csv_of_no_agency_has_its_header():
    assert to_csv({"agencies": []}).decode() == ",".join(AGENCY_KEYS) + "\r\n"


def test_xlsx(run):
    book = openpyxl.load_workbook(io.BytesIO(export_results(run=run, format="xlsx")))
    header, *rows = book["agencies"].iter_rows()
    assert [cell.value for cell in header] == list(AGENCY_KEYS)
    names = [row[1] for row in rows]
    assert [(cell.data_type, cell.value) for cell in names] == [("s", name) for name in RISKY]
    first = {cell.value: row for cell, row in zip(header, rows[0], strict=True)}
    assert {key: first[key].value for key in ("index", "rank", "change", "previous_index", "trend", "modifiers")} == {
        "index": 90,
        "rank": 1,
        "change": -5,
        "previous_index": 95,
        "trend": None,
        "modifiers": None,
    }


def test_json_is_the_results_document(run):
    assert json.loads(export_results(run=run, format="json")) == results_document(run)
