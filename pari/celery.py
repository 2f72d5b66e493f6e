"""The task queue. Tasks live in each app's `tasks` module."""

import os
import signal
import threading
import time
from typing import Any

from celery import Celery, signals

from pari import presence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pari.settings")

#: The process id of the command that started this worker, which ends with it.
PARENT_VARIABLE = "PARI_WORKER_PARENT"

app = Celery("pari")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_ready.connect
def _announce(**kwargs: Any) -> None:
    presence.announce()
    if PARENT_VARIABLE in os.environ:
        threading.Thread(target=_follow, args=(int(os.environ[PARENT_VARIABLE]),), daemon=True).start()


@signals.worker_shutting_down.connect
def _withdraw(**kwargs: Any) -> None:
    presence.withdraw()


@signals.worker_process_init.connect
def _disown(**kwargs: Any) -> None:
    presence.disown()


def _follow(parent: int) -> None:
    """Stop this worker when its parent is gone, even if that was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
