"""The steps that are measured, each run as `python -m bench.steps STEP …` in a process of its own."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from bench.ready import with_django

AT_ONCE = 10_000
OF_CAMPAIGN = "WHERE campaign_id = (SELECT id FROM scoring_campaign WHERE code = '{code}')"
BARE = (
    f"SELECT submission_id, criterion_id, points, value, scored, explanation FROM scoring_answer {OF_CAMPAIGN}",
    f"SELECT participant_id, criterion_id, round, points, value, scored, note, basis FROM appraisal_mark {OF_CAMPAIGN}",
)


@contextmanager
def timed() -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"seconds {time.perf_counter() - started:.4f}")


def load(code: str, agencies: str, leaves: str) -> None:
    """Write a synthetic campaign straight to the tables."""
    with_django()
    from django.db import connection, transaction

    from appraisal.exchange.scores import write_scores
    from bench.synthetic import synthetic_scores, synthetic_setup
    from scoring.services.setup import write_setup

    setup = synthetic_setup(code, int(agencies), int(leaves))
    with transaction.atomic():
        for _ in write_scores(write_setup(setup), synthetic_scores(setup)):
            pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bare(code: str) -> None:
    """Read the rows with the driver alone, as many at a time as an index run does."""
    url = os.environ.get("DATABASE_URL", "")
    with timed():
        (_bare_postgresql(url, code) if url else _bare_sqlite(code))


def _bare_sqlite(code: str) -> None:
    connection = sqlite3.connect(Path(os.environ["PARI_DATA_DIR"]) / "pari.sqlite3")
    for query in BARE:
        cursor = connection.execute(query.format(code=code))
        while cursor.fetchmany(AT_ONCE):
            pass


def _bare_postgresql(url: str, code: str) -> None:
    connection = psycopg2.connect(url)
    for number, query in enumerate(BARE):
        with connection.cursor(name=f"bare{number}") as cursor:
            cursor.execute(query.format(code=code))
            while cursor.fetchmany(AT_ONCE):
                pass


def compute(code: str) -> None:
    """One index run, not the second of a digest: earlier ones are removed first."""
    with_django()
    from reports.models import AgencyResult, BlocResult, CriterionResult, IndexRun, LeafResult
    from reports.services.compute import compute_run
    from scoring.models import Campaign
    from scoring.services.bulk import delete_rows

    campaign = Campaign.objects.get(code=code)
    for model in (LeafResult, CriterionResult, AgencyResult, BlocResult, IndexRun):
        delete_rows(model.objects.filter(campaign=campaign))
    run = IndexRun.objects.create(campaign=campaign)
    with timed():
        compute_run(run_id=run.pk)


def export(code: str, path: str) -> None:
    """The results as JSON."""
    with_django()
    from reports.selectors.runs import run_to_show
    from reports.services.export import export_results
    from scoring.models import Campaign

    run = run_to_show(Campaign.objects.get(code=code))
    if run is None:
        raise SystemExit(f"{code}: no run")
    with timed():
        Path(path).write_bytes(export_results(run=run, format="json"))


def workbook(code: str, agencies: str, leaves: str, path: str) -> None:
    """A synthetic campaign as a workbook."""
    from bench.workbook import write_synthetic

    write_synthetic(code, int(agencies), int(leaves), Path(path))


def officers(code: str, agencies: str, leaves: str, signed_in: str, path: str) -> None:
    """A campaign in its self-assessment, and the sessions of those who will play in it."""
    from bench.officers import build

    build(code, int(agencies), int(leaves), int(signed_in), Path(path))


def appraisal(code: str, path: str) -> None:
    """Play a campaign's appraisal after `load` and `compute`, and write what its pages and deeds took."""
    from bench.appraisal import play

    play(code, Path(path))


STEPS: Mapping[str, Callable[..., None]] = {
    step.__name__: step for step in (load, bare, compute, export, workbook, officers, appraisal)
}


def main(arguments: Sequence[str]) -> None:
    step, *rest = arguments
    STEPS[step](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
