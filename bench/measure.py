"""Time and peak memory of a step, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the work itself where the step tells them, else of the process; megabytes at the peak."""

    seconds: float
    megabytes: float


def run_step(step: str, *arguments: str, environment: Mapping[str, str]) -> Measured:
    """Run `python -m bench.steps STEP …`, which prints the seconds of its work alone."""
    return run_command([sys.executable, "-m", "bench.steps", step, *arguments], environment)


def run_command(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None  # noqa: S101 stdout is a pipe
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}")
    return Measured(_seconds_told(told, took), usage.ru_maxrss / 1024)


def _seconds_told(told: str, took: float) -> float:
    last = told.strip().splitlines()[-1:] or [""]
    return float(last[0].removeprefix("seconds ")) if last[0].startswith("seconds ") else took


def median_of(measured: Sequence[Measured]) -> Measured:
    return Measured(median(item.seconds for item in measured), max(item.megabytes for item in measured))
