"""Real Celery workers: killed in the middle, two at once, started by a command."""

import io
import re
import subprocess
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from pari import worker
from reports.enums import RunState
from reports.management.waiting import compute_and_wait
from reports.models import AgencyResult, BlocResult, CriterionResult, IndexRun, LeafResult
from reports.selectors.results import results_document
from reports.selectors.runs import run_to_show
from reports.services.compute import compute_run
from reports.services.runs import request_run
from tests.oracle.running import computed
from tests.project.waiting import until
from tests.reports import campaigns

pytestmark = pytest.mark.usefixtures("real_processes")


@contextmanager
def workers(count):
    command, environment = worker.worker_command(name="test", pool="solo"), worker.child_environment()
    started = [subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment) for _ in range(count)]
    try:
        yield started
    finally:
        for process in started:
            worker.end(process)


def is_done(run):
    return IndexRun.objects.get(pk=run.pk).state == RunState.DONE


def test_compute_index_prints_run_and_digest(tmp_path):
    campaigns.computed(tmp_path, [{"code": "A", "points": "90"}])
    IndexRun.objects.all().delete()
    out = io.StringIO()
    call_command("compute_index", "KT-2023", stdout=out)
    run = IndexRun.objects.get()
    assert (out.getvalue(), run.state) == (f"run {run.pk}\ndigest {run.input_digest}\n", RunState.DONE)
    assert re.fullmatch(r"[0-9a-f]{64}", run.input_digest)


def test_compute_index_again_prints_the_same_run(tmp_path):
    run = campaigns.computed(tmp_path, [{"code": "A", "points": "90"}])
    out = io.StringIO()
    call_command("compute_index", "KT-2023", stdout=out)
    assert out.getvalue() == f"run {run.pk}\ndigest {run.input_digest}\n"


def test_compute_index_gives_up_after_its_time(tmp_path):
    run = campaigns.computed(tmp_path, [{"code": "A", "points": "90"}])
    with pytest.raises(CommandError, match="quá thời gian chờ"):
        compute_and_wait(run.campaign, timeout=0)


@pytest.fixture
def large(transactional_db):
    """Three blocs of 500: after the first one two thirds of the work are still to be done."""
    campaign = campaigns.synthetic(1500, 40)
    computed(campaign)
    campaigns.remark(campaign, "0.25")
    return campaign


def killed_in_the_middle(campaign):
    """A run whose worker is gone (SIGKILL) after the first bloc was stored."""
    with workers(1) as (process,):
        run = request_run(campaign=campaign, by=None)
        until(lambda: IndexRun.objects.get(pk=run.pk).progress > 0)
        process.kill()
        process.wait()
    return IndexRun.objects.get(pk=run.pk)


def test_a_worker_killed_in_the_middle(large):
    before = results_document(run_to_show(large))
    dead = killed_in_the_middle(large)
    assert (dead.state, dead.total) == (RunState.RUNNING, 1500)
    assert 0 < dead.progress < 1500
    assert results_document(run_to_show(large)) == before
    assert not AgencyResult.objects.filter(run=dead).exists()

    again = compute_and_wait(large)
    assert again.pk != dead.pk
    assert run_to_show(large) == again
    assert results_document(again)["input_digest"] != before["input_digest"]

    # Its message may still come again, from a broker that keeps what was not finished.
    assert compute_run(run_id=dead.pk) == again
    dead.refresh_from_db()
    assert (dead.state, dead.same_as, dead.leaves.count()) == (RunState.DONE, again, 0)


def test_two_workers_at_the_same_campaign_store_one_set_of_results(transactional_db):
    campaign = campaigns.synthetic(300, 20)
    with workers(2):
        first, second = (request_run(campaign=campaign, by=None) for _ in range(2))
        until(lambda: is_done(first) and is_done(second))
    kept, same = IndexRun.objects.order_by("-same_as__pk").values_list("pk", "same_as")
    kept, same = sorted([kept, same], key=lambda row: row[1] is not None)
    assert (kept[1], same[1]) == (None, kept[0])
    assert [model.objects.filter(run=kept[0]).count() for model in (AgencyResult, BlocResult)] == [300, 1]
    assert [model.objects.filter(run=same[0]).count() for model in (AgencyResult, BlocResult)] == [0, 0]
    assert [model.objects.count() for model in (LeafResult, CriterionResult)] == [300, 20]
