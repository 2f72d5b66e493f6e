"""Fixtures of every test."""

import gc
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.db import connection
from django.utils import translation

from pari.accounts.models import User
from tests.emptied import empty_by_rows

CATALOGUE = Path(__file__).resolve().parent.parent / "locale/en/LC_MESSAGES/django.po"


def pytest_collection_finish():
    """What is loaded by now stays: looking through it again and again was a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the test database free to be dropped: a process that a test killed may leave its session behind."""
    empty_by_rows()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def vietnamese():
    """Every test begins in the first language, whatever a request before it chose for this thread."""
    with translation.override("vi"):
        yield


@pytest.fixture
def english(tmp_path, settings) -> None:
    """The catalogue as it stands in the sources, compiled for this test."""
    folder = tmp_path / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, (folder / "django.mo").open("wb") as target:
        write_mo(target, read_po(source, locale="en"))
    settings.LOCALE_PATHS = [tmp_path]


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("canbo", password="mat-khau-1234", full_name="Cán bộ đầu mối")


@pytest.fixture
def real_processes(transactional_db, monkeypatch) -> None:
    """Let processes that the test starts (commands, workers, servers) see the test's database."""
    monkeypatch.setenv("DATABASE_URL", _database_url())


def _database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    place = f"{database['HOST'] or 'localhost'}:{database['PORT'] or 5432}"
    return f"postgresql://{database['USER'] or os.environ.get('USER', '')}{password}@{place}/{database['NAME']}"
