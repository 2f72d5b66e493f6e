"""Scanned in the background: pending, clean, infected; pages and text of a PDF."""

import pytest
from celery.exceptions import Retry
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse

from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from scoring import tasks
from scoring.enums import ScanState
from scoring.models import Answer, Criterion, Evidence, EvidenceFile, Submission
from scoring.selectors.evidence.links import Document, shown_state
from scoring.selectors.submissions.completeness import Gap
from scoring.selectors.submissions.sheet import sheet_of
from scoring.services.evidence import scanning
from tests.cycle.evidence import clamd, files
from tests.cycle.evidence.conftest import Sending

INFECTED = files.pdf("Bao cao") + clamd.EICAR


@pytest.fixture
def scanner(settings):
    with clamd.running() as (address, seen):
        settings.CLAMAV_URL = address
        yield seen


@pytest.fixture
def examine(django_capture_on_commit_callbacks):
    """As the worker does it, with what follows the commit."""

    def examine(file: EvidenceFile) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            scanning.examine(evidence=file.evidence_id)

    return examine


def test_without_a_scanner_it_is_unchecked(send, examine):
    file = send.file(files.pdf("Bao cao ket qua nam 2025", pages=3))
    examine(file)
    file.evidence.refresh_from_db()
    assert (file.evidence.scan, file.evidence.pages, file.evidence.has_text) == (ScanState.UNCHECKED, 3, True)


def test_pending_then_clean(send, scanner, examine):
    content = files.pdf("Bao cao")
    file = send.file(content)
    assert shown_state(file) == ScanState.PENDING
    examine(file)
    file.refresh_from_db()
    assert (shown_state(file), scanner) == (ScanState.CLEAN, [len(content)])


def test_examined_once(send, scanner):
    file = send.file(files.pdf())
    tasks.examine_evidence(file.evidence_id)
    tasks.examine_evidence(file.evidence_id)
    assert len(scanner) == 1


