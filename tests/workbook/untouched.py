"""Nothing was written: all tables hold as many rows as before."""

from contextlib import contextmanager

import pytest
from django.apps import apps

from scoring.workbook.faults import WorkbookRefused


def counts():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@contextmanager
def refused():
    """The block must be refused; afterwards the list given holds the faults and the tables are as before."""
    before, found = counts(), []
    with pytest.raises(WorkbookRefused) as caught:
        yield found
    found.extend(caught.value.faults)
    assert counts() == before
