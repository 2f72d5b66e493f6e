"""The commands as a shell sees them: exit status, and what stands on which output (CONTRACT §2)."""

import csv
import io
import json
import subprocess
import sys

import pytest
from django.conf import settings

from pari import worker
from reports.models import IndexRun
from reports.selectors.results import results_document
from tests.reports import campaigns


@pytest.fixture
def run(real_processes, tmp_path):
    return campaigns.computed(tmp_path, [{"code": "A", "points": "90"}, {"code": "B", "points": "70"}])


def manage(*arguments):
    """Exit status, standard output, standard error."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=worker.child_environment(), capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_check_published(run, tmp_path):
    path = tmp_path / "bang.csv"
    path.write_text("code,index,note\nA,90.00,x\nB,70.10,y\nC,1,z\n", encoding="utf-8")
    assert manage("check_published", "KT-2023", path) == (
        1,
        "B\tindex\t70.10\t70.00\nC\tagency\tC\t\n",
        "Không so các cột: note\n",
    )
    path.write_text("code,index\nA,90.00\n", encoding="utf-8")
    assert manage("check_published", "KT-2023", path) == (0, "", "")


def test_export_results(run):
    status, out, err = manage("export_results", "KT-2023", "--format", "json")
    assert (status, json.loads(out), err) == (0, results_document(run), "")
    status, out, err = manage("export_results", "KT-2023", "--format", "csv", "-o", "-")
    assert (status, [row["code"] for row in csv.DictReader(io.StringIO(out))], err) == (0, ["A", "B"], "")


def test_without_a_finished_run(run):
    IndexRun.objects.all().delete()
    status, out, err = manage("export_results", "KT-2023", "--format", "json")
    assert (status, out, err.splitlines()[-1]) == (
        1,
        "",
        "CommandError: KT-2023 chưa có kết quả; chạy compute_index KT-2023 trước",
    )


def test_publish(run):
    status, out, _ = manage("publish", "KT-2023", "--decision", "01/QĐ-UBND", "--date", "2023-12-20")
    publication = run.publications.get()
    assert (status, out) == (0, f"KT-2023: Quyết định 01/QĐ-UBND, lần tính {run.pk}, mã băm {publication.digest}\n")
