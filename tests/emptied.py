"""PostgreSQL's tables emptied row by row after a test that commits.

TRUNCATE makes each of some seventy tables and its indexes anew: two seconds a test, where most tables have no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations


def empty_by_rows() -> None:
    """From here on, in this process."""
    DatabaseOperations.sql_flush = _statements


def _statements(operations: DatabaseOperations, style: Any, tables: Sequence[str], **how: Any) -> list[str]:
    """Whoever still writes is waited for, as TRUNCATE would; foreign keys are checked when all is gone."""
    names = [operations.quote_name(table) for table in tables]
    lock = f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE"
    return [lock, *(f"DELETE FROM {name}" for name in names)]  # noqa: S608 the models' own tables
