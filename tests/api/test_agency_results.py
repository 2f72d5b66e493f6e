"""`/campaigns/{code}/results/{agency}/`: one line of the results with its leaves."""

from django.urls import reverse

from tests.api.problems import problem_of

ADDRESS = "campaigns/TH-2024/results/cq~11/"


def test_the_line_is_that_of_the_results(read, published):
    line = next(row for row in read("campaigns/TH-2024/results/")["agencies"] if row["code"] == "cq/1")
    shown = read(ADDRESS)
    assert {key: shown[key] for key in line} == line
    assert set(shown) - set(line) == {"campaign", "year", "run", "leaves"}


def test_leaves_with_every_stage_and_a_sentence(read, published):
    first, second, _ = read(ADDRESS)["leaves"]
    assert first == {
        "code": "1.1",
        "name": "Tiêu chí 1",
        "kind": "score",
        "source": "self",
        "max": "10.00",
        "self": "9.565217",
        "round1": "9.565217",
        "round2": None,
        "credited": "9.565217",
        "exempt": False,
        "explanation": first["explanation"],
    }
    assert "44/46 = 95,65%" in first["explanation"]
    assert (second["self"], second["round1"], second["credited"]) == ("10.00", "10.00", "10.00")


def test_a_leaf_without_any_figure_is_null_not_zero(read, published):
    first = read("campaigns/TH-2024/results/cq4/")["leaves"][0]
    assert (first["self"], first["round1"], first["round2"], first["credited"]) == (None, None, None, "0.00")


def test_the_sentence_speaks_the_language_asked_for(client, read, published):
    assert "44/46 = 95.65%" in read(ADDRESS, **{"Accept-Language": "en-GB,vi;q=0.5"})["leaves"][0]["explanation"]
    for header in ["vi", "fr", "vi-VN,en;q=0.5", "*"]:
        response = client.get(f"/api/v1/{ADDRESS}", headers={"Accept-Language": header})
        assert "95,65%" in response.json()["leaves"][0]["explanation"]
        assert response.headers["Content-Language"] == "vi"


def test_an_official_code_with_a_slash_has_an_address(published):
    address = reverse("api:agency-results", kwargs={"code": "TH-2024", "agency": "cq/1"})
    assert address == "/api/v1/campaigns/TH-2024/results/cq~11/"


def test_an_agency_of_another_campaign_is_not_found(client, published):
    problem_of(client.get("/api/v1/campaigns/TH-2024/results/cq9/"), 404)
