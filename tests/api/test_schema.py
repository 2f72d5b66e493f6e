"""The schema is the committed one, and every answer has exactly the members it names."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.core.management import call_command

from tests.api import factory
from tests.api.test_documents import document

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))


def test_is_the_committed_one():
    """`manage.py spectacular --file docs/openapi.yaml` writes it anew."""
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert out.getvalue().strip() == COMMITTED.read_text(encoding="utf-8").strip()


def test_is_served_without_sign_in(client, schema):
    response = client.get("/api/v1/schema/?lang=en&version=2%0A", headers={"Accept": "application/vnd.oai.openapi"})
    assert yaml.safe_load(response.content) == schema


def closed(shape: Any) -> Any:
    """The shape without room for members that it does not name."""
    if isinstance(shape, list):
        return [closed(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    inside = {key: closed(value) for key, value in shape.items()}
    return {**inside, "additionalProperties": False} if "properties" in shape else inside


def operations(schema: dict[str, Any]) -> dict[str, Any]:
    return {path: item["get"] for path, item in schema["paths"].items()}


def test_every_answer_is_described_to_the_last_member(client, db, schema):
    campaign = factory.make()
    report = document(campaign.publications.get().run)
    known = {"code": "TH-2024", "agency": "cq2", "set_id": campaign.criteria_set_id, "document_id": report.pk}
    for path, operation in operations(schema).items():
        described = operation["responses"]["200"]["content"]
        if "application/json" not in described:
            continue
        place = path.format(**{**known, "code": "cq2"} if "agencies" in path else known)
        shape = closed({**described["application/json"]["schema"], "components": schema["components"]})
        shape.pop("additionalProperties", None)
        content = client.get(place).json()
        jsonschema.validate(content, shape)
        assert set(content) == _members(schema, described["application/json"]["schema"])


def _members(schema: dict[str, Any], shape: dict[str, Any]) -> set[str]:
    if "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return set(shape["properties"])


def test_problems_are_described(client, db, schema):
    shape = {"$ref": "#/components/schemas/Problem", "components": closed(schema["components"])}
    for address in ("/api/v1/campaigns/?year=x", "/api/v1/khong-co/"):
        jsonschema.validate(client.get(address).json(), shape)


def test_operations_have_a_name_a_summary_and_a_tag(schema):
    names = [operation["operationId"] for operation in operations(schema).values()]
    assert len(names) == len(set(names)) == 11
    assert all(operation["summary"] and operation["tags"] for operation in operations(schema).values())


def test_the_viewer_has_nothing_inline(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") == 3
    assert client.get("/api/v1/docs/?script=").headers["Content-Type"].startswith("application/javascript")
