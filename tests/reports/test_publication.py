"""A decision freezes the results; only another decision replaces them (CONTRACT §2)."""

import hashlib
import json
from datetime import date

import pytest
from django.db.models import ProtectedError

from appraisal.exchange.importing import import_workbook
from pari.audit.models import AuditEvent
from reports.models import Publication
from reports.selectors.results import results_document
from reports.selectors.runs import run_to_show
from reports.services.publish import NotPublishable, publish
from scoring.models import Agency, Campaign
from scoring.workbook.faults import WorkbookRefused
from tests.oracle.running import computed
from tests.reports import campaigns

DAY = date(2023, 12, 20)
AGENCIES = [{"code": "A", "points": "90"}, {"code": "B", "bloc": "XA", "points": "70"}]


@pytest.fixture
def run(db, tmp_path):
    return campaigns.computed(tmp_path, AGENCIES)


def issue(number="01/QĐ-UBND", by=None):
    return publish(campaign=Campaign.objects.get(), decision_number=number, decision_date=DAY, by=by)


def served():
    return results_document(run_to_show(Campaign.objects.get()))


def corrected():
    """Another mark, computed."""
    campaign = Campaign.objects.get()
    campaigns.remark(campaign, "91")
    return computed(campaign)


def test_what_is_kept(run, user):
    publication = issue(by=user)
    assert json.loads(publication.results) == results_document(run)
    assert publication.digest == hashlib.sha256(publication.results.encode()).hexdigest()
    assert (publication.run, publication.published_by, publication.decision_date) == (run, user, DAY)
    assert Campaign.objects.get().phase == "published"
    event = AuditEvent.objects.get(verb="results.published")
    assert (event.actor, event.details["digest"]) == (user, publication.digest)


def test_a_published_campaign_is_not_replaced(run, tmp_path):
    issue()
    path = campaigns.workbook(tmp_path, [{"code": "A", "points": "10"}])
    for dry_run in (False, True):
        with pytest.raises(WorkbookRefused) as caught:
            import_workbook(path=path, by=None, dry_run=dry_run)
        faults = [(fault.cell, fault.value, fault.rule) for fault in caught.value.faults]
        assert faults == [("campaign!1", "KT-2023", "kỳ đánh giá đã công bố, không thay được")]
    assert served() == results_document(run)


def test_before_that_it_is(run, tmp_path):
    path = campaigns.workbook(tmp_path, [{"code": "A", "points": "10"}])
    assert import_workbook(path=path, by=None).written is True


def test_a_later_change_does_not_alter_what_is_served(run):
    publication = issue()
    corrected()
    Agency.objects.update(name="Tên mới")
    assert served() == json.loads(publication.results)
    assert run_to_show(Campaign.objects.get()) == run


def test_a_correction_needs_a_new_decision(run):
    issue()
    corrected()
    with pytest.raises(NotPublishable, match="một quyết định mới"):
        issue()
    assert served() == results_document(run)


def test_a_new_decision_replaces_what_is_served_and_keeps_both(run):
    first, other = issue(), corrected()
    second = issue("02/QĐ-UBND")
    assert served() == results_document(other)
    assert list(Publication.objects.order_by("pk")) == [first, second]
    first.refresh_from_db()
    assert json.loads(first.results) == results_document(run)


def test_the_same_decision_of_the_same_results_changes_nothing(run):
    first = issue()
    computed(Campaign.objects.get())
    assert issue(" 01/QĐ-UBND ") == first
    assert (Publication.objects.count(), AuditEvent.objects.filter(verb="results.published").count()) == (1, 1)


@pytest.mark.parametrize("number", ["", "  "])
def test_a_decision_has_a_number(run, number):
    with pytest.raises(NotPublishable, match="Thiếu số quyết định"):
        issue(number)


def test_nothing_to_publish(run):
    run.delete()
    with pytest.raises(NotPublishable, match="chưa có kết quả"):
        issue()
    assert Campaign.objects.get().phase != "published"


def test_what_was_published_is_not_deleted(run):
    issue()
    for row in (Campaign.objects.get(), run):
        with pytest.raises(ProtectedError):
            row.delete()
