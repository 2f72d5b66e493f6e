"""Nothing was written: all tables hold as many rows as before."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from scoring.workbook.faults import WorkbookRefused


def counts():
    """Of every table, in one statement: each test asks twice."""
    models = list(apps.get_models())
    each = [f"(SELECT count(*) FROM {connection.ops.quote_name(model._meta.db_table)})" for model in models]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(each)}")
        return dict(zip([model._meta.label for model in models], cursor.fetchone(), strict=True))


@contextmanager
def refused():
    """The block must be refused; afterwards the list given holds the faults and the tables are as before."""
    before, found = counts(), []
    with pytest.raises(WorkbookRefused) as caught:
        yield found
    found.extend(caught.value.faults)
    assert counts() == before