def test_the_worker_is_told_after_the_commit(send, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr(scanning.current_app, "send_task", lambda name, args: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        file = send.file(files.pdf())
        assert sent == []
    assert sent == [(tasks.examine_evidence.name, [file.evidence_id])]


def test_a_queue_that_is_down_stops_nobody(send, django_capture_on_commit_callbacks, monkeypatch):
    def broken(name, args):
        raise scanning.OperationalError("down")

    monkeypatch.setattr(scanning.current_app, "send_task", broken)
    with django_capture_on_commit_callbacks(execute=True):
        file = send.file(files.pdf())
    assert scanning.waiting() == [file.evidence_id]


def test_infected_goes_into_quarantine_and_the_officers_are_told(send, scanner, world, client, officer, other, examine):
    file = send.file(INFECTED)
    examine(file)
    file.refresh_from_db()
    digest = file.evidence.sha256
    assert (file.evidence.scan, file.evidence.finding) == (ScanState.INFECTED, "Eicar-Signature")
    assert not default_storage.exists(f"evidence/{digest[:2]}/{digest}")
    assert default_storage.exists(f"quarantine/{digest[:2]}/{digest}")
    [notice] = Notice.objects.all()
    assert (notice.user, notice.title) == (officer, "Tài liệu “bao-cao.pdf” nhiễm mã độc")
    assert [event.verb for event in AuditEvent.objects.all()] == ["evidence.infected"]
    client.force_login(officer)
    assert client.get(notice.link).status_code == 200
    for name in ("evidence-file", "evidence-view"):
        assert client.get(reverse(f"scoring:{name}", args=[file.pk])).status_code == 403


def test_an_infected_document_proves_nothing(send, scanner, world, examine):
    """It counted until it was examined; then the leaf is incomplete again, on the board and at the signing."""
    file = send.file(INFECTED)
    answer = file.links.get().answer
    Criterion.objects.filter(pk=answer.criterion_id).update(evidence="required")
    Answer.objects.filter(pk=answer.pk).update(value={"answer": True}, scored="1", is_complete=True)
    Submission.objects.filter(pk=answer.submission_id).update(done=1)
    examine(file)
    answer.refresh_from_db()
    assert (answer.is_complete, world.submission().done) == (False, 0)
    [line] = [line for line in sheet_of(world.submission()).lines if line.criterion == answer.criterion]
    assert line.gaps == (Gap.EVIDENCE,)


def test_a_dead_scanner_leaves_it_pending_and_is_asked_again(send, settings):
    with clamd.running() as (address, _):
        settings.CLAMAV_URL = address
    file = send.file(INFECTED)
    with pytest.raises(scanning.ScannerAbsent):
        scanning.examine(evidence=file.evidence_id)
    tasks.examine_waiting()
    file.refresh_from_db()
    assert shown_state(file) == ScanState.PENDING
    assert scanning.waiting() == [file.evidence_id]
    with clamd.running() as (address, _):
        settings.CLAMAV_URL = address
        assert scanning.examine_waiting() == 1
    assert shown_state(EvidenceFile.objects.select_related("evidence").get()) == ScanState.INFECTED
    assert scanning.waiting() == []


def test_another_agencys_file_discloses_nothing(send, world, other, scanner, examine):
    """The second agency is answered as if it were the first, and told by its own examination."""
    content = files.pdf("Bao cao chung", pages=2)
    first = send.file(content, "của tôi.pdf")
    examine(first)
    second = Sending(world, other).file(content, "của họ.pdf", place=1)
    shown = Document(EvidenceFile.objects.select_related("evidence").get(pk=second.pk))
    assert second.evidence_id == first.evidence_id
    assert Evidence.objects.count() == 1
    assert (second.name, shown.state, shown.pages, shown.lacks_text) == ("của họ.pdf", ScanState.PENDING, None, False)
    examine(first)
    shown = Document(EvidenceFile.objects.select_related("evidence").get(pk=second.pk))
    assert (shown.state, shown.pages, len(scanner)) == (ScanState.CLEAN, 2, 2)


def test_of_an_infected_file_each_agency_is_told_by_itself(send, world, officer, other, scanner, settings, examine):
    first = send.file(INFECTED)
    examine(first)
    second = Sending(world, other).file(INFECTED, "khac.pdf", place=1)
    assert shown_state(EvidenceFile.objects.select_related("evidence").get(pk=second.pk)) == ScanState.PENDING
    examine(first)
    told = list(Notice.objects.order_by("pk").values_list("user", "title"))
    assert told == [
        (officer.pk, "Tài liệu “bao-cao.pdf” nhiễm mã độc"),
        (other.pk, "Tài liệu “khac.pdf” nhiễm mã độc"),
    ]
    kept = [path.parts[-3] for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert kept == ["quarantine"]


def test_what_was_taken_for_infected_by_mistake_comes_back(send, world, other, scanner, monkeypatch, examine):
    file = send.file(INFECTED)
    examine(file)
    monkeypatch.setattr(clamd, "EICAR", b"another signature")
    Sending(world, other).file(INFECTED, place=1)
    examine(file)
    digest = file.evidence.sha256
    assert Evidence.objects.get().scan == ScanState.CLEAN
    assert default_storage.exists(f"evidence/{digest[:2]}/{digest}")
    assert not default_storage.exists(f"quarantine/{digest[:2]}/{digest}")


FACTS = {
    "a scan": ("quet.pdf", files.pdf(pages=2), 2, False),
    "a text": ("chu.pdf", files.pdf("Ke hoach cai cach hanh chinh"), 1, True),
    "a broken PDF": ("hong.pdf", b"%PDF-1.4\n" + b"\xff" * 3000, None, False),
    "an image": ("anh.png", files.PNG, None, None),
    "a ZIP": ("goi.zip", files.archive({"a.txt": "a"}), None, None),
    "a ZIP with a password": ("mat.zip", files.locked(), None, False),
}


@pytest.mark.parametrize("case", FACTS)
def test_pages_and_text(send, case, examine):
    name, content, pages, has_text = FACTS[case]
    file = send.file(content, name)
    examine(file)
    file.evidence.refresh_from_db()
    assert (file.evidence.pages, file.evidence.has_text) == (pages, has_text)


def test_the_command_does_what_beat_does(send, settings, capsys):
    file = send.file(files.pdf("Bao cao"))
    call_command("tidy_evidence")
    assert capsys.readouterr().out == "Đã xóa 0 tệp dở dang, đã xem 1 tài liệu đang chờ.\n"
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    Evidence.objects.filter(pk=file.evidence_id).update(scanned_at=None)
    with pytest.raises(CommandError):
        call_command("tidy_evidence")


def test_lost_bytes_do_not_stop_the_others(send, settings):
    lost, kept = send.file(files.pdf("mat")), send.file(files.pdf("con"))
    default_storage.delete(f"evidence/{lost.evidence.sha256[:2]}/{lost.evidence.sha256}")
    scanning.examine_waiting()
    assert scanning.waiting() == [lost.evidence_id]
    kept.evidence.refresh_from_db()
    assert kept.evidence.pages == 1


def test_the_worker_asks_a_dead_scanner_again(send, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    file = send.file(files.pdf())
    with pytest.raises((Retry, scanning.ScannerAbsent)):
        tasks.examine_evidence(file.evidence_id)
