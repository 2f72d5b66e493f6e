"""The caches: a folder that the web processes of one machine share, or a Redis that also holds the queue."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache


class FolderCache(FileBasedCache):
    """Django's, with an `add` of which only one of several processes is told that it came first.

    The lock-out takes its lock with `add`; Django's own looks first and writes afterwards.
    """

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._createdir()  # type: ignore[attr-defined]  # the type stubs leave it out
        with (Path(self._dir) / "add.lock").open("ab") as file:  # type: ignore[attr-defined]
            fcntl.flock(file, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)


class SharedRedisCache(RedisCache):
    """Django's, which clears its own keys only; Django's own empties the database, and the queue's messages with it."""

    def clear(self) -> None:
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=f"{self.key_prefix}:*", count=1_000):
            client.unlink(key)
