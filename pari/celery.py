"""The task queue. Tasks live in each app's `tasks` module."""

import os
from typing import Any

from celery import Celery, signals

from pari import presence
from pari.following import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pari.settings")

app = Celery("pari")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_ready.connect
def _announce(**kwargs: Any) -> None:
    presence.announce()
    follow_parent()


@signals.worker_shutting_down.connect
def _withdraw(**kwargs: Any) -> None:
    presence.withdraw()


@signals.worker_process_init.connect
def _disown(**kwargs: Any) -> None:
    presence.disown()
