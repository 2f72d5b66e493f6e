"""A person who may everything, and one row of every kind."""

from datetime import date

import pytest

from pari.accounts.models import User
from reports.enums import DocumentFormat, DocumentKind
from reports.models import Document
from reports.services.publish import publish
from scoring.models import Agency, Campaign, Lineage
from tests.oracle.running import run_of
from tests.oracle.workbook import write_plain
from tests.workbook.base import base


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("quantri", password="mat-khau-1234")


@pytest.fixture
def office(client, administrator):
    """The browser of the administrator."""
    client.force_login(administrator)
    return client


@pytest.fixture
def run(db, tmp_path):
    """A campaign with rows of every kind, not yet public."""
    sheets = base()
    sheets["scores"][0] |= {"exempt": 1, "exempt_reason": "Không có nhiệm vụ"}
    sheets["scores"][1] |= {"council_points": 1, "council_reason": "Xem lại"}
    return run_of(write_plain(tmp_path / "mau.xlsx", sheets))


@pytest.fixture
def rows(run):
    """A document and a lineage beside what the workbook brought."""
    first, second, _ = Agency.objects.order_by("pk")
    Lineage.objects.create(predecessor=first, successor=second, kind="merge", effective_on=date(2025, 7, 1))
    Document.objects.create(
        campaign=run.campaign,
        run=run,
        kind=DocumentKind.INDEX,
        format=DocumentFormat.PDF,
        file="documents/mau.pdf",
        size=4,
        sha256="0" * 64,
    )
    return run


@pytest.fixture
def published(rows):
    publish(campaign=rows.campaign, decision_number="01/QĐ-UBND", decision_date=date(2023, 12, 20), by=None)
    return Campaign.objects.get()
