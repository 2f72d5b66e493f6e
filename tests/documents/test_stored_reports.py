"""From the tables to the file: facts of a run, the stored document, the command."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appraisal.exchange.importing import import_workbook
from fixtures.build_demo import build_demo
from pari.audit.models import AuditEvent
from reports.documents import store
from reports.documents.facts import ReportFacts
from reports.documents.gather import gather_facts
from reports.documents.gather_criteria import natural
from reports.documents.store import store_report
from reports.enums import DocumentFormat, DocumentKind
from reports.models import Document, IndexRun
from reports.services.compute import compute_run
from scoring.models import Campaign
from tests.documents import factory

GATHERING_QUERIES = 9


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo(folder)
    return folder


def computed(folder: Path, code: str) -> IndexRun:
    import_workbook(path=folder / f"{code}.xlsx", by=None)
    run = IndexRun.objects.create(campaign=Campaign.objects.get(code=code))
    return compute_run(run_id=run.pk)


@pytest.fixture
def bac_kan(db, workbooks) -> IndexRun:
    return computed(workbooks, "BK-2023")


def bare(facts: ReportFacts) -> list:
    """What the printed tables say, whatever else the campaign knows."""
    return [
        (
            item.name,
            item.bloc,
            item.index,
            item.class_name,
            item.rank_in_bloc,
            item.previous_index,
            item.previous_class,
            item.change,
            item.trend,
        )
        for item in facts.agencies
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "printed"), [("KH-2019", factory.khanh_hoa), ("NT-2023", factory.nha_trang)])
def test_facts_of_the_demo_campaigns_are_the_printed_ones(workbooks, code: str, printed) -> None:
    gathered, expected = gather_facts(run=computed(workbooks, code)), printed()
    assert bare(gathered) == bare(expected)
    assert gathered.blocs == expected.blocs
    assert gathered.overall_mean == expected.overall_mean
    assert gathered.self_deadline == expected.self_deadline
    assert not gathered.is_published


@pytest.mark.django_db
def test_facts_of_submissions_parts_and_history(workbooks) -> None:
    gathered = gather_facts(run=computed(workbooks, "KH-2019"))
    police = next(item for item in gathered.agencies if item.name == "Công an tỉnh")
    assert police.is_late
    assert (police.index_of(2018), police.class_of(2017)) == (Decimal(84), "Khá")
    assert gathered.published_overall_means == ((2017, Decimal("81.07")),)
    assert {item.bloc for item in gathered.parts} == {bloc.code for bloc in gathered.blocs}
    whole = {
        item.bloc: sum(part.standard_points for part in gathered.parts if part.bloc == item.bloc)
        for item in gathered.parts
    }
    assert whole == {
        bloc.code: sum((item.standard_points for item in gathered.of_bloc(bloc.code)), Decimal(0))
        for bloc in gathered.blocs
    }


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["BK-2023", "NT-2023"])
def test_gathering_takes_the_same_queries_at_any_size(workbooks, code: str) -> None:
    run = IndexRun.objects.get(pk=computed(workbooks, code).pk)
    with CaptureQueriesContext(connection) as queries:
        gather_facts(run=run)
    assert len(queries) == GATHERING_QUERIES


def test_a_run_that_found_nothing_new_tells_of_the_earlier_one(bac_kan) -> None:
    again = IndexRun.objects.create(campaign=bac_kan.campaign)
    compute_run(run_id=again.pk)
    again.refresh_from_db()
    assert again.same_as == bac_kan
    assert gather_facts(run=again) == gather_facts(run=bac_kan)


def test_store_keeps_the_bytes_with_their_digest(bac_kan, user) -> None:
    document = store_report(run=bac_kan, kind=DocumentKind.INDEX, format=DocumentFormat.XLSX, by=user)
    with document.file.open() as file:
        content = file.read()
    assert (document.size, document.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    event = AuditEvent.objects.filter(verb="document.stored").get()
    assert (event.actor, event.subject) == (user, str(document.pk))


def test_store_replaces_the_earlier_file_after_the_commit(bac_kan, django_capture_on_commit_callbacks) -> None:
    first = store_report(run=bac_kan, kind=DocumentKind.INDEX, format=DocumentFormat.XLSX, by=None)
    old = first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        second = store_report(run=bac_kan, kind=DocumentKind.INDEX, format=DocumentFormat.XLSX, by=None)
        assert default_storage.exists(old)
    assert second.pk == first.pk
    assert second.file.name != old
    assert not default_storage.exists(old)
    assert default_storage.exists(second.file.name)


def test_a_store_that_fails_leaves_neither_row_nor_file(bac_kan, monkeypatch) -> None:
    def refuse(**_: object) -> None:
        raise RuntimeError("the log is closed")

    monkeypatch.setattr(store, "record", refuse)
    before = set(_stored_files())
    with pytest.raises(RuntimeError):
        store_report(run=bac_kan, kind=DocumentKind.INDEX, format=DocumentFormat.XLSX, by=None)
    assert not Document.objects.exists()
    assert set(_stored_files()) == before


def _stored_files() -> list[str]:
    return default_storage.listdir("documents")[1] if default_storage.exists("documents") else []


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_command_writes_an_unpublished_report(bac_kan, tmp_path, format: str, start: bytes) -> None:
    target = tmp_path / "out" / f"report.{format}"
    call_command("render_report", "BK-2023", kind="index", format=format, output=str(target))
    assert target.read_bytes().startswith(start)
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.django_db
def test_command_without_a_finished_run_writes_nothing(workbooks, tmp_path) -> None:
    import_workbook(path=workbooks / "BK-2023.xlsx", by=None)
    with pytest.raises(CommandError, match="chưa có kết quả"):
        call_command("render_report", "BK-2023", kind="index", format="pdf", output=str(tmp_path / "r.pdf"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_command_for_an_unknown_campaign(tmp_path) -> None:
    with pytest.raises(CommandError, match="không có kỳ đánh giá X"):
        call_command("render_report", "X", kind="index", format="pdf", output=str(tmp_path / "r.pdf"))


def test_codes_in_the_order_people_count() -> None:
    assert sorted(["2.10", "2.9", "10", "2", "A"], key=natural) == ["2", "2.9", "2.10", "10", "A"]
