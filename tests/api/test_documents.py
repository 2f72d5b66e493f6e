"""`/campaigns/{code}/reports/`: documents of the results that are shown, and their files."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from reports.models import Document, IndexRun
from tests.api import factory
from tests.api.problems import problem_of

CONTENT = b"%PDF-1.7 noi dung"


def document(run: IndexRun) -> Document:
    return Document.objects.create(
        campaign=run.campaign,
        run=run,
        kind="index",
        format="pdf",
        file=ContentFile(CONTENT, name=f"{run.pk}.pdf"),
        size=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
    )


@pytest.fixture
def report(published) -> Document:
    return document(published.publications.get().run)


def test_a_document_with_its_digest_and_address(client, read, report):
    found = read("campaigns/TH-2024/reports/")["results"]
    assert found == [
        {
            "id": report.pk,
            "kind": "index",
            "format": "pdf",
            "size": len(CONTENT),
            "sha256": report.sha256,
            "created_at": report.created_at.isoformat(),
            "url": f"http://testserver/api/v1/campaigns/TH-2024/reports/{report.pk}/",
        }
    ]
    response = client.get(found[0]["url"], headers={"Accept": "application/pdf"})
    assert b"".join(response.streaming_content) == CONTENT
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_documents_of_other_runs_are_nobodys_business(client, read, published):
    published.participants.filter(code="cq2").update(name="Tên khác")
    other = document(factory.computed(published))
    assert read("campaigns/TH-2024/reports/")["results"] == []
    problem_of(client.get(f"/api/v1/campaigns/TH-2024/reports/{other.pk}/"), 404)


def test_a_file_of_an_unpublished_campaign_needs_the_right(client, bearer, unpublished):
    address = f"/api/v1/campaigns/KIN-2025/reports/{document(unpublished.index_runs.get()).pk}/"
    problem_of(client.get(address), 404)
    response = client.get(address, headers=bearer)
    assert b"".join(response.streaming_content) == CONTENT
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_lost_file_is_not_found(client, report):
    report.file.storage.delete(report.file.name)
    problem_of(client.get(f"/api/v1/campaigns/TH-2024/reports/{report.pk}/"), 404)
