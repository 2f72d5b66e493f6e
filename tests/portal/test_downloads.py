"""Downloads are saved under a readable name and never sniffed."""

import json

import pytest

from reports.selectors.results import results_document
from tests.portal import factory, golden


def test_json_is_the_results_document(client, db):
    run = golden.bac_kan()
    assert json.loads(client.get("/ket-qua/BK-2023/tai-ve/json/").content) == results_document(run)


@pytest.mark.parametrize(
    ("file_format", "content_type"),
    [
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_results_are_attachments_with_their_type(client, db, file_format, content_type):
    golden.bac_kan()
    response = client.get(f"/ket-qua/BK-2023/tai-ve/{file_format}/")
    assert response.headers["Content-Type"] == content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    name = f"K%E1%BA%BFt%20qu%E1%BA%A3%20CCHC%20BK-2023.{file_format}"
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_a_document_is_sent_as_it_was_stored(client, db):
    document = factory.add_document(golden.bac_kan())
    response = client.get(f"/ket-qua/BK-2023/van-ban/{document.pk}/")
    assert b"".join(response) == b"%PDF-1.7 noi dung"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o")
    response.close()


def test_a_document_whose_file_is_gone_is_not_found(client, db):
    document = factory.add_document(golden.bac_kan())
    document.file.storage.delete(document.file.name)
    assert client.get(f"/ket-qua/BK-2023/van-ban/{document.pk}/").status_code == 404


def test_an_unknown_format_is_not_found(client, db):
    golden.bac_kan()
    assert client.get("/ket-qua/BK-2023/tai-ve/exe/").status_code == 404


def test_the_page_lists_the_documents_of_its_run(client, db):
    document = factory.add_document(golden.bac_kan())
    assert f"/ket-qua/BK-2023/van-ban/{document.pk}/" in client.get("/ket-qua/BK-2023/").content.decode()
