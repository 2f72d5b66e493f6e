"""docs/api.md: its addresses are those of the schema, its examples answer."""

import re

import pytest
import yaml

from tests.docs.pages import ROOT, code_blocks, table

PAGE = "docs/api.md"


def test_addresses_are_those_of_the_schema():
    schema = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text(encoding="utf-8"))
    described = {f"/api/v1{row['Address']}" for row in table(PAGE, "REST API")}
    assert described == set(schema["paths"])


@pytest.mark.django_db
def test_examples_lead_somewhere(client):
    (block,) = code_blocks(PAGE, "REST API", "sh")
    addresses = re.findall(r"http://127.0.0.1:8000(\S+)", block)
    codes = [client.get(address).json().get("code") for address in addresses]
    # In an empty installation: a campaign is not found, but its address is known.
    assert codes == ["not_found", "not_found", None]
