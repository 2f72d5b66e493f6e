"""Fixtures of every test."""

import os
from urllib.parse import quote

import pytest
from django.db import connection

from pari.accounts.models import User


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("canbo", password="mat-khau-1234", full_name="Nguyễn Thị Ánh")


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
