"""A run from the request to its results; what fails leaves the results in force as they are."""

import pytest
from django.core.management import CommandError
from django.utils import timezone

from pari.audit.models import AuditEvent
from reports.enums import RunState
from reports.management.waiting import compute_and_wait
from reports.models import AgencyResult, BlocResult, CriterionResult, IndexRun, LeafResult
from reports.selectors.freshness import PATIENCE, Freshness, freshness_of
from reports.selectors.results import results_document
from reports.selectors.runs import latest_run, run_to_show
from reports.services.compute import compute_run
from reports.services.runs import request_run
from scoring.core.errors import Refused
from scoring.models import Campaign, Criterion, Modifier
from tests.oracle.running import computed
from tests.reports import campaigns

AGENCIES = [{"code": "A", "points": "90"}, {"code": "B", "bloc": "XA", "points": "70"}]
RESULTS = (AgencyResult, BlocResult, CriterionResult, LeafResult)


@pytest.fixture
def run(db, tmp_path):
    return campaigns.computed(tmp_path, AGENCIES)


def counts():
    return [model.objects.count() for model in RESULTS]


def test_the_row_tells_of_the_job(run, user):
    campaign = Campaign.objects.get()
    campaigns.remark(campaign, "91")
    queued = request_run(campaign=campaign, by=user)
    assert (queued.state, queued.progress, queued.total, queued.requested_by) == (RunState.QUEUED, 0, 0, user)
    done = compute_run(run_id=queued.pk)
    assert (done.pk, done.state, done.progress, done.total, done.error) == (queued.pk, RunState.DONE, 2, 2, "")
    assert done.requested_at <= done.started_at <= done.computed_at
    event = AuditEvent.objects.filter(verb="index.computed").last()
    assert (event.chain, event.subject, event.actor) == (campaign.code, str(done.pk), user)


def test_the_same_digest_is_the_same_run(run):
    before = counts()
    again = request_run(campaign=run.campaign, by=None)
    assert compute_run(run_id=again.pk) == run
    again.refresh_from_db()
    assert (again.state, again.same_as, again.input_digest) == (RunState.DONE, run, run.input_digest)
    assert counts() == before
    assert latest_run(run.campaign) == run


def test_a_message_that_comes_twice_does_nothing(run):
    before, when = counts(), run.computed_at
    assert compute_run(run_id=run.pk) == run
    run.refresh_from_db()
    assert (counts(), run.computed_at) == (before, when)


def test_a_change_and_back_again_finds_the_first_run(run):
    campaigns.remark(run.campaign, "91")
    other = computed(run.campaign)
    campaigns.remark(run.campaign, "90")
    assert computed(run.campaign) == run
    assert (other.input_digest != run.input_digest, latest_run(run.campaign)) == (True, run)


def test_other_content_has_other_results_and_the_old_ones_stay(run):
    old = results_document(run)
    campaigns.remark(run.campaign, "91")
    other = computed(run.campaign)
    assert [item["index"] for item in results_document(other)["agencies"]] == ["91.00", "70.00"]
    assert results_document(run) == old


@pytest.fixture
def broken(run):
    """A rule that cannot be read, and another mark, so that the digest would be new."""
    campaigns.remark(run.campaign, "91")
    Criterion.objects.filter(code="1").update(rule={"kind": "no such kind"})


def test_a_failed_run_records_its_error_and_leaves_the_results_in_force(run, broken):
    before, document = counts(), results_document(run)
    failed = request_run(campaign=run.campaign, by=None)
    with pytest.raises(Refused):
        compute_run(run_id=failed.pk)
    failed.refresh_from_db()
    assert (failed.state, failed.error, failed.computed_at) == (
        RunState.FAILED,
        "Refused('“kind” không nhận “no such kind”')",
        None,
    )
    assert counts() == before
    assert results_document(run_to_show(Campaign.objects.get())) == document


def test_what_a_failed_run_had_stored_is_cleared(run):
    """Modifiers are read after the blocs were scored and stored."""
    before = counts()
    Modifier.objects.create(campaign=run.campaign, order=1, rule={"kind": "cap_if_late", "class": "Xuất sắc"})
    with pytest.raises(Refused):
        computed(run.campaign)
    assert (counts(), latest_run(run.campaign)) == (before, run)


def test_after_the_mend_a_new_run_succeeds_and_the_failed_one_stays_failed(run, broken):
    failed = request_run(campaign=run.campaign, by=None)
    with pytest.raises(Refused):
        compute_run(run_id=failed.pk)
    Criterion.objects.filter(code="1").update(rule={"kind": "manual"})
    assert compute_run(run_id=failed.pk).state == RunState.FAILED
    assert computed(run.campaign).state == RunState.DONE


@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING])
def test_nobody_waits_for_ever_for_a_run_whose_worker_is_gone(run, state):
    left = IndexRun.objects.create(campaign=run.campaign, state=state)
    assert freshness_of(run.campaign).is_waiting
    IndexRun.objects.filter(pk=left.pk).update(requested_at=timezone.now() - PATIENCE)
    assert freshness_of(run.campaign) == Freshness(run, is_current=True, is_waiting=False)


def test_what_a_dead_worker_left_is_cleared_when_its_run_is_taken_again(run):
    """A run in the state in which a killed worker leaves it: half its leaves stored."""
    campaigns.remark(run.campaign, "91")
    left = IndexRun.objects.create(campaign=run.campaign, state=RunState.RUNNING, progress=1)
    participant = run.campaign.participants.first()
    LeafResult.objects.create(run=left, campaign=run.campaign, participant=participant, points={"1": "5"})
    assert compute_run(run_id=left.pk) == left
    assert list(left.leaves.order_by("participant").values_list("points", flat=True)) == [
        {"1": "91", "2": "0"},
        {"1": "70", "2": "0"},
    ]


@pytest.mark.usefixtures("real_processes")
def test_the_command_waits_for_the_failure_and_tells_it(transactional_db, tmp_path):
    run = campaigns.computed(tmp_path, AGENCIES)
    Criterion.objects.filter(code="1").update(rule={"kind": "no such kind"})
    with pytest.raises(CommandError, match=r"không tính được: .*no such kind"):
        compute_and_wait(run.campaign)
    assert latest_run(run.campaign) == run
