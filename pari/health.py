"""Answers for load balancers and container health checks. They tell strangers no more than yes or no."""

import logging
import os
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pari.celery import app

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The process can do its work: the database and the broker answer. Else 503."""
    parts = {"database": _answers(_ask_database), "broker": _answers(_ask_broker)}
    healthy = all(parts.values())
    words = {name: "ok" if works else "down" for name, works in parts.items()}
    return JsonResponse({"status": "ok" if healthy else "down", **words}, status=200 if healthy else 503)


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:
        logger.exception("not ready")
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    if settings.BROKER_IS_FOLDER:
        if not os.access(settings.BROKER_DIR / "queue", os.W_OK):
            raise PermissionError(settings.BROKER_DIR)
        return
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_connect_timeout": 1, "socket_timeout": 1}
    with app.connection_for_write(connect_timeout=1, transport_options=options) as broker:
        broker.connect()
