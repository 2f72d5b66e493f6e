"""Nothing tells a stranger of a campaign that is not published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.services import create_token, revoke_token
from tests.api.problems import problem_of

HIDDEN = [
    "campaigns/KIN-2025/",
    "campaigns/KIN-2025/results/",
    "campaigns/KIN-2025/results/cq2/",
    "campaigns/KIN-2025/comparison/",
    "campaigns/KIN-2025/criteria/",
    "campaigns/KIN-2025/reports/",
    "agencies/cq2/history/",
    "criteria-sets/{set}/",
]
LISTS = ["campaigns/", "campaigns/?year=2025", "campaigns/?agency=cq2", "criteria-sets/", "criteria-sets/?year=2025"]


def address(path, campaign):
    return "/api/v1/" + path.format(set=campaign.criteria_set_id)


@pytest.mark.parametrize("path", HIDDEN)
def test_strangers_find_nothing_and_holders_of_the_right_do(client, bearer, unpublished, path):
    problem_of(client.get(address(path, unpublished)), 404)
    assert client.get(address(path, unpublished), headers=bearer).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_lists_count_what_the_reader_may_see(client, bearer, unpublished, path):
    assert client.get(address(path, unpublished)).json()["count"] == 0
    assert client.get(address(path, unpublished), headers=bearer).json()["count"] == 1


@pytest.mark.parametrize("path", HIDDEN)
def test_a_signed_in_person_without_the_right_is_a_stranger(client, user, unpublished, path):
    client.force_login(user)
    problem_of(client.get(address(path, unpublished)), 404)


def test_a_session_carries_its_holders_rights(client, official, unpublished):
    client.force_login(official)
    assert client.get("/api/v1/campaigns/KIN-2025/results/").status_code == 200


def test_the_problem_says_the_same_of_what_is_hidden_and_what_is_not_there(client, unpublished):
    hidden = problem_of(client.get("/api/v1/campaigns/KIN-2025/results/"), 404)
    absent = problem_of(client.get("/api/v1/campaigns/KIN-2026/results/"), 404)
    assert {**hidden, "instance": ""} == {**absent, "instance": ""}


def test_history_of_an_agency_leaves_unpublished_years_out(read, bearer, published, unpublished):
    assert {row["campaign"] for row in read("agencies/cq2/history/")["results"]} == {"TH-2024"}
    assert {row["campaign"] for row in read("agencies/cq2/history/", **bearer)["results"]} == {"TH-2024", "KIN-2025"}


def test_a_set_does_not_name_campaigns_that_are_hidden(read, published, unpublished):
    unpublished.criteria_set = published.criteria_set
    unpublished.save()
    assert read("criteria-sets/")["results"][0]["campaigns"] == ["TH-2024"]
    assert read("criteria-sets/?campaign=KIN-2025")["count"] == 0


def spoiled(user, how):
    token, key = create_token(user=user, by=None)
    if how == "expired":
        token.expires_at = timezone.now() - timedelta(seconds=1)
        token.save()
    elif how == "revoked":
        revoke_token(token=token, by=None)
    elif how == "inactive":
        user.is_active = False
        user.save()
    return {"wrong": "pari_khong-co", "empty": "", "two": f"{key} x"}.get(how, key)


@pytest.mark.parametrize("how", ["wrong", "empty", "two", "expired", "revoked", "inactive"])
@pytest.mark.parametrize("path", ["campaigns/", "campaigns/TH-2024/results/", "campaigns/KIN-2025/", "khong-co/"])
def test_a_token_that_does_not_hold_is_refused_even_on_public_data(client, official, published, how, path):
    headers = {"Authorization": f"Bearer {spoiled(official, how)}"}
    response = client.get(f"/api/v1/{path}", headers=headers)
    problem_of(response, 401)
    assert response.headers["WWW-Authenticate"].startswith("Bearer ")


def test_a_proxys_own_password_is_passed_over(client, published):
    assert client.get("/api/v1/campaigns/", headers={"Authorization": "Basic eDp5"}).status_code == 200
