"""The folder cache of the embedded set-up, and the one in Redis."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import cache

from pari.cache import FolderCache

ADD = "import sys; from pari.cache import FolderCache; print(FolderCache(sys.argv[1], {}).add('lock', 1, timeout=60))"


def test_of_many_processes_one_is_told_that_it_came_first(tmp_path):
    """Each starts anew: a copy of this process, with its threads, might never come to its end."""
    command = [sys.executable, "-c", ADD, str(tmp_path)]
    processes = [subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    answers = [process.communicate(timeout=120)[0].strip() for process in processes]
    assert sorted(answers) == ["False"] * 7 + ["True"]


def test_what_one_process_keeps_another_finds(tmp_path):
    FolderCache(str(tmp_path), {}).set("a", [1], timeout=60)
    assert FolderCache(str(tmp_path), {}).get("a") == [1]


@pytest.mark.skipif(settings.BROKER_IS_FOLDER, reason="the embedded set-up has no Redis; the second pass has one")
def test_clearing_leaves_the_messages_of_the_queue(settings):
    client = cache._cache.get_client(None, write=True)
    stranger = f"somebody-elses-{settings.CELERY_TASK_DEFAULT_QUEUE}"
    client.rpush(stranger, "a message")
    cache.set("a", 1, timeout=60)
    try:
        cache.clear()
        assert (cache.get("a"), client.llen(stranger)) == (None, 1)
    finally:
        client.delete(stranger)
