"""What the project itself answers."""

from functools import partial

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from kombu import Connection

from pari import health


@pytest.mark.django_db
def test_health_says_ok(client):
    assert client.get("/health/live").json() == {"status": "ok"}
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "database": "ok", "broker": "ok"})


@pytest.mark.django_db
def test_health_says_what_is_down_and_no_more(client, settings, tmp_path):
    settings.BROKER_IS_FOLDER, settings.BROKER_DIR = True, tmp_path / "gone"
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()) == (503, {"status": "down", "database": "ok", "broker": "down"})


def test_a_redis_that_does_not_answer_is_down(settings, monkeypatch):
    nobody = partial(Connection, "redis://127.0.0.1:1/0")
    monkeypatch.setattr(health.app, "connection_for_write", nobody)
    settings.BROKER_IS_FOLDER = False
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    assert health._answers(health._ask_broker) is False


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_down(monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    assert health._answers(health._ask_database) is False


@pytest.mark.parametrize(
    ("browser", "cookie", "language"),
    [("en-US,en", None, "vi"), ("vi", "en", "en"), ("en", "xx", "vi"), ("", "", "vi")],
)
@pytest.mark.django_db
def test_pages_are_vietnamese_unless_chosen_otherwise(browser, cookie, language):
    client = Client(headers={"accept-language": browser})
    if cookie is not None:
        client.cookies["django_language"] = cookie
    assert client.get(reverse("admin:login")).headers["Content-Language"] == language


@pytest.mark.django_db
def test_answers_carry_the_security_headers(client):
    headers = client.get(reverse("admin:login")).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_browser_assets_come_from_this_server(client):
    for path in (
        "bootstrap/css/bootstrap.min.css",
        "bootstrap/js/bootstrap.bundle.min.js",
        "django_htmx/htmx-2.min.js",
    ):
        answer = client.get(f"/static/{path}")
        answer.close()
        assert answer.status_code == 200
