"""What is handed to the worker, done here and now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reports.tasks  # noqa: F401 known to the worker by being imported
from pari.celery import app


def work(name: str, args: Sequence[Any] = ()) -> None:
    """Stands in for Celery's `send_task`."""
    app.tasks[name](*args)
