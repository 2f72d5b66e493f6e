"""The commands on the demo campaigns: output and exit status (CONTRACT §2)."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from reports.selectors.results import results_document
from reports.services.export import AGENCY_KEYS
from scoring.models import Campaign
from tests.golden.tables import CHECKED, GOLDEN

pytestmark = pytest.mark.django_db


def check(code, table):
    """Exit status, lines of standard output, lines of standard error."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("check_published", code, str(table), stdout=out, stderr=err)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.mark.parametrize(("code", "name", "mismatches"), CHECKED)
def test_check_published(runs, code, name, mismatches):
    lines = ["\t".join(mismatch) for mismatch in mismatches]
    assert check(code, GOLDEN / name) == (1 if mismatches else 0, lines, ["Không so các cột: position"])


def test_check_published_without_such_a_file(runs, tmp_path):
    with pytest.raises(CommandError):
        check("KH-2019", tmp_path / "none.csv")


@pytest.mark.parametrize("command", ["check_published", "export_results", "compute_index"])
def test_an_unknown_campaign(db, tmp_path, command):
    arguments = [str(tmp_path / "x.csv")] if command == "check_published" else []
    with pytest.raises(CommandError, match="không có kỳ đánh giá XX-1900"):
        call_command(command, "XX-1900", *arguments)


@pytest.fixture
def without_results(runs):
    Campaign.objects.get(code="KH-2019").index_runs.all().delete()


@pytest.mark.parametrize("command", ["check_published", "export_results"])
def test_a_campaign_without_results(without_results, command):
    arguments = [str(GOLDEN / "khanhhoa-2019-index.csv")] if command == "check_published" else []
    with pytest.raises(CommandError, match="KH-2019 chưa có kết quả"):
        call_command(command, "KH-2019", *arguments)


def test_export_json(runs, tmp_path):
    call_command("export_results", "NT-2023", "--format", "json", "-o", str(tmp_path / "nt.json"))
    written = json.loads((tmp_path / "nt.json").read_text(encoding="utf-8"))
    assert written == results_document(runs["NT-2023"])


@pytest.mark.parametrize("arguments", [[], ["-o", "-"]])
def test_export_to_standard_output(runs, capsysbinary, arguments):
    call_command("export_results", "BK-2023", *arguments)
    assert json.loads(capsysbinary.readouterr().out) == results_document(runs["BK-2023"])


def test_export_csv(runs, tmp_path):
    call_command("export_results", "KH-2019", "--format", "csv", "-o", str(tmp_path / "kh.csv"))
    with (tmp_path / "kh.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agencies = results_document(runs["KH-2019"])["agencies"]
    assert list(rows[0]) == list(AGENCY_KEYS) == list(agencies[0])
    assert [row["index"] for row in rows] == [item["index"] for item in agencies]
    assert [json.loads(row["modifiers"]) for row in rows] == [item["modifiers"] for item in agencies]


def test_an_exported_table_agrees_with_itself(runs, tmp_path):
    path = tmp_path / "nt.csv"
    call_command("export_results", "NT-2023", "--format", "csv", "-o", str(path))
    assert check("NT-2023", path)[:2] == (0, [])


def publish(code, number, day="2023-12-20"):
    out = io.StringIO()
    call_command("publish", code, "--decision", number, "--date", day, stdout=out)
    return out.getvalue()


def test_publish(runs):
    said = publish("NT-2023", "2823/QĐ-UBND")
    publication = Campaign.objects.get(code="NT-2023").publications.get()
    assert said == f"NT-2023: Quyết định 2823/QĐ-UBND, lần tính {runs['NT-2023'].pk}, mã băm {publication.digest}\n"
    assert Campaign.objects.get(code="NT-2023").phase == "published"


def test_publish_the_same_again_changes_nothing(runs):
    assert publish("NT-2023", "2823/QĐ-UBND") == publish("NT-2023", "2823/QĐ-UBND")
    assert Campaign.objects.get(code="NT-2023").publications.count() == 1


@pytest.mark.parametrize("arguments", [[], ["--decision", "1"], ["--decision", "1", "--date", "20/12/2023"]])
def test_publish_asks_for_number_and_date(runs, arguments):
    with pytest.raises(CommandError):
        call_command("publish", "NT-2023", *arguments)


def test_publish_without_results(without_results):
    with pytest.raises(CommandError, match="chưa có kết quả"):
        publish("KH-2019", "199/QĐ-UBND")
