"""Processes that end with the command that started them, even when that is killed."""

import os
import signal
import threading
import time

#: Holds the process id of the command to follow.
VARIABLE = "PARI_FOLLOW"


def follow_parent() -> None:
    """Stop this process, politely, when the one named in the environment is no longer its parent."""
    if VARIABLE in os.environ:
        threading.Thread(target=_follow, args=(int(os.environ[VARIABLE]),), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
