"""`make test`: the checks, then the tests on the embedded set-up, then on PostgreSQL and Redis (CONTRACT §1)."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PRODUCTION_VARIABLES = ("DATABASE_URL", "CELERY_BROKER_URL", "REDIS_URL")

CHECKS = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "mypy": [str(BIN / "mypy")],
    "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
}
# As collected: ordered by their number of tests, the longest files would come last and one process would wait.
TESTS = [sys.executable, "-m", "pytest", "--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]


def main() -> int:
    embedded = {name: value for name, value in os.environ.items() if name not in PRODUCTION_VARIABLES}
    outcomes = {name: run(name, command, embedded) for name, command in CHECKS.items()}
    if "--lint" not in sys.argv:
        # SQLite copies a table for each of its changes: that is done once, in a test of its own, not by every process.
        outcomes["tests on SQLite and a broker folder"] = run("embedded", [*TESTS, "--nomigrations"], embedded)
        outcomes |= production_outcome(embedded)
    print()
    for name, outcome in outcomes.items():
        print(f"{outcome:>8}  {name}")
    return 1 if "FAILED" in outcomes.values() else 0


def run(name: str, command: list[str], environment: dict[str, str]) -> str:
    print(f"\n=== {name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"=== {name}: status {status} after {time.monotonic() - started:.0f} s", flush=True)
    return "FAILED" if status else "passed"


def production_outcome(embedded: dict[str, str]) -> dict[str, str]:
    """Return the outcome on PostgreSQL and Redis. Asked for by the environment they must answer, else they may."""
    asked = any(os.environ.get(name) for name in PRODUCTION_VARIABLES)
    database, broker = find_database(), find_broker()
    if database and broker:
        environment = embedded | {"DATABASE_URL": database, "CELERY_BROKER_URL": broker}
        return {"tests on PostgreSQL and Redis": run("production", TESTS, environment)}
    silent = " and ".join(name for name, url in {"PostgreSQL": database, "Redis": broker}.items() if not url)
    return {f"tests on PostgreSQL and Redis ({silent} not reachable)": "FAILED" if asked else "not run"}


def find_database() -> str | None:
    """Return the URL of a PostgreSQL that answers: the one asked for, else one on this machine without a password."""
    asked = os.environ.get("DATABASE_URL", "")
    users = ("postgres", "root", os.environ.get("USER", "postgres"))
    local = [f"postgresql://{user}@127.0.0.1:5432/postgres" for user in dict.fromkeys(users)]
    candidates = [asked] if asked.startswith("postgres") else local
    return next((url for url in candidates if database_answers(url)), None)


def database_answers(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.Error:
        return False
    return True


def find_broker() -> str | None:
    """Return the URL of a Redis that answers: the one asked for, else the last database of a local one."""
    asked = os.environ.get("CELERY_BROKER_URL") or os.environ.get("REDIS_URL") or ""
    url = asked if asked.startswith("redis") else "redis://127.0.0.1:6379/15"
    return url if broker_answers(url) else None


def broker_answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=3) as client:
            client.ping()
    except redis.RedisError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
