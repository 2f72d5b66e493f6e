"""Django made ready inside a step's own process."""

from __future__ import annotations

import os


def with_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pari.settings")
    import django

    django.setup()
