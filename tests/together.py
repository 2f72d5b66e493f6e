"""Several deeds at the same moment, each in a thread and on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from pari.refusals import Refusal
from scoring.workbook.faults import WorkbookRefused


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed returned, or the refusal that it met; anything else that one raises is raised here."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return deed()
        except (Refusal, WorkbookRefused) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
