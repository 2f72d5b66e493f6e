"""A worker when one is needed: commands hand work to Celery without a server running (CONTRACT §2)."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from pari import presence
from pari.celery import app
from pari.following import VARIABLE

START_SECONDS = 120
STOP_SECONDS = 20
LOOK_EVERY_SECONDS = 5


class WorkerLost(RuntimeError):
    """The worker started for this command ended before its work did."""


class Worker:
    """Whoever takes this installation's messages at present. Made by `listening_worker` only."""

    def __init__(self) -> None:
        self._own: subprocess.Popen[bytes] | None = None
        self._looked_at = 0.0

    def ensure(self) -> None:
        """Call while waiting for a task: raises `WorkerLost` when the own worker died,
        starts one when the worker that was found has gone.
        """
        if self._own is not None:
            if self._own.poll() is not None:
                raise WorkerLost(f"worker ended with status {self._own.returncode}")
        elif time.monotonic() - self._looked_at >= LOOK_EVERY_SECONDS:
            if not is_listening():
                self._start()
            self._looked_at = time.monotonic()

    def _start(self) -> None:
        self._own = subprocess.Popen(  # noqa: S603 -- a fixed command
            worker_command(name=f"command-{uuid.uuid4().hex[:8]}", pool="solo"),
            cwd=settings.BASE_DIR,
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_SECONDS
        while not presence.somebody_listens():
            self.ensure()
            if time.monotonic() > deadline:
                raise WorkerLost(f"worker not ready after {START_SECONDS} seconds")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the own worker; one that was found is left alone."""
        if self._own is not None:
            end(self._own)


@contextmanager
def listening_worker() -> Iterator[Worker]:
    """Make sure that a worker listens on this installation's broker while the block runs.

    Does nothing when one listens already, else starts one for the block's duration. Two commands
    that start one each do no harm. Raises `WorkerLost` when none can be started.
    """
    worker = Worker()
    try:
        worker.ensure()
        yield worker
    finally:
        worker.stop()


def is_listening() -> bool:
    """Return whether a worker takes this installation's messages: one on this machine, or with Redis one anywhere."""
    return presence.somebody_listens() or (not settings.BROKER_IS_FOLDER and _somebody_answers())


def _somebody_answers() -> bool:
    answers = app.control.inspect(timeout=1).active_queues() or {}
    return any(queue["name"] == settings.CELERY_TASK_DEFAULT_QUEUE for queues in answers.values() for queue in queues)


def worker_command(*, name: str, pool: str) -> list[str]:
    """Return the command line of a worker; `pool` is Celery's `solo` or `prefork`."""
    return [
        *(sys.executable, "-m", "celery", "--quiet", "--app", "pari", "worker"),
        *("--pool", pool, "--concurrency", "1", "--hostname", f"{name}@%h", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def child_environment() -> dict[str, str]:
    """Return the environment of a child on the same installation as this process, and ending with it."""
    return os.environ | {
        VARIABLE: str(os.getpid()),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "PARI_DATA_DIR": str(settings.DATA_DIR),
        # The command that starts the worker has checked the project.
        "CELERY_SKIP_CHECKS": "1",
        # As root Celery warns at every start; it takes JSON only, the warning's reason (pickle) is absent.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


def end(process: "subprocess.Popen[bytes]") -> None:
    """Stop a child: politely, so that it finishes what it does, then by force."""
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
