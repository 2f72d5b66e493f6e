"""The project: settings, addresses, queue, health."""

from pari.celery import app as celery_app

__all__ = ["celery_app"]
