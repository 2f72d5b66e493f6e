"""Many rows at once: plain multi-row INSERT, the same on every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection, models

MOST_PARAMETERS = 5000


def insert_rows(*, model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert tuples of database-ready values, in the order of `fields` (attribute names, `…_id` for keys).

    For the tables with a row for each leaf, where building model instances would cost more than the insert.
    Belongs inside the caller's transaction.
    """
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 Django's documented API
    columns = {field.attname: field.column or field.attname for field in meta.concrete_fields}
    names = ", ".join(quoted(columns[name]) for name in fields)
    table, place = quoted(meta.db_table), f"({', '.join(['%s'] * len(fields))})"
    at_once = min(connection.features.max_query_params or MOST_PARAMETERS, MOST_PARAMETERS) // len(fields)
    remaining = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(remaining, at_once)):
            places = ", ".join([place] * len(batch))
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES {places}", list(chain.from_iterable(batch)))  # noqa: S608 names come from the models


def delete_rows(rows: models.QuerySet[Any]) -> None:
    """Delete without loading: for the tables with a row for each leaf, which nothing else refers to."""
    rows._raw_delete(rows.db)  # noqa: SLF001 the only way to one DELETE; nothing hangs below these rows
