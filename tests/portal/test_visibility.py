"""Strangers find nothing of a campaign that is not public; who holds the right sees all of it."""

import pytest

from reports.models import IndexRun
from scoring.enums import Phase
from tests.portal import factory, golden

PLACES = ["", "bk-2023-huyen-1/", "tai-ve/json/", "tai-ve/csv/", "tai-ve/xlsx/", "van-ban/{document}/"]


@pytest.fixture
def unpublished(db) -> IndexRun:
    return golden.bac_kan(phase=Phase.COUNCIL)


@pytest.mark.parametrize("place", PLACES)
def test_an_unpublished_campaign_is_not_found_by_strangers_and_shown_to_officials(client, official, unpublished, place):
    address = f"/ket-qua/BK-2023/{place}".format(document=factory.add_document(unpublished).pk)
    assert client.get(address).status_code == 404
    client.force_login(official)
    assert _status(client, address) == 200


@pytest.mark.parametrize("place", PLACES)
def test_an_account_without_the_right_is_a_stranger(client, user, unpublished, place):
    client.force_login(user)
    address = f"/ket-qua/BK-2023/{place}".format(document=factory.add_document(unpublished).pk)
    assert client.get(address).status_code == 404


def test_the_list_names_only_what_the_reader_may_see(client, official, unpublished):
    golden.khanh_hoa()
    assert _names(client) == {"KH-2019"}
    client.force_login(official)
    assert _names(client) == {"KH-2019", "BK-2023"}


def test_a_run_after_the_publication_is_not_shown(client, db):
    published = golden.bac_kan()
    later = IndexRun.objects.create(
        campaign=published.campaign, state="done", input_digest="f" * 64, engine_version="1", policy=published.policy
    )
    draft = factory.add_document(later)
    assert client.get(f"/ket-qua/BK-2023/van-ban/{draft.pk}/").status_code == 404
    assert client.get("/ket-qua/BK-2023/").context["run"] == published
    assert client.get("/").context["cards"][0].agencies == 16


def test_a_document_of_another_campaign_is_not_found(client, db):
    golden.khanh_hoa()
    document = factory.add_document(golden.bac_kan())
    assert client.get(f"/ket-qua/KH-2019/van-ban/{document.pk}/").status_code == 404


def test_a_public_campaign_without_a_run_says_so_to_officials(client, official):
    run = golden.bac_kan(phase=Phase.COUNCIL)
    run.delete()
    client.force_login(official)
    assert client.get("/ket-qua/BK-2023/").templates[0].name == "portal/no_results.html"
    assert client.get("/ket-qua/BK-2023/tai-ve/json/").status_code == 404


def _names(client) -> set[str]:
    return {card.campaign.code for card in client.get("/").context["cards"]}


def _status(client, address: str) -> int:
    response = client.get(address)
    response.close()
    return response.status_code
