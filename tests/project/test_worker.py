"""Real workers, on the broker that the environment names."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from pari import presence, worker
from tests.project.probe.tasks import count_users, hang
from tests.project.waiting import until

pytestmark = pytest.mark.usefixtures("real_processes")


@pytest.fixture
def answer(tmp_path):
    return tmp_path / "answer"


def start_worker(pool="solo"):
    process = subprocess.Popen(
        worker.worker_command(name="test", pool=pool), cwd=settings.BASE_DIR, env=worker.child_environment()
    )
    until(presence.somebody_listens)
    return process


def test_a_worker_is_started_for_the_block_and_sees_the_same_database(user, answer):
    assert not worker.is_listening()
    with worker.listening_worker():
        assert worker.is_listening()
        count_users.delay(str(answer))
        until(answer.exists)
    assert answer.read_text() == "1"
    assert not worker.is_listening()


def test_work_sent_before_the_worker_is_not_lost(answer):
    count_users.delay(str(answer))
    with worker.listening_worker():
        until(answer.exists)
    assert answer.read_text() == "0"


@pytest.mark.parametrize("pool", ["solo", "prefork"])
def test_a_worker_that_listens_is_used_and_left_running(answer, pool):
    running = start_worker(pool)
    try:
        with worker.listening_worker() as mine:
            assert mine._own is None
            count_users.delay(str(answer))
            until(answer.exists)
        assert running.poll() is None
    finally:
        worker.end(running)
    assert not worker.is_listening()


def test_two_commands_at_once_each_get_an_answer(tmp_path):
    with worker.listening_worker() as first, worker.listening_worker() as second:
        assert (first._own is None, second._own is None) == (False, True)
        for name in ("one", "two"):
            count_users.delay(str(tmp_path / name))
        until(lambda: (tmp_path / "one").exists() and (tmp_path / "two").exists())


def test_a_worker_killed_in_its_work_is_reported(answer):
    with worker.listening_worker() as mine:
        hang.delay(str(answer))
        until(answer.exists)
        mine.ensure()
        os.kill(int(answer.read_text()), signal.SIGKILL)
        mine._own.wait()
        with pytest.raises(worker.WorkerLost):
            mine.ensure()


def test_a_killed_worker_does_not_pass_for_a_living_one(answer):
    running = start_worker()
    running.kill()
    running.wait()
    assert not presence.somebody_listens()
    with worker.listening_worker() as mine:
        assert mine._own is not None
        count_users.delay(str(answer))
        until(answer.exists)


def test_when_the_worker_that_was_found_goes_another_is_started(answer, monkeypatch):
    monkeypatch.setattr(worker, "LOOK_EVERY_SECONDS", 0)
    running = start_worker()
    with worker.listening_worker() as mine:
        worker.end(running)
        until(lambda: mine.ensure() or presence.somebody_listens())
        count_users.delay(str(answer))
        until(answer.exists)


def test_a_worker_ends_when_the_command_that_started_it_is_killed():
    command = "import django; django.setup()\nfrom pari import worker\nwith worker.listening_worker(): input()"
    process = subprocess.Popen(
        [sys.executable, "-c", command], cwd=settings.BASE_DIR, env=worker.child_environment(), stdin=subprocess.PIPE
    )
    with process:
        until(presence.somebody_listens)
        process.kill()
    until(lambda: not presence.somebody_listens())
