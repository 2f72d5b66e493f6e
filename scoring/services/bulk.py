"""Many rows at once, and as many gone at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    place = f"({', '.join(['%s'] * len(fields))})"
    insert = f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # a call into the library for each row costs next to nothing
            cursor.executemany(f"{insert} {place}", list(rows))
        else:  # a journey to the server does not
            for batch in _batches(rows, MOST_PARAMETERS // len(fields)):
                cursor.execute(f"{insert} {', '.join([place] * len(batch))}", list(chain.from_iterable(batch)))


def _batches(rows: Iterable[tuple[Any, ...]], size: int) -> Iterator[list[tuple[Any, ...]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


def delete_rows(rows: models.QuerySet[Any]) -> None:
    """Delete without loading: for the tables with a row for each leaf, which nothing else refers to."""
    rows._raw_delete(rows.db)  # noqa: SLF001 the only way to one DELETE; nothing hangs below these rows
