"""Which workers of this installation are alive on this machine.

Each holds a lock on a file of its own. The system drops the lock when the process ends, however
it ends, so there is no age to judge and a killed worker is never mistaken for a living one.
"""

import fcntl
import hashlib
import os
import uuid
from pathlib import Path
from typing import IO

from django.conf import settings

_announced: list[tuple[Path, IO[bytes]]] = []


def announce() -> None:
    """Say that this process takes messages from now on."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    hidden = folder / f".{uuid.uuid4()}"
    file = hidden.open("wb")
    fcntl.flock(file, fcntl.LOCK_EX)
    path = folder / f"{os.getpid()}-{uuid.uuid4()}"
    hidden.rename(path)
    _announced.append((path, file))


def withdraw() -> None:
    """Say that this process takes no more messages."""
    while _announced:
        path, file = _announced.pop()
        path.unlink(missing_ok=True)
        file.close()


def disown() -> None:
    """Drop the lock's copy that a forked child inherited: only the parent speaks for the worker."""
    while _announced:
        _announced.pop()[1].close()


def somebody_listens() -> bool:
    """Return whether a worker of this installation, on this machine, takes messages."""
    folder = _folder()
    return folder.is_dir() and any(_is_held(path) for path in folder.iterdir() if not path.name.startswith("."))


def _folder() -> Path:
    """Return a folder per broker: the same data may have been run with another one."""
    broker = hashlib.sha256(settings.CELERY_BROKER_URL.encode()).hexdigest()[:12]
    return Path(settings.BROKER_DIR) / f"workers-{broker}"


def _is_held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    path.unlink(missing_ok=True)
    return False
