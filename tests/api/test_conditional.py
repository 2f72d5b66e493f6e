"""Entity tags: public data are sent once, anything else is never kept."""

import pytest

from tests.api import factory
from tests.api.problems import problem_of

PUBLIC = [
    "campaigns/",
    "campaigns/TH-2024/",
    "campaigns/TH-2024/results/",
    "campaigns/TH-2024/results/cq2/",
    "campaigns/TH-2024/comparison/",
    "campaigns/TH-2024/criteria/",
    "campaigns/TH-2024/reports/",
    "agencies/cq2/history/",
    "criteria-sets/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_copy_that_is_fresh_is_not_sent_again(client, published, path):
    first = client.get(f"/api/v1/{path}")
    tag = first.headers["ETag"]
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": f'"khac", {tag}'})
    assert tag.startswith('"')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Vary"] == first.headers["Vary"] == "Accept-Language, Authorization, Cookie"
    assert client.get(f"/api/v1/{path}", headers={"If-None-Match": '"khac"'}).content == first.content


def test_nothing_is_built_for_a_fresh_copy(client, published, django_assert_num_queries):
    tag = client.get("/api/v1/campaigns/TH-2024/results/").headers["ETag"]
    with django_assert_num_queries(3):  # the campaign, its run, its publication
        client.get("/api/v1/campaigns/TH-2024/results/", headers={"If-None-Match": tag})


def test_the_tag_names_query_language_and_publication(client, published):
    def tag(query="", language="vi"):
        address = f"/api/v1/campaigns/TH-2024/results/cq2/{query}"
        return client.get(address, headers={"Accept-Language": language}).headers["ETag"]

    before = {tag(), tag("?x=1"), tag(language="en")}
    published.participants.filter(code="cq2").update(name="Tên khác")
    factory.computed(published)
    assert tag() in before
    factory.announce(published, decision="13/QĐ-UBND")
    assert len({*before, tag()}) == 4


def test_a_head_request_tells_the_tag(client, published):
    address = "/api/v1/campaigns/TH-2024/results/"
    assert client.head(address).headers["ETag"] == client.get(address).headers["ETag"]


def test_a_stale_if_match_is_a_problem(client, published):
    problem_of(client.get("/api/v1/campaigns/TH-2024/results/", headers={"If-Match": '"cu"'}), 412)


def test_a_wrong_parameter_is_refused_before_the_tag_is_looked_at(client, published):
    problem_of(client.get("/api/v1/campaigns/TH-2024/comparison/?with=x", headers={"If-None-Match": "*"}), 400)


def test_what_is_not_public_is_not_kept(client, bearer, unpublished):
    response = client.get("/api/v1/campaigns/KIN-2025/results/", headers=bearer)
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "private, no-store"


def test_lists_of_someone_who_signed_in_are_hers_alone(client, bearer, published):
    assert client.get("/api/v1/campaigns/").headers["Cache-Control"] == "no-cache"
    assert client.get("/api/v1/campaigns/", headers=bearer).headers["Cache-Control"] == "private, no-cache"
