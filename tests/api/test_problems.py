"""Errors are problem details, Vietnamese unless English is asked for."""

import pytest

from reports.api import campaigns
from tests.api.problems import problem_of


@pytest.mark.parametrize("path", ["", "khong-co/", "campaigns/A/B/", "campaigns/A%00B/", "criteria-sets/x/", "a%0Ab"])
def test_an_unknown_address(client, db, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "unknown_address"


def test_the_instance_is_a_reference_whatever_was_asked_for(client, db):
    assert client.get("/api/v1/kh%C3%B4ng c%25/").json()["instance"] == "/api/v1/kh%C3%B4ng%20c%25/"


def test_an_address_without_its_last_slash_is_led_to_it(client, db):
    response = client.get("/api/v1/campaigns?year=2024")
    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/campaigns/?year=2024")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_method_that_is_not_taken(client, db, method):
    response = getattr(client, method)("/api/v1/campaigns/")
    assert problem_of(response, 405)["detail"] == f"Địa chỉ này không nhận phương thức {method.upper()}."
    assert response.headers["Allow"] == "GET, HEAD"
    problem_of(getattr(client, method)("/api/v1/khong-co/"), 404)


@pytest.mark.parametrize("accept", ["text/html", "application/xml"])
def test_a_format_that_is_not_there(client, db, accept):
    problem_of(client.get("/api/v1/campaigns/", headers={"Accept": accept}), 406)


def test_a_fault_of_ours_is_told_without_its_inside(client, db, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("mật khẩu ở đây")

    monkeypatch.setattr(campaigns, "visible_campaigns", fail)
    client.raise_request_exception = False
    problem = problem_of(client.get("/api/v1/campaigns/"), 500)
    assert "mật khẩu" not in str(problem)
    assert "mật khẩu ở đây" in caplog.text


def test_the_code_stays_while_the_words_change(client, db):
    here = problem_of(client.get("/api/v1/campaigns/?year=abc"), 400)
    there = problem_of(client.get("/api/v1/campaigns/?year=abc", headers={"Accept-Language": "en"}), 400)
    assert here["title"] == "Yêu cầu không hợp lệ"
    assert here["code"] == there["code"] == "invalid_parameter"
    assert [item["parameter"] for item in there["errors"]] == ["year"]
