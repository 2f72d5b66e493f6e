"""`export_workbook`: importing the file into an empty database and computing gives the same digest (CONTRACT §2)."""

import openpyxl
import pytest

from appraisal.exchange.exporting import export_workbook
from reports.selectors.results import results_document
from scoring.models import Answer, Campaign, Criterion, IndicatorValue
from tests.exchange.emptying import empty_database
from tests.oracle.generator import draw_campaign
from tests.oracle.running import comparable, run_of
from tests.oracle.workbook import plain_lines, save_with_xlsxwriter, write_plain, write_workbook
from tests.workbook.base import base, broken, complete

AWKWARD = [
    "=HYPERLINK(1)",
    "@x",
    "-1",
    "007",
    "1.10",
    "_x0041_",
    "a\nb\tc",
    "Điểm “đạt” <&> 'x'",
    "TRUE",
    "#N/A",
    "1e5",
    "2023-01-01",
    "{=1}",
    "😀 ộ",
    "a\x01b",
    "http://example.vn/a b",
    "x" * 32_767,
]


def exported(folder):
    path = folder / "exported.xlsx"
    export_workbook(campaign=Campaign.objects.get(), path=path)
    return path


def back_and_forth(folder, path):
    """(run of the file, run of its export in an empty database), as results."""
    first = results_document(run_of(path))
    out = exported(folder)
    empty_database()
    return first, results_document(run_of(out))


@pytest.mark.parametrize("seed", range(100, 108))
def test_random_campaigns_come_back(db, tmp_path, seed):
    path = write_workbook(tmp_path / "campaign.xlsx", draw_campaign(seed), seed)
    first, second = back_and_forth(tmp_path, path)
    assert second["input_digest"] == first["input_digest"]
    assert comparable(second) == comparable(first)
    assert second["policy"] == first["policy"]


def test_awkward_texts_come_back(db, tmp_path):
    sheets = complete(base())
    for row, text in zip(sheets["scores"] + sheets["indicators"] + sheets["criteria"], AWKWARD, strict=False):
        row["explanation" if "criterion" in row else "source" if "as_of" in row or "value" in row else "name"] = text
    lines = {name: plain_lines(name, rows) for name, rows in sheets.items()}
    first, second = back_and_forth(tmp_path, save_with_xlsxwriter(tmp_path / "campaign.xlsx", lines))
    texts = [*Answer.objects.values_list("explanation", flat=True), *Criterion.objects.values_list("name", flat=True)]
    texts += IndicatorValue.objects.values_list("source", flat=True)
    assert set(AWKWARD) <= set(texts)
    assert second["input_digest"] == first["input_digest"]


@pytest.mark.parametrize("text", AWKWARD[:7], ids=range(7))
def test_awkward_codes_and_names_come_back(db, tmp_path, text):
    sheets = complete(base())
    for place in (0, 1):
        sheets["agencies"][place] |= {"bloc": f"{text}", "name": f"{text} {place}", "level": text, "short_name": text}
    sheets["blocs"][0]["code"] = sheets["bloc_history"][1]["bloc"] = text
    for row in sheets["criteria"]:
        row["annex"] = {"PL1": text, "PL2": "PL2"}[row["annex"]]
    for place in (0, 1):
        sheets["agencies"][place]["annex"] = text
    first, second = back_and_forth(tmp_path, write_plain(tmp_path / "campaign.xlsx", sheets))
    assert second["input_digest"] == first["input_digest"]
    assert comparable(second) == comparable(first)


@pytest.mark.parametrize("figure", ["0.1234567890123456789", "123456789012345678901234567890", "-0.00", 1e99, 1e-99])
def test_any_number_comes_back(db, tmp_path, figure):
    sheets = complete(broken([("indicators", 0, "value", figure), ("history", 0, "index", figure)]))
    first, second = back_and_forth(tmp_path, write_plain(tmp_path / "campaign.xlsx", sheets))
    assert second["input_digest"] == first["input_digest"]
    assert comparable(second) == comparable(first)


@pytest.mark.parametrize(
    "when",
    ["2023-12-01T24:00", "2023-12-01 17:00:30", "2023-12-01T10:00:00.5Z", "2023-12-01T03:00-05:00", "2023-12-01"],
)
def test_moments_come_back(db, tmp_path, when):
    edits = [("agencies", 2, "submitted_at", when), ("agencies", 1, "deadline", when), ("indicators", 0, "as_of", when)]
    first, second = back_and_forth(tmp_path, write_plain(tmp_path / "campaign.xlsx", complete(broken(edits))))
    assert second["input_digest"] == first["input_digest"]


def test_no_formula_is_written_from_data(db, tmp_path):
    sheets = complete(broken([("scores", 0, "explanation", "=1+1"), ("agencies", 0, "name", '=cmd|"/c calc"!A1')]))
    run_of(write_plain(tmp_path / "campaign.xlsx", sheets))
    book = openpyxl.load_workbook(exported(tmp_path))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_codes_are_written_as_text(db, tmp_path):
    run_of(write_plain(tmp_path / "campaign.xlsx", complete(base())))
    sheet = openpyxl.load_workbook(exported(tmp_path))["criteria"]
    codes = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert "1.10" in codes
    assert all(isinstance(code, str) for code in codes)


def test_the_export_of_an_export_is_the_same(db, tmp_path):
    run_of(write_workbook(tmp_path / "campaign.xlsx", draw_campaign(3), 3))
    first = cells_of(exported(tmp_path))
    empty_database()
    run_of(tmp_path / "exported.xlsx")
    assert cells_of(exported(tmp_path)) == first


def cells_of(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
