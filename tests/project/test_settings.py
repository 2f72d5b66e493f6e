"""The settings as a fresh process reads them from its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, sys
from pari import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


@pytest.fixture
def read(tmp_path):
    def read(*names, **variables):
        environment = {"PATH": os.environ["PATH"], "PARI_DATA_DIR": str(tmp_path), **variables}
        output = subprocess.check_output([sys.executable, "-c", SCRIPT, *names], cwd=ROOT, env=environment)
        return json.loads(output)

    return read


def test_with_nothing_set_it_is_the_embedded_set_up(read, tmp_path):
    found = read("DEBUG", "DATABASES", "CELERY_BROKER_URL", "CELERY_BROKER_TRANSPORT", "CACHES", "LANGUAGE_CODE")
    assert found["DEBUG"] is False
    database = found["DATABASES"]["default"]
    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.sqlite3", str(tmp_path / "pari.sqlite3"))
    options = database["OPTIONS"]
    assert (options["timeout"], options["transaction_mode"]) == (30, "IMMEDIATE")
    assert "PRAGMA journal_mode=WAL" in options["init_command"]
    assert found["CELERY_BROKER_URL"] == "filesystem://localhost/"
    assert found["CELERY_BROKER_TRANSPORT"] == "pari.broker:Transport"
    assert found["CACHES"]["default"]["BACKEND"] == "pari.cache.FolderCache"
    assert found["LANGUAGE_CODE"] == "vi"


def test_empty_variables_count_as_not_set(read, tmp_path):
    empty = dict.fromkeys(
        ("DATABASE_URL", "CELERY_BROKER_URL", "REDIS_URL", "SECRET_KEY", "STATIC_ROOT", "EMAIL_URL", "ALLOWED_HOSTS"),
        "",
    )
    found = read("DATABASES", "BROKER_IS_FOLDER", "ALLOWED_HOSTS", **empty)
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "pari.sqlite3")
    assert found["BROKER_IS_FOLDER"] is True


def test_everything_kept_is_in_the_data_folder(read, tmp_path):
    names = ("DATA_DIR", "BROKER_DIR", "MEDIA_ROOT", "STATIC_ROOT", "REPORTS_DIR", "CELERY_BEAT_SCHEDULE_FILENAME")
    assert all(Path(place).is_relative_to(tmp_path) for place in read(*names).values())


def test_production_is_in_the_environment(read):
    found = read(
        "DATABASES",
        "CACHES",
        "BROKER_IS_FOLDER",
        "ALLOWED_HOSTS",
        DATABASE_URL="postgresql://pari:mat%40khau@db:5432/pari",
        CELERY_BROKER_URL="redis://redis:6379/0",
        ALLOWED_HOSTS="cchc.example.vn,10.0.0.1",
    )
    database = found["DATABASES"]["default"]
    assert (database["ENGINE"], database["HOST"], database["PASSWORD"]) == (
        "django.db.backends.postgresql",
        "db",
        "mat@khau",
    )
    assert "OPTIONS" not in database
    assert found["CACHES"]["default"]["LOCATION"] == "redis://redis:6379/0"
    assert found["BROKER_IS_FOLDER"] is False
    assert found["ALLOWED_HOSTS"] == ["cchc.example.vn", "10.0.0.1"]


@pytest.mark.parametrize(("https", "expected"), [("0", False), ("1", True)])
def test_cookies_are_secure_where_there_is_https(read, https, expected):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert set(read(*names, HTTPS=https).values()) == {expected}


def test_mail_goes_where_the_address_says(read):
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS")
    assert read("EMAIL_BACKEND")["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    assert list(read(*names, EMAIL_URL="smtp+tls://a:b@mail.example.vn:587").values()) == [
        "django.core.mail.backends.smtp.EmailBackend",
        "mail.example.vn",
        587,
        True,
    ]
