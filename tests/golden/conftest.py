"""The demo campaigns imported and computed once for a module; its tests only read."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from fixtures.build_demo import build_demo
from reports.models import IndexRun
from tests.oracle.running import run_of


@pytest.fixture(scope="module")
def runs(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, IndexRun]]:
    """Finished runs by campaign code. Ask for `db` too: it keeps the module's rows and undoes the test's own."""
    paths = build_demo(tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), transaction.atomic():
        found = {path.stem: run_of(path) for path in paths}
        django_db_blocker.block()
        yield found
        django_db_blocker.unblock()
        transaction.set_rollback(True)
