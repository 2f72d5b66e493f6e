"""Requests drawn from the schema, right and wrong ones; every answer must keep what the schema promises."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from pari.wsgi import application
from tests.api import factory
from tests.api.test_documents import document


def served(environ, start_response):
    """The application as a server calls it: what has been sent is closed."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", served)


@pytest.fixture
def connection_kept():
    """A server closes its connection between requests; here it is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def campaigns(db, connection_kept):
    """One that everybody may read, under the codes of the schema's examples, and one that nobody here may."""
    campaign = factory.make(code="NT-2023", year=2023)
    factory.make(code="KIN-2025", year=2025, published=False)
    document(campaign.publications.get().run)
    campaign.participants.filter(code="cq2").update(code="nt-p-noi-vu")


@schema.parametrize()
@settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.usefixtures("campaigns")
def test_every_answer_keeps_its_promise(case):
    case.call_and_validate()
