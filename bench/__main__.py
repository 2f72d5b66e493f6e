"""`make bench`: time and memory on synthetic campaigns, as ratios in one run (DESIGN §11).

Every step is a process of its own; the steps of a ratio are run in turn, several times, and the medians compared.
`--quick` leaves the largest campaign out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from bench.appraisal import bench_appraisal
from bench.measure import ROOT, Measured, median_of, run_command, run_step

LEAVES = 120
SIZES = (500, 10_000)
PROVINCES = 3_321  # communes of the whole country: one workbook
TURNS = 3
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"


def main() -> None:
    sizes = SIZES[:1] if "--quick" in sys.argv else SIZES
    with sqlite() as environment:
        bench_runs("SQLite", environment, sizes)
        bench_appraisal("SQLite", environment, sizes)
    with postgresql() as environment:
        if environment:
            bench_runs("PostgreSQL", environment, sizes)
            bench_appraisal("PostgreSQL", environment, sizes)
        else:
            print("\nPostgreSQL: not reachable, not measured")
    if "--quick" not in sys.argv:
        with sqlite() as environment:
            bench_workbook(environment)


def bench_runs(name: str, environment: Mapping[str, str], sizes: tuple[int, ...]) -> None:
    print(f"\n{name}: {LEAVES} leaves, both rounds; medians of {TURNS}, seconds and peak MB")
    print(f"{'agencies':>9} {'bare read':>16} {'index run':>16} {'run/bare':>9} {'export JSON':>16}")
    for size in sizes:
        code = f"S-{size}"
        run_step("load", code, str(size), str(LEAVES), environment=environment)
        bare, run = [], []
        for _ in range(TURNS):
            bare.append(run_step("bare", code, environment=environment))
            run.append(run_step("compute", code, environment=environment))
        target = str(Path(environment["PARI_DATA_DIR"]) / "results.json")
        export = run_step("export", code, target, environment=environment)
        ratio = median_of(run).seconds / median_of(bare).seconds
        print(f"{size:>9} {told(median_of(bare))} {told(median_of(run))} {ratio:>9.2f} {told(export)}", flush=True)


def told(measured: Measured) -> str:
    return f"{measured.seconds:>7.2f} s {measured.megabytes:>4.0f} MB"


def bench_workbook(environment: Mapping[str, str]) -> None:
    """One workbook of the whole country: ours against loading, recalculating and saving it in LibreOffice."""
    folder = Path(environment["PARI_DATA_DIR"])
    path, code = folder / "country.xlsx", f"S-{PROVINCES}"
    run_step("workbook", code, str(PROVINCES), str(LEAVES), str(path), environment=environment)
    print(
        f"\nOne workbook: {PROVINCES} agencies × {LEAVES} leaves, {path.stat().st_size / 1e6:.1f} MB; whole processes"
    )
    manage = [sys.executable, "manage.py"]
    steps = {
        "import_workbook": [*manage, "import_workbook", str(path)],
        "compute_index": [*manage, "compute_index", code],
        "export_results": [*manage, "export_results", code, "-o", str(folder / "out.json")],
        "export_workbook": [*manage, "export_workbook", code, "-o", str(folder / "out.xlsx")],
    }
    ours = {name: run_command(command, environment) for name, command in steps.items()}
    for name, measured in ours.items():
        print(f"{name:>28} {told(measured)}")
    for last in ("export_results", "export_workbook"):
        parts = [ours["import_workbook"], ours["compute_index"], ours[last]]
        whole = Measured(sum(part.seconds for part in parts), max(part.megabytes for part in parts))
        print(f"{'import + run + ' + last:>28} {told(whole)}")
    bench_libreoffice(path, folder, environment)


def bench_libreoffice(path: Path, folder: Path, environment: Mapping[str, str]) -> None:
    office = shutil.which("soffice")
    if office is None:
        print(f"{'LibreOffice':>28} not installed, not measured")
        return
    profile = f"-env:UserInstallation=file://{folder}/office"
    convert = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "office-out")]
    command = [office, profile, *convert, str(path)]
    subprocess.run([office, profile, "--headless", "--terminate_after_init"], env=dict(environment), check=False)
    measured = run_command(command, environment)
    saved = (folder / "office-out" / path.name).exists()
    print(f"{'LibreOffice load and save':>28} {told(measured) if saved else 'without Calc, not measured'}")


@contextmanager
def sqlite() -> Iterator[Mapping[str, str]]:
    """A migrated database in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="pari-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CELERY_BROKER_URL"}}
        environment = {**kept, "PARI_DATA_DIR": folder}
        migrate(environment)
        yield environment


@contextmanager
def postgresql() -> Iterator[Mapping[str, str] | None]:
    """A database of its own on DATABASE_URL's server, or on this machine's; None when neither answers."""
    server = os.environ.get("DATABASE_URL") or POSTGRESQL
    try:
        connection = psycopg2.connect(server, connect_timeout=3)
    except psycopg2.Error:
        yield None
        return
    connection.autocommit = True
    name = f"pari_bench_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor, tempfile.TemporaryDirectory(prefix="pari-bench-") as folder:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            url = f"{server.rpartition('/')[0]}/{name}"
            environment = {**os.environ, "PARI_DATA_DIR": folder, "DATABASE_URL": url}
            migrate(environment)
            yield environment
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate(environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
