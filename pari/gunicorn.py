"""gunicorn's configuration under `manage.py serve`."""

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
