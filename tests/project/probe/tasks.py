import os
import threading
from pathlib import Path

from celery import shared_task

from pari.accounts.models import User


@shared_task(name="probe.count_users")
def count_users(answer: str) -> None:
    """Write into the file `answer` how many users this process sees."""
    hidden = Path(f"{answer}-part")
    hidden.write_text(str(User.objects.count()), encoding="ascii")
    hidden.rename(answer)


@shared_task(name="probe.hang")
def hang(answer: str) -> None:
    """Write this process's id, then never end."""
    hidden = Path(f"{answer}-part")
    hidden.write_text(str(os.getpid()), encoding="ascii")
    hidden.rename(answer)
    threading.Event().wait()
