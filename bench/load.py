"""`python -m bench.load`: officers saving and submitting against gunicorn on PostgreSQL, on this machine only.

Field saves alone at two sizes of campaign, the progress board at three, then a deadline's last minutes:
a thousand officers saving and half of them submitting. Every acknowledged write is looked for afterwards.
`--quick` plays a tenth of it.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from bench import officers
from bench.__main__ import postgresql
from bench.measure import ROOT, run_step
from bench.officers import Officer
from bench.playing import Answered, Site, mixed, play, saves, submissions, views

LEAVES = 120
SIZES = (46, 10_000)
BOARD_SIZES = (46, 2_000, 10_000)
CLIENTS = 4
CROWD, SUBMITTING = 1_000, 500


def main() -> None:
    part = 10 if "--quick" in sys.argv else 1
    with postgresql() as environment:
        if environment is None:
            print("\nPostgreSQL: not reachable, officers and boards not measured")
            return
        people = {size: _build(environment, size // part) for size in sorted({*SIZES, *BOARD_SIZES})}
        with gunicorn(environment) as site:
            for size in SIZES:
                _alone(site, people[size][:-1], 2_000 // part)
            for size in BOARD_SIZES:
                _boards(site, people[size], 100 // part)
            answered = _last_minutes(site, people[max(SIZES)][:-1], part)
        _look_for(environment, answered)


def _build(environment: Mapping[str, str], size: int) -> list[Officer]:
    target = Path(environment["PARI_DATA_DIR"]) / f"officers-{size}.json"
    run_step("officers", f"L-{size}", str(size), str(LEAVES), str(CROWD), str(target), environment=environment)
    return officers.read(target)


def _alone(site: Site, people: list[Officer], count: int) -> None:
    play(site, saves(people, count // 10), CLIENTS)  # the processes have read what they keep
    answered = play(site, saves(people, count), CLIENTS)
    print(f"{f'saves alone, {people[0].campaign}':<34} {told(answered)}", flush=True)


def _boards(site: Site, people: list[Officer], count: int) -> None:
    path = f"/tien-do/{people[0].campaign}/"
    play(site, views(people[-1], path, 4), 1)
    answered = play(site, views(people[-1], path, count), 1)
    print(f"{f'progress board, {people[0].campaign}':<34} {told(answered)}", flush=True)


def _last_minutes(site: Site, people: list[Officer], part: int) -> Answered:
    crowd = people[: CROWD // part]
    answered = play(site, mixed(saves(crowd, 5 * len(crowd)), submissions(crowd[: SUBMITTING // part])), 4 * CLIENTS)
    for name, some in answered.by_kind().items():
        print(f"{f'last minutes, {name}':<34} {told(some)}", flush=True)
    return answered


def told(answered: Answered) -> str:
    return (
        f"{answered.count:>6} requests {answered.per_second:>7.1f}/s  p50 {answered.percentile(50) * 1000:>6.1f} ms"
        f"  p95 {answered.percentile(95) * 1000:>6.1f} ms  errors {len(answered.errors)}"
    )


def _look_for(environment: Mapping[str, str], answered: Answered) -> None:
    """Every write that was acknowledged last must be in the database, every receipt too."""
    with psycopg2.connect(environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        lost = [
            key for key, points in answered.acknowledged.items() if _stored(cursor, key) != points.replace(",", ".")
        ]
        cursor.execute("SELECT count(*) FROM scoring_receipt WHERE ended_at IS NULL")
        receipts = (cursor.fetchone() or (0,))[0]
    submitted = answered.by_kind()["submissions"].count
    print(f"acknowledged leaves {len(answered.acknowledged)}, lost {len(lost)}; receipts {receipts} of {submitted}")
    for key in lost[:5]:
        print(f"  lost: {key} {answered.acknowledged[key]}")
    for error in answered.errors[:5]:
        print(f"  {error}")
    if lost or answered.errors or receipts != submitted:
        raise SystemExit(1)


def _stored(cursor: psycopg2.extensions.cursor, key: tuple[str, str, str]) -> str | None:
    cursor.execute(
        "SELECT a.points FROM scoring_answer a JOIN scoring_submission s ON s.id = a.submission_id"
        " JOIN scoring_participant p ON p.id = s.participant_id JOIN scoring_campaign c ON c.id = p.campaign_id"
        " JOIN scoring_criterion l ON l.id = a.criterion_id WHERE c.code = %s AND p.code = %s AND l.code = %s",
        key,
    )
    row = cursor.fetchone()
    return None if row is None else str(row[0])


@contextmanager
def gunicorn(environment: Mapping[str, str]) -> Iterator[Site]:
    """The web server as `manage.py serve` starts it: two processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, env=environment, check=True
    )
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:pari.gunicorn"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "2"),
    ]
    with (
        (Path(environment["PARI_DATA_DIR"]) / "gunicorn.log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=dict(environment), stderr=log) as server,
    ):
        try:
            _wait_for(port)
            yield Site("127.0.0.1", port)
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the web server does not answer")


if __name__ == "__main__":
    main()
