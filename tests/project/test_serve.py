"""`manage.py serve`, as a real process: server and worker live and die together."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from django.conf import settings

from pari import presence
from pari.worker import child_environment
from tests.project.probe.tasks import count_users
from tests.project.waiting import until

pytestmark = pytest.mark.usefixtures("real_processes")


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def serving(port):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--web-processes", "1"],
        cwd=settings.BASE_DIR,
        env=child_environment(),
        stdout=subprocess.DEVNULL,
    )
    yield process
    if process.poll() is None:
        process.terminate()
    process.wait(timeout=60)


def answer_of(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=20) as response:
            return json.load(response)
    except OSError:  # nobody there, or nobody who answers
        return None


def test_pages_and_tasks_are_served_until_ctrl_c(serving, port, tmp_path):
    until(lambda: answer_of(port) is not None and presence.somebody_listens())
    assert answer_of(port) == {"status": "ok", "database": "ok", "broker": "ok"}
    count_users.delay(str(tmp_path / "answer"))
    until((tmp_path / "answer").exists)

    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=60) == 0
    assert answer_of(port) is None
    assert not presence.somebody_listens()


def test_server_and_worker_end_when_the_command_is_killed(serving, port):
    until(lambda: answer_of(port) is not None and presence.somebody_listens())
    serving.kill()
    until(lambda: answer_of(port) is None and not presence.somebody_listens())


def test_server_and_command_end_when_the_worker_is_killed(serving, port):
    until(lambda: answer_of(port) is not None and presence.somebody_listens())
    worker = next(presence._folder().iterdir()).name.partition("-")[0]
    os.kill(int(worker), signal.SIGKILL)
    assert serving.wait(timeout=60) == 1
    assert answer_of(port) is None


def test_when_the_port_is_taken_nothing_stays_behind(port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        outcome = subprocess.run(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=child_environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert outcome.returncode == 1
    assert "web server ended with status 1" in outcome.stderr
    assert not presence.somebody_listens()
