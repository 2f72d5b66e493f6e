"""Queries and seconds of a page or a deed, inside a step's own process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

TURNS = 3


@dataclass(frozen=True, slots=True)
class Taken:
    queries: int
    seconds: float


@dataclass
class Clock:
    """What was taken, by name, in the order in which it was done."""

    taken: dict[str, Taken] = field(default_factory=dict)

    def page(self, name: str, user: Any, path: str) -> None:
        """The median of some requests after a first one."""
        client = _client(user)
        turns = [_once(lambda: _get(client, path)) for _ in range(TURNS + 1)][1:]
        seconds = median(item.seconds for item in turns)
        self.taken[name] = Taken(max(item.queries for item in turns), seconds)

    def deed(self, name: str, do: Callable[[], Any]) -> None:
        """Once: it changes what is there."""
        self.taken[name] = _once(do)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps({name: asdict(item) for name, item in self.taken.items()}))


def read(path: Path) -> dict[str, Taken]:
    return {name: Taken(**item) for name, item in json.loads(path.read_text()).items()}


def _once(do: Callable[[], Any]) -> Taken:
    with _counted() as queries:
        started = time.perf_counter()
        do()
        return Taken(len(queries), time.perf_counter() - started)


@contextmanager
def _counted() -> Iterator[list[str]]:
    from django.db import connection

    seen: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        seen.append(str(sql)[:20])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _get(client: Any, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    b"".join(response) if response.streaming else response.content
