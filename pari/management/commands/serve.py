"""`manage.py serve`: the web server and its worker, together until Ctrl-C or until either ends."""

import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pari import worker


class Command(BaseCommand):
    help = "Chạy máy chủ web và tiến trình xử lý nền cho đến khi bấm Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--web-processes", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _leave)
        address = f"{options['host']}:{options['port']}"
        children: dict[str, subprocess.Popen[bytes]] = {}
        try:
            children["worker"] = _start(worker.worker_command(name="serve", pool="prefork"))
            children["web server"] = _start(web_command(address=address, processes=options["web_processes"]))
            self.stdout.write(f"http://{address}/  (Ctrl-C để dừng)")
            self.stdout.flush()
            _wait_for_first_end(children)
        except KeyboardInterrupt:
            self.stdout.write("Đã dừng.")
        finally:
            _end_all(children)


def web_command(*, address: str, processes: int) -> list[str]:
    """Return gunicorn's command line."""
    return [
        *(sys.executable, "-m", "gunicorn", "--config", "python:pari.gunicorn"),
        *("--bind", address, "--workers", str(processes)),
    ]


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    # In a session of its own, so that Ctrl-C reaches this process alone, which then ends its children in order.
    return subprocess.Popen(  # noqa: S603 -- a fixed command
        command,
        cwd=settings.BASE_DIR,
        env=worker.child_environment(),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait_for_first_end(children: "dict[str, subprocess.Popen[bytes]]") -> None:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CommandError(f"{name} ended with status {child.returncode}")
        time.sleep(0.5)


def _end_all(children: "dict[str, subprocess.Popen[bytes]]") -> None:
    for child in children.values():
        child.terminate()
    for child in children.values():
        worker.end(child)


def _leave(*args: Any) -> None:
    raise KeyboardInterrupt
