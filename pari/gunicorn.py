"""gunicorn's configuration under `manage.py serve`."""

import gc
from typing import Any

from pari.following import follow_parent

wsgi_app = "pari.wsgi:application"
threads = 4
limit_request_line = 8190  # the longest it takes: longer addresses get its own page, not ours
timeout = 120
loglevel = "warning"
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Gunicorn calls this in its main process."""
    follow_parent()


def post_worker_init(worker: Any) -> None:
    """Gunicorn calls this in a web process that has loaded everything: what is there stays, and need not be searched."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
