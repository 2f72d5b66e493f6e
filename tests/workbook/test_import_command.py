"""`manage.py import_workbook` (CONTRACT §2): exit codes, fault lines, dry run, replacing."""

import io

import pytest
from django.core.management import call_command

from reports.models import IndexRun
from scoring.enums import Phase
from scoring.models import Agency, Campaign, CriteriaSet, Participant
from tests.oracle.running import computed
from tests.oracle.workbook import write_plain
from tests.workbook.base import base, broken, complete
from tests.workbook.untouched import counts


def run(path, *options):
    """(exit code, standard output)."""
    out, code = io.StringIO(), 0
    try:
        call_command("import_workbook", str(path), *options, stdout=out, stderr=io.StringIO())
    except SystemExit as stopped:
        code = stopped.code
    return code, out.getvalue()


def workbook(folder, edits=()):
    return write_plain(folder / "campaign.xlsx", complete(broken(edits) if edits else base()))


def test_a_valid_workbook_is_written(db, tmp_path):
    assert run(workbook(tmp_path))[0] == 0
    assert Participant.objects.filter(campaign__code="MAU-2023").count() == 3


def test_a_dry_run_writes_nothing(db, tmp_path):
    before = counts()
    assert run(workbook(tmp_path), "--dry-run")[0] == 0
    assert counts() == before


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_faults_are_lines_of_four_parts(db, tmp_path, options):
    edits = [
        ("scores", 0, "self_points", "9\t9\n9"),
        ("scores", 1, "self_value", '{"answer":\n"có"}'),
        ("agencies", 0, "parent", "%s %(x)d"),
        ("campaign", "year", "value", None),
        ("survey", 0, "agency", "không\tcó"),
    ]
    before = counts()
    code, out = run(workbook(tmp_path, edits), *options)
    lines = [line.split("\t") for line in out.splitlines()]
    assert (code, counts()) == (1, before)
    assert sorted(line[0] for line in lines) == ["agencies!E2", "campaign!B4", "scores!C2", "scores!D3", "survey!A2"]
    assert {len(line) for line in lines} == {4}
    assert all(rule and remedy for _, _, rule, remedy in lines)


def test_a_file_that_is_none_is_told_in_the_same_way(db, tmp_path):
    path = tmp_path / "small.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(96))
    code, out = run(path)
    assert (code, [len(line.split("\t")) for line in out.splitlines()]) == (1, [4])


def test_an_import_replaces_the_campaign_whole(db, tmp_path):
    run(workbook(tmp_path))
    computed(Campaign.objects.get(code="MAU-2023"))
    before = counts()
    sheets = base()
    sheets["agencies"].pop()
    sheets["scores"].pop()
    assert run(write_plain(tmp_path / "less.xlsx", complete(sheets)))[0] == 0
    assert counts()["scoring.Participant"] == before["scoring.Participant"] - 1
    assert (Campaign.objects.count(), CriteriaSet.objects.count(), IndexRun.objects.count()) == (1, 1, 0)


def test_importing_again_leaves_as_many_rows(db, tmp_path):
    run(workbook(tmp_path))
    before = {name: number for name, number in counts().items() if not name.startswith("audit.")}
    run(workbook(tmp_path))
    assert {name: number for name, number in counts().items() if not name.startswith("audit.")} == before


def test_faults_leave_the_campaign_that_stands(db, tmp_path):
    run(workbook(tmp_path))
    before = counts()
    assert run(workbook(tmp_path, [("scores", 10, "self_points", 99)]))[0] == 1
    assert counts() == before


@pytest.mark.parametrize("phase", [Phase.PUBLISHED, Phase.ARCHIVED])
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_published_campaign_is_never_replaced(db, tmp_path, phase, options):
    run(workbook(tmp_path))
    Campaign.objects.update(phase=phase)
    before = counts()
    code, out = run(workbook(tmp_path), *options)
    assert (code, out.split("\t")[0], counts()) == (1, "campaign!1", before)


def test_agencies_and_authorities_are_shared_between_campaigns(db, tmp_path):
    run(workbook(tmp_path))
    before = Agency.objects.count()
    other = write_plain(tmp_path / "other.xlsx", complete(broken([("campaign", "code", "value", "MAU-2024")])))
    assert run(other)[0] == 0
    assert (Campaign.objects.count(), Agency.objects.count()) == (2, before)
