"""What is logged, and how."""

from __future__ import annotations

import logging
from typing import Any


class RefusedPlainly(logging.Filter):
    """A page that was refused (403) is one line of the log: nothing has gone wrong in the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 403:
            record.exc_info = record.exc_text = None
        return True


def logging_at(level: str) -> dict[str, Any]:
    """Django's `LOGGING`: everything goes to the console."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"refused plainly": {"()": RefusedPlainly}},
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refused plainly"]},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            # Subsetting a font logs hundreds of lines per document.
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }
