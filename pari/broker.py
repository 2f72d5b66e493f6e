"""A queue in a folder: kombu's own filesystem transport, made safe for processes that meet.

As shipped, a message and the table of queues can be read while half written, and messages
pass through the system's temporary folder. Here every file appears under its name complete.
A message that a killed worker had taken is gone; the job's row says so, and running it again is safe.
"""

import fcntl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

LOOK_SECONDS = 0.3


class Channel(filesystem.Channel):  # type: ignore[misc]  # kombu has no types
    """The storage of one connection."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time_ns()}_{uuid.uuid4()}.{queue}.msg"
        _write_complete(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        for path in sorted(folder.iterdir()):
            if path.name.partition(".")[2] != f"{queue}.msg":
                continue
            message = _take(path)
            if message is not None:
                return loads(message)
        raise Empty

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with _alone(self.control_folder):
            table = self.get_table(exchange)
            if binding not in table:
                _write_complete(self._exchange_file(exchange), dumps([binding, *table]))


class Transport(filesystem.Transport):  # type: ignore[misc]  # kombu has no types
    """kombu's entry point, named in `settings.CELERY_BROKER_TRANSPORT`."""

    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None) -> Any:
        """Look for a short time only: the worker checks between looks whether it shall stop."""
        return super().drain_events(connection, timeout=min(timeout or LOOK_SECONDS, LOOK_SECONDS))


def _write_complete(path: Path, content: str) -> None:
    hidden = path.with_name(f"{uuid.uuid4()}-part")
    hidden.write_text(content, encoding="utf-8")
    hidden.replace(path)


def _take(path: Path) -> str | None:
    """Return the message's text, or None when another worker was first."""
    mine = path.with_name(f"{uuid.uuid4()}-taken")
    try:
        path.rename(mine)
    except FileNotFoundError:
        return None
    content = mine.read_text(encoding="utf-8")
    mine.unlink()
    return content


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when the process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
